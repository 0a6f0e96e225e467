"""Types by which compiled loops know worlds, tables, rows and runs of numbers."""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from llvmlite import ir
from numba import types
from numba.extending import models, register_model

BYTES = ir.IntType(8).as_pointer()
WORD = ir.IntType(64)
MARKED = ir.IntType(16)  # what marks are bits of (model.tables.MARKED)


class Field(NamedTuple):
    """Where a column or field lies: `offset` in bytes (per row of capacity if kept by column)."""

    offset: int
    step: int
    item: Any
    width: int
    record: Any
    by_item: bool = False
    bits: bool = False  # of one number a row; `item` is what a mark is read as
    inner: int = 0  # bytes before it in a record of several columns


def _digest(text: object) -> str:
    return hashlib.sha256(repr(text).encode()).hexdigest()[:12]


class RowType(types.Type):
    """One row of a table: attributes are its columns."""

    def __init__(self, table: str, fields: Mapping[str, Field], by_column: bool, step: int) -> None:
        self.table, self.fields, self.by_column, self.step = table, dict(fields), by_column, step
        super().__init__(f"Row_{table}_{_digest((sorted(self.fields.items()), by_column, step))}")


class TableType(types.Type):
    """A table of rows: `table[i]`, or `table[i, j]` if it has two sizes."""

    def __init__(self, row: RowType, sizes: int) -> None:
        self.row, self.sizes = row, sizes
        super().__init__(f"Table{sizes}_{row.name}")


class VectorType(types.Type):
    """A run of numbers of one type: a vector column of a row, or a plain array of one size."""

    def __init__(self, tag: str, item: Any, apart: bool = False) -> None:
        self.tag, self.item, self.apart = tag, item, apart  # apart: a capacity between two items
        super().__init__(f"Vector{'Apart' if apart else ''}_{tag}_{item}")


class MarksType(types.Type):
    """A run of marks, 0 or 1, which are the bits of one number."""

    def __init__(self, tag: str) -> None:
        self.tag, self.item = tag, types.uint8
        super().__init__(f"Marks_{tag}")


class GridType(types.Type):
    """A plain array of two sizes."""

    def __init__(self, tag: str, item: Any) -> None:
        self.tag, self.item = tag, item
        super().__init__(f"Grid_{tag}_{item}")


class GroupType(types.Type):
    """Members under names: a world, or a part of it, as a pointer to its block of addresses."""

    def __init__(self, name: str, members: Mapping[str, tuple[int, Any]]) -> None:
        self.members = dict(members)
        super().__init__(f"{name}_{_digest([(n, w, t.name) for n, (w, t) in members.items()])}")


# What a value of each type consists of: a pointer, and whole numbers.
PARTS: dict[type, tuple[str, ...]] = {
    RowType: ("base", "capacity", "row"),
    TableType: ("base", "capacity", "first", "second"),
    VectorType: ("base", "first", "second"),
    MarksType: ("base", "first"),
    GridType: ("base", "first", "second"),
}


@register_model(RowType)
@register_model(TableType)
@register_model(VectorType)
@register_model(MarksType)
@register_model(GridType)
class _PartsModel(models.StructModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        names = PARTS[type(kind)]
        members = [(name, types.int64 if name != "base" else types.voidptr) for name in names]
        super().__init__(manager, kind, members)


@register_model(GroupType)
class _GroupModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, BYTES)
