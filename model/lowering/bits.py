"""Sixty-four marks at once: as the bits of one number, of which the set ones are then visited.

A loop that looks at every mark takes several steps a row; one comparison of a whole line of marks
and one step per set bit take a fraction of that, as marks are rare.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

from model.lowering.kinds import WORD, VectorType

MARKS = 64  # marks that make one number


def as_bits(marks: Any, start: int) -> int:
    """Bit k is set if `marks[start + k]` is not 0: 64 marks, all of which must exist."""
    return sum(1 << k for k in range(MARKS) if marks[start + k])


def lowest_bit(bits: int) -> int:
    """Number of the lowest set bit; there must be one."""
    return (bits & -bits).bit_length() - 1


@infer_global(as_bits)
class _AsBits(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 2 and not kws and getattr(args[0], "item", None) == types.uint8:
            return signature(types.int64, args[0], types.int64)
        return None


@lower_builtin(as_bits, VectorType, types.int64)
def _as_bits(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    vector = cgutils.create_struct_proxy(sig.args[0])(context, builder, value=args[0])
    line = ir.VectorType(ir.IntType(8), MARKS)
    place = builder.bitcast(builder.gep(vector.base, [args[1]]), line.as_pointer())
    marks = builder.load(place, align=1)
    none = ir.Constant(line, [0] * MARKS)
    return builder.bitcast(builder.icmp_unsigned("!=", marks, none), WORD)


@infer_global(lowest_bit)
class _LowestBit(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        return signature(types.int64, types.int64) if len(args) == 1 and not kws else None


@lower_builtin(lowest_bit, types.int64)
def _lowest_bit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))
