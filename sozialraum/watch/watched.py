"""The fast world as Mesa's Solara view wants it: made without arguments, and at an end some day."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from model.scenario import Scenario, resolve
from model.simulate import burn_in
from model.words import Language
from model.world import World


@dataclass(frozen=True)
class Asked:
    """What is watched: an arrangement at a place, so many months, under a seed."""

    arrangement: str = "production-network"
    place: str | None = None
    months: int = 96
    seed: int = 1
    language: Language = "de"


class Watched(World):
    """A world that begins anew when its view is reset.

    Mesa's view makes it again by its class alone, so that what was asked is kept here.
    """

    asked = Asked()

    def __init__(self, **_: Any) -> None:
        mine = type(self).asked
        scenario = _scenario(mine.arrangement, mine.place)
        super().__init__(scenario, mine.seed, _settled(scenario, mine.seed))
        self.running = True

    def step(self) -> None:
        """One month, until the last."""
        if self.month < self.asked.months:
            super().step()
        self.running = self.month < self.asked.months


@lru_cache(maxsize=2)
def _scenario(arrangement: str, place: str | None) -> Scenario:
    return resolve(arrangement, place)


@lru_cache(maxsize=1)
def _settled(scenario: Scenario, seed: int) -> Any:
    return burn_in(scenario, seed)
