"""All numbers of a row at once: compiled as in plain Python, and neighbours are left alone."""

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import pytest

from model.lowering import Group, grow, lowest_bit, ones, where_below, where_equal
from model.tables import Column, Table

WIDTH, ROWS, MOST = 14, 70, 9
COLUMNS = (
    Column("before", "i2", "", "a neighbour"),
    Column("stage", "u1", "", "one byte", WIDTH),
    Column("clock", "i2", "", "two bytes", WIDTH),
    Column("after", "i2", "", "a neighbour"),
)


@dataclass(frozen=True, eq=False)
class World(Group):
    people: Any


def world() -> World:
    people = Table.zeros(COLUMNS, ROWS)
    numbers = np.arange(ROWS * WIDTH).reshape(ROWS, WIDTH) ** 2 % 1009
    people["stage"] = numbers % 4
    people["clock"] = numbers % (MOST + 6) - 3
    people["before"], people["after"] = 7, 8
    return World(people)


def looked_at(state: Any, row: int, value: int) -> Any:
    person = state.people[row]
    equal, below = where_equal(person.stage, value, WIDTH), where_below(person.clock, value, WIDTH)
    return equal, below, ones(equal), lowest_bit(equal | 1 << WIDTH)


def grown(state: Any, row: int, bits: int) -> None:
    grow(state.people[row].clock, bits, MOST, WIDTH)


@pytest.mark.parametrize("value", [0, 1, 3, 7])
def test_what_is_found_in_a_row(value: int) -> None:
    state, compiled = world(), numba.njit(looked_at)
    for row in range(ROWS):
        stage, clock = (state.people[name][row].tolist() for name in ("stage", "clock"))
        equal = sum(1 << k for k in range(WIDTH) if stage[k] == value)
        below = sum(1 << k for k in range(WIDTH) if clock[k] < value)
        lowest = [k for k in range(WIDTH) if stage[k] == value] or [WIDTH]
        assert compiled(state, row, value) == (equal, below, equal.bit_count(), lowest[0])
        assert (equal, below) == (
            where_equal(stage, value, WIDTH),
            where_below(clock, value, WIDTH),
        )


def test_what_grows_stops_at_the_most() -> None:
    state, compiled, row, bits = world(), numba.njit(grown), 69, 0b10_1100_0101_0011
    clocks = state.people["clock"]
    expected = clocks.copy()
    for k in range(WIDTH):
        if bits >> k & 1:
            expected[row, k] = min(expected[row, k] + 1, MOST)
    plain = clocks[row].tolist()
    grow(plain, bits, MOST, WIDTH)
    assert plain == expected[row].tolist()
    stages = state.people["stage"].copy()
    compiled(state, row, bits)
    assert np.array_equal(clocks, expected)
    assert np.array_equal(state.people["stage"], stages)
    assert (state.people["before"] == 7).all()
    assert (state.people["after"] == 8).all()
