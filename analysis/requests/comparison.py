"""What a comparison is asked to do: checked as a whole, kept with the run to resume it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from analysis.goal import HEADLINE, Goal
from analysis.options import (
    LONGEST,
    MONTHS,
    MOST_JOBS,
    MOST_PAIRS,
    SEED,
    Kept,
    no_language,
    no_others,
    whole_number,
)
from experiments.calibration.draws import UNCERTAINTIES, Draws, Uncertainty
from experiments.calibration.posterior import Posterior, load_posterior
from experiments.calibration.space import can_be_drawn, space_of
from experiments.faults import Wrong
from experiments.plan import Arm, Plan, name_arms
from model.errors import COMMAND_LINE, Fault, InputError, raise_if
from model.scenario import Scenario, resolve
from model.words import Language, Message

# What makes the twin of an arm that creaming is measured against.
NEUTRAL_STEERING: Mapping[str, object] = {"switches.attention": False}


@dataclass(frozen=True)
class Request(Kept):
    """The arguments of `analysis.ask.comparison.compare` that decide what comes out."""

    base: str
    others: tuple[str, ...]
    place: str | None = None
    months: int = MONTHS
    pairs: int | None = None
    precision: float | None = None
    outcome: str = HEADLINE
    seed: int = SEED
    changes: Mapping[str, object] = field(default_factory=dict)
    creaming: bool = False
    checks: bool = False
    language: Language = "de"
    uncertainty: Uncertainty | None = None

    @property
    def goal(self) -> Goal:
        """How many pairs are wanted."""
        return Goal(self.pairs, self.precision, self.outcome)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The request that `as_json` has kept; KeyError or TypeError if it is damaged."""
        base, others = kept["base"], kept["others"]
        if not isinstance(others, list) or not all(isinstance(arm, str) for arm in [base, *others]):
            raise TypeError("arms are names")
        return super().from_json(kept)

    def plan(self, jobs: int | None = None) -> Plan:
        """The plan of all arms.

        Raises:
            InputError: every fault of the options and of all scenarios together.
        """
        faults = self._faults(jobs)
        scenarios: list[Scenario] = []
        twins: list[Scenario] = []
        for reference in (self.base, *self.others):
            try:
                scenarios.append(resolve(reference, self.place, self.changes))
                if self.creaming:
                    neutral = {**self.changes, **NEUTRAL_STEERING}
                    twins.append(resolve(reference, self.place, neutral))
            except InputError as error:
                faults += error.faults
        raise_if(faults)
        arms = name_arms(scenarios, twins)
        raise_if(_one_place(arms))
        draws, prior = drawn_for(scenarios[0], self.uncertainty)
        return Plan(arms, self.months, self.seed, self.checks, draws, prior)

    def _faults(self, jobs: int | None) -> list[Fault]:
        faults = [
            *self.goal.faults(COMMAND_LINE),
            *whole_number("months", self.months, 1, LONGEST),
            *whole_number("seed", self.seed, 0),
            *no_language(self.language),
        ]
        if self.pairs is not None:
            faults += whole_number("pairs", self.pairs, 1, MOST_PAIRS)
        if jobs is not None:
            faults += whole_number("jobs", jobs, 1, MOST_JOBS)
        if self.uncertainty is not None:
            Wrong(faults=faults).unless_among("uncertainty", self.uncertainty, UNCERTAINTIES)
        return faults + no_others(self.others)


def drawn_for(scenario: Scenario, asked: Uncertainty | None) -> tuple[Draws | None, Draws | None]:
    """Where the parameters of pairs come from, and those of pairs under the prior.

    asked: None takes the posterior if the place ships one of its own, else leaves parameters as
    they are.

    Raises:
        InputError: a posterior that is not there, cannot be read, or has other parameters.
    """
    if asked == "none":
        return None, None
    everything = Draws("ranges", space_of(scenario, ("assumed", "calibrated")))
    if asked == "ranges":
        return everything, None
    posterior = load_posterior(scenario.place_folder)
    if asked is None and (posterior is None or posterior.record.get("place") != scenario.place):
        return None, None  # none, or one that came along with a copied place: the verdict says so
    raise_if(_posterior_faults(posterior, scenario))
    assert posterior is not None
    ranges = space_of(scenario, ("assumed", "calibrated"))
    rest = ranges.only(
        name
        for name, status in zip(ranges.names, ranges.status, strict=True)
        if name not in posterior.names and status == "assumed"
    )
    months = posterior.resettling
    prior = replace(everything, resettling=months)
    return Draws("posterior", rest, posterior, months), prior


def _posterior_faults(posterior: Posterior | None, scenario: Scenario) -> list[Fault]:
    allowed = Message("--uncertainty ranges or none; `sozialraum calibrate` makes a posterior")
    if posterior is None:
        problem = Message("the place {place} has no posterior", place=scenario.place)
        return [Fault(COMMAND_LINE, "uncertainty", problem, allowed)]
    if posterior.record.get("place") != scenario.place:
        problem = Message("its posterior was fitted to {get}", get=posterior.record.get("place"))
        return [Fault(COMMAND_LINE, scenario.place, problem, allowed)]
    known = scenario.parameters
    gone = [
        name
        for name in posterior.names
        if name not in known or not can_be_drawn(known[name], (known[name].status,))
    ]
    problem = Message("is in the posterior of the place and not in the model any more")
    return [Fault(scenario.place, name, problem, allowed) for name in gone]


def _one_place(arms: Sequence[Arm]) -> list[Fault]:
    wrong, first = Wrong(), arms[0].scenario.place
    for arm in arms[1:]:
        place = arm.scenario.place
        if place != first:
            problem = Message(
                "is about the place {place}, the base about {place2}", place=place, place2=first
            )
            wrong(arm.name, problem, Message("arms on one place; --place sets it for all"))
    return wrong.faults
