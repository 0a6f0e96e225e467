"""People and parameters by chance, for properties that hold for everybody everywhere."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from model.build import parameter_records
from model.columns import PEOPLE
from model.lookup import Lookup, lookup
from model.reference.rules import plain
from model.scenario import Scenario, resolve
from model.streams import uniform_python
from model.vocabulary import (
    CONTRACTS,
    HOUSEHOLDS,
    MAX_CHILDREN,
    N_BARRIERS,
)
from testkit.rules import NEVER, household, person

TOPICS = ("demography", "employment", "search", "casework", "pipeline", "needs", "participation",
          "switches")  # fmt: skip
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


# What a column may hold, by its unit; what is missing is 0 unless somebody says otherwise.
BY_UNIT: dict[str, Callable[["Chance"], Any]] = {
    "0/1": lambda chance: chance.below(2),
    "0–1": lambda chance: chance.random(),
    "1–10": lambda chance: 1.0 + 9.0 * chance.random(),
    "points": lambda chance: 4.0 * chance.random() - 2.0,
    "months": lambda chance: chance.one_of(0, 1, 63, 64, 127, 128, 9000, chance.below(300)),
    "month": lambda chance: chance.below(96),
    "minutes": lambda chance: chance.one_of(0.0, 127.99, 128.0, 900.0, 60.0 * chance.random()),
    "factor": lambda chance: chance.one_of(0.0, 8.0, chance.random()),
    "weight": lambda chance: chance.random(),
    "log hazard": lambda chance: 3.0 * chance.random(),
    "euro/month": lambda chance: 3000.0 * chance.random(),
    "hours/week": lambda chance: 40.0 * chance.random(),
    "events": lambda chance: chance.below(4),
}
# Of a person about whom nothing else is said: in receipt, there, without a job, in no pipeline.
PLAIN = {"id": 1, "receipt": 1, "pupil": 0, "offer": 0, "job_lost": 0, "clock": {}, "misfit": {}}


def anybody(chance: Chance, **who: Any) -> SimpleNamespace:
    """A person anywhere within all columns, also those that no chance reads so far."""
    found: dict[str, Any] = {}
    for column in PEOPLE:
        draw = BY_UNIT.get(column.unit, lambda _: 0)
        if column.width == 0:
            found[column.name] = draw(chance)
        elif column.unit in BY_UNIT:
            found[column.name] = {k: draw(chance) for k in range(column.width)}
    barrier = chance.one_of(lambda: 0, lambda: 1, lambda: chance.below(2))
    found["has"] = {k: barrier() for k in range(N_BARRIERS)}
    found["mitigated"] = {k: chance.random() * found["eased"] for k in range(N_BARRIERS)}
    found["age"] = chance.below(780, 180)
    found["contract"] = chance.below(len(CONTRACTS))
    return person(**{**found, **PLAIN, **who})


# Ends of what a column may hold, and edges of the steps in which bounds see it.
ENDS: dict[str, tuple[float, ...]] = {
    "0/1": (0, 1), "0–1": (0.0, 1.0), "1–10": (1.0, 10.0), "points": (-2.0, 2.0),
    "months": (0, 63, 300, 9000), "month": (0, 96), "weight": (0.01, 1.0), "events": (0, 9),
    "minutes": (0.0, 7.99, 31.99, 127.99), "euro/month": (0.0, 3000.0), "hours/week": (0.0, 40.0),
}  # fmt: skip


def brought_near(
    someone: SimpleNamespace, how_near: Callable[[SimpleNamespace], float], but: Iterable[str]
) -> None:
    """Move somebody, column by column, to where a rule comes nearest to its bound.

    `but`: columns that stay. Where terms add up or multiply, no person comes nearer.
    """
    for column in PEOPLE:
        ends = ENDS.get(column.unit, ())
        if column.name in but or not ends:
            continue
        if column.width == 0:
            places: list[tuple[Any, Any]] = [(vars(someone), column.name)]
        else:
            places = [(getattr(someone, column.name), k) for k in range(column.width)]
        for where, key in places:
            where[key] = _nearest(where, key, ends, how_near, someone)


def _nearest(
    where: Any, key: Any, ends: tuple[float, ...], how_near: Any, someone: SimpleNamespace
) -> Any:
    """Of some values of one place that which brings somebody nearest."""

    def near(value: float) -> float:
        where[key] = value
        return float(how_near(someone))

    return max((where[key], *ends), key=near)


def any_home(chance: Chance) -> SimpleNamespace:
    """A household of one anywhere within its columns."""
    children = {k: chance.one_of(-1, chance.below(300)) for k in range(MAX_CHILDREN)}
    kinds = len(HOUSEHOLDS)
    return household(kind=chance.below(kinds), rent=900.0 * chance.random(), child_age=children)


def drawn_below(chance: float) -> float:
    """The largest number that can be drawn below a chance; no example if there is none."""
    step = math.ceil(chance * GRID - 0.5) - 1
    u = (step + 0.5) / GRID
    if u >= chance:  # rounded
        u = (step - 0.5) / GRID
    if not (step >= 0 and 0.0 < u < chance):
        reject()
    return min(u, NEVER)
