"""How compiled loops reach the tables of a world: types that Numba's compiler learns here.

A loop gets a world as one pointer, to a block of addresses (see `model.state.State`); what is
written as `state.people[i].age` becomes one load at an address that is worked out from the layout.
Tables kept by column and tables kept by record read alike. Every column carries a name that tells
the optimiser that columns do not overlap (type-based alias analysis, LLVM language reference), so
that what does not change in a loop is read once. Nothing here knows what the columns mean.

`kinds` names the types, `layout` finds them for tables and arrays and holds `Group`, `access` turns
attributes and items into loads and stores.
"""

from model.lowering import access  # noqa: F401  (registers how attributes and items are compiled)
from model.lowering.bits import MARKS, lowest_bit, ones, put_marked, rows_that, rows_with, until
from model.lowering.early import fetch_early, fetch_number
from model.lowering.lanes import grow, where_below, where_equal
from model.lowering.layout import Group
from model.lowering.marks import bits_of

__all__ = [
    "MARKS",
    "Group",
    "bits_of",
    "fetch_early",
    "fetch_number",
    "grow",
    "lowest_bit",
    "ones",
    "put_marked",
    "rows_that",
    "rows_with",
    "until",
    "where_below",
    "where_equal",
]
