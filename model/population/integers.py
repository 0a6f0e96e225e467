"""From weights to whole households: nobody is a fraction, and counts add up exactly.

Inside each cell (Sozialraum, household size) the number of households is fixed first, so that the
persons of every Sozialraum are met exactly; then households are taken systematically along their
weights in an order that keeps alike ones together, which keeps the margins within small tolerances.
"""

import numpy as np

from model.population.measures import counted_features
from model.population.sample import Array, Sample
from model.vocabulary import HEALTH, LONG_RECEIPT, NO_JOB


def exact_counts(sample: Sample, weights: Array, space_totals: Array) -> Array:
    """Households by (Sozialraum, size), shape (n_spaces, largest size + 1).

    Σ size · count equals `space_totals`: larger households are rounded, those of one person take up
    the rest.
    """
    expected = _expected(sample, weights, space_totals.size)
    counts = np.rint(expected).astype(np.int64)
    sizes = np.arange(expected.shape[1])
    counts[:, 1] = space_totals.astype(np.int64) - (counts * sizes)[:, 2:].sum(axis=1)
    result: Array = np.maximum(counts, 0)
    return result


def quota_counts(sample: Sample, weights: Array, spaces: int, households: int) -> Array:
    """Households by (Sozialraum, size) in proportion to the weights, by largest remainders.

    `households` in all; shape (n_spaces, largest size + 1).
    """
    expected = _expected(sample, weights, spaces)
    expected = expected * (households / expected.sum())
    counts: Array = np.floor(expected).astype(np.int64)
    missing = households - int(counts.sum())
    order = np.argsort((counts - expected).ravel(), kind="stable")
    counts.ravel()[order[:missing]] += 1
    return counts


def _expected(sample: Sample, weights: Array, spaces: int) -> Array:
    size = sample.households["size"]
    width = int(size.max()) + 1
    cell = sample.households["sozialraum"] * width + size
    cells = np.bincount(cell, weights, spaces * width)
    result: Array = cells.reshape(spaces, width)
    return result


def select(sample: Sample, weights: Array, counts: Array) -> Array:
    """Rows of the households taken, a household possibly more than once, ordered by cell.

    Returns shape (counts.sum(),).
    """
    size, width = sample.households["size"], counts.shape[1]
    cell = sample.households["sozialraum"] * width + size
    order = np.lexsort((*_alike(sample), cell))
    taken = []
    starts = np.searchsorted(cell[order], np.arange(counts.size + 1))
    for index, count in enumerate(counts.ravel()):
        rows = order[starts[index] : starts[index + 1]]
        if count == 0 or rows.size == 0:
            continue
        edges = np.cumsum(weights[rows])
        points = (np.arange(count) + 0.5) / count * edges[-1]
        taken.append(rows[np.minimum(np.searchsorted(edges, points), rows.size - 1)])
    return np.concatenate(taken)


def _alike(sample: Sample) -> list[Array]:
    """Sort keys, least important first (np.lexsort): what a step of the selection should cross."""
    people = sample.people
    employed = sample.sums(people["employment"] != NO_JOB)
    long_receipt = sample.sums(people["has"][:, LONG_RECEIPT])
    health = sample.sums(people["has"][:, HEALTH])
    counted = sample.sums(counted_features(people["has"]))
    age = people["age"][people["member"] == 0]
    return [age, counted, employed, health, long_receipt, sample.households["kind"]]


def taken(sample: Sample, rows: Array) -> Sample:
    """The sample made of the households at `rows`, members adjacent, in this order."""
    households = {name: values[rows] for name, values in sample.households.items()}
    sizes = sample.households["size"]
    first = np.cumsum(sizes) - sizes
    picked = sizes[rows]
    offsets = np.arange(picked.sum()) - np.repeat(np.cumsum(picked) - picked, picked)
    persons = np.repeat(first[rows], picked) + offsets
    people = {name: values[persons] for name, values in sample.people.items()}
    people["household"] = np.repeat(np.arange(rows.size), picked)
    return Sample(households, people)
