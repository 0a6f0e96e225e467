"""Who sees families: kinds of institution by what they see, and whom the neighbourhood serves."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from model.population.place import Place
from model.processes.neighbourhood import FOR_ALL
from model.vocabulary import NEARBY


def sees_of(place: Place, away: Sequence[str]) -> Any:
    """Share of families that each kind sees in a month; none for those that are `away`."""
    sees = np.array(place.sees, dtype=np.float64)
    for code, kind in enumerate(place.kinds):
        if kind.name in away:
            sees[code] = 0.0
    return sees


def nearby_places(place: Place, sees: Any) -> Any:
    """Households in receipt that each service of the neighbourhood serves at the same time.

    As many as the kind sees in a month: of families, or of all households where anybody may come.
    """
    homes, names = place.initial.households, [kind.name for kind in place.kinds]
    families = int((homes.child_age[:, 0] >= 0).sum())
    asked = [len(homes.size) if 1 << b & FOR_ALL else families for b in range(len(NEARBY))]
    seen = [sees[names.index(name)] if name in names else 0.0 for name in NEARBY]
    return np.array(asked, np.float64) * seen


def kind_of(name: str, names: list[str]) -> int:
    """Kind of institution of a name; any partner if the place has none, as nobody is served."""
    return names.index(name) if name in names else 1


def onlookers_of(place: Place) -> Any:
    """Kinds that see families and serve no need themselves, in order, then 0."""
    rows = np.zeros(len(place.kinds), np.int64)
    found = np.flatnonzero((place.sees > 0.0) & ~place.service_kinds.any(axis=0))
    found = found[found > 0]  # the Jobcenter sees everybody anyway
    rows[: len(found)] = found
    return rows
