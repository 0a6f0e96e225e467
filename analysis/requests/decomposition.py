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
from analysis.wording import Language
from model.errors import Fault
from model.scenario import Scenario

COMMAND = "decompose"
SWITCHES = "switches."


@dataclass(frozen=True)
class Mechanism:
    """A mechanism by its switch; gains: the network is meant to gain by it."""

    switch: str
    german: str
    english: str
    gains: bool

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return self.german if language == "de" else self.english


MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism("recognition", "Bedarfe erkennen und weitergeben", "recognising needs", True),
    Mechanism("handover", "persönliche Übergabe", "handover in person", True),
    Mechanism("parallel", "parallele Ketten", "parallel chains", True),
    Mechanism("shared_capacity", "gemeinsam genutzte Plätze", "shared capacity", True),
    Mechanism("planning", "Planung aus Fallwissen", "planning from cases", True),
    Mechanism("milieu", "Arbeit mit dem Stadtteil", "work with the milieu", True),
    Mechanism("fixed_minutes", "Abstimmung kostet Zeit", "coordination takes time", False),
    Mechanism("transition_dip", "Reibung im Aufbau", "loss in the ramp-up", False),
    Mechanism("finite_places", "Verdrängung um Plätze", "crowding for places", False),
    Mechanism("lock_in", "Einsperreffekt", "lock-in", False),
    Mechanism("vacancy_limit", "Verdrängung um Stellen", "displacement for jobs", False),
)


BY_SWITCH: Mapping[str, Mechanism] = {mechanism.switch: mechanism for mechanism in MECHANISMS}


def mechanism_title(part: str, language: Language) -> str:
    """A part of a decomposition in German or English."""
    if part in BY_SWITCH:
        return BY_SWITCH[part].title(language)
    german = {REMAINDER: "alles übrige", TOTAL: "Unterschied insgesamt"}
    english = {REMAINDER: "everything else", TOTAL: "difference in all"}
    return (german if language == "de" else english).get(part, part)


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
        return unknown("--mechanism", self.players, known, "switch")


def points_of(coalitions: Sequence[Coalition], players: Sequence[str]) -> pd.DataFrame:
    """A point per set of mechanisms: 1 where the switch is on."""
    frame = pd.DataFrame({f"{SWITCHES}{p}": [float(p in c) for c in coalitions] for p in players})
    frame.insert(0, "point", range(len(frame)))
    return frame
