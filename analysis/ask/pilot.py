"""How long a sensitivity study will take, and how large it may be within a budget of time."""

from dataclasses import dataclass, replace
from math import ceil

from analysis.requests.sensitivity import Prepared
from analysis.sensitivity.campaign import collect
from analysis.sensitivity.designs import Design, make_design, method_named
from experiments.executors import available_cores
from experiments.study.running import Means
from model.errors import COMMAND_LINE, InputError, SozialraumError
from model.words import Message

PILOT_ROUNDS = 3  # points for every worker: the first of each is slow
# A budget that one point shows to be so many times too small is refused at once.
HOPELESS = 2.0
FASTEST = 0.005  # seconds; no run is faster, so some budgets are refused before any


@dataclass(frozen=True)
class Forecast:
    """What a study will take."""

    base: int
    points: int
    seeds: int
    seconds: float
    jobs: int


def pilot(prepared: Prepared, means: Means, rounds: int = PILOT_ROUNDS) -> float:
    """Seconds of one point under one seed, several running at once; compiles and settles first.

    The runs are those of points the design may have: they are kept like all others. rounds: points
    for every worker; none runs a single point, for a first look.
    """
    count = rounds * (means.jobs or available_cores()) + 1
    seed, any_method = prepared.request.seed, method_named("delta")
    spread = make_design(prepared.space, any_method, max(any_method.fewest, count), seed)
    points = prepared.space.points(spread.unit[:count])
    campaign = replace(prepared.campaign_of(points), command="pilot", seeds=1)
    found = collect(campaign, means)
    if found.seconds is None:
        raise SozialraumError(
            Message("The store does not say how long runs have taken: give --runs.")
        )
    return found.seconds * len(campaign.arms)


def base_sample(prepared: Prepared, means: Means) -> tuple[int, float | None]:
    """The base sample asked for, or the largest that a budget allows; and seconds per run.

    Raises:
        InputError: the budget is too small for the method (says what it would take).
    """
    request = prepared.request
    if request.budget is None:
        return (request.runs if request.runs is not None else prepared.method.usual), None
    cores = means.jobs or available_cores()
    fewest = prepared.method.points(prepared.method.fewest, prepared.inputs)
    if fewest * len(prepared.plan.arms) * request.seeds * FASTEST / cores > request.budget:
        raise _too_small(prepared, fewest, Message("some minutes, fewer --seeds, or --groups"))
    each = pilot(prepared, means, rounds=0)
    if fewest * each * request.seeds / cores < HOPELESS * request.budget:
        each = pilot(prepared, means)
    possible = int(request.budget * cores / (each * request.seeds))
    base = prepared.method.base_for(possible, prepared.inputs)
    if base < prepared.method.fewest:
        minutes = ceil(fewest * each * request.seeds / cores / 60)
        allowed = Message("at least {minutes}min, fewer --seeds, or --groups", minutes=minutes)
        raise _too_small(prepared, fewest, allowed, possible)
    return base, each


def forecast(prepared: Prepared, design: Design, each: float, jobs: int | None) -> Forecast:
    """How long a design will take."""
    cores = jobs or available_cores()
    points = len(design.unit)
    seconds = points * prepared.request.seeds * each / cores
    return Forecast(design.base, points, prepared.request.seeds, seconds, cores)


def _too_small(prepared: Prepared, fewest: int, allowed: Message, possible: int = 0) -> InputError:
    """A budget that does not reach for the smallest design of a method."""
    problem = Message(
        "leaves time for {possible} points; {name} with {inputs} inputs needs {fewest}",
        possible=possible,
        name=prepared.method.name,
        inputs=prepared.inputs,
        fewest=fewest,
    )
    return InputError.of(COMMAND_LINE, "--budget", problem, allowed)
