"""Columns of a table: how wide they are, and how high its rows become. Lengths in inches."""

from collections.abc import Sequence

from analysis.report.document import Table
from analysis.report.fit import LINE, lines_of, width_of

POINTS = 72.0  # an inch
PAD = 0.05  # inside a cell
SHARE = 0.75  # power of its length by which a text gets room
AROUND = 2 * PAD + 0.08  # a text in it


def laid_out(
    table: Table, width: float, height: float, most: float, least: float
) -> tuple[float, list[float]]:
    """Size of font and widths of columns (inches) at which a table fits."""
    size = most
    while True:
        widths = column_widths(table, width, size)
        whole = all(at <= one + 0.001 for at, one in zip(_words(table, size), widths, strict=True))
        if size <= least or (whole and sum(row_heights(table, widths, size)) <= height):
            return size, widths
        size -= 0.5


def column_widths(table: Table, width: float, size: float) -> list[float]:
    """Widths by what stands in the columns: numbers unbroken, the rest shared.

    Shared in proportion to lengths, a long text would leave a short one a word a line: its share
    grows more slowly than its length.
    """
    rows = [table.heads, *(r for at, r in enumerate(table.rows) if at not in table.bold)]
    columns = list(zip(*rows, strict=True))
    longest = [
        max(width_of(text, size, bold=not at) for at, text in enumerate(column)) / POINTS + AROUND
        for column in columns
    ]
    words = _words(table, size)
    cells = [
        max(width_of(t, size) for t in column[1:] or ("",)) / POINTS + AROUND for column in columns
    ]
    fixed = {at: min(longest[at], max(cells[at], words[at], width / 5)) for at in table.numeric}
    free = [at for at in range(len(columns)) if at not in fixed]
    left = width - sum(fixed.values())
    parts = {at: longest[at] ** SHARE for at in free}
    whole = sum(parts.values())
    shares = {at: max(words[at], left * part / whole) for at, part in parts.items()}
    excess = sum(shares.values()) - left
    if excess > 0 and shares:
        widest = max(shares, key=lambda at: shares[at])
        shares[widest] -= excess
    return [max(0.3, {**fixed, **shares}[at]) for at in range(len(columns))]


def _words(table: Table, size: float) -> list[float]:
    """Width that every column needs so that no word is broken."""
    rows = [table.heads, *(r for at, r in enumerate(table.rows) if at not in table.bold)]
    return [
        max(width_of(w, size, bold=True) for text in column for w in text.split() or [""]) / POINTS
        + AROUND
        for column in zip(*rows, strict=True)
    ]


def row_heights(table: Table, widths: Sequence[float], size: float) -> list[float]:
    """Heights of the head and of all rows in inches."""
    heights = []
    for at, cells in enumerate((table.heads, *table.rows)):
        bold = at == 0 or at - 1 in table.bold
        lines = max(
            lines_of(text, size, (one - 2 * PAD) * POINTS * 0.97, bold)
            for text, one in zip(cells, widths, strict=True)
        )
        heights.append(lines * size * LINE / POINTS + PAD + 0.03)
    return heights
