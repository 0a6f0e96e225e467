"""Who gains and who loses: groups of people with their number, and what can be told of each.

The many groups of a table are looked at together: their ranges are so wide that all of them hold
at once in 95 of 100 cases, and figure, table and sentence use the same.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.findings.rules import Judgement, judged
from analysis.measures.headlines import HEADLINES_OF, WORK
from analysis.measures.persons import SMALLEST_GROUP
from analysis.paired.differences import level_of_each
from analysis.results.comparison import Comparison

DIMENSIONS = ("sex", "age", "household", "features")
PER_THOUSAND = 10.0  # from a hundred people, or per cent


@dataclass(frozen=True)
class GroupFinding:
    """One group with one arm: starts of work per 1,000 people and year, and participation.

    persons: mean over the pairs; work, low, high: the difference and its range, NaN if not known;
    more, less: of 1,000 people, how many have noticeably more or less participation.
    """

    dimension: str
    group: str
    persons: float
    work: float
    low: float
    high: float
    judgement: Judgement
    more: float
    less: float


def group_findings(comparison: Comparison, arm: str) -> list[GroupFinding]:
    """All groups that are large enough to be shown, in the order of the table of gains."""
    gains = comparison.gains
    mine = gains[(gains["arm"] == arm) & gains["dimension"].isin(DIMENSIONS)]
    if mine.empty or "years" not in mine:
        return []
    grouped = mine.groupby(["dimension", "group"], sort=False)
    level = level_of_each(grouped.ngroups)
    hidden = _hidden(grouped["persons"].mean())
    found = [
        _found(comparison, str(key[0]), str(key[1]), rows.sort_values("pair"), level)
        for key, rows in grouped
        if key not in hidden
    ]
    return sorted(found, key=lambda one: DIMENSIONS.index(one.dimension))


def _hidden(persons: pd.Series) -> set[object]:
    """Groups that are too small to be shown, and one more where a single one could be worked out.

    persons: people by (dimension, group).
    """
    hidden: set[object] = set()
    for _, sizes in persons.groupby(level="dimension"):
        small = sizes[sizes < SMALLEST_GROUP]
        if len(small) == 1:
            small = sizes.nsmallest(2)  # all people less the others would be the one that is hidden
        hidden |= set(small.index)
    return hidden


def _found(
    comparison: Comparison, dimension: str, group: str, rows: pd.DataFrame, level: float
) -> GroupFinding:
    one = HEADLINES_OF[WORK]
    starts = (PER_THOUSAND * rows["integrations"] / rows["years"]).to_numpy(dtype=float)
    base = comparison.difference(one.name, str(rows["arm"].iloc[0])).base_mean * one.factor
    known = starts[np.isfinite(starts)]
    mean = float(known.mean()) if known.size else float("nan")
    half = comparison.half_of_mean(known, level) if known.size > 1 else float("nan")
    return GroupFinding(
        dimension,
        group,
        float(rows["persons"].mean()),
        mean,
        mean - half,
        mean + half,
        judged(mean, mean - half, mean + half, level=base, matters=one.matters),
        PER_THOUSAND * float(rows["gain"].mean()),
        PER_THOUSAND * float(rows["lose"].mean()),
    )
