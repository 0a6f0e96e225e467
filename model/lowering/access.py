"""How attributes and items of the types in `kinds` become loads and stores."""

import operator
from typing import Any

from llvmlite import ir
from numba import types
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
    unbox,
)

from model.lowering.kinds import (
    BYTES,
    PARTS,
    WORD,
    Field,
    GridType,
    GroupType,
    MarksType,
    RowType,
    TableType,
    VectorType,
)


@unbox(GroupType)
def _unbox_group(kind: Any, value: Any, c: Any) -> Any:
    address = c.pyapi.object_getattr_string(value, "address")
    native = c.unbox(types.uintp, address).value
    c.pyapi.decref(address)
    return NativeValue(c.builder.inttoptr(native, BYTES))


# Loads and stores.


def tag_of(builder: Any, name: str) -> Any:
    """Alias name of a column: accesses under different names do not overlap."""
    module = builder.module
    root = module.add_metadata([ir.MetaDataString(module, "sozialraum")])
    zero = ir.Constant(WORD, 0)
    kind = module.add_metadata([ir.MetaDataString(module, name), root, zero])
    return module.add_metadata([kind, kind, zero])


def _pointer(builder: Any, base: Any, offset: Any, item: Any) -> Any:
    return builder.bitcast(builder.gep(base, [offset]), item.as_pointer())


def read_as(item: Any) -> Any:
    """What numbers of a type are read as: those of four bytes as such of eight, to reckon with."""
    return types.float64 if item == types.float32 else item


def _load(context: Any, builder: Any, base: Any, offset: Any, item: Any, tag: str) -> Any:
    pointer = _pointer(builder, base, offset, context.get_value_type(item))
    value = builder.load(pointer)
    value.set_metadata("tbaa", tag_of(builder, tag))
    return builder.fpext(value, ir.DoubleType()) if item == types.float32 else value


def _store(
    context: Any, builder: Any, base: Any, offset: Any, item: Any, tag: str, value: Any
) -> None:
    pointer = _pointer(builder, base, offset, context.get_value_type(item))
    if item == types.float32:
        value = builder.fptrunc(value, ir.FloatType())
    builder.store(value, pointer).set_metadata("tbaa", tag_of(builder, tag))


def _word(builder: Any, block: Any, position: int, as_pointer: bool, bytes_there: int = 0) -> Any:
    """One word of the block of addresses, which never changes while a loop runs."""
    item = BYTES if as_pointer else WORD
    value = builder.load(_pointer(builder, block, ir.Constant(WORD, 8 * position), item))
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    if bytes_there:
        there = builder.module.add_metadata([ir.Constant(WORD, bytes_there)])
        value.set_metadata("dereferenceable", there)
        # Known to be there and aligned, numbers are read before a loop even if only some rows ask.
        value.set_metadata("align", builder.module.add_metadata([ir.Constant(WORD, 8)]))
    return value


def _struct(context: Any, builder: Any, kind: Any, **parts: Any) -> Any:
    """A value of a type that consists of parts; parts that are not given are 0."""
    made = cgutils.create_struct_proxy(kind)(context, builder)
    for name in PARTS[type(kind)]:
        setattr(made, name, parts.get(name, ir.Constant(WORD, 0)))
    return made._getvalue()  # noqa: SLF001  (Numba's own way to read a struct as a whole)


# Attributes.


@infer_getattr
class _GroupAttributes(AttributeTemplate):
    key = GroupType

    def generic_resolve(self, kind: Any, name: str) -> Any:  # type: ignore[override]
        found = kind.members.get(name)
        return found[1] if found else None


@lower_getattr_generic(GroupType)
def _group_member(context: Any, builder: Any, kind: Any, block: Any, name: str) -> Any:
    word, member = kind.members[name]
    if isinstance(member, GroupType):
        return builder.gep(block, [ir.Constant(WORD, 8 * word)])
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

    def generic_resolve(self, kind: Any, name: str) -> Any:  # type: ignore[override]
        field = kind.fields.get(name)
        if field is None:
            return None
        if field.record is not None:
            return field.record
        if not field.width:
            return read_as(field.item)
        return _vector_of(kind, name, field)


def _vector_of(kind: Any, name: str, field: Field) -> Any:
    """Type of a vector column of a row."""
    tag = f"{kind.table}_{name}"
    return MarksType(tag) if field.bits else VectorType(tag, field.item, field.by_item)


def place_of(context: Any, builder: Any, kind: Any, value: Any, field: Field) -> tuple[Any, Any]:
    """Base pointer and offset of a field of a row."""
    row = cgutils.create_struct_proxy(kind)(context, builder, value=value)
    offset = ir.Constant(WORD, field.offset)
    if kind.by_column:
        start = builder.mul(row.capacity, offset)
        start = builder.add(start, ir.Constant(WORD, field.inner))
        offset = builder.add(start, builder.mul(row.row, ir.Constant(WORD, field.step)))
    return row.base, offset


@lower_getattr_generic(RowType)
def _row_field(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
    field = kind.fields[name]
    base, offset = place_of(context, builder, kind, value, field)
    if field.record is not None:
        return _struct(context, builder, field.record, base=builder.gep(base, [offset]))
    if field.width:
        row = cgutils.create_struct_proxy(kind)(context, builder, value=value)
        parts = {"base": builder.gep(base, [offset]), "first": ir.Constant(WORD, field.width)}
        if not field.bits:
            parts["second"] = row.capacity
        return _struct(context, builder, _vector_of(kind, name, field), **parts)
    return _load(context, builder, base, offset, field.item, f"{kind.table}_{name}")


@lower_setattr_generic(RowType)
def _set_row_field(context: Any, builder: Any, sig: Any, args: Any, name: str) -> None:
    kind = sig.args[0]
    field = kind.fields[name]
    base, offset = place_of(context, builder, kind, args[0], field)
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
            return signature(read_as(kind.item), kind, _index(1))
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
            return signature(types.none, kind, _index(1), read_as(kind.item))
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
    offset = builder.mul(row, ir.Constant(WORD, kind.row.step))
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
    return parts.base, builder.mul(index, ir.Constant(WORD, size))


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
