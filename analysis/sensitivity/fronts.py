"""Sharing out x more posts: every way to do so on a grid, the best ones by two aims, with chance.

Six places to put posts and a grid of quarters make 126 ways. That is few enough to run them all
under a few seeds and the promising ones under more: no optimiser can do better than that, and none
is fooled less by chance. (pymoo was looked at: it needs a library under the LGPL.)
"""

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.sensitivity.frames import resamples
from experiments.study.stopping import half_width


def shares(options: int, parts: int) -> np.ndarray:
    """All ways to share out `parts` equal parts among options; (ways, options), rows sum to 1."""
    bars = np.array(list(combinations(range(parts + options - 1), options - 1)))
    if options == 1:
        return np.ones((1, 1))
    edges = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), parts + options - 1)])
    found: np.ndarray = (np.diff(edges, axis=1) - 1) / parts
    return found


def on_front(values: np.ndarray) -> np.ndarray:
    """True for ways that no other beats in one aim and equals in all others; (ways, aims)."""
    better = (values[None, :, :] >= values[:, None, :]).all(axis=2)
    strictly = (values[None, :, :] > values[:, None, :]).any(axis=2)
    front: np.ndarray = ~(better & strictly).any(axis=1)
    return front


def front_table(gains: np.ndarray, seed: int, times: int = 200) -> pd.DataFrame:
    """Means and chance of every way. gains: (ways, seeds, aims), NaN where a way was not run.

    Columns: way, seeds, mean_0, half_0, mean_1, half_1 …, front (no other mean is better in all),
    chance (share of resampled seeds for which it is on the front).
    """
    ways, _, aims = gains.shape
    known = np.isfinite(gains).all(axis=2)
    table: dict[str, object] = {"way": np.arange(ways), "seeds": known.sum(axis=1)}
    means = np.nanmean(gains, axis=1)
    for aim in range(aims):
        deviation = [np.std(gains[w, known[w], aim], ddof=1) if known[w].sum() > 1 else np.nan
                     for w in range(ways)]  # fmt: skip
        halves = [
            half_width(float(d), int(n)) for d, n in zip(deviation, known.sum(1), strict=True)
        ]
        table |= {f"mean_{aim}": means[:, aim], f"half_{aim}": halves}
    table["front"] = on_front(means)
    common = np.flatnonzero(known.all(axis=0))
    times_on = np.zeros(ways)
    for rows in resamples(len(common), times, seed):
        times_on += on_front(gains[:, common[rows]].mean(axis=1))
    table["chance"] = times_on / times
    return pd.DataFrame(table)


def promising(gains: np.ndarray, most: int) -> np.ndarray:
    """Ways worth more seeds: those nearest to the front of the means, at most so many; (n,)."""
    means = np.nanmean(gains, axis=1)
    spread = np.where(np.ptp(means, axis=0) > 0.0, np.ptp(means, axis=0), 1.0)
    scaled = means / spread
    # How far every other way would have to fall back so that this one is on the front.
    behind = (scaled[None, :, :] - scaled[:, None, :]).min(axis=2).max(axis=1)
    best: np.ndarray = np.sort(np.argsort(behind, kind="stable")[:most])
    return best
