"""What is around an agent: names for annotations, so that no file of agents imports another back.

People have a household and a household has people: agents know each other in circles, files do not.
`World` says what agents ask of the model; the other names stand for the classes in the comments.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

type Someone = Any  # elb.Elb
type Home = Any  # household.Bedarfsgemeinschaft
type House = Any  # institution.Institution
type Space = Any  # sozialraum.Sozialraum


class World(Protocol):
    """The model, as agents see it (model.ReferenceModel)."""

    month: int
    par: Any  # parameters, one namespace a topic
    levers: Sequence[Any]
    forms: Sequence[Any]
    spaces: Sequence[Space]
    market: Sequence[Any]
    sees: Sequence[float]
    kinds_serving: Sequence[Sequence[int]]
    pair_with_jobcenter: Sequence[int]
    frailty: Sequence[float]
    but_kind: int
    nearby_kinds: Sequence[int]
    nearby_places: Sequence[float]
    onlookers: Sequence[int]
    tally: Counter[str]
    keys: Mapping[int, int]
    keys_for_life: Mapping[int, int]

    @property
    def calendar_month(self) -> int:
        """Calendar month 1–12."""

    @property
    def hands_over(self) -> bool:
        """True if some form of cooperation hands people over."""

    def partners(self) -> Sequence[House]:
        """All institutions but the Jobcenter."""

    def stock(self) -> int:
        """Persons in receipt when the month's casework began."""

    def draw(self, decision: int, identity: int, slot: int = 0) -> float:
        """Luck of this month that belongs to no person."""
