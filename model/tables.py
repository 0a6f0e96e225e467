"""Tables kept by column: one block of memory, rows by number, columns by name.

    table["age"]        the column, a NumPy view: (rows,) or (rows, width)
    table[:100]         the first rows, again a table of views
    table[mask]         a copy of some rows
    table[7]["age"]     one value

Columns of the first rows lie at `address + offset · capacity`, with `offset` the bytes a row takes
in all columns before: two numbers tell a compiled loop where everything is (model.lowering).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

CACHE_LINE = 64  # bytes


class Column(NamedTuple):
    """One column: name, NumPy dtype, unit, meaning, and the extra dimension of a vector column.

    A vector column lies row by row, as a person's numbers are mostly read together; or item by item
    (`by_item`), as `has`, which loops over everybody read one barrier at a time.
    """

    name: str
    dtype: str
    unit: str
    meaning: str
    width: int = 0
    by_item: bool = False


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
        capacity = -(-max(1, rows) // CACHE_LINE) * CACHE_LINE  # every column begins at a line
        bytes_ = sum(np.dtype(c.dtype).itemsize * max(1, c.width) for c in columns)
        # A line to begin at one, and a line behind the last row: 64 rows are read at once.
        raw = np.zeros(bytes_ * capacity + 2 * CACHE_LINE, np.uint8)
        start = -raw.ctypes.data % CACHE_LINE
        views, address = {}, raw.ctypes.data + start
        for column in columns:
            dtype, width = np.dtype(column.dtype), max(1, column.width)
            size = dtype.itemsize * width * capacity
            flat = raw[start : start + size].view(dtype)
            if column.by_item:
                flat = flat.reshape(width, capacity).T
            elif column.width:
                flat = flat.reshape(capacity, width)
            views[column.name] = flat[:rows]
            start += size
        table = cls(columns, views, rows)
        table.capacity, table.address = capacity, address
        return table

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


class Row:
    """One row of a table: values by name."""

    def __init__(self, table: Table, row: int) -> None:
        self.table, self.row = table, row

    def __getitem__(self, name: str) -> Any:
        return self.table.views[name][self.row]

    def __setitem__(self, name: str, value: Any) -> None:
        self.table.views[name][self.row] = value
