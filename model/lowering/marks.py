"""Marks of a row that are the bits of one number: read and written one by one, or all at once.

Rules write `has[k]`, as for a run of numbers; a person's barriers then take one look at memory.
"""

import operator
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

from model.lowering.access import tag_of
from model.lowering.kinds import MARKED, WORD, MarksType

_MARK = ir.IntType(8)


def bits_of(marks: Any) -> int:
    """Bit k is set if `marks[k]` is 1."""
    return sum(1 << k for k, mark in enumerate(marks) if mark)


@infer_global(bits_of)
class _BitsOf(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 1 and not kws and isinstance(args[0], MarksType):
            return signature(types.int64, args[0])
        return None


@infer_global(operator.getitem)
class _GetMark(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 2 and not kws and isinstance(args[0], MarksType):
            return signature(types.uint8, args[0], types.int64)
        return None


@infer_global(operator.setitem)
class _SetMark(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 3 and not kws and isinstance(args[0], MarksType):
            return signature(types.none, args[0], types.int64, types.uint8)
        return None


def _number(context: Any, builder: Any, kind: Any, value: Any) -> tuple[Any, Any]:
    """Where the number lies, and the number."""
    base = cgutils.create_struct_proxy(kind)(context, builder, value=value).base
    place = builder.bitcast(base, MARKED.as_pointer())
    number = builder.load(place)
    number.set_metadata("tbaa", tag_of(builder, kind.tag))
    return place, number


@lower_builtin(bits_of, MarksType)
def _bits_of(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.zext(_number(context, builder, sig.args[0], args[0])[1], WORD)


@lower_builtin(operator.getitem, MarksType, types.int64)
def _get_mark(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    number = _number(context, builder, sig.args[0], args[0])[1]
    shifted = builder.lshr(number, builder.trunc(args[1], MARKED))
    return builder.and_(builder.trunc(shifted, _MARK), ir.Constant(_MARK, 1))


@lower_builtin(operator.setitem, MarksType, types.int64, types.uint8)
def _set_mark(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    place, number = _number(context, builder, sig.args[0], args[0])
    position = builder.trunc(args[1], MARKED)
    others = builder.and_(number, builder.not_(builder.shl(ir.Constant(MARKED, 1), position)))
    mark = builder.and_(builder.zext(args[2], MARKED), ir.Constant(MARKED, 1))
    stored = builder.store(builder.or_(others, builder.shl(mark, position)), place)
    stored.set_metadata("tbaa", tag_of(builder, sig.args[0].tag))
    return context.get_dummy_value()
