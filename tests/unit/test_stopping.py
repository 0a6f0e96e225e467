"""The stopping rule: widths, corrections for several outcomes, steps and budget."""

import numpy as np
import pytest
from scipy import stats

from analysis.paired.differences import paired
from experiments.study.stopping import STEP, Stop, half_width
from model.streams import uniforms

ARM = "network"


def normal(seed: int, shape: tuple[int, ...]) -> np.ndarray:
    """Standard normal numbers that depend on the seed alone."""
    count = int(np.prod(shape))
    return np.asarray(stats.norm.ppf(uniforms(seed, 99, 0, np.arange(count, dtype=np.uint64), 0)))


def values(outcomes: int, pairs: int, deviation: float = 1.0) -> dict[tuple[str, str], np.ndarray]:
    table = deviation * normal(1, (outcomes * pairs,)).reshape(outcomes, pairs)
    return {(ARM, f"o{number}"): row for number, row in enumerate(table)}


def rule(outcomes: int, within: float, **other: object) -> Stop:
    return Stop({f"o{number}": within for number in range(outcomes)}, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("correction", "expected"),
    [("none", 0.95), ("bonferroni", 1 - 0.05 / 8), ("sidak", 0.95 ** (1 / 8))],
)
def test_the_level_of_each_is_raised_for_all_outcomes_and_arms(
    correction: str, expected: float
) -> None:
    stop = rule(4, 1.0, correction=correction)
    assert stop.level_of_each(arms=3) == pytest.approx(expected, abs=1e-12)


def test_a_width_is_that_of_the_comparison() -> None:
    own = normal(3, (17,))
    for level in (0.9, 0.95, 0.999):
        found = paired(np.zeros(17), own, level).half_width
        assert half_width(float(own.std(ddof=1)), 17, level) == pytest.approx(found, rel=1e-12)


def test_enough_is_when_every_outcome_is_within() -> None:
    data = values(3, 40)
    widths = [
        half_width(float(row.std(ddof=1)), 40, rule(3, 1.0).level_of_each(2))
        for row in data.values()
    ]
    widest = max(widths)
    assert rule(3, widest * 1.0001).following(data, 40) == 40
    assert rule(3, widest * 0.9999).following(data, 40) > 40
    # One outcome that is not precise is enough to go on.
    within = dict.fromkeys(("o0", "o1", "o2"), widest * 2)
    assert Stop(within).following(data, 40) == 40
    assert Stop({**within, "o1": 0.01}).following(data, 40) > 40


def test_a_correction_asks_for_more_pairs() -> None:
    data = values(5, 40)
    plain = rule(5, 0.25, correction="none").following(data, 40)
    corrected = rule(5, 0.25).following(data, 40)
    assert 40 < plain < corrected


def test_steps_are_bounded_and_end_at_the_limit() -> None:
    stop = rule(1, 1e-9, most=1000)
    count, steps = stop.first, [stop.first]
    data = values(1, 1000)
    while True:
        first = {key: row[:count] for key, row in data.items()}
        following = stop.next_count(stop.following(first, count), count, stop.limit(1, 2))
        if following == count:
            break
        assert count < following <= STEP * count
        count = following
        steps.append(count)
    assert steps[-1] == 1000


def test_failed_pairs_and_what_cannot_be_counted_end_nothing() -> None:
    nothing = {(ARM, "o0"): np.full(8, np.nan)}
    assert rule(1, 0.1).following(nothing, 8) == 8
    some = {(ARM, "o0"): np.array([1.0, np.nan, 2.0, 9.0, np.nan, 3.0, 1.0, 4.0])}
    assert rule(1, 0.1).following(some, 8) > 8


@pytest.mark.parametrize(
    ("most_runs", "points", "arms", "expected"),
    [(0, 10, 3, 400), (600, 10, 3, 20), (10, 10, 3, 2), (10**9, 1, 2, 400)],
)
def test_the_budget_is_shared_by_all_points(
    most_runs: int, points: int, arms: int, expected: int
) -> None:
    assert rule(1, 1.0, most_runs=most_runs).limit(points, arms) == expected


@pytest.mark.statistical
def test_all_intervals_together_hold_at_the_level() -> None:
    """A thousand studies of four independent outcomes, stopped by the rule, true difference 0.

    All four intervals hold in 95 % of studies if the correction is right; without it in 81 %. The
    bound 0.92 is missed by chance less often than once in ten thousand if 0.945 is true (looking
    again after each step costs some tenths of a percent), and certainly crossed by 0.81.
    """
    studies, outcomes, most = 1000, 4, 200
    held = {"bonferroni": 0, "none": 0}
    numbers = normal(5, (studies * outcomes * most,)).reshape(studies, outcomes, most)
    for correction in held:
        stop = rule(outcomes, 0.4, first=8, most=most, correction=correction)
        for study in numbers:
            count = stop.first
            while True:
                first = {(ARM, f"o{k}"): row[:count] for k, row in enumerate(study)}
                following = stop.next_count(stop.following(first, count), count, most)
                if following == count:
                    break
                count = following
            level = stop.level_of_each(2)
            held[correction] += all(
                abs(row[:count].mean()) <= half_width(float(row[:count].std(ddof=1)), count, level)
                for row in study
            )
    assert held["bonferroni"] / studies > 0.92
    assert held["none"] / studies < 0.88
