"""Which mechanisms a difference is to be decomposed by: their switches, and how they are run.

Switches change from month 0 on, in every arm, on the shipped settled population: the question is
what the arrangement gains and loses by, not what the city would have been without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.options import unknown, whole_number
from analysis.requests.points import OfTwoArms
from analysis.sensitivity.shapley import REMAINDER, TOTAL, Coalition
from model.errors import Fault
from model.scenario import Scenario
from model.words import Language, Message, Texts, say

COMMAND = "decompose"
SWITCHES = "switches."


@dataclass(frozen=True)
class Mechanism:
    """A mechanism by its switch; gains: the network is meant to gain by it."""

    switch: str
    english: str
    gains: bool

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return say(language, self.english)


MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism("recognition", "recognising needs", True),
    Mechanism("handover", "handover in person", True),
    Mechanism("parallel", "parallel chains", True),
    Mechanism("shared_capacity", "shared capacity", True),
    Mechanism("planning", "planning from cases", True),
    Mechanism("milieu", "work with the milieu", True),
    Mechanism("fixed_minutes", "coordination takes time", False),
    Mechanism("transition_dip", "loss in the ramp-up", False),
    Mechanism("finite_places", "crowding for places", False),
    Mechanism("lock_in", "lock-in", False),
    Mechanism("vacancy_limit", "displacement for jobs", False),
)
_PARTS = Texts({REMAINDER: "everything else", TOTAL: "difference in all"})
BY_SWITCH: Mapping[str, Mechanism] = {mechanism.switch: mechanism for mechanism in MECHANISMS}


def mechanism_title(part: str, language: Language) -> str:
    """A part of a decomposition in German or English."""
    if part in BY_SWITCH:
        return BY_SWITCH[part].title(language)
    return _PARTS.named(language, part)


@dataclass(frozen=True, kw_only=True)
class Request(OfTwoArms):
    """What is to be decomposed; drawn: orders, if there are too many mechanisms for all subsets."""

    mechanisms: tuple[str, ...] = ()
    drawn: int = 8
    seeds: int = 4

    @property
    def players(self) -> tuple[str, ...]:
        """Mechanisms asked for, or all of the table."""
        return self.mechanisms or tuple(BY_SWITCH)

    def faults(self) -> list[Fault]:
        """Everything wrong with the options themselves."""
        return [*super().faults(), *whole_number("orders", self.drawn, 2, 10_000)]

    def faults_in(self, scenario: Scenario) -> list[Fault]:
        """Mechanisms that have no switch."""
        names = [name for name in scenario.parameters if name.startswith(SWITCHES)]
        known = [name.removeprefix(SWITCHES) for name in names]
        return unknown("--mechanism", self.players, known, Message("switch"))


def points_of(coalitions: Sequence[Coalition], players: Sequence[str]) -> pd.DataFrame:
    """A point per set of mechanisms: 1 where the switch is on."""
    frame = pd.DataFrame({f"{SWITCHES}{p}": [float(p in c) for c in coalitions] for p in players})
    frame.insert(0, "point", range(len(frame)))
    return frame
