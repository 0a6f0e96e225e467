"""Sixty-four rows at once: as the bits of one number, which are counted or visited.

A loop that looks at every mark takes several steps a row; one comparison of a whole line of marks
and one step per set bit take a fraction of that, as marks are rare. Counts need no step per row at
all: comparisons of small columns are joined and their bits counted.
"""

from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

from model.lowering.access import place_of
from model.lowering.kinds import MARKED, WORD, TableType, VectorType

MARKS = 64  # marks that make one number
SOME = 16  # rows that are listed at once, where the processor can put them side by side
COMPRESSES = llvm.get_host_cpu_features().get("avx512f", False)


def put_marked(rows: Any, position: int, start: int, marks: Any) -> int:
    """List the marked of rows `start` … `start + 63` from a position on; returns the next position.

    `rows`: numbers of four bytes, of which up to 64 from the position on may be overwritten.
    """
    for k in range(MARKS):
        if marks[start + k]:
            rows[position] = start + k
            position += 1
    return position


def rows_with(table: Any, start: int, column: str, value: int) -> int:
    """Bit k is set if row `start + k` has this value in a column of bytes.

    Bits of rows behind the last one say nothing: leave them out (`until`).
    """
    rows = table[start : start + MARKS]
    return sum(1 << k for k, row in enumerate(rows) if getattr(row, column) == value)


def rows_that(table: Any, start: int, column: str, item: int) -> int:
    """Bit k is set if mark `item` of a column of marks, kept as bits, is set in row `start + k`.

    Bits of rows behind the last one say nothing: leave them out (`until`).
    """
    rows = table[start : start + MARKS]
    return sum(1 << k for k, row in enumerate(rows) if getattr(row, column)[item])


def until(start: int, end: int) -> int:
    """Bit k is set if row `start + k` comes before row `end`, of 64 rows."""
    return int((1 << min(end - start, MARKS)) - 1)


def lowest_bit(bits: int) -> int:
    """Number of the lowest set bit; there must be one."""
    return (bits & -bits).bit_length() - 1


def ones(bits: int) -> int:
    """Number of set bits."""
    return bits.bit_count()


@infer_global(put_marked)
class _PutMarked(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) != 4 or kws or getattr(args[3], "item", None) != types.uint8:
            return None
        rows = args[0]
        numbers = rows.item if isinstance(rows, VectorType) else getattr(rows, "dtype", None)
        if numbers != types.int32:
            return None
        return signature(types.int64, rows, types.int64, types.int64, args[3])


class _RowsTemplate(AbstractTemplate):
    """For a table kept by column, a column by its name, and a value or an item of it."""

    prefer_literal = True
    bits = False  # a column of bytes, or else of marks

    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) != 4 or kws or not isinstance(args[2], types.StringLiteral):
            return None
        field = args[0].row.fields.get(args[2].literal_value)
        if field is None or field.item != types.uint8 or field.bits != self.bits:
            return None
        return signature(types.int64, args[0], types.int64, args[2], types.int64)


@infer_global(rows_with)
class _RowsWith(_RowsTemplate):
    pass


@infer_global(rows_that)
class _RowsThat(_RowsTemplate):
    bits = True


