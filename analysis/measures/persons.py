"""Person by person between two arms of a pair: who gains, who loses, what moved the stock's mean.

The same person carries the same id in all arms, so the two life lines of one person can be set
side by side. A single person's difference contains luck that the arms do not share (a job lost to
somebody else, a place taken); shares of winners and losers are therefore reported by group.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.vocabulary import HOUSEHOLDS, PROFILES, SEXES

type People = Mapping[str, np.ndarray]
"""Columns of the fixed cohort, sorted by id."""

# A difference in mean participation below this is "unchanged" (points on the scale of 1 to 10).
NOTICEABLE = 0.1
# Groups with fewer people than this are not shown, nor singled out as winners or losers.
SMALLEST_GROUP = 100
# By what groups are compared: profile and risk features are not known of later arrivals, who are
# three of four people of the cohort and would stand as "others" and "no feature".
DIMENSIONS = ("sex", "age", "household", "sozialraum")
_MONTHS_25, _MONTHS_50 = 25 * 12, 50 * 12
AGES = ("under_25", "25_49", "50_plus")
FEATURE_COUNTS = ("features_0", "features_1", "features_2", "features_3_plus")


@dataclass(frozen=True)
class Split:
    """Difference of the stock's mean participation, and what it is made of (adds up exactly).

    within: the same people feel otherwise; composition: other people are in the stock.
    """

    total: float
    within: float
    composition: float


def matched(base: People, arm: People) -> tuple[People, People]:
    """The rows of people who stand in both, in the same order."""
    ids, first, second = np.intersect1d(
        base["id"], arm["id"], assume_unique=True, return_indices=True
    )
    if ids.size == base["id"].size == arm["id"].size:
        return base, arm
    return (
        {name: column[first] for name, column in base.items()},
        {name: column[second] for name, column in arm.items()},
    )


def mean_participation(people: People) -> np.ndarray:
    """Mean participation of each person over the months followed; NaN if never followed."""
    months = people["months_followed"]
    return np.where(months > 0, people["participation_sum"] / np.maximum(months, 1), np.nan)


def stock_split(base: People, arm: People) -> Split:
    """Split the difference in the stock's mean participation at the end of the run.

    With w a person's weight in the stock (1/size while in receipt, else 0) and P the participation,
    the difference Σ(w'P' − wP) equals Σ ½(w+w')(P'−P), within, plus Σ ½(P+P')(w'−w), composition.
    """
    base, arm = matched(base, arm)
    in_base = base["receipt"].astype(np.float64)
    in_arm = arm["receipt"].astype(np.float64)
    if not in_base.any() or not in_arm.any():
        nan = float("nan")
        return Split(nan, nan, nan)
    w, v = in_base / in_base.sum(), in_arm / in_arm.sum()
    p = base["participation"].astype(np.float64)
    q = arm["participation"].astype(np.float64)
    within = float((0.5 * (w + v) * (q - p)).sum())
    composition = float((0.5 * (p + q) * (v - w)).sum())
    return Split(within + composition, within, composition)


def groupings(people: People, spaces: Sequence[str]) -> Iterator[tuple[str, str, np.ndarray]]:
    """Groups of the cohort: (what it is made by, group, mask (persons,)).

    Profile, features and age as they were when the person joined the cohort; the household type is
    that of the end of the run.
    """
    yield "all", "all", np.ones(people["id"].size, dtype=bool)
    features = np.minimum(people["features_start"], len(FEATURE_COUNTS) - 1)
    joined = people["age"].astype(np.int64) - people["months_followed"]
    made_by: Mapping[str, tuple[Sequence[str], np.ndarray]] = {
        "profile": (PROFILES, people["profile_start"]),
        "features": (FEATURE_COUNTS, features),
        "sex": (SEXES, people["sex"]),
        "age": (AGES, np.digitize(joined, [_MONTHS_25, _MONTHS_50])),
        "household": (HOUSEHOLDS, people["household_kind"]),
        "sozialraum": (spaces, people["sozialraum"]),
    }
    for dimension, (names, codes) in made_by.items():
        for code, name in enumerate(names):
            yield dimension, name, codes == code


def gains(base: People, arm: People, spaces: Sequence[str]) -> list[dict[str, str | float]]:
    """Who gains and who loses, a row per group of the fixed cohort.

    Columns: dimension, group, persons, gain, same, lose (shares by mean participation, in percent
    of the group), participation (mean difference, points), months_employed and months_covered (mean
    differences per person), integrations (difference per 100 persons), years (that a person is
    followed, on average).
    """
    base, arm = matched(base, arm)
    change = mean_participation(arm) - mean_participation(base)
    known = np.isfinite(change)
    months = arm["months_employed"].astype(float) - base["months_employed"]
    covered = arm["months_covered"].astype(float) - base["months_covered"]
    starts = arm["integrations"].astype(float) - base["integrations"]
    years = base["months_followed"] / 12.0
    rows: list[dict[str, str | float]] = []
    for dimension, group, mask in groupings(base, spaces):
        members = mask & known
        moved = change[members]
        gain = 100.0 * _mean(moved > NOTICEABLE)
        lose = 100.0 * _mean(moved < -NOTICEABLE)
        rows.append(
            {
                "dimension": dimension,
                "group": group,
                "persons": float(members.sum()),
                "gain": gain,
                "same": 100.0 - gain - lose,
                "lose": lose,
                "participation": _mean(moved),
                "months_employed": _mean(months[members]),
                "months_covered": _mean(covered[members]),
                "integrations": 100.0 * _mean(starts[members]),
                "years": _mean(years[members]),
            }
        )
    return rows


def _mean(values: np.ndarray) -> float:
    """Mean, NaN of nothing: a group may be empty in one pair and not in the next."""
    return float(values.mean()) if values.size else float("nan")


def departed(base: People, arm: People) -> float:
    """Share of the cohort, in percent, whose recorded history differs between the arms."""
    base, arm = matched(base, arm)
    if not base["id"].size:
        return float("nan")
    differs = np.zeros(base["id"].size, dtype=bool)
    for name in base:
        mine, other = base[name], arm[name]
        differs |= (mine != other) & ((mine == mine) | (other == other))  # NaN is like NaN
    return 100.0 * float(differs.mean())
