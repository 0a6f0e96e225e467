"""Creaming as data: the share of people near the market, and their share of the starts of work."""

from typing import Any, NamedTuple

from analysis.results.comparison import Comparison
from model.vocabulary import NEAR_PROFILES


class Shares(NamedTuple):
    """Of one arm, in %: of the recipients and of the starts of work near the market, and starts."""

    arm: str
    people: float
    starts: float
    made: float


def creaming_shares(comparison: Comparison) -> list[Shares]:
    """A row per arm, the base first: sums over sums of all months and pairs; NaN of nobody.

    made: starts of work of the whole time, mean over the pairs.
    """
    names = [f"profile_{profile}" for profile in NEAR_PROFILES]
    columns = [*names, "stock", "integrations_near", "integrations"]
    sums = comparison.monthly.groupby("arm")[columns].sum()
    rows = []
    for arm in comparison.plan.arms:
        row: Any = sums.loc[arm.name]
        *near, stock, starts_near, starts = (float(row[name]) for name in columns)
        people, made = _over(sum(near), stock), _over(starts_near, starts)
        rows.append(Shares(arm.name, 100.0 * people, 100.0 * made, starts / comparison.pairs))
    return rows


def _over(above: float, below: float) -> float:
    return above / below if below else float("nan")