@infer_global(until)
class _Until(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        two = len(args) == 2 and not kws
        return signature(types.int64, types.int64, types.int64) if two else None


@infer_global(lowest_bit)
@infer_global(ones)
class _OfBits(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        return signature(types.int64, types.int64) if len(args) == 1 and not kws else None


_ROW = ir.IntType(32)


def _same(builder: Any, value: Any, line: Any) -> Any:
    """A line of so many times the same number."""
    first = builder.insert_element(ir.Constant(line, ir.Undefined), value, ir.Constant(WORD, 0))
    lanes = ir.Constant(ir.VectorType(_ROW, line.count), [0] * line.count)
    return builder.shuffle_vector(first, ir.Constant(line, ir.Undefined), lanes)


def _sixty_four(builder: Any, place: Any, value: Any) -> tuple[Any, Any]:
    """64 numbers from a place on, and 64 times a value of their type."""
    line = ir.VectorType(value.type, MARKS)
    numbers = builder.load(builder.bitcast(place, line.as_pointer()), align=1)
    return numbers, _same(builder, value, line)


def _compared(builder: Any, how: str, place: Any, value: Any) -> Any:
    """64 bytes from a place on compared with a value: one bit each."""
    numbers, values = _sixty_four(builder, place, value)
    return builder.bitcast(builder.icmp_unsigned(how, numbers, values), WORD)


def _one_by_one(rows: Any, position: int, start: int, bits: int) -> int:
    while bits != 0:
        rows[position] = start + lowest_bit(bits)
        position += 1
        bits &= bits - 1  # without the lowest
    return position


@lower_builtin(put_marked, VectorType, types.int64, types.int64, VectorType)
@lower_builtin(put_marked, types.Array, types.int64, types.int64, VectorType)
def _put_marked(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    rows, position, start, marks = args
    marked = cgutils.create_struct_proxy(sig.args[3])(context, builder, value=marks).base
    none = ir.Constant(ir.IntType(8), 0)
    bits = _compared(builder, "!=", builder.gep(marked, [start]), none)
    if not COMPRESSES:
        plain = signature(types.int64, *sig.args[:3], types.int64)
        return context.compile_internal(builder, _one_by_one, plain, [rows, position, start, bits])
    if isinstance(sig.args[0], VectorType):
        base = cgutils.create_struct_proxy(sig.args[0])(context, builder, value=rows).base
    else:
        base = context.make_array(sig.args[0])(context, builder, rows).data
    _compress(builder, builder.bitcast(base, _ROW.as_pointer()), position, start, bits)
    return builder.add(position, builder.ctpop(bits))


def _compress(builder: Any, rows: Any, position: Any, start: Any, bits: Any) -> None:
    """Put the rows whose bits are set side by side, sixteen at a time, without a branch."""
    some, marks = ir.VectorType(_ROW, SOME), ir.VectorType(ir.IntType(1), SOME)
    kind = ir.FunctionType(some, [some, marks, some])
    name = f"llvm.experimental.vector.compress.v{SOME}i32"
    compress = cgutils.get_or_insert_function(builder.module, kind, name)
    first = _same(builder, builder.trunc(start, _ROW), some)
    for part in range(0, MARKS, SOME):
        lanes = ir.Constant(some, [part + lane for lane in range(SOME)])
        here = builder.trunc(builder.lshr(bits, ir.Constant(WORD, part)), ir.IntType(SOME))
        mask = builder.bitcast(here, marks)
        listed = [builder.add(first, lanes), mask, ir.Constant(some, ir.Undefined)]
        before = builder.ctpop(builder.and_(bits, ir.Constant(WORD, (1 << part) - 1)))
        place = builder.gep(rows, [builder.add(position, before)])
        line = builder.bitcast(place, some.as_pointer())
        builder.store(builder.call(compress, listed), line, align=4)


def _place(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Where a column holds the first of the rows."""
    kind = sig.args[0].row
    field = kind.fields[sig.args[2].literal_value]
    table = cgutils.create_struct_proxy(sig.args[0])(context, builder, value=args[0])
    row = cgutils.create_struct_proxy(kind)(context, builder)
    row.base, row.capacity, row.row = table.base, table.capacity, args[1]
    base, offset = place_of(context, builder, kind, row._getvalue(), field)  # noqa: SLF001
    return builder.gep(base, [offset])


@lower_builtin(rows_with, TableType, types.int64, types.StringLiteral, types.int64)
def _rows_with(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    value = builder.trunc(args[3], ir.IntType(8))
    return _compared(builder, "==", _place(context, builder, sig, args), value)


@lower_builtin(rows_that, TableType, types.int64, types.StringLiteral, types.int64)
def _rows_that(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    mark = builder.shl(ir.Constant(MARKED, 1), builder.trunc(args[3], MARKED))
    place = _place(context, builder, sig, args)
    numbers, marks = _sixty_four(builder, place, mark)
    none = ir.Constant(numbers.type, [0] * MARKS)
    return builder.bitcast(builder.icmp_unsigned("!=", builder.and_(numbers, marks), none), WORD)


@lower_builtin(until, types.int64, types.int64)
def _until(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    there = builder.sub(args[1], args[0])
    whole = builder.icmp_signed(">=", there, ir.Constant(WORD, MARKS))
    some = builder.sub(builder.shl(ir.Constant(WORD, 1), there), ir.Constant(WORD, 1))
    return builder.select(whole, ir.Constant(WORD, -1), some)


@lower_builtin(lowest_bit, types.int64)
def _lowest_bit(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))


@lower_builtin(ones, types.int64)
def _ones(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.ctpop(args[0])
