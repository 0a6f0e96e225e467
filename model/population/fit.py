"""The fit report: every margin with target and result, for people to read."""

from typing import NamedTuple

import numpy as np

from model.population.place import Place, reached


class FitRow(NamedTuple):
    """One margin. difference = result − target, in `unit`; fitted: raked to, otherwise compared."""

    margin: str
    german: str
    target: float
    result: float
    difference: float
    unit: str
    status: str
    source: str
    fitted: bool


def fit_report(place: Place, group: str = "stock") -> list[FitRow]:
    """Sozialräume and margins of the stock, or of the templates of arrivals (group "arrivals").

    Raises KeyError for any other group.
    """
    population = {"stock": place.initial, "arrivals": place.arrivals}[group]
    margins = place.margins if group == "stock" else place.arrival_margins
    found = [
        FitRow(
            margin.name,
            margin.german,
            margin.target.value,
            result := margin.result(population.sample),
            result - margin.target.value,
            margin.target.unit,
            margin.target.status,
            margin.target.source,
            margin.fitted,
        )
        for margin in margins
    ]
    return [*_spaces(place), *found] if group == "stock" else found


def _spaces(place: Place) -> list[FitRow]:
    """The stock and the persons of each Sozialraum: met exactly."""
    counts = np.bincount(place.initial.people.sozialraum, minlength=len(place.spaces))
    stock = place.records["stock"]
    rows = [("stock", "Bestand eLb", stock, float(counts.sum()))]
    rows += [
        (space.name, space.name, space.records["elb"], float(count))
        for space, count in zip(place.space_records, counts, strict=True)
    ]
    return [
        FitRow(
            name,
            german,
            record.value,
            result,
            result - record.value,
            "persons",
            record.status,
            record.source,
            True,
        )
        for name, german, record, result in rows
    ]


class OverlapRow(NamedTuple):
    """One service of youth welfare: chance that an eLb family uses it, and is met in a month."""

    service: str
    kind: str
    share_of_users: float
    users: float
    families: int
    chance: float
    met_in_a_month: float


def overlap_report(place: Place) -> list[OverlapRow]:
    """P(service | eLb family) = share × users / eLb families, one row a service."""
    families = int((place.initial.households.child_age[:, 0] >= 0).sum())
    found = []
    for overlap in place.overlaps:
        records, chance = overlap.records, reached(overlap, families)
        met = chance * records["contact"].value if overlap.kind else 0.0
        share, users = records["share"].value, records["users"].value
        found.append(OverlapRow(overlap.german, overlap.kind, share, users, families, chance, met))
    return found
