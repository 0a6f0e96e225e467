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
EIGHT_YEARS = 96
ENTRIES = ("in_new", "in_from_work", "in_from_elsewhere")
EXITS = (
    "out_covered",
    "out_other_income",
    "out_age_limit",
    "out_moved",
    "out_parted",
    "out_incapacity",
    "out_study",
    "disengaged",
)
KINDS_OF_JOB = ("mini_job", "part_time", "full_time", "self_employment")
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
    **{
        f"missed_debt_{length}": ((f"missed_debt_{length}",), (f"given_debt_{length}",))
        for length in ("short", "long")
    },
    "wait_mean": (("waiting_months",), ("admitted",)),
    **{f"wait_{need}": ((f"waited_for_{need}",), (f"begun_{need}",)) for need in NEEDS},
    "in_rate": (ENTRIES, ("stock",)),
    "out_rate": (EXITS, ("stock",)),
    # Counted at the end of every second year.
    "entrants_left_share": (("entrants_left",), ("entrants",)),
    **{
        f"{kind}_of_employed": ((f"in_{kind}",), tuple(f"in_{each}" for each in KINDS_OF_JOB))
        for kind in KINDS_OF_JOB
    },
    "women_share": (("women",), ("year_stock",)),
    "children_per_elb": (("children_under_15",), ("year_stock",)),
    "households_per_elb": (("year_households",), ("year_stock",)),
    "lone_parents_share": (("lone_parents",), ("year_stock",)),
    "lone_households_share": (("lone_households",), ("year_households",)),
    "lone_households_small_share": (("lone_households_small",), ("lone_households",)),
    "lone_employed_share": (("lone_employed",), ("lone_parents",)),
    "lone_idle_unskilled_share": (("lone_idle_unskilled",), ("lone_idle",)),
    "lone_idle_school_share": (("lone_idle_school",), ("lone_idle",)),
    "registered_share": (("registered",), ("year_stock",)),
    "registered_young_share": (("registered_young",), ("registered",)),
    "registered_young_unqualified_share": (
        ("registered_young_unqualified",),
        ("registered_young",),
    ),
}
# Looked at in all months of a run: they take that long to show.
_OF_ALL_YEARS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "entrants_gone_share": (("entrants_7_gone",), ("entrants_7",)),
    "entrants_long_share": (("entrants_7_long",), ("entrants_7",)),
}
# Months that a run needs before there is anything to measure; others need a month.
MONTHS_NEEDED: Mapping[str, int] = {
    **dict.fromkeys(_OF_ALL_YEARS, EIGHT_YEARS),
    "entrants_left_share": 24,
    **{f"ladder_{i}": MONTHS_A_YEAR for i in range(4)},
    "employed_12_share": 13,
}


# Every measure that a pattern can name.
MEASURES = (
    *_SHARES,
    *_OF_ALL_YEARS,
    *(f"reach_{name}" for name in BARRIERS),
    "integration_rate",
    "integration_rate_long",
    "covering_ratio",
    "men_to_women",
    "contacts_a_year",
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
    sums, in_all = (
        {name: float(sum(np.sum(one[name][:months]) for one in histories)) for name in histories[0]}
        for months in (years * MONTHS_A_YEAR, None)
    )
    found = {
        name: _quotient([counts[part] for part in above], [counts[part] for part in below])
        for shares, counts in ((_SHARES, sums), (_OF_ALL_YEARS, in_all))
        for name, (above, below) in shares.items()
    }
    for name in BARRIERS:
        begun, present = sums[f"begun_{name}"], sums[f"with_{name}"]
        found[f"reach_{name}"] = MONTHS_A_YEAR * _quotient([begun], [present])
    found["integration_rate"] = MONTHS_A_YEAR * _quotient([sums["integrations"]], [sums["stock"]])
    found |= _rates_of_groups(sums, found["integration_rate"])
    found["stock_mean"] = float(np.mean([np.mean(history["stock"]) for history in histories]))
    found["stock_trend"] = float(np.mean([_trend(history["stock"]) for history in histories]))
    found["participation_gap"] = (
        found["participation_permanent"] - found["participation_unemployed"]
    )
    found["participation_order"] = participation_order(found)
    return found


def _rates_of_groups(sums: Mapping[str, float], rate: float) -> dict[str, float]:
    """Rates of integrations and of needs-covering starts by sex and by duration of receipt.

    Starts are seen in full for some months of a year only (`model.census`): their shares count, at
    the year's rate. The status is that of the month before the start, over the mean stock of it.
    """
    long, stock = sums["long_receipt"], sums["stock"]
    share_long = _quotient([sums["starts_long"]], [sums["starts_seen"]])
    covering_long = _quotient([sums["secured_long"]], [long])
    covering_others = _quotient([sums["secured_seen"] - sums["secured_long"]], [stock - long])
    men = _quotient([sums["starts_men"]], [sums["year_stock"] - sums["women"]])
    return {
        "integration_rate_long": rate * share_long * _quotient([stock], [long]),
        "covering_ratio": _quotient([covering_others], [covering_long]),
        "men_to_women": _quotient([men], [_quotient([sums["starts_women"]], [sums["women"]])]),
        "contacts_a_year": MONTHS_A_YEAR * _quotient([sums["contacts"]], [stock]),
    }


def participation_order(measures: Mapping[str, float]) -> float:
    """1 if permanent > fixed-term > temp > unemployed in mean participation, else 0."""
    states = ("permanent", "fixed_term", "temp", "unemployed")
    means = [measures[f"participation_{state}"] for state in states]
    return float(all(above > below for above, below in pairwise(means)))


def _quotient(above: Sequence[float], below: Sequence[float]) -> float:
    total = sum(below)
    return sum(above) / total if total > 0 else float("nan")


def _trend(stock: np.ndarray) -> float:
    """Change over the whole time by a straight line through all months, as a share of the mean."""
    if stock.size < 2 or not stock.any():
        return float("nan")
    slope = float(np.polyfit(np.arange(stock.size), stock, 1)[0])
    return slope * stock.size / float(stock.mean())
