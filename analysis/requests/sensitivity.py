"""A sensitivity study from request to result: space, design, runs, indices, what they say."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.comparison import COMMAND_LINE, LONGEST, whole_number
from analysis.sensitivity.arms import SETTLINGS, Arms, Settling
from analysis.sensitivity.campaign import Campaign, seeds_of
from analysis.sensitivity.designs import Design, Method, inputs_of, make_design, method_named
from analysis.sensitivity.factors import UNCERTAIN, WEIGHT, Space, uncertain_space
from analysis.sensitivity.running import run_tasks, tasks_of
from analysis.stopping import HEADLINE
from analysis.wording import LANGUAGES, Language
from experiments.calibration.posterior import load_posterior
from experiments.executors import available_cores
from experiments.plan import Plan, name_arms
from model.errors import Fault, InputError, nearest, raise_if
from model.scenario import Scenario, resolve

COMMAND = "sensitivity"
SEEDS = 2
_MOST_SEEDS = 1000
PILOT_ROUNDS = 3  # points for every worker: the first of each is slow


@dataclass(frozen=True)
class Request:
    """What is asked for; everything that decides the result, so that it can be taken up again.

    also: further arms, run at the same points (for worth and regret); runs: base sample, or budget:
    seconds; parameters: names, ranges or groups (none: all uncertain ones); alone: what screening
    has kept; calibrated: vary calibrated values too (a posterior varies them in any case).
    """

    base: str
    other: str
    also: tuple[str, ...] = ()
    place: str | None = None
    months: int = 96
    method: str = "sobol"
    grouped: bool = True
    runs: int | None = None
    budget: float | None = None
    seeds: int = SEEDS
    seed: int = 1
    outcomes: tuple[str, ...] = (HEADLINE, "integrations")
    parameters: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    settling: Settling = "resettled"
    calibrated: bool = True
    changes: Mapping[str, object] = field(default_factory=dict)
    language: Language = "de"

    def as_json(self) -> dict[str, Any]:
        """Plain data, from which the same request can be made again."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Request":
        """The request that `as_json` has kept; KeyError or TypeError if it is damaged."""
        lists = ("also", "outcomes", "parameters", "alone")
        return cls(**{**kept, **{name: tuple(kept[name]) for name in lists}})

    def faults(self) -> list[Fault]:
        """Everything wrong with the options themselves."""
        found = [
            *whole_number("months", self.months, 1, LONGEST),
            *whole_number("seeds", self.seeds, 1, _MOST_SEEDS),
            *whole_number("seed", self.seed, 0),
        ]
        for name in self.outcomes:
            if name not in OUTCOME:
                close = nearest(name, OUTCOME)
                problem = f"there is no outcome {name!r}"
                allowed = "a name from `sozialraum list outcomes`"
                found.append(Fault(COMMAND_LINE, "--outcome", problem, allowed, close))
        if self.runs is not None and self.budget is not None:
            problem = "is given together with --runs"
            found.append(Fault(COMMAND_LINE, "--budget", problem, "one of the two"))
        if self.settling not in SETTLINGS:
            allowed = ", ".join(SETTLINGS)
            close = nearest(self.settling, SETTLINGS)
            found.append(Fault(COMMAND_LINE, "--settling", f"is {self.settling!r}", allowed, close))
        if self.language not in LANGUAGES:
            found.append(Fault(COMMAND_LINE, "language", f"is {self.language!r}", "de or en"))
        return found


@dataclass(frozen=True)
class Prepared:
    """A request that has been checked: its arms, space, method and what gets an index."""

    request: Request
    plan: Plan
    space: Space
    method: Method
    members: list[str]
    evaluate: Arms

    @property
    def inputs(self) -> int:
        """Number of inputs that get an index."""
        return len(set(self.members))

    @property
    def seeds(self) -> tuple[int, ...]:
        """Seeds of every point."""
        return seeds_of(self.request.seed, self.request.seeds)

    def design(self, base: int) -> Design:
        """The design with this base sample. Raises InputError if that is too small."""
        return make_design(self.space, self.method, base, self.request.seed, self.members)

    def campaign(self, design: Design) -> Campaign:
        """What is to be run."""
        request = replace(self.request, runs=design.base, budget=None)
        identity = {"months": request.months, "settling": request.settling,
                    "method": request.method, "inputs": list(design.inputs),
                    "place": self.plan.place,
                    "stock": self.plan.base.scenario.parameters["place.stock"].value,
                    "arms": {arm.name: arm.scenario.hash for arm in self.plan.arms}}  # fmt: skip
        return Campaign(
            COMMAND, self.evaluate, self.space.points(design.unit), self.seeds,
            request.as_json(), identity,
        )  # fmt: skip


def prepare(request: Request) -> Prepared:
    """Check a request as a whole.

    Raises:
        InputError: every fault of options, scenarios and parameters together.
    """
    faults = request.faults()
    scenarios: list[Scenario] = []
    for reference in (request.base, request.other, *request.also):
        try:
            scenarios.append(resolve(reference, request.place, request.changes))
        except InputError as error:
            faults += error.faults
    method = None
    try:
        method = method_named(request.method)
    except InputError as error:
        faults += error.faults
    space = None
    if scenarios:
        try:
            space = space_of(scenarios[0], request)
        except InputError as error:
            faults += error.faults
    raise_if(faults)
    if space is None or method is None:  # then a fault has said why
        raise InputError([])
    arms = name_arms(scenarios)
    given = (request.base, request.other, *request.also)
    evaluate = Arms(
        tuple((arm.name, name) for arm, name in zip(arms, given, strict=True)),
        request.place,
        request.months,
        dict(request.changes),
        request.settling,
    )
    members = inputs_of(space, grouped=request.grouped, alone=frozenset(request.alone))
    plan = Plan(arms, request.months, request.seed)
    return Prepared(request, plan, space, method, members, evaluate)


def space_of(scenario: Scenario, request: Request) -> Space:
    """What varies in a place: its posterior, if it ships one, and the uncertain parameters."""
    found = load_posterior(scenario.place_folder)
    draws = None
    if found is not None:
        draws = pd.DataFrame(found.values, columns=list(found.names))
        draws[WEIGHT] = found.weights
    fixed = [str(name).removeprefix("parameters.") for name in request.changes]
    statuses = UNCERTAIN if request.calibrated else UNCERTAIN[:1]
    return uncertain_space(scenario.parameters, request.parameters, draws, fixed, statuses)


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
        from model.errors import SozialraumError

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


def folder_name(request: Request) -> list[str]:
    """What the folder of a result is called after."""
    return [request.method, Path(request.base).stem, Path(request.other).stem]
