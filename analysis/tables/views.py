"""What the views of an answer show, as plain rows: groups, years, waits, ties. No words in it.

Every row is a mean over pairs; ranges are over sets of assumptions, or pairs where none is drawn:
95 % of them from `FEWEST_FOR_INTERVAL` on, smallest to largest below.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.findings.measured import means_of_draws
from analysis.measures.formulas import MONTHS_A_YEAR
from analysis.measures.headlines import FEWEST_FOR_INTERVAL, HEADLINES_OF, PARTICIPATION, WORK
from analysis.paired.drawn import half_widths
from analysis.results.comparison import Comparison
from model.vocabulary import TIE_STAGES

_ALL = "all"
_PEOPLE = 1000.0


class Spread(NamedTuple):
    """A mean difference and its range; NaN where it is not known."""

    mean: float
    low: float
    high: float


def spread(comparison: Comparison, differences: np.ndarray) -> Spread:
    """Mean and range of a difference of every finished pair, (pairs,)."""
    known = np.isfinite(differences)
    own = differences[known]
    draws = None if comparison.draws is None else comparison.draws[known]
    if not own.size:
        return Spread(*[float("nan")] * 3)
    mean = float(own.mean())
    by_draw = means_of_draws(own, draws)
    if by_draw.size >= FEWEST_FOR_INTERVAL:
        half = float(half_widths(own[:, None], draws)[0])
        return Spread(mean, mean - half, mean + half)
    if by_draw.size > 1:
        return Spread(mean, float(by_draw.min()), float(by_draw.max()))
    return Spread(mean, float("nan"), float("nan"))


def years_of(comparison: Comparison, arm: str) -> dict[str, list[Spread]]:
    """The difference of both goals from the base, year by year, in the unit shown.

    work: starts of the year per 1,000 people and year; participation: people of 1,000 with at least
    medium participation at the end of the year.
    """
    base = comparison.plan.base.name
    values = {name: _by_year(comparison, name) for name in (arm, base)}
    return {
        goal: [
            spread(comparison, values[arm][goal][:, year] - values[base][goal][:, year])
            for year in range(values[arm][goal].shape[1])
        ]
        for goal in HEADLINES_OF
    }


def _by_year(comparison: Comparison, arm: str) -> dict[str, np.ndarray]:
    """Both goals of an arm, (pairs, years) each."""
    groups, monthly = comparison.groups, comparison.monthly
    mine = groups[(groups["arm"] == arm) & (groups["group"] == _ALL)]
    months = monthly[monthly["arm"] == arm]
    pairs = [result.pair.number for result in comparison.finished]

    def wide(frame: pd.DataFrame, by: str, column: str) -> np.ndarray:
        found = frame.pivot(index="pair", columns=by, values=column).reindex(pairs)
        return found.to_numpy(dtype=float)

    starts = np.diff(wide(mine, "year", "integrations"), axis=1, prepend=0.0)
    count = starts.shape[1]
    followed = wide(months, "month", "cohort")[:, : count * MONTHS_A_YEAR]
    years = followed.reshape(len(pairs), count, MONTHS_A_YEAR).sum(axis=2) / MONTHS_A_YEAR
    low, all_of_them = wide(mine, "year", "participation_low"), wide(mine, "year", "persons")
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            WORK: _PEOPLE * starts / years,
            PARTICIPATION: _PEOPLE * (1.0 - low / all_of_them),
        }


def ties_by_draw(comparison: Comparison, arm: str) -> list[tuple[float, ...]]:
    """Share of ties at each stage in the last year (%), per draw; networks that form first."""
    shares = _last_year(comparison, arm).groupby("pair", sort=False).mean(numeric_only=True)
    draws = comparison.draws
    pairs = [result.pair.number for result in comparison.finished]
    by_pair = 100.0 * shares.reindex(pairs).to_numpy(dtype=float)
    keys = np.arange(len(pairs)) if draws is None else draws
    rows = [tuple(by_pair[keys == key].mean(axis=0).tolist()) for key in np.unique(keys)]
    return sorted(rows, key=lambda row: -sum(stage * share for stage, share in enumerate(row)))


def ties_by_space(comparison: Comparison, arm: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Share of ties at each stage in the last year (%), by Sozialraum."""
    shares = _last_year(comparison, arm).groupby("sozialraum", sort=False).mean(numeric_only=True)
    for space, row in shares.iterrows():
        yield str(space), tuple((100.0 * row.to_numpy(dtype=float)).tolist())


def _last_year(comparison: Comparison, arm: str) -> pd.DataFrame:
    ties = comparison.ties
    mine = ties[(ties["arm"] == arm) & (ties["month"] > comparison.plan.months - MONTHS_A_YEAR)]
    return mine[["pair", "sozialraum", *(f"ties_at_{at}" for at in range(len(TIE_STAGES)))]]
