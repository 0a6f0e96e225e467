"""Who gains and who loses, person by person, on cases small enough to count by hand."""

import numpy as np
import pytest
from testkit.fake_results import SPACES, fake_people

from analysis.measures.persons import (
    departed,
    gains,
    groupings,
    matched,
    mean_participation,
    stock_split,
)


def people(participation: list[float], receipt: list[int]) -> dict[str, np.ndarray]:
    count = len(participation)
    cohort = fake_people("siloed", 1, 10, 0.0, count, 0.0)
    values = np.array(participation)
    return cohort | {
        "participation": values,
        "participation_sum": values * 10,
        "receipt": np.array(receipt, dtype=np.uint8),
    }


def test_three_people_gain_stay_and_lose() -> None:
    base = people([5.0, 5.0, 5.0], [1, 1, 1])
    arm = people([5.5, 5.05, 4.0], [1, 1, 1])
    row = gains(base, arm, SPACES)[0]
    assert (row["dimension"], row["group"], row["persons"]) == ("all", "all", 3.0)
    thirds = pytest.approx(100 / 3)
    assert (row["gain"], row["same"], row["lose"]) == (thirds, thirds, thirds)
    assert row["participation"] == pytest.approx((0.5 + 0.05 - 1.0) / 3)


def test_a_leaver_moves_the_mean_without_anybody_changing() -> None:
    """Two at 4 and 8; the one at 8 leaves: the stock falls from 6 to 4, nobody fares worse."""
    split = stock_split(people([4.0, 8.0], [1, 1]), people([4.0, 8.0], [1, 0]))
    assert split.total == pytest.approx(-2.0)
    assert split.within == 0.0
    assert split.composition == pytest.approx(-2.0)


def test_only_people_of_both_arms_are_compared() -> None:
    base, arm = people([5.0, 6.0, 7.0], [1, 1, 1]), people([5.0, 6.0, 7.0], [1, 1, 1])
    arm["id"] = np.array([2, 3, 9], dtype=np.uint64)
    one, other = matched(base, arm)
    assert one["id"].tolist() == other["id"].tolist() == [2, 3]
    assert one["participation"].tolist() == [6.0, 7.0]
    assert other["participation"].tolist() == [5.0, 6.0]


def test_somebody_never_followed_counts_nowhere() -> None:
    base, arm = people([5.0, 5.0], [1, 1]), people([6.0, 6.0], [1, 1])
    for lives in (base, arm):
        lives["months_followed"] = np.array([10, 0])
    assert np.isnan(mean_participation(arm)[1])
    assert gains(base, arm, SPACES)[0]["persons"] == 1.0


def test_groups_of_one_kind_cover_everybody_once() -> None:
    cohort = fake_people("siloed", 3, 12, 0.0, 200, 0.0)
    counts: dict[str, np.ndarray] = {}
    for dimension, _, mask in groupings(cohort, SPACES):
        counts[dimension] = counts.get(dimension, np.zeros(200, dtype=int)) + mask
    assert set(counts) == {"all", "profile", "features", "sex", "age", "household", "sozialraum"}
    for dimension, count in counts.items():
        assert (count == 1).all(), dimension


def test_departed_counts_lives_that_differ_in_anything() -> None:
    base = people([5.0, 6.0, 7.0, 8.0], [1, 1, 1, 1])
    arm = {**base, "chains": base["chains"] + np.array([0, 1, 0, 0], dtype=np.uint8)}
    assert departed(base, base) == 0.0
    assert departed(base, arm) == 25.0
