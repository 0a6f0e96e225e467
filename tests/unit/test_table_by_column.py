"""Tables kept by column: views, slices, copies, rows, and where columns lie in memory."""

import ctypes

import numpy as np
import pytest

from model.columns import HOUSEHOLD_COLUMNS, PEOPLE
from model.tables import CACHE_LINE, MARKED, PAGE, Column, Marks, Table, places_of

COLUMNS = (
    Column("code", "u1", "code", "one byte"),
    Column("id", "u8", "id", "eight bytes behind a column of one"),
    Column("scores", "f8", "points", "a vector, row by row", 3),
    Column("has", "u1", "0/1", "a vector, item by item", 4, True),
    Column("month", "i2", "months", "two bytes, negative too"),
    Column("ages", "i2", "months", "a vector of two bytes, item by item", 2, True),
    Column("stage", "u1", "code", "first of a record", 14, record="needs"),
    Column("clock", "i2", "months", "of the same record, two bytes", 14, record="needs"),
    Column("lock_in", "f8", "", "still in the first line", record="needs"),
    Column(
        "provider", "i2", "row", "in the second line, as it would lie in two", 8, record="needs"
    ),
)
ROWS = 70  # more than one cache line of bytes, not a multiple of it


def filled(rows: int = ROWS) -> Table:
    """A table in which every value tells its row and column."""
    table = Table.zeros(COLUMNS, rows)
    row = np.arange(rows)
    table["code"] = row % 251
    table["id"] = row + 10_000_000_000
    table["scores"] = row[:, None] + np.array([0.1, 0.2, 0.3])
    table["has"] = (row[:, None] + np.arange(4)) % 2
    table["month"] = -row
    table["ages"] = np.stack([row, 1000 + row], axis=1)
    table["stage"], table["clock"] = row[:, None] + np.arange(14), -row[:, None] - np.arange(14)
    table["lock_in"], table["provider"] = row / 7, 100 * row[:, None] + np.arange(8)
    return table


def values(table: Table) -> dict[str, np.ndarray]:
    return {name: table[name].copy() for name in table.names}


def same(first: Table, second: dict[str, np.ndarray]) -> bool:
    return all(np.array_equal(first[name], second[name]) for name in first.names)


def test_a_new_table_is_all_zeros_in_the_types_of_its_columns() -> None:
    table = Table.zeros(COLUMNS, ROWS)
    assert len(table) == ROWS
    assert table.names == tuple(column.name for column in COLUMNS)
    for column in COLUMNS:
        view = table[column.name]
        assert view.dtype == np.dtype(column.dtype)
        assert view.shape == ((ROWS, column.width) if column.width else (ROWS,))
        assert not view.any()


def test_columns_do_not_share_memory_and_begin_at_cache_lines() -> None:
    table = filled()
    before = values(table)
    for column in COLUMNS:
        kept = table[column.name].copy()
        table[column.name] = 1
        others = [name for name in table.names if name != column.name]
        assert all(np.array_equal(table[name], before[name]) for name in others)
        table[column.name] = kept
    assert table.capacity % CACHE_LINE == 0
    assert table.capacity >= ROWS
    alone = [table[c.name].ctypes.data % CACHE_LINE for c in COLUMNS if not c.record]
    assert alone == [0] * len(alone)


def test_columns_lie_where_two_numbers_say() -> None:
    """Address and capacity are all that loops are told."""
    table = filled()
    places, row = places_of(COLUMNS)
    for column in COLUMNS:
        place = places[column.name]
        start = table.address + place.offset * table.capacity + place.inner
        assert table[column.name].ctypes.data == start
        assert table[column.name].strides[0] == place.step
    assert sorted({place.offset for place in places.values()})[:4] == [0, 1, 9, 33]
    assert row == max(place.offset for place in places.values()) + 2 * CACHE_LINE


def test_vectors_lie_row_by_row_or_item_by_item() -> None:
    table = filled()
    assert table["scores"].strides == (24, 8)
    assert table["has"].strides == (1, table.capacity)
    byte = ctypes.c_uint8.from_address(table["has"].ctypes.data + 2 * table.capacity + 5)
    assert byte.value == table["has"][5, 2] == 1


@pytest.mark.parametrize("rows", [0, 1, CACHE_LINE - 1, CACHE_LINE, CACHE_LINE + 1])
def test_any_number_of_rows(rows: int) -> None:
    table = filled(rows)
    assert len(table) == rows
    assert table.capacity >= max(1, rows)
    assert len(list(table)) == rows
    assert same(table.copy(), values(table))


def test_a_slice_is_a_view() -> None:
    table = filled()
    part = table[10:20]
    assert len(part) == 10
    part["month"] = 99
    part["has"][0, 3] = 7
    assert set(table["month"][10:20]) == {99}
    assert table["has"][10, 3] == 7
    assert table["month"][9] == -9
    assert len(table[ROWS - 3 : ROWS + 10]) == 3
    assert len(part[2:4]) == 2


@pytest.mark.parametrize("rows", [np.array([3, 1, 1]), np.arange(ROWS) % 7 == 0, [5]])
def test_chosen_rows_are_a_copy(rows: object) -> None:
    table = filled()
    chosen = table[rows]
    expected = {name: view[np.asarray(rows)] for name, view in values(table).items()}
    assert same(chosen, expected)
    assert len(chosen) == len(expected["id"])
    chosen["id"] = 0
    assert table["id"].min() >= 10_000_000_000
    assert chosen.capacity  # a whole table, which loops can take


