"""Asking memory early for what a loop over a list of rows will need some rows later.

Marked rows lie far apart, and a vector column of a row is seldom in the processor's own memory when
its turn comes; loops that wait for it spend half their time so. A hint changes no result.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

from model.lowering.access import place_of
from model.lowering.kinds import BYTES, WORD, MarksType, RowType, VectorType

_NUMBER = ir.IntType(32)
FOUR_BYTES = 4
READ, KEEP, DATA = 0, 3, 1  # LLVM's codes: for reading, keep close, data not code


def fetch_early(vector: Any) -> None:
    """Ask for a vector column of a row before it is needed. Does nothing in plain Python."""


def fetch_number(row: Any, column: str) -> None:
    """Ask for a single number of a row, by the name of its column. Nothing in plain Python."""


@infer_global(fetch_early)
class _FetchEarly(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 1 and not kws and isinstance(args[0], VectorType | MarksType):
            return signature(types.none, args[0])
        return None


@infer_global(fetch_number)
class _FetchNumber(AbstractTemplate):
    prefer_literal = True

    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 2 and not kws and isinstance(args[0], RowType):
            return signature(types.none, *args)
        return None


def _ask(builder: Any, place: Any) -> None:
    kind = ir.FunctionType(ir.VoidType(), [BYTES, _NUMBER, _NUMBER, _NUMBER])
    hint = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
    codes = [ir.Constant(_NUMBER, code) for code in (READ, KEEP, DATA)]
    builder.call(hint, [place, *codes])


@lower_builtin(fetch_early, VectorType)
@lower_builtin(fetch_early, MarksType)
def _fetch_early(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    vector = cgutils.create_struct_proxy(sig.args[0])(context, builder, value=args[0])
    _ask(builder, vector.base)
    size = context.get_abi_sizeof(context.get_value_type(sig.args[0].item))
    if size >= FOUR_BYTES:  # numbers that may fill more than one line
        last = builder.sub(vector.first, ir.Constant(WORD, 1))
        _ask(builder, builder.gep(vector.base, [builder.mul(last, ir.Constant(WORD, size))]))
    return context.get_dummy_value()


@lower_builtin(fetch_number, RowType, types.StringLiteral)
def _fetch_number(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    kind, column = sig.args
    base, offset = place_of(context, builder, kind, args[0], kind.fields[column.literal_value])
    _ask(builder, builder.gep(base, [offset]))
    return context.get_dummy_value()
