"""How far an outcome moves with one factor: its mean where the factor is low, and where it is high.

A plain reading of a sample for a tornado figure: direction and size, but neither interactions nor
bends inside the range; the indices have those.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import norm

ENDS = 0.2  # share of the points at each end of a factor
# Chance that any of all factors that do nothing seems to do something.
MISTAKEN = 0.05


def swings(points: pd.DataFrame, names: Sequence[str], y: np.ndarray) -> pd.DataFrame:
    """Mean of y in the lowest and highest fifth of every factor, widest swing first.

    Columns: input, at_low, at_high, swing (high − low), error (standard error of the swing), told
    (wider than chance leaves the widest of so many).
    """
    known = np.isfinite(y)
    y = y[known]
    count = max(2, int(np.ceil(ENDS * len(y))))
    telling = float(norm.isf(MISTAKEN / 2.0 / max(1, len(names))))
    rows = []
    for name in names:
        order = np.argsort(points[name].to_numpy()[known], kind="stable")
        low, high = y[order[:count]], y[order[-count:]]
        swing = float(high.mean() - low.mean())
        error = float(np.sqrt(low.var(ddof=1) / count + high.var(ddof=1) / count))
        rows.append((name, low.mean(), high.mean(), swing, error, abs(swing) > telling * error))
    columns = ["input", "at_low", "at_high", "swing", "error", "told"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("swing", key=np.abs, ascending=False, ignore_index=True)
