"""Tables kept by column: one block of memory, rows by number, columns by name.

    table["age"]        the column, a NumPy view: (rows,) or (rows, width)
    table[:100]         the first rows, again a table of views
    table[mask]         a copy of some rows
    table[7]["age"]     one value

Row r of a column lies at `address + offset · capacity + inner + step · r` (`places_of`): two
numbers, address and capacity, tell a compiled loop where everything is (model.lowering).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

CACHE_LINE = 64  # bytes
PAGE = 4096  # bytes, after which places in the first cache repeat
STAGGER = 5 * CACHE_LINE  # bytes between columns, see `places_of`
MARKED = np.dtype("u2")  # of a column of marks: a bit each, of at most sixteen


class Column(NamedTuple):
    """One column: name, NumPy dtype, unit, meaning, and the extra dimension of a vector column.

    A vector column lies row by row, as a person's numbers are mostly read together; or item by item
    (`by_item`), if loops over everybody read one item at a time. A vector of marks, 0 or 1, can be
    kept as the `bits` of one number, as `has`: one look tells all. Columns of the same `record`
    lie side by side in each row, as they are asked for together and for few. `initial` is what
    people and households begin with, unless `model.processes.arrivals` says otherwise.
    """

    name: str
    dtype: str
    unit: str
    meaning: str
    width: int = 0
    by_item: bool = False
    bits: bool = False
    record: str = ""
    initial: float = 0

    @property
    def stored(self) -> np.dtype[Any]:
        """Type of the numbers in memory."""
        return MARKED if self.bits else np.dtype(self.dtype)

    @property
    def bytes(self) -> int:
        """Bytes of one row."""
        return self.stored.itemsize * (1 if self.bits else max(1, self.width))


class Place(NamedTuple):
    """Where a column lies, in bytes; see the module docstring."""

    offset: int
    inner: int
    step: int


def places_of(columns: Sequence[Column]) -> tuple[dict[str, Place], int]:
    """Place of every column by name, and the bytes of a row in all of them.

    A record begins at a cache line, and no column of it that fits a line lies in two. Columns are
    staggered: if many begin at the same place of a page, a loop over them presses a line of each
    through the same corner of the first cache.
    """
    places: dict[str, Place] = {}
    offset, apart = 0, 0
    for record in dict.fromkeys(column.record or column.name for column in columns):
        members = [column for column in columns if record in (column.record, column.name)]
        inner, starts = 0, []
        for column in members:
            inner = _up_to(column.stored.itemsize, inner)
            if inner % CACHE_LINE + column.bytes > CACHE_LINE:
                inner = _up_to(CACHE_LINE, inner)
            starts.append(inner)
            inner += column.bytes
        step = _up_to(CACHE_LINE, inner) if members[0].record else inner
        for column, start in zip(members, starts, strict=True):
            item = column.stored.itemsize
            places[column.name] = Place(offset, apart + start, item if column.by_item else step)
        offset += step
        apart += STAGGER
    return places, offset


def _up_to(multiple: int, number: int) -> int:
    return -(-number // multiple) * multiple


class Marks(NDArrayOperatorsMixin):
    """Marks kept as bits of one number a row: read and written like an array (rows, width) of 0/1.

    A row or a slice of rows is a view; everything else that is read is a copy.
    """

    def __init__(self, words: np.ndarray, width: int) -> None:
        self.words, self.width = words, width

    @property
    def shape(self) -> tuple[int, ...]:
        """As of the array it stands for."""
        return (*self.words.shape, self.width)

    @property
    def size(self) -> int:
        """Number of marks."""
        return self.words.size * self.width

    @property
    def dtype(self) -> np.dtype[Any]:
        """As of the array it stands for."""
        return np.dtype(np.uint8)

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return int(self.words.nbytes)

    def __len__(self) -> int:
        return self.shape[0]

    def tolist(self) -> Any:
        """As of the array it stands for."""
        return np.asarray(self).tolist()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        marks = self.words[..., None] >> np.arange(self.width, dtype=MARKED) & MARKED.type(1)
        return marks.astype(dtype or self.dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        arrays = (np.asarray(i) if isinstance(i, Marks) else i for i in inputs)
        return getattr(ufunc, method)(*arrays, **options)

    def __getitem__(self, key: Any) -> Any:
        if self.words.ndim and isinstance(key, int | np.integer | slice):
            return Marks(self.words[key, ...], self.width)
        return np.asarray(self)[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        if isinstance(value, Marks) and not isinstance(key, tuple):
            self.words[key] = value.words
            return
        marks = np.asarray(self)
        marks[key] = value
        self.words[...] = (marks != 0) @ (1 << np.arange(self.width)).astype(MARKED)


class Table:
    """A table; see the module docstring. `address` and `capacity` belong to whole tables only."""

    def __init__(self, columns: Sequence[Column], views: Mapping[str, Any], rows: int) -> None:
        self.columns = tuple(columns)
        self.views = dict(views)
        self.rows = rows
        self.capacity = 0
        self.address = 0

    @classmethod
    def zeros(cls, columns: Sequence[Column], rows: int) -> "Table":
        """A whole table of zeros, in memory of its own."""
        capacity = _up_to(PAGE // 8, max(1, rows))  # of numbers of eight bytes: whole pages
        places, bytes_ = places_of(columns)
        # A line to begin at one, and two behind the last row: 64 rows are read at once.
        raw = np.zeros(bytes_ * capacity + 3 * CACHE_LINE + STAGGER * len(columns), np.uint8)
        start = -raw.ctypes.data % CACHE_LINE
        views = {}
        for column in columns:
            place = places[column.name]
            behind = raw[start + place.offset * capacity + place.inner :]
            views[column.name] = _as_array(column, behind, place.step, capacity)[:rows]
        table = cls(columns, views, rows)
        table.capacity, table.address = capacity, raw.ctypes.data + start
        return table

    @classmethod
    def begun(cls, columns: Sequence[Column], rows: int) -> "Table":
        """A whole table in which every row is as people and households begin."""
        table = cls.zeros(columns, rows)
        for column in columns:
            if column.initial:  # what is 0 already is left untouched: memory is used when written
                table.views[column.name][:] = column.initial
        return table

    def begin(self, first: int, end: int) -> None:
        """Rows first … end − 1 are as people and households begin."""
        for column in self.columns:
            self.views[column.name][first:end] = column.initial

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def nbytes(self) -> int:
        """Bytes of all columns."""
        return sum(int(view.nbytes) for view in self.views.values())

    def copy(self) -> "Table":
        """A whole table of the same rows, in memory of its own."""
        other = Table.zeros(self.columns, self.rows)
        other[:] = self
        return other

    def __len__(self) -> int:
        return self.rows

    def __iter__(self) -> Iterator["Row"]:
        return (self[row] for row in range(self.rows))

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return self.views[key]
        if isinstance(key, int | np.integer):
            return Row(self, int(key))
        if isinstance(key, slice):
            views = {name: view[key] for name, view in self.views.items()}
            return Table(self.columns, views, len(range(*key.indices(self.rows))))
        rows = np.asarray(key)
        chosen = np.flatnonzero(rows) if rows.dtype == bool else rows
        other = Table.zeros(self.columns, len(chosen))
        for name, view in self.views.items():
            other.views[name][:] = view[chosen]
        return other

    def __setitem__(self, key: Any, value: Any) -> None:
        if isinstance(key, str):
            self.views[key][...] = value
            return
        for name, view in self.views.items():
            view[key] = 0 if value is None else value[name]


def _as_array(column: Column, behind: np.ndarray, step: int, capacity: int) -> Any:
    """A whole column as it is read by name; `behind`: the memory from its first byte on."""
    item = column.stored.itemsize
    if column.bits or not column.width:
        flat = np.ndarray((capacity,), column.stored, behind.data, strides=(step,))
        return Marks(flat, column.width) if column.bits else flat
    strides = (step, capacity * item if column.by_item else item)
    return np.ndarray((capacity, column.width), column.stored, behind.data, strides=strides)


class Row:
    """One row of a table: values by name."""

    def __init__(self, table: Table, row: int) -> None:
        self.table, self.row = table, row

    def __getitem__(self, name: str) -> Any:
        return self.table.views[name][self.row]

    def __setitem__(self, name: str, value: Any) -> None:
        self.table.views[name][self.row] = value
