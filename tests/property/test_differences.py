"""Properties of paired differences and of the split of the stock's participation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.measures.persons import stock_split
from analysis.paired.differences import paired

VALUES = st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
PAIRS = st.integers(2, 12)


@st.composite
def two_arms(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    count = draw(PAIRS)
    return draw(arrays(float, count, elements=VALUES)), draw(arrays(float, count, elements=VALUES))


@given(two_arms())
def test_turning_the_comparison_round_turns_the_sign(arms: tuple[np.ndarray, np.ndarray]) -> None:
    there, back = paired(*arms), paired(*arms[::-1])
    assert there.difference == pytest.approx(-back.difference, abs=1e-9)
    assert there.low == pytest.approx(-back.high, abs=1e-9)
    assert there.sign == -back.sign


@given(two_arms(), st.integers(-100, 100))
def test_what_both_arms_share_does_not_count(
    arms: tuple[np.ndarray, np.ndarray], shift: int
) -> None:
    plain, shifted = paired(*arms), paired(arms[0] + shift, arms[1] + shift)
    assert shifted.difference == pytest.approx(plain.difference, abs=1e-9)
    assert shifted.high == pytest.approx(plain.high, abs=1e-9)


@st.composite
def two_lives(draw: st.DrawFn) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    count = draw(st.integers(1, 20))
    ids = np.arange(count, dtype=np.uint64)

    def people() -> dict[str, np.ndarray]:
        return {
            "id": ids,
            "receipt": draw(arrays(np.uint8, count, elements=st.integers(0, 1))),
            "participation": draw(arrays(float, count, elements=st.floats(1, 10))),
        }

    return people(), people()


@given(two_lives())
def test_split_adds_up_to_the_difference_of_the_means(
    lives: tuple[dict[str, np.ndarray], dict[str, np.ndarray]],
) -> None:
    split = stock_split(*lives)
    if not all(people["receipt"].any() for people in lives):
        assert np.isnan(split.total)
        return
    means = [people["participation"][people["receipt"] > 0].mean() for people in lives]
    assert split.total == pytest.approx(means[1] - means[0], abs=1e-9)
    assert split.within + split.composition == split.total


@given(two_lives())
def test_without_movement_in_or_out_everything_is_within(
    lives: tuple[dict[str, np.ndarray], dict[str, np.ndarray]],
) -> None:
    base, arm = lives
    split = stock_split(base, {**arm, "receipt": base["receipt"]})
    if base["receipt"].any():
        assert split.composition == 0.0
