"""How little is enough: the level of one thing from which on an arrangement pays; and regret.

Along one factor (share of the network's levers, months of ramp-up, posts) the paired difference is
run at a few levels under the same seeds. Where its mean crosses 0 is the tipping point; crossing it
again for resampled seeds gives the interval.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.paired.differences import paired
from analysis.sensitivity.frames import interval, resamples

TIMES = 400


@dataclass(frozen=True)
class Threshold:
    """Where a difference crosses 0 along one factor.

    at: interpolated level, NaN if it never crosses; low, high: 95 % over seeds, NaN where a
    resample does not cross; pays: "from" (from there on upwards), "up to", "everywhere", "nowhere",
    or "in parts" (it crosses more than once: at names the first crossing); sure_from, sure_to:
    lowest and highest level tried at which the whole interval lies above 0, NaN if at none.
    """

    along: str
    at: float
    low: float
    high: float
    pays: str
    sure_from: float = float("nan")
    sure_to: float = float("nan")


def sweep_table(levels: np.ndarray, differences: np.ndarray) -> pd.DataFrame:
    """Level, mean difference, interval and sign; differences (levels, seeds)."""
    rows = []
    for at, values in zip(levels, differences, strict=True):
        found = paired(np.zeros_like(values), values)
        rows.append((at, found.difference, found.low, found.high, found.sign))
    return pd.DataFrame(rows, columns=["level", "difference", "low", "high", "sign"])


def threshold(
    factor: str, levels: np.ndarray, differences: np.ndarray, seed: int, times: int = TIMES
) -> Threshold:
    """The tipping point of one factor. differences: (levels, seeds), more is better; no NaN.

    Raises:
        ValueError: fewer than two levels, or levels that do not rise.
    """
    if len(levels) < 2 or (np.diff(levels) <= 0.0).any():
        raise ValueError("levels must rise, two at least")
    means = differences.mean(axis=1)
    crossed = crossings(levels, means)
    again = [
        (crossings(levels, differences[:, rows].mean(axis=1)) or [np.nan])[0]
        for rows in resamples(differences.shape[1], times, seed)
    ]
    table = sweep_table(levels, differences)
    sure = table.loc[table["sign"] > 0, "level"]
    bounds, nan = (float(sure.min()), float(sure.max())), float("nan")
    if not crossed:
        pays = "everywhere" if means[-1] > 0.0 else "nowhere"
        return Threshold(factor, nan, nan, nan, pays, *bounds)
    known = np.array(again)
    low, high = interval(known[:, None])
    pays = "in parts" if len(crossed) > 1 else "from" if means[-1] > 0.0 else "up to"
    return Threshold(factor, crossed[0], float(low[0]), float(high[0]), pays, *bounds)


def crossings(levels: np.ndarray, means: np.ndarray) -> list[float]:
    """Levels at which straight lines between the means cross 0, from low to high."""
    at = np.flatnonzero(np.diff(means > 0.0))
    share = -means[at] / (means[at + 1] - means[at])
    found: list[float] = (levels[at] + share * (levels[at + 1] - levels[at])).tolist()
    return found


def regret(utility: np.ndarray, names: list[str]) -> pd.DataFrame:
    """What is lost by choosing an arrangement where another would have been better.

    utility: (points, arrangements), more is better. Columns: arm, mean, regret_mean, regret_90
    (exceeded at one point in ten), regret_most, best (share of points), smallest mean regret first.
    """
    utility = utility[np.isfinite(utility).all(axis=1)]
    lost = utility.max(axis=1, keepdims=True) - utility
    best = np.bincount(utility.argmax(axis=1), minlength=len(names)) / len(utility)
    table = pd.DataFrame(
        {
            "arm": names,
            "mean": utility.mean(axis=0),
            "regret_mean": lost.mean(axis=0),
            "regret_90": np.quantile(lost, 0.9, axis=0),
            "regret_most": lost.max(axis=0),
            "best": best,
        }
    )
    return table.sort_values("regret_mean", ignore_index=True)
