"""All numbers of a short vector column of one row at once, where a loop would branch at each.

The few numbers that a person has of needs fit one register: a comparison of all gives bits, of
which mostly none or one is set.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

from model.lowering.access import tag_of
from model.lowering.kinds import WORD, VectorType

LANES = 16  # numbers at most


def where_equal(vector: Any, value: int, width: int) -> int:
    """Bit k is set if `vector[k]` is that value, for each k below `width` (a constant)."""
    return sum(1 << k for k in range(width) if vector[k] == value)


def where_below(vector: Any, limit: int, width: int) -> int:
    """Bit k is set if `vector[k]` (signed) is below the limit, for each k below `width`."""
    return sum(1 << k for k in range(width) if vector[k] < limit)


def grow(vector: Any, bits: int, most: int, width: int) -> None:
    """Add 1, up to `most`, to each `vector[k]` of which bit k is set."""
    for k in range(width):
        if bits & (1 << k):
            vector[k] = min(vector[k] + 1, most)


def _is_short(vector: Any, width: Any) -> bool:
    right = isinstance(vector, VectorType) and not vector.apart
    return right and isinstance(width, types.IntegerLiteral) and width.literal_value <= LANES


@infer_global(where_equal)
@infer_global(where_below)
class _Where(AbstractTemplate):
    prefer_literal = True

    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 3 and not kws and _is_short(args[0], args[2]):
            return signature(types.int64, args[0], types.int64, args[2])
        return None


@infer_global(grow)
class _Grow(AbstractTemplate):
    prefer_literal = True

    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 4 and not kws and _is_short(args[0], args[3]):
            return signature(types.none, args[0], types.int64, types.int64, args[3])
        return None


def _place(context: Any, builder: Any, kind: Any, value: Any, width: int) -> Any:
    """Pointer to so many numbers as one vector of LLVM."""
    item = context.get_value_type(kind.item)
    base = cgutils.create_struct_proxy(kind)(context, builder, value=value).base
    return builder.bitcast(base, ir.VectorType(item, width).as_pointer())


def _loaded(context: Any, builder: Any, kind: Any, place: Any) -> Any:
    size = context.get_abi_sizeof(context.get_value_type(kind.item))
    found = builder.load(place, align=size)
    found.set_metadata("tbaa", tag_of(builder, kind.tag))
    return found


def _same(builder: Any, number: Any, item: Any, width: int) -> Any:
    """A vector of so many times the same number."""
    one = ir.Constant(ir.VectorType(item, width), ir.Undefined)
    first = builder.insert_element(one, builder.trunc(number, item), ir.Constant(_LANE, 0))
    return builder.shuffle_vector(first, one, ir.Constant(ir.VectorType(_LANE, width), [0] * width))


_LANE = ir.IntType(32)


def _bits(builder: Any, marks: Any, width: int) -> Any:
    """Marks as the low bits of a word."""
    none = ir.Constant(marks.type, [0] * width)
    lanes = ir.Constant(ir.VectorType(_LANE, LANES), [min(k, width) for k in range(LANES)])
    wide = builder.shuffle_vector(marks, none, lanes)
    return builder.zext(builder.bitcast(wide, ir.IntType(LANES)), WORD)


def _where(comparison: str) -> Any:
    def lower(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        kind, width = sig.args[0], sig.args[2].literal_value
        found = _loaded(context, builder, kind, _place(context, builder, kind, args[0], width))
        number = _same(builder, args[1], found.type.element, width)
        return _bits(builder, builder.icmp_signed(comparison, found, number), width)

    return lower


_NEEDED = (VectorType, types.int64, types.IntegerLiteral)
lower_builtin(where_equal, *_NEEDED)(_where("=="))
lower_builtin(where_below, *_NEEDED)(_where("<"))


@lower_builtin(grow, VectorType, types.int64, types.int64, types.IntegerLiteral)
def _grow(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    kind, width = sig.args[0], sig.args[3].literal_value
    place = _place(context, builder, kind, args[0], width)
    old = _loaded(context, builder, kind, place)
    most = _same(builder, args[2], old.type.element, width)
    more = builder.add(old, ir.Constant(old.type, [1] * width))
    capped = builder.select(builder.icmp_signed("<", more, most), more, most)
    line = ir.VectorType(ir.IntType(1), LANES)
    marks = builder.bitcast(builder.trunc(args[1], ir.IntType(LANES)), line)
    lanes = ir.Constant(ir.VectorType(_LANE, width), list(range(width)))
    chosen = builder.shuffle_vector(marks, ir.Constant(line, [0] * LANES), lanes)
    stored = builder.store(builder.select(chosen, capped, old), place, align=2)
    stored.set_metadata("tbaa", tag_of(builder, kind.tag))
    return context.get_dummy_value()
