"""What a run says about the patterns of its place: the measures that `patterns.toml` names.

Shares are sums over sums of the months looked at, pooled over all runs, never means of quotients:
a month with few events weighs little. With nothing below the line a measure is NaN, which never
holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np

from model.vocabulary import BARRIERS, FAR_PROFILES, NEAR_PROFILES, NEEDS, PROFILES

MONTHS_A_YEAR = 12
ENTRIES = ("in_new", "in_from_work", "in_from_elsewhere")
EXITS = (
    "out_work",
    "out_other_income",
    "out_age_limit",
    "out_moved",
    "out_incapacity",
    "out_study",
    "disengaged",
)
# measure -> what is counted above and below the line, by monthly measure
_SHARES: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    **{f"profile_{i}_share": ((f"profile_{i}",), ("stock",)) for i in range(len(PROFILES))},
    "profile_near_share": (tuple(f"profile_{i}" for i in NEAR_PROFILES), ("stock",)),
    "profile_far_share": (tuple(f"profile_{i}" for i in FAR_PROFILES), ("stock",)),
    "share_near": (("integrations_near",), ("integrations",)),
    "share_far": (("integrations_far",), ("integrations",)),
    "share_others": (("integrations_others",), ("integrations",)),
    "employed_12_share": (("employed_12",), ("due_12",)),
    "secured_3_share": (("secured_3",), ("due_3",)),
    "secured_6_share": (("secured_6",), ("due_6",)),
    **{f"ladder_{i}": ((f"ladder_{i}_hit",), (f"ladder_{i}",)) for i in range(4)},
    **{f"count_{i}": ((f"count_{i}",), ("stock",)) for i in range(4)},
    "features_nine_mean": (("features_nine",), ("stock",)),
    "long_receipt_share": (("long_receipt",), ("adults",)),
    "employed_in_receipt_share": (("employed_in_receipt",), ("stock",)),
    "age_50_share": (("aged_50",), ("stock",)),
    "care_share": (("carers",), ("stock",)),
    "health_share": (("ill",), ("stock",)),
    "no_vocational_share": (("unskilled",), ("stock",)),
    "participation_unemployed": (("participation_unemployed",), ("unemployed",)),
    "participation_permanent": (("participation_permanent",), ("permanent",)),
    "participation_fixed_term": (("participation_fixed_term",), ("fixed_term",)),
    "participation_temp": (("participation_temp",), ("temp",)),
    "cold_arrival_share": (("cold_arrived",), ("cold_due",)),
    "wait_mean": (("waiting_months",), ("admitted",)),
    **{f"wait_{need}": ((f"waited_for_{need}",), (f"begun_{need}",)) for need in NEEDS},
    "in_rate": (ENTRIES, ("stock",)),
    "out_rate": (EXITS, ("stock",)),
}


# Every measure that a pattern can name.
MEASURES = (
    *_SHARES,
    *(f"reach_{name}" for name in BARRIERS),
    "integration_rate",
    "stock_mean",
    "stock_trend",
    "participation_gap",
    "participation_order",
    # Published, but no run can say it (nobody registers): only shown, without a simulated value.
    "no_vocational_registered_share",
)


class MonthlyRun(Protocol):
    """What is read of a run result (`model.simulate.RunResult`)."""

    @property
    def monthly(self) -> Mapping[str, np.ndarray]:
        """Monthly measures by name, float64 arrays of shape (months,)."""


def pattern_measures(runs: Iterable[MonthlyRun], years: int = 5) -> dict[str, float]:
    """Measures of the patterns, pooled over runs of one scenario with different seeds.

    years: shares and rates look at so many years from the first month on; mean and trend of the
    stock look at all months. Units as in `patterns.toml`. Raises ValueError without runs.
    """
    histories = [run.monthly for run in runs]
    if not histories:
        raise ValueError("pattern_measures needs at least one run")
    months = years * MONTHS_A_YEAR
    sums = {
        name: float(sum(np.sum(history[name][:months]) for history in histories))
        for name in histories[0]
    }
    found = {
        name: _quotient([sums[part] for part in above], [sums[part] for part in below])
        for name, (above, below) in _SHARES.items()
    }
    for name in BARRIERS:
        begun, present = sums[f"begun_{name}"], sums[f"with_{name}"]
        found[f"reach_{name}"] = MONTHS_A_YEAR * _quotient([begun], [present])
    found["integration_rate"] = MONTHS_A_YEAR * _quotient([sums["integrations"]], [sums["stock"]])
    found["stock_mean"] = float(np.mean([np.mean(history["stock"]) for history in histories]))
    found["stock_trend"] = float(np.mean([_trend(history["stock"]) for history in histories]))
    found["participation_gap"] = (
        found["participation_permanent"] - found["participation_unemployed"]
    )
    found["participation_order"] = participation_order(found)
    return found


def participation_order(measures: Mapping[str, float]) -> float:
    """1 if permanent > fixed-term > temp > unemployed in mean participation, else 0."""
    states = ("permanent", "fixed_term", "temp", "unemployed")
    means = [measures[f"participation_{state}"] for state in states]
    return float(all(above > below for above, below in pairwise(means)))


def _quotient(above: Sequence[float], below: Sequence[float]) -> float:
    total = sum(below)
    return sum(above) / total if total else float("nan")


def _trend(stock: np.ndarray) -> float:
    """Change over the whole time by a straight line through all months, as a share of the mean."""
    if stock.size < 2 or not stock.any():
        return float("nan")
    slope = float(np.polyfit(np.arange(stock.size), stock, 1)[0])
    return slope * stock.size / float(stock.mean())
