"""A person and what every part of an Elb's life needs: attributes, luck, and the world around.

The parts (`ageing`, `client`, `referred`, `served`, `worker`, `participant`) say what an Elb does;
`elb.Elb` is all of them together.
"""

from collections import Counter
from typing import Any

import mesa

from model.columns import PEOPLE
from model.reference.around import Home, House, Space, World
from model.reference.attributes import OfPerson
from model.reference.four_bytes import keeping_four_bytes
from model.streams import Decision, uniform_python
from model.vocabulary import N_BARRIERS, N_NEEDS, NOT_RECOGNISED

NEVER = 10_000  # months: counters of months stop here
NOT_ON_LADDER = 255
# Columns that are objects here, and columns that the fast engine only uses inside a month.
BY_OBJECT = ("household", "sozialraum", "provider", "family")


@keeping_four_bytes(PEOPLE)
class Person(OfPerson, mesa.Agent):  # type: ignore[misc]
    """A person able to work, with every column of `model.columns.PEOPLE` as a plain attribute.

    `household` is the Bedarfsgemeinschaft itself, `sozialraum` the Sozialraum, `provider` one
    Institution or None per need. Everything else is a number or a list of numbers.
    """

    model: World
    household: Home
    sozialraum: Space
    provider: list[House | None]

    def __init__(self, model: World, household: Home) -> None:
        super().__init__(model)
        self.household = household
        self.sozialraum = household.sozialraum
        self.provider = [None] * N_NEEDS
        for column in PEOPLE:
            if column.name not in BY_OBJECT:
                kind = float if column.dtype.startswith("f") else int
                first = kind(column.initial)
                setattr(self, column.name, [first] * column.width if column.width else first)

    def draw(self, decision: Decision, slot: int = 0) -> float:
        """The person's luck with a decision this month, uniform in (0, 1)."""
        return uniform_python(self.model.keys[decision], self.id, slot)

    def draw_for_life(self, decision: Decision, slot: int = 0) -> float:
        """The person's luck with a decision once and for all."""
        return uniform_python(self.model.keys_for_life[decision], self.id, slot)

    @property
    def levers(self) -> Any:
        """Levers and coefficients of the form of cooperation that holds for this person."""
        return self.model.levers[self.lever]

    @property
    def par(self) -> Any:
        """Parameters, one namespace per topic."""
        return self.model.par

    @property
    def tally(self) -> "Counter[str]":
        """What is counted this month."""
        return self.model.tally

    @property
    def family(self) -> int:
        """1 if children live in the household."""
        return int(self.household.family)

    def open_barriers(self) -> float:
        """Barriers that are present, each less its mitigated share."""
        total = 0.0
        for k in range(N_BARRIERS):
            if self.has[k]:
                total += 1.0 - self.mitigated[k]
        return total

    def mitigate(self, barrier: int) -> None:
        """Take a barrier's weight away."""
        self.mitigated[barrier] = 1.0
        self.eased = 1

    def may_recognise(self, need: int) -> bool:
        """True if a need has not been recognised yet, is not held back, and not mitigated."""
        if self.par.needs.duration[need] <= 0.0 or self.stage[need] != NOT_RECOGNISED:
            return False
        return self.clock[need] >= 0 and not (need < N_BARRIERS and self.mitigated[need] >= 1.0)
