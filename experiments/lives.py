"""Single people run again, process by process: the same person in the same world under two arms.

A person is told by the identity that every draw of chance uses, so that both lives have the same
luck. What is kept are the columns in which something is decided about a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.scenario import Scenario

# Columns in which something is decided, with how many values each has.
DECIDED = ("receipt", "absence", "employment", "profile", "holder", "contact_gap", "offer", "stage")


@dataclass(frozen=True)
class Lives:
    """The lives of some people under one arm.

    processes: names in the order of a month; columns: name → (months, processes, people) or with
    another axis for needs, after every process; participation: (months, people) at the end of each
    month, NaN before somebody is there; present: (months, people).
    """

    processes: tuple[str, ...]
    columns: dict[str, np.ndarray]
    participation: np.ndarray
    present: np.ndarray


def live_again(scenario: Scenario, start: Any, months: int, people: Sequence[int]) -> Lives:
    """Run a scenario from a world at month 0 and follow some people, by their identities.

    start: the world, left as it is. The scenario must not be a rival, which follows another run.
    """
    from model.build import arranged
    from model.observe import read_tally
    from model.schedule import SCHEDULE, in_order
    from model.simulate import room_for

    state = arranged(room_for(start, months), scenario)
    loops = [(process.name, in_order(process.steps, state)) for process in SCHEDULE]
    wanted = np.array(people, np.uint64)
    shape = (months, len(loops), len(wanted))
    columns = {
        name: np.zeros((*shape, *np.shape(state.people[name])[1:]), np.int32) for name in DECIDED
    }
    participation = np.full((months, len(wanted)), np.nan)
    present = np.zeros((months, len(wanted)), bool)
    for month in range(months):
        for at, (_, loop) in enumerate(loops):
            loop(state, month)
            rows, there = _rows(state, wanted)
            for name, kept in columns.items():
                kept[month, at, there] = state.people[name][rows]
        read_tally(state)  # the count of a month begins at 0, as in every run
        present[month, there] = True
        participation[month, there] = state.people["participation"][rows]
    return Lives(tuple(name for name, _ in loops), columns, participation, present)


def _rows(state: Any, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of those who are there, and which of the wanted they are.

    They are a few: looking through all identities for each is far cheaper than sorting them.
    """
    ids = state.people["id"][: state.size[0]]
    found = [np.flatnonzero(ids == one) for one in wanted]
    there = [at for at, rows in enumerate(found) if rows.size]
    return np.array([found[at][0] for at in there], np.intp), np.array(there, np.intp)


@dataclass(frozen=True)
class Parting:
    """Where two lives part: month (from 0), process, and the columns that differ there."""

    month: int
    process: str
    columns: tuple[str, ...]


def parting(one: Lives, other: Lives, person: int) -> Parting | None:
    """The first month and process after which something decided differs; None if nothing does.

    person: its place among those who were followed.
    """
    differs = {
        name: _any(one.columns[name][:, :, person] != other.columns[name][:, :, person])
        for name in DECIDED
    }
    anywhere = np.logical_or.reduce(list(differs.values()))
    if not anywhere.any():
        return None
    month, at = np.unravel_index(int(np.argmax(anywhere)), anywhere.shape)
    names = tuple(name for name, where in differs.items() if where[month, at])
    return Parting(int(month), one.processes[int(at)], names)


def _any(differs: np.ndarray) -> np.ndarray:
    """(months, processes): whether anything differs."""
    return differs.reshape(*differs.shape[:2], -1).any(axis=2)
