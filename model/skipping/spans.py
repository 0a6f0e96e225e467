"""Spans: the people of a run of households, so that a month can be lived block by block.

What a process does for each person or household is a step over households h0 … h1 − 1 and their
members. Blocks that fit the processor's own memory make a month several times faster, and since
nothing in such a step depends on another household, blocks can be run in any order and on several
cores.
"""

from model.compiled import rule
from model.lowering import MARKS, put_marked


@rule
def people_of(state, h0, h1):
    """First row of the members of households h0 … h1 − 1, and the row after the last."""
    if h1 <= h0:
        return 0, 0
    last = state.households[h1 - 1]
    return int(state.households[h0].first), int(last.first + last.size)


@rule
def list_marked(rows, marks, first, end):
    """List the marked of rows first … end − 1 in `rows`; returns the position after the last.

    The list stands from position `first` on. A loop over a list of rows is far cheaper than one
    over all rows that passes most of them by: the compiler would carry the address of every column
    along, row by row.
    """
    position = first
    whole = end - (end - first) % MARKS
    for start in range(first, whole, MARKS):
        position = put_marked(rows, position, start, marks)
    for row in range(whole, end):
        rows[position] = row
        position += marks[row] != 0
    return position


@rule
def listed(state, first, end):
    """List the marked people among rows first … end − 1 in `active`; see `list_marked`."""
    return list_marked(state.active, state.marks, first, end)


@rule
def listed_homes(state, h0, h1):
    """List the marked of households h0 … h1 − 1 in `home_list`; see `list_marked`."""
    return list_marked(state.home_list, state.home_marks, h0, h1)


@rule
def in_receipt(state, first, end):
    """List those in receipt among rows first … end − 1 in `active`; see `list_marked`."""
    for i in range(first, end):
        state.marks[i] = state.people[i].receipt
    return listed(state, first, end)
