"""From the long table of runs to arrays: one outcome, seen as a level or as a paired difference."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.streams import Decision, uniforms

DIFFERENCE = "difference"


@dataclass(frozen=True)
class View:
    """One outcome of one arm, or its difference other − base under the same seed.

    values: (points, seeds), NaN where a run has failed; row p is point p of the design.
    """

    outcome: str
    on: str
    values: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """Mean over the seeds of each point, shape (points,); NaN if any seed is missing."""
        mean: np.ndarray = self.values.mean(axis=1)
        return mean

    @property
    def seeds(self) -> int:
        """Number of seeds."""
        return int(self.values.shape[1])

    @property
    def constant(self) -> bool:
        """True if no run differs from another: there is nothing to explain."""
        known = self.values[np.isfinite(self.values)]
        return known.size == 0 or bool(
            np.ptp(known) <= 1e-12 * max(1.0, float(np.abs(known).max()))
        )


def level(runs: pd.DataFrame, points: int, outcome: str, arm: str) -> View:
    """The level of an outcome in one arm."""
    mine = runs[(runs["outcome"] == outcome) & (runs["arm"] == arm)]
    wide = mine.pivot(index="point", columns="seed", values="value")
    return View(outcome, arm, wide.reindex(range(points)).to_numpy(dtype=np.float64))


def difference(runs: pd.DataFrame, points: int, outcome: str, base: str, other: str) -> View:
    """The paired difference other − base of an outcome: the same seed in both arms."""
    low, high = (level(runs, points, outcome, arm) for arm in (base, other))
    return View(outcome, DIFFERENCE, high.values - low.values)


def views(
    runs: pd.DataFrame, points: int, outcomes: Sequence[str], base: str, other: str
) -> list[View]:
    """Every outcome as level of the base, level of the other, and difference."""
    return [
        view
        for outcome in outcomes
        for view in (
            difference(runs, points, outcome, base, other),
            level(runs, points, outcome, base),
            level(runs, points, outcome, other),
        )
    ]


def resamples(count: int, times: int, seed: int) -> np.ndarray:
    """Rows of a bootstrap: (times, count) whole numbers below count, the same for the same seed."""
    ids = np.arange(times * count, dtype=np.uint64)
    drawn = uniforms(seed, Decision.PARAMETER, 1, ids, 1)
    rows: np.ndarray = (drawn * count).astype(np.int64).reshape(times, count)
    return rows


def shuffled(count: int, seed: int, number: int) -> np.ndarray:
    """A random order of 0 … count − 1; another one for every number."""
    ids = np.arange(count, dtype=np.uint64)
    order: np.ndarray = np.argsort(uniforms(seed, Decision.PARAMETER, 2 + number, ids, 2))
    return order


def interval(samples: np.ndarray, level_of: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Percentile interval over the first axis of (times, …); NaN where every sample is missing."""
    tail = (1.0 - level_of) / 2.0
    low, high = (np.full(samples.shape[1:], np.nan) for _ in range(2))
    known = np.isfinite(samples).any(axis=0)
    if known.any():
        found = np.nanquantile(samples[:, known], (tail, 1.0 - tail), axis=0)
        low[known], high[known] = found
    return low, high
