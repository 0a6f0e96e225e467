"""How compiled loops reach the tables of a world: types that Numba's compiler learns here.

A loop gets a world as one pointer, to a block of addresses (see `model.state.State`); what is
written as `state.people[i].age` becomes one load at an address that is worked out from the layout.
Tables kept by column and tables kept by record read alike. Every column carries a name that tells
the optimiser that columns do not overlap (type-based alias analysis, LLVM language reference), so
that what does not change in a loop is read once. Nothing here knows what the columns mean.
"""

import hashlib
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.typing.templates import (
    AbstractTemplate,
    AttributeTemplate,
    infer_getattr,
    infer_global,
    signature,
)
from numba.extending import (
    NativeValue,
    lower_builtin,
    lower_getattr_generic,
    lower_setattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)

from model.tables import Column, Table

_any: Any = None
_BYTES = ir.IntType(8).as_pointer()
_WORD = ir.IntType(64)
WORDS = 4  # of a table in the block of addresses: address, rows of a column, first and second size


class Field(NamedTuple):
    """Where a column or field lies: `offset` in bytes (per row of capacity if kept by column)."""

    offset: int
    step: int
    item: Any
    width: int
    record: Any
    by_item: bool = False


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


@register_model(RowType)
class _RowModel(models.StructModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        members = [("base", types.voidptr), ("capacity", types.int64), ("row", types.int64)]
        super().__init__(manager, kind, members)


@register_model(TableType)
class _TableModel(models.StructModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        words = ["capacity", "first", "second"]
        members = [("base", types.voidptr), *((word, types.int64) for word in words)]
        super().__init__(manager, kind, members)


@register_model(VectorType)
@register_model(GridType)
class _VectorModel(models.StructModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        members = [("base", types.voidptr), ("first", types.int64), ("second", types.int64)]
        super().__init__(manager, kind, members)


@register_model(GroupType)
class _GroupModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _BYTES)


# Types of what Python holds.


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
    fields, offset = {}, 0
    for column in columns:
        size = np.dtype(column.dtype).itemsize * max(1, column.width)
        item = from_dtype(np.dtype(column.dtype))
        step = np.dtype(column.dtype).itemsize if column.by_item else size
        fields[column.name] = Field(offset, step, item, column.width, None, column.by_item)
        offset += size
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
    """What the block of addresses holds of a member: address, capacity, first and second size."""
    if isinstance(member, Table):
        return member.address, member.capacity, len(member), 0
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

    def _replace(self, **changes: Any) -> Any:
        """The same group with some members replaced (as of a named tuple)."""
        return replace(self, **changes)


@typeof_impl.register(Group)
def _type_of_group(value: Any, context: Any) -> GroupType:
    found: GroupType = value.compiled_type
    return found


@unbox(GroupType)
def _unbox_group(kind: Any, value: Any, c: Any) -> Any:
    address = c.pyapi.object_getattr_string(value, "address")
    native = c.unbox(types.uintp, address).value
    c.pyapi.decref(address)
    return NativeValue(c.builder.inttoptr(native, _BYTES))


# Loads and stores.


def _tag(builder: Any, name: str) -> Any:
    """Alias name of a column: accesses under different names do not overlap."""
    module = builder.module
    root = module.add_metadata([ir.MetaDataString(module, "sozialraum")])
    zero = ir.Constant(_WORD, 0)
    kind = module.add_metadata([ir.MetaDataString(module, name), root, zero])
    return module.add_metadata([kind, kind, zero])


def _pointer(builder: Any, base: Any, offset: Any, item: Any) -> Any:
    return builder.bitcast(builder.gep(base, [offset]), item.as_pointer())


def _load(context: Any, builder: Any, base: Any, offset: Any, item: Any, tag: str) -> Any:
    pointer = _pointer(builder, base, offset, context.get_value_type(item))
    value = builder.load(pointer)
    value.set_metadata("tbaa", _tag(builder, tag))
    return value


def _store(
    context: Any, builder: Any, base: Any, offset: Any, item: Any, tag: str, value: Any
) -> None:
    pointer = _pointer(builder, base, offset, context.get_value_type(item))
    builder.store(value, pointer).set_metadata("tbaa", _tag(builder, tag))


def _word(builder: Any, block: Any, position: int, as_pointer: bool, bytes_there: int = 0) -> Any:
    """One word of the block of addresses, which never changes while a loop runs."""
    item = _BYTES if as_pointer else _WORD
    value = builder.load(_pointer(builder, block, ir.Constant(_WORD, 8 * position), item))
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    if bytes_there:
        there = builder.module.add_metadata([ir.Constant(_WORD, bytes_there)])
        value.set_metadata("dereferenceable", there)
    return value


def _struct(context: Any, builder: Any, kind: Any, **parts: Any) -> Any:
    made = cgutils.create_struct_proxy(kind)(context, builder)
    for name in ("base", "capacity", "row", "first", "second"):
        if hasattr(type(made), name) or name in made._datamodel._fields:
            setattr(made, name, parts.get(name, ir.Constant(_WORD, 0)))
    return made._getvalue()


# Attributes.


@infer_getattr
class _GroupAttributes(AttributeTemplate):
    key = GroupType

    def generic_resolve(self, kind: Any, name: str) -> Any:
        found = kind.members.get(name)
        return found[1] if found else None


@lower_getattr_generic(GroupType)
def _group_member(context: Any, builder: Any, kind: Any, block: Any, name: str) -> Any:
    word, member = kind.members[name]
    if isinstance(member, GroupType):
        return builder.gep(block, [ir.Constant(_WORD, 8 * word)])
    there = member.row.step if isinstance(member, TableType) else 0
    parts = {
        "base": _word(builder, block, word, True, there),
        "first": _word(builder, block, word + 2, False),
        "second": _word(builder, block, word + 3, False),
    }
    if isinstance(member, TableType):
        parts["capacity"] = _word(builder, block, word + 1, False)
    return _struct(context, builder, member, **parts)


@infer_getattr
class _RowAttributes(AttributeTemplate):
    key = RowType

    def generic_resolve(self, kind: Any, name: str) -> Any:
        field = kind.fields.get(name)
        if field is None:
            return None
        if field.record is not None:
            return field.record
        if not field.width:
            return field.item
        return VectorType(f"{kind.table}_{name}", field.item, field.by_item)


def _place_of(context: Any, builder: Any, kind: Any, value: Any, field: Field) -> tuple[Any, Any]:
    """Base pointer and offset of a field of a row."""
    row = cgutils.create_struct_proxy(kind)(context, builder, value=value)
    offset = ir.Constant(_WORD, field.offset)
    if kind.by_column:
        start = builder.mul(row.capacity, offset)
        offset = builder.add(start, builder.mul(row.row, ir.Constant(_WORD, field.step)))
    return row.base, offset


@lower_getattr_generic(RowType)
def _row_field(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
    field = kind.fields[name]
    base, offset = _place_of(context, builder, kind, value, field)
    if field.record is not None:
        return _struct(context, builder, field.record, base=builder.gep(base, [offset]))
    if field.width:
        vector = VectorType(f"{kind.table}_{name}", field.item, field.by_item)
        width = ir.Constant(_WORD, field.width)
        row = cgutils.create_struct_proxy(kind)(context, builder, value=value)
        start = builder.gep(base, [offset])
        return _struct(context, builder, vector, base=start, first=width, second=row.capacity)
    return _load(context, builder, base, offset, field.item, f"{kind.table}_{name}")


@lower_setattr_generic(RowType)
def _set_row_field(context: Any, builder: Any, sig: Any, args: Any, name: str) -> None:
    kind = sig.args[0]
    field = kind.fields[name]
    base, offset = _place_of(context, builder, kind, args[0], field)
    _store(context, builder, base, offset, field.item, f"{kind.table}_{name}", args[1])


@infer_getattr
class _Shapes(AttributeTemplate):
    key = TableType

    def resolve_shape(self, kind: Any) -> Any:
        return types.UniTuple(types.int64, kind.sizes)


@infer_getattr
class _VectorShapes(AttributeTemplate):
    key = VectorType

    def resolve_shape(self, kind: Any) -> Any:
        return types.UniTuple(types.int64, 1)


@infer_getattr
class _GridShapes(AttributeTemplate):
    key = GridType

    def resolve_shape(self, kind: Any) -> Any:
        return types.UniTuple(types.int64, 2)


def _shape(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
    parts = cgutils.create_struct_proxy(kind)(context, builder, value=value)
    sizes = 1 if isinstance(kind, VectorType) else 2 if isinstance(kind, GridType) else kind.sizes
    return context.make_tuple(
        builder, types.UniTuple(types.int64, sizes), [parts.first, parts.second][:sizes]
    )


for _kind in (TableType, VectorType, GridType):
    lower_getattr_generic(_kind)(_shape)


# Items.


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) != 2 or kws:
            return None
        kind, index = args
        if isinstance(kind, TableType) and _fits(index, kind.sizes):
            return signature(kind.row, kind, _index(kind.sizes))
        if isinstance(kind, VectorType) and _fits(index, 1):
            return signature(kind.item, kind, _index(1))
        if isinstance(kind, GridType) and _fits(index, 2):
            return signature(kind.item, kind, _index(2))
        return None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) != 3 or kws:
            return None
        kind, index, _ = args
        if isinstance(kind, VectorType) and _fits(index, 1):
            return signature(types.none, kind, _index(1), kind.item)
        return None


def _fits(index: Any, sizes: int) -> bool:
    if sizes == 1:
        return isinstance(index, types.Integer)
    return isinstance(index, types.BaseTuple) and len(index) == sizes


def _index(sizes: int) -> Any:
    return types.int64 if sizes == 1 else types.UniTuple(types.int64, sizes)


@lower_builtin(operator.getitem, TableType, types.Any)
def _table_row(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    kind = sig.args[0]
    table = cgutils.create_struct_proxy(kind)(context, builder, value=args[0])
    row = args[1]
    if kind.sizes == 2:
        first, second = cgutils.unpack_tuple(builder, args[1], 2)
        row = builder.add(builder.mul(first, table.second), second)
    if kind.row.by_column:
        return _struct(
            context, builder, kind.row, base=table.base, capacity=table.capacity, row=row
        )
    offset = builder.mul(row, ir.Constant(_WORD, kind.row.step))
    return _struct(context, builder, kind.row, base=builder.gep(table.base, [offset]))


def _item(context: Any, builder: Any, kind: Any, value: Any, index: Any) -> tuple[Any, Any]:
    """Base pointer and offset of an item of a vector or a grid."""
    parts = cgutils.create_struct_proxy(kind)(context, builder, value=value)
    if isinstance(kind, GridType):
        first, second = cgutils.unpack_tuple(builder, index, 2)
        index = builder.add(builder.mul(first, parts.second), second)
    if isinstance(kind, VectorType) and kind.apart:
        index = builder.mul(index, parts.second)
    size = context.get_abi_sizeof(context.get_value_type(kind.item))
    return parts.base, builder.mul(index, ir.Constant(_WORD, size))


@lower_builtin(operator.getitem, VectorType, types.Any)
@lower_builtin(operator.getitem, GridType, types.Any)
def _get_item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    kind = sig.args[0]
    base, offset = _item(context, builder, kind, args[0], args[1])
    return _load(context, builder, base, offset, kind.item, kind.tag)


@lower_builtin(operator.setitem, VectorType, types.Any, types.Any)
def _set_item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    kind = sig.args[0]
    base, offset = _item(context, builder, kind, args[0], args[1])
    _store(context, builder, base, offset, kind.item, kind.tag, args[2])
    return context.get_dummy_value()
