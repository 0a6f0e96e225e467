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

from model.lowering.kinds import BYTES, VectorType

_NUMBER = ir.IntType(32)
READ, KEEP, DATA = 0, 3, 1  # LLVM's codes: for reading, keep close, data not code


def fetch_early(vector: Any) -> None:
    """Ask for a vector column of a row before it is needed. Does nothing in plain Python."""


@infer_global(fetch_early)
class _FetchEarly(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 1 and not kws and isinstance(args[0], VectorType):
            return signature(types.none, args[0])
        return None


@lower_builtin(fetch_early, VectorType)
def _fetch_early(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    vector = cgutils.create_struct_proxy(sig.args[0])(context, builder, value=args[0])
    kind = ir.FunctionType(ir.VoidType(), [BYTES, _NUMBER, _NUMBER, _NUMBER])
    hint = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
    codes = [ir.Constant(_NUMBER, code) for code in (READ, KEEP, DATA)]
    builder.call(hint, [vector.base, *codes])
    return context.get_dummy_value()
