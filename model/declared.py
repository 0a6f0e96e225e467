"""What a process declares in its own file, so that both engines, documents and switches pick it up.

    DECLARED = Declared(
        columns=(Column("volunteer", "u1", "0/1", "volunteers (Ehrenamt)"),),
        decisions=(VOLUNTEER,),
        of_one=a_month_of_volunteering,
    )

`columns` and `households` are added to the tables of `model.columns`. `of_one` is the rule for one
person and one month, (person, lever, par, *keys) with the key of each of the `decisions`: the
fast engine's loop calls it for every row, and the reference engine, uncompiled, for every person,
so that a plain process needs nothing written there; it must not use what only the fast engine
keeps (`model.columns.FAST_ONLY`). Parameters, switches and decisions need no
further word: what a rule reads and draws is found in its code (`model.describe.mechanisms`).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from model.streams import Decision, OwnDecision
from model.tables import Column


class Declared(NamedTuple):
    """What one file of `model.processes` declares; see the module docstring."""

    columns: tuple[Column, ...] = ()
    households: tuple[Column, ...] = ()
    decisions: tuple[Decision | OwnDecision, ...] = ()
    of_one: Callable[..., Any] | None = None
