"""A person and what every part of an Elb's life needs: attributes, luck, and the world around.

The parts (`ageing`, `client`, `referred`, `served`, `worker`, `participant`) say what an Elb does;
`elb.Elb` is all of them together.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

import mesa

from model.columns import PEOPLE
from model.reference.four_bytes import keeping_four_bytes
from model.streams import Decision, uniform_python
from model.vocabulary import N_BARRIERS, N_NEEDS, NOT_RECOGNISED

if TYPE_CHECKING:
    from model.reference.household import Bedarfsgemeinschaft
    from model.reference.institution import Institution
    from model.reference.model import ReferenceModel
    from model.reference.sozialraum import Sozialraum

NEVER = 10_000  # months: counters of months stop here
NOT_ON_LADDER = 255
# Columns that are objects here, and columns that the fast engine only uses inside a month.
BY_OBJECT = ("household", "sozialraum", "provider", "family")


@keeping_four_bytes(PEOPLE)
class Person(mesa.Agent):  # type: ignore[misc]
    """A person able to work, with every column of `model.columns.PEOPLE` as a plain attribute.

    `household` is the Bedarfsgemeinschaft itself, `sozialraum` the Sozialraum, `provider` one
    Institution or None per need. Everything else is a number or a list of numbers, 0 at first.
    """

    model: "ReferenceModel"
    household: "Bedarfsgemeinschaft"
    sozialraum: "Sozialraum"
    provider: "list[Institution | None]"
    id: int
    sex: int
    age: int
    frailty: float
    has: list[int]
    eased: int
    mitigated: list[float]
    stage: list[int]
    clock: list[int]
    form: list[int]
    misfit: list[int]
    profile: int
    outlook: float
    receipt: int
    receipt_window: int
    window_count: int
    spell: int
    months_out: int
    absence: int
    employment: int
    contract: int
    level: int
    hours: float
    wage: float
    tenure: int
    starts: int
    pupil: int
    holder: int
    weight: float
    attention: float
    contact_gap: int
    trust: float
    consent: int
    motivation: float
    relationships: float
    engagement: float
    stigma: float
    busy: int
    person_effect: float
    lock_in: float
    participation: float
    scar: float
    joint: float
    job_lost: int
    offer: int
    lever: int
    cohort: int
    entered: int
    ladder: int
    ladder_hit: int
    months_receipt: int
    months_employed: int
    months_covered: int
    integrations: int
    chains: int
    months_followed: int
    participation_sum: float
    profile_start: int
    features_start: int

    def __init__(self, model: "ReferenceModel", household: "Bedarfsgemeinschaft") -> None:
        super().__init__(model)
        self.household = household
        self.sozialraum = household.sozialraum
        self.provider = [None] * N_NEEDS
        for column in PEOPLE:
            if column.name not in BY_OBJECT:
                zero: float = 0.0 if column.dtype.startswith("f") else 0
                setattr(self, column.name, [zero] * column.width if column.width else zero)

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
