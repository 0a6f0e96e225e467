"""Parameters, chance, and both together: how much of the variation of an outcome is which.

Every point is run under the same seeds (crossed design), so a two-way analysis of variance with
random effects tells three shares apart:

    y[p, s] = mean + parameters[p] + chance[s] + interaction[p, s]

`interaction` is chance that falls differently at every point. What it leaves in the mean over seeds
is what the indices of `indices` are freed from.
Estimates are unbiased and may therefore lie a little below 0.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.sensitivity.frames import View, interval, resamples

TIMES = 400  # resamples of a bootstrap


class Parts(NamedTuple):
    """Variances of one outcome; NaN for chance and interaction if there is a single seed."""

    parameters: float
    chance: float
    interaction: float

    def shares(self) -> np.ndarray:
        """Shares of parameters, chance and interaction; shape (3,), sum 1."""
        total = sum(self)  # variance of a single run at a random point
        return np.array(self) / total if total > 0.0 else np.full(3, np.nan)


def split(values: np.ndarray) -> Parts:
    """Variances of (points, seeds); points with a missing run are left out."""
    values = values[np.isfinite(values).all(axis=1)]
    points, seeds = values.shape
    if points < 2:
        return Parts(np.nan, np.nan, np.nan)
    if seeds < 2:
        return Parts(float(values.var(ddof=1)), np.nan, np.nan)
    of_point, of_seed, mean = values.mean(axis=1), values.mean(axis=0), values.mean()
    rest = values - of_point[:, None] - of_seed[None, :] + mean
    interaction = float((rest**2).sum() / ((points - 1) * (seeds - 1)))
    between_points = seeds * float(of_point.var(ddof=1))
    between_seeds = points * float(of_seed.var(ddof=1))
    return Parts(
        (between_points - interaction) / seeds, (between_seeds - interaction) / points, interaction
    )


def shares(view: View, independent: np.ndarray, seed: int, times: int = TIMES) -> pd.DataFrame:
    """The shares of one view with bootstrap intervals over points.

    independent: rows of the design that are independent draws (a Sobol' design repeats itself).
    Columns: outcome, on, part, share, low, high, variance; NaN if there is a single seed.
    """
    values = view.values[independent]
    values = values[np.isfinite(values).all(axis=1)]
    whole = split(values)
    found = whole.shares()
    if len(values) < 2 or view.constant:
        low = high = np.full(3, np.nan)
    else:
        again = [split(values[rows]).shares() for rows in resamples(len(values), times, seed)]
        low, high = interval(np.array(again)) if view.seeds > 1 else (found, found)
    return pd.DataFrame(
        {
            "outcome": view.outcome,
            "on": view.on,
            "part": Parts._fields,
            "share": found,
            "low": low,
            "high": high,
            "variance": list(whole),
        }
    )
