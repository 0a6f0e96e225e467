"""Paired differences against SciPy, and the number of pairs it would take."""

import numpy as np
import pytest
from scipy import stats

from analysis.paired.differences import paired, possible
from experiments.study.stopping import MOST_PAIRS, half_width, pairs_needed

BASE = np.array([6.10, 6.22, 6.05, 6.31, 6.18, 6.25])
ARM = np.array([6.15, 6.31, 6.04, 6.40, 6.29, 6.27])


def test_interval_is_the_one_of_scipy() -> None:
    d = paired(BASE, ARM)
    expected = stats.ttest_rel(ARM, BASE).confidence_interval(0.95)
    assert d.difference == pytest.approx((ARM - BASE).mean(), abs=1e-14)
    assert (d.low, d.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert (d.base_mean, d.arm_mean) == pytest.approx((BASE.mean(), ARM.mean()))


def test_pairing_matters() -> None:
    """Shuffled against each other, the same numbers have a wider interval."""
    assert paired(BASE, ARM).half_width < paired(BASE, ARM[::-1]).half_width


def test_sign_is_told_only_when_the_interval_excludes_zero() -> None:
    assert paired(BASE, ARM).sign == 1
    assert paired(ARM, BASE).sign == -1
    assert paired(BASE, BASE + np.array([1, -1, 1, -1, 1, -1])).sign == 0


def test_equal_arms_are_exactly_zero() -> None:
    d = paired(BASE, BASE)
    assert d.exactly_zero
    assert (d.low, d.high, d.sign) == (0.0, 0.0, 0)
    assert not paired(BASE, BASE + np.array([1, -1, 1, -1, 1, -1])).exactly_zero


def test_one_pair_has_no_interval() -> None:
    d = paired(BASE[:1], ARM[:1])
    assert d.difference == pytest.approx(0.05)
    assert np.isnan(d.low)
    assert np.isnan(d.high)
    assert d.sign == 0


def test_pairs_without_a_value_are_left_out() -> None:
    arm = ARM.copy()
    arm[2] = np.nan
    assert paired(BASE, arm) == paired(np.delete(BASE, 2), np.delete(ARM, 2))
    assert paired(np.full(3, np.nan), np.ones(3)).pairs == 0


def test_unequal_numbers_of_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="6 pairs of the base, 5 of the arm"):
        paired(BASE, ARM[:5])


@pytest.mark.parametrize("within", [0.5, 0.1, 0.03, 0.01])
def test_pairs_needed_is_the_fewest(within: float) -> None:
    needed = pairs_needed(0.2, within)
    assert needed is not None
    assert half_width(0.2, needed) <= within
    assert needed == 2 or half_width(0.2, needed - 1) > within


def test_pairs_needed_says_when_it_cannot_know() -> None:
    assert pairs_needed(float("nan"), 0.1) is None
    assert pairs_needed(1.0, 1e-6) is None
    assert pairs_needed(0.0, 0.1) == 2
    assert MOST_PAIRS > 1000


def test_intervals_cover_as_often_as_they_say() -> None:
    """400 samples of 8 differences: covered is binomial(400, 0.95), within 4 deviations of 380."""
    from model.streams import uniforms

    draws = uniforms(5, 99, 0, np.arange(3200, dtype=np.uint64), 0)
    samples = stats.norm.ppf(draws).reshape(400, 8)
    zero = np.zeros(8)
    covered = sum(abs(paired(zero, s).difference) <= paired(zero, s).half_width for s in samples)
    assert abs(covered - 380) <= 4 * np.sqrt(400 * 0.95 * 0.05)


def test_an_interval_ends_where_the_outcome_cannot_go() -> None:
    base, arm = np.zeros(4), np.array([0.0, 0.0, 80.0, 99.0])
    found = paired(base, arm)
    assert found.low < 0.0
    assert found.high > 100.0
    cut = possible(found, base, (0.0, 100.0))
    assert (cut.low, cut.high, cut.difference) == (0.0, 100.0, found.difference)


def test_an_interval_that_fits_stays() -> None:
    base, arm = np.array([50.0, 52.0, 49.0]), np.array([51.0, 52.5, 49.0])
    found = paired(base, arm)
    assert possible(found, base, (0.0, 100.0)) == found


def test_one_pair_has_no_interval_to_cut() -> None:
    found = possible(paired(np.zeros(1), np.ones(1)), np.zeros(1), (0.0, 100.0))
    assert np.isnan(found.low)
    assert np.isnan(found.high)