def test_a_copy_is_independent_and_keeps_the_layout() -> None:
    table = filled()
    copied = table.copy()
    assert same(copied, values(table))
    assert (copied.capacity, copied.columns) == (table.capacity, table.columns)
    assert copied.address != table.address
    copied["scores"] = 0.0
    assert table["scores"].min() >= 0.1


def test_rows_are_read_and_written_by_name() -> None:
    table = filled()
    row = table[7]
    assert (row["code"], row["id"], row["month"]) == (7, 10_000_000_007, -7)
    assert row["scores"].tolist() == pytest.approx([7.1, 7.2, 7.3])
    assert row["has"].tolist() == [1, 0, 1, 0]
    row["month"] = 12
    row["has"][1] = 5
    assert (table["month"][7], table["has"][7, 1]) == (12, 5)
    assert [found["month"] for found in table[6:9]] == [-6, 12, -8]


def test_rows_are_set_from_rows_of_another_table() -> None:
    table, other = Table.zeros(COLUMNS, ROWS), filled(4)
    table[2:6] = other
    assert same(table[2:6], values(other))
    assert not table["id"][:2].any()
    assert not table["id"][6:].any()
    table[3] = other[0]
    assert table["id"][3] == 10_000_000_000
    table[2:4] = None
    assert not any(table[name][2:4].any() for name in table.names)
    assert same(table[4:6], values(other[2:4]))


def test_setting_refuses_what_does_not_fit() -> None:
    table = filled()
    with pytest.raises(ValueError, match="broadcast"):
        table[:5] = filled(4)
    with pytest.raises(KeyError):
        table["no such column"]
    with pytest.raises(KeyError):
        table["no such column"] = 1
    with pytest.raises(IndexError):
        table[ROWS]["id"]


def test_bytes_are_those_of_rows_in_use() -> None:
    assert filled().nbytes == ROWS * (1 + 8 + 24 + 4 + 2 + 4 + 14 + 28 + 8 + 16)


@pytest.mark.parametrize("columns", [PEOPLE, HOUSEHOLD_COLUMNS])
def test_tables_of_the_model_name_each_column_once(columns: tuple[Column, ...]) -> None:
    names = [column.name for column in columns]
    assert len(set(names)) == len(names)
    table = Table.zeros(columns, 3)
    assert table.names == tuple(names)
    assert all(column.width for column in columns if column.by_item)
    marks = [column for column in columns if column.bits]
    assert all(0 < column.width <= 8 * MARKED.itemsize for column in marks)


def test_columns_of_a_record_lie_side_by_side_and_none_in_two_lines() -> None:
    table = filled()
    first = table["stage"].ctypes.data
    assert first % CACHE_LINE == 0
    starts = {name: table[name].ctypes.data - first for name in table.names[-4:]}
    assert starts == {"stage": 0, "clock": 14, "lock_in": 48, "provider": 64}
    assert {table[name].strides[0] for name in table.names[-4:]} == {2 * CACHE_LINE}
    places, row = places_of(COLUMNS)
    assert row == 1 + 8 + 24 + 4 + 2 + 4 + 2 * CACHE_LINE
    needs = places["stage"]
    assert places["lock_in"] == (needs.offset, needs.inner + 48, 2 * CACHE_LINE)


def test_columns_begin_at_different_places_of_a_page() -> None:
    for rows in (3, 70_000, 96_256):
        table = Table.zeros(PEOPLE, rows)
        columns = [column.name for column in PEOPLE if not column.bits and not column.record]
        lines = [table[name].ctypes.data % PAGE // CACHE_LINE for name in columns]
        assert max(lines.count(line) for line in lines) <= 3


def some_marks() -> tuple[Marks, np.ndarray]:
    """A column of marks, and the array it stands for."""
    table = Table.zeros(
        (Column("id", "u8", "id", ""), Column("has", "u1", "", "", 12, bits=True)), 7
    )
    array = np.array([[(row * 5 + k) % 3 == 0 for k in range(12)] for row in range(7)], np.uint8)
    table["has"] = array
    return table["has"], array


def test_marks_take_two_bytes_a_row_and_read_like_an_array() -> None:
    marks, array = some_marks()
    assert (marks.nbytes, marks.size, marks.shape, marks.dtype) == (14, 84, (7, 12), array.dtype)
    assert np.array_equal(marks, array)
    assert np.asarray(marks).dtype == np.uint8
    assert (marks == array).all()
    assert (marks * 2 + array == 3 * array).all()
    for key in (
        3,
        -1,
        slice(2, 5),
        (slice(None), 4),
        (6, 0),
        np.array([1, 1, 4]),
        array[:, 0] == 1,
    ):
        assert np.array_equal(marks[key], array[key]), key
    assert [list(row) for row in marks] == marks.tolist() == array.tolist()


@pytest.mark.parametrize(
    "key",
    [..., 2, slice(1, 4), (slice(None), 11), (3, 5), np.array([0, 6]), (np.array([0, 6]), 3)],
    ids=str,
)
@pytest.mark.parametrize("value", [0, 1])
def test_marks_are_written_like_an_array(key: object, value: int) -> None:
    marks, array = some_marks()
    marks[key], array[key] = value, value
    assert np.array_equal(marks, array)


def test_rows_and_slices_of_marks_are_views() -> None:
    marks, array = some_marks()
    marks[3][7], array[3, 7] = 1, 1
    marks[4:6][0, 2] = array[4, 2] = 1 - array[4, 2]
    marks[2:4], array[2:4] = marks[:2], array[:2].copy()
    assert np.array_equal(marks, array)
    copied = marks[np.array([0, 1])]
    copied[:] = 9
    assert np.array_equal(marks, array)
