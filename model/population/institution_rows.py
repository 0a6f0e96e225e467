"""Institutions as the rows the model works with.

A local kind exists once in each Sozialraum, any other once in the city. Each has one capacity,
however many pillars it stands in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.columns import INSTITUTIONS, Institutions, empty
from model.population.institutions import JOBCENTER, Kind
from model.population.sample import Array
from model.vocabulary import MEMBERSHIPS, N_NEEDS, NEEDS, PILLARS, PURSES

CITY_WIDE = -1
NO_INSTITUTION = -1


@dataclass(frozen=True)
class Rows:
    """Institutions as rows.

    table: columns.Institutions; of: (n_spaces, n_kinds), the row that serves a Sozialraum.
    """

    table: Any
    names: tuple[str, ...]
    of: Array


def rows(
    kinds: Sequence[Kind],
    spaces: Sequence[str],
    weights: Mapping[str, Array],
    service_kinds: Array,
    minutes: Mapping[str, float],
) -> Rows:
    """One row for each institution; the Jobcenter is row 0.

    weights: `elb` and `population` by Sozialraum; service_kinds: bool (n_needs, n_kinds);
    minutes: `post` minutes a month of one post, `jobcenter` minutes a month of the Jobcenter.
    """
    count = sum(1 if kind.city_wide else len(spaces) for kind in kinds)
    table = empty(Institutions, INSTITUTIONS, count)
    of = np.full((len(spaces), len(kinds)), NO_INSTITUTION, dtype=np.int16)
    names: list[str] = []
    for code, kind in enumerate(kinds):
        share = _shares(kind, weights)
        for space in (CITY_WIDE,) if kind.city_wide else range(len(spaces)):
            row = len(names)
            part = 1.0 if kind.city_wide else float(share[space])
            names.append(kind.german if kind.city_wide else f"{kind.german} {spaces[space]}")
            of[:, code] = np.where(kind.city_wide, row, of[:, code])
            if not kind.city_wide:
                of[space, code] = row
            table.kind[row], table.sozialraum[row] = code, space
            staff = kind.staff.value * minutes["post"] if kind.staff else minutes[JOBCENTER]
            table.places[row] = kind.places.value * part
            table.minutes[row] = staff * part
            _describe(table, row, kind, service_kinds[:, code])
    table.planned_places[:] = table.places
    return Rows(table, tuple(names), of)


def _shares(kind: Kind, weights: Mapping[str, Array]) -> Array:
    """Share of each Sozialraum in a local kind."""
    raw = weights[kind.spread] if isinstance(kind.spread, str) else np.array(kind.spread)
    result: Array = raw / raw.sum()
    return result


def _describe(table: Any, row: int, kind: Kind, serves: Array) -> None:
    """Columns that do not depend on the Sozialraum."""
    table.serves[row] = sum(1 << need for need in range(N_NEEDS) if serves[need])
    table.pillars[row] = sum(1 << PILLARS.index(pillar) for pillar in kind.pillars)
    table.purse[row] = PURSES.index(kind.purse)
    table.membership[row] = MEMBERSHIPS.index(kind.membership)
    table.cooperation_minutes[row] = kind.cooperation.value
    table.informal[row] = kind.informal


def service_matrix(services: Mapping[str, Sequence[str]], kinds: Sequence[Kind]) -> Array:
    """Which kinds serve which need, bool (n_needs, n_kinds).

    services: need → names of kinds, as the needs table says. A kind may have no places: whoever is
    sent there waits in vain.
    """
    names = [kind.name for kind in kinds]
    result = np.zeros((N_NEEDS, len(names)), dtype=bool)
    for need, wanted in services.items():
        result[NEEDS.index(need), [names.index(name) for name in wanted]] = True
    return result
