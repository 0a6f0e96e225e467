"""Audit of common random numbers: do people have the same luck whatever happens to others?

Three questions, each answered by running worlds side by side:
- a no-op scenario: is every person bit-identical in a second run of the same scenario?
- one more inert person: does it change nobody else?
- two scenarios: how many people depart from their twin, and at which process and column first?
"""

from collections import Counter
from typing import Any

import numpy as np

from model.build import arranged
from model.columns import PEOPLE
from model.processes.arrivals import arrival_id
from model.scenario import Scenario
from model.schedule import SCHEDULE, loops_of
from model.simulate import burn_in, room_for
from model.state import State, copy_state
from model.vocabulary import MOVED

INERT_MONTH = -900_000  # an arrival long before anybody else: an id that nobody has
# Where a person sits, which row of levers holds: no part of a life.
NO_LIFE = ("household", "lever")
LIFE = tuple(column.name for column in PEOPLE if column.name not in NO_LIFE)


def audit(a: Scenario, b: Scenario, seed: int = 1, months: int = 24) -> dict[str, Any]:
    """The three answers for two scenarios of one world.

    Returns a dict: a, b (names), seed, months, people (compared), no_op_identical, inert_identical,
    departed (people of b who differ from their twin in a), first_decisions ("process: column" →
    people who departed there first).
    """
    start = burn_in(a, seed)
    twins = departures(world(start, a, months), world(start, b, months), months)
    same = departures(world(start, a, months), world(start, a, months), months)
    inert = departures(world(start, a, months), with_inert(world(start, a, months)), months)
    return {
        "a": a.name,
        "b": b.name,
        "seed": seed,
        "months": months,
        "people": twins["people"],
        "no_op_identical": same["departed"] == 0,
        "inert_identical": inert["departed"] == 0,
        "departed": twins["departed"],
        "first_decisions": twins["first"],
    }


def world(start: State, scenario: Scenario, months: int) -> State:
    """A burnt-in world under a scenario, with room for its arrivals."""
    return arranged(room_for(copy_state(start), months), scenario)


def with_inert(state: State) -> State:
    """The same world with one more person, who has moved away and does nothing."""
    row, h = int(state.size[0]), int(state.size[1])
    person, household = state.people[row], state.households[h]
    person["id"] = arrival_id(INERT_MONTH, 0)
    person["household"] = h
    person["absence"] = MOVED
    person["provider"][:] = -1
    household["first"], household["size"] = row, 1
    household["child_age"][:] = -1
    state.size[0], state.size[1] = row + 1, h + 1
    return state


def departures(a: State, b: State, months: int) -> dict[str, Any]:
    """Two worlds side by side: after each process, who differs for the first time, and in what?"""
    departed: set[int] = set()
    first: Counter[str] = Counter()
    loops_a, loops_b = loops_of(a), loops_of(b)
    people = 0
    for month in range(months):
        for process, loop_a, loop_b in zip(SCHEDULE, loops_a, loops_b, strict=True):
            loop_a(a, month)
            loop_b(b, month)
            rows_a, rows_b = shared_rows(a, b)
            people = len(rows_a)
            for column, identities in differing(a, b, rows_a, rows_b):
                new = set(identities.tolist()) - departed
                departed |= new
                if new:
                    first[f"{process.name}: {column}"] += len(new)
    return {"people": people, "departed": len(departed), "first": dict(first.most_common())}


def shared_rows(a: State, b: State) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the people who live in both worlds, in the order of their ids."""
    ids_a, ids_b = a.people["id"][: a.size[0]], b.people["id"][: b.size[0]]
    _, rows_a, rows_b = np.intersect1d(ids_a, ids_b, assume_unique=True, return_indices=True)
    return rows_a, rows_b


def differing(
    a: State, b: State, rows_a: np.ndarray, rows_b: np.ndarray
) -> list[tuple[str, np.ndarray]]:
    """(column, ids of people who differ in it), in the order of the table of columns."""
    left, right = a.people[rows_a], b.people[rows_b]
    found = []
    for column in LIFE:
        unequal = left[column] != right[column]
        if unequal.ndim > 1:
            unequal = unequal.any(axis=1)
        if unequal.any():
            found.append((column, left["id"][unequal]))
    return found
