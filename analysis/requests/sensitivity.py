"""What a sensitivity study is asked: arms, space, method, and the points it will run."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pandas as pd

from analysis.options import resolved
from analysis.requests.points import OfTwoArms
from analysis.sensitivity.campaign import SETTLINGS, Campaign, Settling
from analysis.sensitivity.designs import Design, Method, inputs_of, make_design, method_named
from analysis.sensitivity.factors import UNCERTAIN, WEIGHT, Space, uncertain_space
from experiments.calibration.posterior import load_posterior
from experiments.faults import Wrong
from experiments.plan import Plan, name_arms
from model.errors import Fault, InputError, raise_if
from model.scenario import Scenario
from model.words import Message

COMMAND = "sensitivity"


@dataclass(frozen=True, kw_only=True)
class Request(OfTwoArms):
    """What is asked for; everything that decides the result, so that it can be taken up again.

    also: further arms, run at the same points (for worth and regret); runs: base sample, or budget:
    seconds; parameters: names, ranges or groups (none: all uncertain ones); alone: what screening
    has kept; calibrated: vary calibrated values too (a posterior varies them in any case).
    """

    FEWEST_SEEDS: ClassVar = 1

    also: tuple[str, ...] = ()
    method: str = "sobol"
    grouped: bool = True
    runs: int | None = None
    budget: float | None = None
    parameters: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    settling: Settling = "resettled"
    calibrated: bool = True

    def faults(self) -> list[Fault]:
        """Everything wrong with the options themselves."""
        wrong = Wrong(faults=super().faults())
        if self.runs is not None and self.budget is not None:
            problem = Message("is given together with --runs")
            wrong("--budget", problem, Message("one of the two"))
        wrong.unless_among("--settling", self.settling, SETTLINGS)
        return wrong.faults


@dataclass(frozen=True)
class Prepared:
    """A request that has been checked: its arms, space, method and what gets an index."""

    request: Request
    plan: Plan
    space: Space
    method: Method
    members: list[str]

    @property
    def inputs(self) -> int:
        """Number of inputs that get an index."""
        return len(set(self.members))

    def design(self, base: int) -> Design:
        """The design with this base sample. Raises InputError if that is too small."""
        return make_design(self.space, self.method, base, self.request.seed, self.members)

    def campaign(self, design: Design) -> Campaign:
        """What is to be run."""
        points = self.space.points(design.unit)
        found = self.campaign_of(points)
        asked = replace(self.request, runs=design.base, budget=None)
        identity = {**found.identity, "inputs": list(design.inputs)}
        return replace(found, arguments=asked.as_json(), identity=identity)

    def campaign_of(self, points: pd.DataFrame) -> Campaign:
        """The arms at any points of the space."""
        request = self.request
        given = (request.base, request.other, *request.also)
        names = [arm.name for arm in self.plan.arms]
        identity = {"months": request.months, "settling": request.settling,
                    "method": request.method, "place": self.plan.place,
                    "stock": self.plan.base.scenario.parameters["place.stock"].value,
                    "arms": {arm.name: arm.scenario.hash for arm in self.plan.arms}}  # fmt: skip
        return Campaign(
            COMMAND, tuple(zip(names, given, strict=True)), points, request.seeds, request.seed,
            request.months, request.place, request.changes, request.settling,
            request.as_json(), identity,
        )  # fmt: skip


def prepare(request: Request) -> Prepared:
    """Check a request as a whole.

    Raises:
        InputError: every fault of options, scenarios and parameters together.
    """
    faults = request.faults()
    given = (request.base, request.other, *request.also)
    scenarios = resolved(given, request.place, request.changes, faults)
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
    members = inputs_of(space, grouped=request.grouped, alone=frozenset(request.alone))
    plan = Plan(arms, request.months, request.seed)
    return Prepared(request, plan, space, method, members)


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


def folder_name(request: Request) -> list[str]:
    """What the folder of a result is called after."""
    return [request.method, Path(request.base).stem, Path(request.other).stem]
