"""People and parameters by chance, for properties that hold for everybody everywhere."""

import math
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from model.build import parameter_records
from model.lookup import Lookup, lookup
from model.processes.exits import SPELLS
from model.reference.rules import plain
from model.scenario import Scenario, resolve
from model.streams import uniform_python
from model.vocabulary import (
    CONTRACTS,
    N_BARRIERS,
)
from testkit.rules import NEVER, person

TOPICS = ("demography", "employment", "search", "casework", "pipeline")
GRID = 2.0**53  # numbers drawn are odd multiples of half of its inverse
World = tuple[SimpleNamespace, Lookup]


class Chance:
    """Draws of one example, which Hypothesis chooses by a single number."""

    def __init__(self, seed: int) -> None:
        self.seed, self.drawn = seed, 0

    def __repr__(self) -> str:
        return f"Chance({self.seed})"

    def random(self) -> float:
        """The next number in (0, 1)."""
        self.drawn += 1
        return uniform_python(self.seed, self.drawn, 0)

    def below(self, end: int, start: int = 0) -> int:
        """A whole number from start to end − 1."""
        return start + int(self.random() * (end - start))

    def one_of(self, *found: Any) -> Any:
        """One of several."""
        return found[self.below(len(found))]


CHANCES = st.integers(0, 2**32).map(Chance)


@cache
def shipped() -> Scenario:
    return resolve("production-network")


def anywhere(low: float, high: float, chance: Chance) -> float:
    """A value between two ends, every fourth time an end."""
    where = chance.random()
    if where < 0.25:
        return low if where < 0.125 else high
    return low + (high - low) * chance.random()


def any_world(chance: Chance) -> World:
    """Parameters as they may legally be set, every third one moved, and the tables for them."""
    parameters = dict(shipped().parameters)
    for name, found in parameters.items():
        if found.topic in TOPICS and chance.random() < 1 / 3:
            parameters[name] = replace(found, value=anywhere(*found.legal, chance))
    records = parameter_records(replace(shipped(), parameters=parameters))
    return plain(records[0]), lookup(records[0])


def anybody(chance: Chance, **who: Any) -> SimpleNamespace:
    """A person anywhere within the columns that the chances read."""
    eased = chance.random() < 0.5
    barrier = chance.one_of(lambda: 0, lambda: 1, lambda: chance.below(2))
    return person(
        **{
            "id": 1,
            "receipt": 1,
            "age": chance.below(780, 180),
            "sex": chance.below(2),
            "has": {k: barrier() for k in range(N_BARRIERS)},
            "eased": int(eased),
            "mitigated": {k: chance.random() * eased for k in range(N_BARRIERS)},
            "spell": chance.one_of(0, 1, SPELLS - 1, SPELLS, 5000, chance.below(300)),
            "tenure": chance.one_of(0, 1, 63, 64, 9000, chance.below(100)),
            "months_out": chance.below(200),
            "trust": chance.random(),
            "motivation": chance.random(),
            "relationships": chance.random(),
            "engagement": chance.random(),
            "participation": 1.0 + 9.0 * chance.random(),
            "attention": chance.one_of(0.0, 254.99, 255.0, 900.0, 60.0 * chance.random()),
            "lock_in": 3.0 * chance.random(),
            "frailty": chance.one_of(0.0, 8.0, chance.random()),
            "contract": chance.below(len(CONTRACTS)),
            **who,
        }
    )


def drawn_below(chance: float) -> float:
    """The largest number that can be drawn below a chance; no example if there is none."""
    step = math.ceil(chance * GRID - 0.5) - 1
    u = (step + 0.5) / GRID
    if u >= chance:  # rounded
        u = (step - 0.5) / GRID
    if not (step >= 0 and 0.0 < u < chance):
        reject()
    return min(u, NEVER)
