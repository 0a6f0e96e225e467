"""Rows counted 64 at a time: compiled and in plain Python, as NumPy counts them."""

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import pytest
from testkit.rules import Rows, person

from model.columns import PEOPLE
from model.lowering import Group, bits, bits_of, ones, put_marked, rows_that, rows_with, until
from model.tables import Table

ROWS, VALUE, ITEM = 130, 3, 4


def counted(people: Any, first: int, end: int) -> tuple[int, int]:
    """Rows with a value, and rows without a mark."""
    with_value, without = 0, 0
    for start in range(first, end, 64):
        there = until(start, end)
        with_value += ones(there & rows_with(people, start, "profile", VALUE))
        without += ones(there & ~rows_that(people, start, "has", ITEM))
    return with_value, without


_counted = numba.njit(error_model="numpy", _nrt=False)(counted)


@numba.njit(error_model="numpy", _nrt=False)
def compiled(state: Any, first: int, end: int) -> tuple[int, int]:
    found: tuple[int, int] = _counted(state.people, first, end)
    return found


@dataclass(frozen=True, eq=False)
class World(Group):
    people: Any


@pytest.mark.parametrize(("first", "end"), [(0, 130), (1, 65), (3, 3), (60, 64), (66, 130)])
def test_rows_are_counted_64_at_a_time(first: int, end: int) -> None:
    profiles = np.arange(ROWS) % (VALUE + 1)
    marks = np.arange(ROWS) % 5 == 0
    expected = (
        int((profiles[first:end] == VALUE).sum()),
        int((~marks[first:end]).sum()),
    )
    table = Table.zeros(PEOPLE, ROWS)
    table["profile"], table["has"][:, ITEM] = profiles, marks
    assert compiled(World(people=table), first, end) == expected
    rows = Rows(
        person(profile=int(profile), has={ITEM: int(mark)})
        for profile, mark in zip(profiles, marks, strict=True)
    )
    assert counted(rows, first, end) == expected


@numba.njit(error_model="numpy", _nrt=False)
def move_marks(state: Any) -> int:
    """Mark k of each row moves one place on; what was taken is added up, read in two ways."""
    total = 0
    for i in range(state.people.shape[0]):
        person = state.people[i]
        total += bits_of(person.has)
        last = person.has[11]
        for k in range(11, 0, -1):
            person.has[k] = person.has[k - 1]
        person.has[0] = last
        person.halved[i % 12] = 1 - person.has[2]
    return total


def test_marks_are_read_and_written_one_by_one() -> None:
    table = Table.zeros(PEOPLE, ROWS)
    before = np.array([[(i * i + k) % 3 == 0 for k in range(12)] for i in range(ROWS)])
    table["has"], table["halved"] = before, 1
    world = World(people=table)
    assert move_marks(world) == sum(bits_of(row) for row in before.tolist())
    assert np.array_equal(table["has"], np.roll(before, 1, axis=1))
    halved = np.ones((ROWS, 12))
    halved[np.arange(ROWS), np.arange(ROWS) % 12] = ~before[:, 1]
    assert np.array_equal(table["halved"], halved)
    others = [view for name, view in table.views.items() if name not in ("has", "halved")]
    assert not any(np.any(view) for view in others)


@dataclass(frozen=True, eq=False)
class Marked(Group):
    marks: Any
    rows: Any


@pytest.mark.parametrize("compresses", [True, False])
@pytest.mark.parametrize("one_in", [1, 2, 7, 50, 1000])
def test_marked_rows_are_listed(
    one_in: int, compresses: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With processors that put rows side by side, and with others."""
    monkeypatch.setattr(bits, "COMPRESSES", compresses)

    @numba.njit(error_model="numpy", _nrt=False)
    def in_world(state: Any) -> int:
        found: int = put_marked(state.rows, 3, 64, state.marks)
        return found

    @numba.njit(error_model="numpy")
    def in_array(state: Any, rows: Any) -> int:
        found: int = put_marked(rows, 3, 64, state.marks)
        return found

    marks = (np.arange(ROWS) % one_in == one_in - 1).astype(np.uint8)
    expected = [row for row in range(64, 128) if marks[row]]
    world = Marked(marks=marks, rows=np.full(3 + 64, -1, np.int32))
    array, plain = np.full(3 + 64, -1, np.int32), [-1] * (3 + 64)
    last = 3 + len(expected)
    assert in_world(world) == in_array(world, array) == last
    assert put_marked(plain, 3, 64, marks.tolist()) == last
    for rows in (world.rows.tolist(), array.tolist(), plain):
        assert rows[:last] == [-1, -1, -1, *expected]
