"""Where everything lies: types and addresses of tables, arrays and groups of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numba import from_dtype
from numba.extending import typeof_impl

from model.lowering.kinds import Field, GridType, GroupType, RowType, TableType, VectorType
from model.tables import Column, Table, places_of


def _fields_of_record(table: str, dtype: np.dtype[Any]) -> dict[str, Field]:
    fields = {}
    for name, found in (dtype.fields or {}).items():
        base, shape = (found[0].base, found[0].shape) if found[0].shape else (found[0], ())
        width = int(shape[0]) if shape else 0
        if base.fields:
            record = record_row(f"{table}_{name}", base)
            fields[name] = Field(int(found[1]), 0, None, 0, record)
        else:
            fields[name] = Field(int(found[1]), 0, from_dtype(base), width, None)
    return fields


def record_row(table: str, dtype: np.dtype[Any]) -> RowType:
    """Type of a row of a NumPy array of records."""
    return RowType(table, _fields_of_record(table, dtype), False, int(dtype.itemsize))


def column_row(table: str, columns: Sequence[Column]) -> RowType:
    """Type of a row of a table kept by column."""
    places, _ = places_of(columns)
    fields = {}
    for column in columns:
        item, place = from_dtype(np.dtype(column.dtype)), places[column.name]
        fields[column.name] = Field(
            place.offset, place.step, item, column.width, None,
            column.by_item, column.bits, place.inner,
        )  # fmt: skip
    return RowType(table, fields, True, 0)


def type_of(name: str, member: Any) -> Any:
    """Type of one member of a world: a table, an array of records, or a plain array."""
    if isinstance(member, Table):
        return TableType(column_row(name, member.columns), 1)
    if member.dtype.fields:
        return TableType(record_row(name, member.dtype), member.ndim)
    kind = VectorType if member.ndim == 1 else GridType
    return kind(name, from_dtype(member.dtype))


def words_of(member: Any) -> tuple[int, int, int, int]:
    """What the block of addresses holds of a member: address, capacity, first and second size.

    Raises ValueError for parts of tables and arrays with gaps, which loops would read wrongly.
    """
    if isinstance(member, Table):
        if not member.address:
            raise ValueError("a part of a table has no address of its own: hand over a copy")
        return member.address, member.capacity, len(member), 0
    if not member.flags.c_contiguous:
        raise ValueError("an array with gaps cannot be handed over: hand over a copy")
    sizes = (*member.shape, 0)
    return int(member.ctypes.data), 0, int(sizes[0]), int(sizes[1])


@dataclass(frozen=True, eq=False)
class Group:
    """Arrays and tables under names, with a block of their addresses for compiled loops."""

    @cached_property
    def words(self) -> np.ndarray:
        """The block: four words per member (`words_of`), parts of parts in line."""
        blocks = []
        for part in fields(self):
            member = getattr(self, part.name)
            is_group = isinstance(member, Group)
            blocks.append(member.words if is_group else np.array(words_of(member), np.int64))
        return np.concatenate(blocks)

    @cached_property
    def address(self) -> int:
        """Address of the block; good as long as this object lives."""
        return int(self.words.ctypes.data)

    @cached_property
    def compiled_type(self) -> GroupType:
        """The type that compiled loops know this group by."""
        members: dict[str, tuple[int, Any]] = {}
        word = 0
        for part in fields(self):
            member = getattr(self, part.name)
            if isinstance(member, Group):
                members[part.name] = (word, member.compiled_type)
                word += len(member.words)
            else:
                members[part.name] = (word, type_of(part.name, member))
                word += len(words_of(member))
        return GroupType(type(self).__name__, members)

    def _replace(self, **changes: Any) -> Self:
        """The same group with some members replaced (as of a named tuple)."""
        return replace(self, **changes)


@typeof_impl.register(Group)
def _type_of_group(value: Any, context: Any) -> GroupType:
    found: GroupType = value.compiled_type
    return found
