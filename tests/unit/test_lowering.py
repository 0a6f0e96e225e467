"""Compiled loops read and write the tables of a world where NumPy finds them."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import pytest
from numba.core.errors import TypingError
from testkit.source import modules, name_of, tree

from model.lowering import Group
from model.tables import Column, Table
from model.tally import NAMES, NUMBERED

TYPES = ("u1", "i1", "i2", "u4", "i4", "i8", "u8", "f8")
COLUMNS = (
    *(Column(f"from_{kind}", kind, "", "read") for kind in TYPES),
    Column("scores", "f8", "", "row by row", 3),
    Column("has", "u1", "", "item by item", 5, True),
    Column("months", "i2", "", "item by item, two bytes", 2, True),
    *(Column(f"to_{kind}", kind, "", "written") for kind in TYPES),
)
TIES = np.dtype([("stage", "u1"), ("trust", "f8"), ("informal", "f8", (5,))], align=True)
TOPIC = np.dtype([("base", "f8"), ("effect", "f8", (4,)), ("months", "i4")], align=True)
PAR = np.dtype([("first", TOPIC), ("second", TOPIC), ("single", "f8")], align=True)
ROWS = 130


@dataclass(frozen=True, eq=False)
class Place(Group):
    line: Any
    grid: Any


@dataclass(frozen=True, eq=False)
class World(Group):
    """One member of every kind; the group stands between two others, so that words shift."""

    people: Any
    place: Any
    ties: Any
    par: Any
    counts: Any


def world(rows: int = ROWS) -> World:
    """A world in which every value is its own."""
    people = Table.zeros(COLUMNS, rows)
    for kind in TYPES:
        dtype = np.dtype(kind)
        ends = (0.1, -1e300) if kind == "f8" else (np.iinfo(dtype).max, np.iinfo(dtype).min)
        people[f"from_{kind}"] = np.resize(np.array([*ends, 3], dtype), rows)
    people["scores"] = np.arange(3 * rows).reshape(rows, 3) / 7
    people["has"] = np.arange(5 * rows).reshape(rows, 5) % 251
    people["months"] = -np.arange(2 * rows).reshape(rows, 2)
    ties = np.zeros((3, 4), TIES)
    ties["stage"] = np.arange(12).reshape(3, 4)
    ties["informal"] = np.arange(60).reshape(3, 4, 5) / 3
    par = np.zeros(1, PAR)
    par["first"]["effect"], par["second"]["effect"] = np.arange(4) / 3, np.arange(4) / 9
    par["second"]["months"], par["single"] = -5, 2.5
    grid = np.arange(6, dtype=np.int32).reshape(2, 3)
    place = Place(line=np.array([1.5, 2.5, 3.5]), grid=grid)
    return World(people=people, place=place, ties=ties, par=par, counts=np.arange(3))


def compiled(function: Callable[..., Any]) -> Any:
    """As model.compiled does it, without the cache on disk."""
    return numba.njit(nogil=True, error_model="numpy", _nrt=False)(function)


@compiled
def copy_all(world: Any) -> None:
    people = world.people
    for i in range(people.shape[0]):
        person = people[i]
        person.to_u1 = person.from_u1
        person.to_i1 = person.from_i1
        person.to_i2 = person.from_i2
        person.to_u4 = person.from_u4
        person.to_i4 = person.from_i4
        person.to_i8 = person.from_i8
        person.to_u8 = person.from_u8
        person.to_f8 = person.from_f8


def test_every_type_of_column_is_read_and_written() -> None:
    made = world()
    before = made.people.copy()
    copy_all(made)
    for kind in TYPES:
        assert np.array_equal(made.people[f"to_{kind}"], before[f"from_{kind}"]), kind
        assert np.array_equal(made.people[f"from_{kind}"], before[f"from_{kind}"]), kind
    for name in ("scores", "has", "months"):
        assert np.array_equal(made.people[name], before[name]), name


@compiled
def count_on(world: Any) -> None:
    for i in range(world.people.shape[0]):
        person = world.people[i]
        person.to_u1 += 200
        person.to_u1 += 100  # beyond a byte
        person.to_u4 |= 6
        person.to_u8 <<= 3
        person.to_f8 *= 1.5
        person.to_i2 = i < 3
        person.to_i8 = min(int(person.from_i2) + 1, 40_000)


def test_numbers_are_kept_in_the_type_of_their_column() -> None:
    made = world()
    made.people["to_u4"], made.people["to_u8"], made.people["to_f8"] = 1, 1 << 61, 3.0
    count_on(made)
    assert set(made.people["to_u1"]) == {300 - 256}
    assert set(made.people["to_u4"]) == {7}
    assert set(made.people["to_u8"]) == {0}  # shifted out
    assert set(made.people["to_f8"]) == {4.5}
    assert made.people["to_i2"].tolist() == [1, 1, 1] + [0] * (ROWS - 3)
    assert np.array_equal(made.people["to_i8"], made.people["from_i2"].astype(int) + 1)


@compiled
def use_vectors(world: Any) -> float:
    total = 0.0
    for i in range(world.people.shape[0]):
        person = world.people[i]
        for k in range(person.scores.shape[0]):
            total += person.scores[k]
            person.scores[k] = 10.0 * i + k
        for k in range(person.has.shape[0]):
            total += person.has[k]
            person.has[k] = (i + k) % 7
        person.months[1] = person.months[0] - 1
    return total


def test_vectors_lie_row_by_row_or_item_by_item() -> None:
    made = world()
    before = made.people.copy()
    total = use_vectors(made)
    assert total == pytest.approx(float(before["scores"].sum() + before["has"].sum()))
    row = np.arange(ROWS)[:, None]
    assert np.array_equal(made.people["scores"], 10.0 * row + np.arange(3))
    assert np.array_equal(made.people["has"], (row + np.arange(5)) % 7)
    assert np.array_equal(made.people["months"][:, 0], before["months"][:, 0])
    assert np.array_equal(made.people["months"][:, 1], before["months"][:, 0] - 1)
    assert np.array_equal(made.people["from_u8"], before["from_u8"])


@compiled
def use_small_tables(world: Any) -> tuple[float, float, int]:
    informal, cells = 0.0, 0
    for i in range(world.ties.shape[0]):
        for j in range(world.ties.shape[1]):
            tie = world.ties[i, j]
            tie.trust = 100.0 * i + j + tie.stage
            for k in range(tie.informal.shape[0]):
                informal += tie.informal[k]
            tie.informal[4] = -1.0
    for i in range(world.place.grid.shape[0]):
        for j in range(world.place.grid.shape[1]):
            cells += (10 * i + j) * world.place.grid[i, j]
    return informal, world.place.line[2], cells


def test_tables_of_two_sizes_and_parts_of_parts() -> None:
    made = world()
    before = made.ties.copy()
    informal, last, cells = use_small_tables(made)
    assert informal == pytest.approx(float(before["informal"].sum()))
    assert last == 3.5
    weights = 10 * np.arange(2)[:, None] + np.arange(3)
    assert cells == int((weights * made.place.grid).sum())
    expected = 100.0 * np.arange(3)[:, None] + np.arange(4) + before["stage"]
    assert np.array_equal(made.ties["trust"], expected)
    assert np.array_equal(made.ties["informal"][..., :4], before["informal"][..., :4])
    assert (made.ties["informal"][..., 4] == -1.0).all()
    assert np.array_equal(made.ties["stage"], before["stage"])


@compiled
def use_parameters(world: Any) -> tuple[float, float, int, float]:
    first, second = 0.0, 0.0
    topic = world.par[0].second
    for k in range(4):
        first += world.par[0].first.effect[k] * (k + 1)
        second += topic.effect[k] * (k + 1)
    world.par[0].first.base = first
    return first, second, topic.months, world.par[0].single


def test_records_within_records() -> None:
    made = world()
    first, second, months, single = use_parameters(made)
    assert (first, second) == (pytest.approx(20 / 3), pytest.approx(20 / 9))
    assert (months, single) == (-5, 2.5)
    assert made.par["first"]["base"][0] == first
    assert made.par["second"]["base"][0] == 0.0


@compiled
def sizes(world: Any) -> tuple[int, int, int, int, int, int]:
    return (
        world.people.shape[0], world.ties.shape[0], world.ties.shape[1], world.place.line.shape[0],
        world.place.grid.shape[1], world.counts.shape[0],
    )  # fmt: skip


@pytest.mark.parametrize("rows", [0, 1, 64, 65])
def test_sizes_are_those_of_the_world_that_is_given(rows: int) -> None:
    assert sizes(world(rows)) == (rows, 3, 4, 3, 3, 3)


def test_one_compilation_serves_worlds_of_every_size() -> None:
    copy_all(world(3))
    known = len(copy_all.signatures)
    copy_all(made := world(500))
    assert len(copy_all.signatures) == known
    assert np.array_equal(made.people["to_u8"], made.people["from_u8"])


@compiled
def write_into_first(world: Any) -> None:
    world.people[0].to_i4 = 42
    world.counts[1] = 42


def test_a_world_with_a_part_replaced_is_another_world() -> None:
    made = world(5)
    other = made._replace(people=made.people.copy(), counts=made.counts.copy())
    write_into_first(other)
    assert (other.people["to_i4"][0], other.counts[1]) == (42, 42)
    assert (made.people["to_i4"][0], made.counts[1]) == (0, 1)


def test_worlds_with_other_columns_are_other_types() -> None:
    made = world(5)
    fewer = made._replace(people=Table.zeros(COLUMNS[1:], 5))
    wider = made._replace(people=Table.zeros((Column("new", "u1", "", ""), *COLUMNS), 5))
    same = made._replace(people=Table.zeros(COLUMNS, 9))
    assert made.compiled_type == same.compiled_type
    assert len({made.compiled_type, fewer.compiled_type, wider.compiled_type}) == 3
    wider.people["from_u1"] = 9
    copy_all(wider)  # compiled anew for where its columns lie
    assert set(wider.people["to_u1"]) == {9}
    assert not wider.people["new"].any()


def no_such_member(world: Any) -> float:
    return float(world.people[0].from_u1 + world.peopel[0].from_u1)


def no_such_column(world: Any) -> float:
    return float(world.people[0].form_u1)


def set_no_such_column(world: Any) -> None:
    world.people[0].form_u1 = 1


def no_such_parameter(world: Any) -> float:
    return float(world.par[0].second.bass)


def no_such_field(world: Any) -> float:
    return float(world.ties[0, 0].stages)


def one_index_of_two(world: Any) -> float:
    return float(world.ties[0].stage)


def two_indices_of_one(world: Any) -> float:
    return float(world.people[0, 0].from_u1)


def write_what_never_changes(world: Any) -> None:
    world.place.grid[0, 0] = 1


@pytest.mark.parametrize(
    "wrong",
    [
        no_such_member, no_such_column, set_no_such_column, no_such_parameter, no_such_field,
        one_index_of_two, two_indices_of_one, write_what_never_changes,
    ],
)  # fmt: skip
def test_what_is_not_there_is_found_when_a_loop_is_compiled(wrong: Callable[..., Any]) -> None:
    with pytest.raises(TypingError):
        compiled(wrong)(world(1))


def test_counts_under_two_names_are_added_to_by_one() -> None:
    """Columns are said not to overlap; `NUMBERED` counts do, so loops use the number alone."""
    covered = {
        NAMES[NAMES.index(first) + number]
        for first, width in NUMBERED.values()
        for number in range(width)
    }
    assert {"profile_3", "ladder_0", "ladder_3_hit"} <= covered
    for path in modules("model"):
        if name_of(path).startswith("model/processes/"):
            read = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
            assert not read & covered, name_of(path)
