"""Last repair of a choice of whole households: swaps that bring every margin closer.

Systematic selection leaves each margin a few persons off. A swap takes one household out and
another one in from the same cell (Sozialraum and size), so exact counts stay exact; the swap that
gains most is made until none gains.
"""

import numpy as np

from model.population.sample import Array

SWAPS_MAX = 400  # swaps after which the balance stays as it is


def balanced(rows: Array, cells: Array, matrix: Array, totals: Array) -> Array:
    """Rows of households after swapping, in the order of their cells.

    rows: households taken, with repeats; cells: cell of every household of the sample; matrix
    (households, constraints) and totals: what the sums over the households taken should be.
    """
    order = np.argsort(cells, kind="stable")
    starts = np.flatnonzero(np.diff(cells[order], prepend=-1))
    ends = np.append(starts[1:], order.size)
    columns = np.ascontiguousarray(matrix[order])
    position = np.empty_like(order)
    position[order] = np.arange(order.size)
    count = np.bincount(position[rows], minlength=order.size)
    gap = columns.T @ count - totals
    for _ in range(SWAPS_MAX):
        pull = columns @ gap
        out_of = np.where(count > 0, pull, -np.inf)
        gain = np.maximum.reduceat(out_of, starts) - np.minimum.reduceat(pull, starts)
        cell = int(np.argmax(gain))
        here = slice(starts[cell], ends[cell])
        leaves = starts[cell] + int(np.argmax(out_of[here]))
        enters = starts[cell] + int(np.argmin(pull[here]))
        change = columns[enters] - columns[leaves]
        if not np.sum((gap + change) ** 2) < np.sum(gap**2):
            break
        count[leaves] -= 1
        count[enters] += 1
        gap = gap + change
    result: Array = np.repeat(order, count)
    return result
