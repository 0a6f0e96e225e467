"""A synthetic country: Oberhausen's settled world, so many times over, as one world.

    country(world, 25, months=96)     25 towns in one: people, staff, places, hires and arrivals

Made for benchmarks only: one labour market, one network, and institutions as large as the country.
Nothing is claimed about Germany but its size. People are copied straight into tables that have room
for all who will arrive: at 4.3 million in receipt a second copy would not fit a laptop.
"""

from typing import Any

import numpy as np

from model.processes.arrivals import IDS_A_HOUSEHOLD, IDS_A_MONTH
from model.state import State, scratch_paper
from model.stationary import rows_for
from model.tables import Table

STAFF_AND_PLACES = ("officers", "case_managers", "benefits_staff", "but_places")
MONTHS_APART = 1_000  # between the months that two towns take their identities from
MOST = 900  # towns: identities begin a million months before month 0


def in_receipt(world: State) -> int:
    """People in receipt."""
    return int(world.people["receipt"][: world.size[0]].sum())


def country(town: State, towns: int, months: int) -> State:
    """So many towns as one world, with room for the arrivals of so many months.

    Raises ValueError if there are more households a month than identities.
    """
    if towns > MOST:
        raise ValueError(f"{towns} towns: at most {MOST} find identities")
    par = _enlarged(town.par, towns)
    arrivals = float(par[0]["place"]["arrivals_per_month"])
    if arrivals + 8.0 * np.sqrt(arrivals) > IDS_A_MONTH / IDS_A_HOUSEHOLD:
        raise ValueError(f"{arrivals:,.0f} households arrive a month: more than have identities")
    small = {name: getattr(town, name).copy() for name in ("ties", "market", "spaces", "tally")}
    institutions = town.institutions.copy()
    for column in ("places", "planned_places", "minutes"):
        institutions[column] *= towns
    size = town.size * towns
    growing = town._replace(size=size, par=par)
    people, households = rows_for(growing, months)
    return growing._replace(
        people=_repeated(town.people, town.size, towns, people),
        households=_repeated(town.households, town.size[::-1], towns, households),
        institutions=institutions,
        **small,
        **scratch_paper(people, households),
    )._replace(size=size.copy())


def _enlarged(par: np.ndarray, towns: int) -> np.ndarray:
    """Parameters with the staff, places, hires and arrivals of so many towns."""
    found: np.ndarray = par.copy()
    for name in (*STAFF_AND_PLACES, "arrivals_per_month"):
        found["place"][name] *= towns
    for name in ("hires", "outside"):
        found["market"][name] *= towns
    return found


def _repeated(table: Any, sizes: np.ndarray, towns: int, rows: int) -> Table:
    """A table of `rows` rows that begins with the rows in use, town after town.

    sizes: rows in use of this table, and of the one its rows point to.
    """
    found, (used, others) = Table.zeros(table.columns, rows), sizes.tolist()
    for name, view in table.views.items():
        for town in range(towns):
            block = found[name][town * used : (town + 1) * used]
            block[...] = view[:used]
            if name == "id":
                block -= np.uint64(town * MONTHS_APART * IDS_A_MONTH)
            elif name in ("household", "first"):
                block += town * others
    return found
