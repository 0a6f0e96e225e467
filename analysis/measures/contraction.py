"""From prior to posterior: how far the patterns have narrowed what each parameter may be.

Contraction = 1 − variance of the posterior / variance of the prior (even over the range): 1 is
known exactly, 0 nothing learnt. A few draws estimate it roughly; below 0 means nothing learnt.
A parameter that no pattern informs is drawn from its range: its posterior *is* its prior.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from experiments.calibration.draws import Draws
    from experiments.calibration.posterior import Posterior

COLUMNS = ["name", "status", "fitted", "low", "high", "shipped", "mean", "deviation", "contraction"]
# From this contraction on, the patterns have told something about a parameter.
INFORMED = 0.25


def contraction(draws: "Draws | None") -> pd.DataFrame:
    """A row per drawn parameter, most contracted first; see COLUMNS. Empty if none is drawn."""
    if draws is None:
        return pd.DataFrame(columns=COLUMNS)
    ranges = draws.ranges
    middle, width = (ranges.low + ranges.high) / 2.0, ranges.high - ranges.low
    rest = pd.DataFrame(
        {
            "name": ranges.names,
            "status": ranges.status,
            "fitted": False,
            "low": ranges.low,
            "high": ranges.high,
            "shipped": ranges.shipped,
            "mean": middle,
            "deviation": width / np.sqrt(12.0),
            "contraction": 0.0,
        }
    )
    frames = [rest] if draws.posterior is None else [fitted(draws.posterior), rest]
    return pd.concat(frames, ignore_index=True)[COLUMNS]


def fitted(posterior: "Posterior") -> pd.DataFrame:
    """The same for the parameters of a posterior, most contracted first."""
    records = posterior.record["parameters"]
    mean, variance = posterior.moments()
    low, high, shipped = (
        np.array([records[name][key] for name in posterior.names], dtype=np.float64)
        for key in ("low", "high", "shipped")
    )
    found = pd.DataFrame(
        {
            "name": posterior.names,
            "status": [records[name]["status"] for name in posterior.names],
            "fitted": True,
            "low": low,
            "high": high,
            "shipped": shipped,
            "mean": mean,
            "deviation": np.sqrt(variance),
            "contraction": 1.0 - variance / ((high - low) ** 2 / 12.0),
        }
    )
    return found.sort_values("contraction", ascending=False, ignore_index=True)[COLUMNS]
