"""How long a sensitivity study will take, and how large it may be within a budget of time."""

from dataclasses import dataclass

import pandas as pd

from analysis.options import COMMAND_LINE
from analysis.requests.sensitivity import Prepared
from analysis.sensitivity.designs import Design, make_design, method_named
from analysis.sensitivity.running import run_tasks, tasks_of
from experiments.executors import available_cores
from model.errors import Fault, SozialraumError, raise_if

PILOT_ROUNDS = 3  # points for every worker: the first of each is slow


@dataclass(frozen=True)
class Forecast:
    """What a study will take."""

    base: int
    points: int
    seeds: int
    seconds: float
    jobs: int


def pilot(prepared: Prepared, jobs: int | None) -> float:
    """Seconds of one point under one seed, several running at once; compiles and settles first."""
    jobs = jobs or available_cores()
    count = PILOT_ROUNDS * jobs + 1
    seed, any_method = prepared.request.seed, method_named("delta")
    spread = make_design(prepared.space, any_method, max(any_method.fewest, count), seed)
    points = prepared.space.points(spread.unit[:count])
    done = run_tasks(
        prepared.evaluate, tasks_of(points, prepared.seeds[:1]), keep=lambda _: None, jobs=jobs
    )
    good = [one.seconds for one in done if not one.failed][1:]
    if not good:
        raise SozialraumError(f"The first points cannot be run: {done[0].message}")
    return float(pd.Series(good).median())


def base_sample(prepared: Prepared, jobs: int | None) -> tuple[int, float | None]:
    """The base sample asked for, or the largest that a budget allows; and seconds per run.

    Raises:
        InputError: the budget is too small for the method (says what it would take).
    """
    request = prepared.request
    if request.budget is None:
        return (request.runs if request.runs is not None else prepared.method.usual), None
    each = pilot(prepared, jobs)
    cores = jobs or available_cores()
    possible = int(request.budget * cores / (each * request.seeds))
    base = prepared.method.base_for(possible, prepared.inputs)
    fewest = prepared.method.points(prepared.method.fewest, prepared.inputs)
    if base < prepared.method.fewest:
        minutes = fewest * each * request.seeds / cores / 60
        raise_if([
            Fault(
                COMMAND_LINE,
                "--budget",
                f"leaves time for {possible} points; {prepared.method.name} with "
                f"{prepared.inputs} inputs needs {fewest}",
                f"at least {minutes:.0f}min, fewer --seeds, or --groups",
            )
        ])  # fmt: skip
    return base, each


def forecast(prepared: Prepared, design: Design, each: float, jobs: int | None) -> Forecast:
    """How long a design will take."""
    cores = jobs or available_cores()
    points = len(design.unit)
    seconds = points * prepared.request.seeds * each / cores
    return Forecast(design.base, points, prepared.request.seeds, seconds, cores)
