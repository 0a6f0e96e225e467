"""Chance and parameters are told apart, and the intervals cover what they say they cover."""

import numpy as np
import pytest
from testkit.fake_city import normals

from analysis.paired.drawn import chance_half_widths, drawn, half_widths, parts
from experiments.study.stopping import half_width


def nested(trials: int, draws: int, seeds: int, parameters: float, chance: float) -> np.ndarray:
    """Differences (draws · seeds, trials) around 1.0 with known parts of the spread."""
    of_draw = parameters * normals(1, draws * trials).reshape(draws, trials)
    of_pair = chance * normals(2, draws * seeds * trials).reshape(draws, seeds, trials)
    return (1.0 + of_draw[:, None, :] + of_pair).reshape(draws * seeds, trials)


DRAWS = np.repeat(np.arange(10), 2)


def test_known_parts_are_recovered() -> None:
    found = parts(nested(4000, 10, 2, 2.0, 1.0), DRAWS)
    assert found.chance.mean() == pytest.approx(1.0, rel=0.03)
    assert found.parameters.mean() == pytest.approx(4.0, rel=0.05)
    assert (found.draws, found.pairs) == (10, 20)


@pytest.mark.parametrize(("parameters", "chance"), [(2.0, 1.0), (1.0, 1.0), (0.3, 1.0)])
def test_the_full_interval_covers_a_world_of_the_same_kind(
    parameters: float, chance: float
) -> None:
    """The difference of another draw lies inside 95 % of the time, or somewhat more.

    4000 trials: the share has a standard deviation of 0.0034, so 0.94 is three of them below.
    Where chance hides the parameters the interval is wider than it need be: up to 0.99.
    """
    trials = 4000
    differences = nested(trials, 10, 2, parameters, chance)
    half = half_widths(differences, DRAWS)
    other = 1.0 + parameters * normals(3, trials)
    inside = np.abs(other - differences.mean(axis=0)) <= half
    assert 0.94 <= inside.mean() <= 0.99


def test_the_interval_from_chance_covers_the_mean_of_these_draws() -> None:
    """Same power: 4000 trials."""
    trials = 4000
    differences = nested(trials, 10, 2, 2.0, 1.0)
    truth = 1.0 + 2.0 * normals(1, 10 * trials).reshape(10, trials).mean(axis=0)
    inside = np.abs(truth - differences.mean(axis=0)) <= chance_half_widths(differences, DRAWS)
    assert 0.94 <= inside.mean() <= 0.96


def test_more_pairs_do_not_make_parameters_known() -> None:
    few = half_widths(nested(500, 10, 2, 2.0, 1.0), DRAWS).mean()
    many = half_widths(nested(500, 10, 40, 2.0, 1.0), np.repeat(np.arange(10), 40)).mean()
    assert many > 0.9 * 2.0 * 2.0, "about twice the deviation of the parameters stays"
    assert many < few


def test_without_draws_the_interval_is_the_paired_one() -> None:
    differences = nested(3, 10, 2, 0.0, 1.0)
    half = half_widths(differences, None)
    assert half[1] == pytest.approx(half_width(float(differences[:, 1].std(ddof=1)), 20))
    assert np.isnan(half_widths(differences[:1], None)).all()


def test_one_pair_a_draw_takes_all_spread_for_the_world() -> None:
    differences = nested(2, 10, 1, 2.0, 0.1)
    half = half_widths(differences, np.arange(10))
    assert half[0] > half_width(float(differences[:, 0].std(ddof=1)), 10) * 3.0
    assert np.isnan(parts(differences, np.arange(10)).share).all()


def test_one_draw_alone_says_nothing_about_parameters() -> None:
    assert np.isnan(half_widths(nested(1, 1, 4, 1.0, 1.0), np.zeros(4, dtype=int))).all()


def test_a_drawn_difference_leaves_out_what_is_not_defined() -> None:
    base = np.zeros(6)
    arm = np.array([1.0, 1.2, 3.0, 3.2, np.nan, 5.0])
    found = drawn(base, arm, np.array([0, 0, 1, 1, 2, 2]))
    assert found.pairs == 5
    assert found.difference == pytest.approx(2.68)
    assert found.low < found.chance_low < found.chance_high < found.high
    assert found.share > 0.9
    assert drawn(base[:1] * np.nan, arm[:1], np.zeros(1, dtype=int)).pairs == 0


def test_no_spread_at_all_is_exactly_zero() -> None:
    found = drawn(np.ones(4), np.ones(4), np.array([0, 0, 1, 1]))
    assert found.exactly_zero
    assert (found.low, found.high) == (0.0, 0.0)
    assert np.isnan(found.share)


def test_one_more_world_is_as_uncertain_as_a_world_and_their_mean() -> None:
    """By hand: draws at 0, 1 and 2 (variance 1), no chance at all, two pairs a draw.

    A world is one standard deviation away from the mean of all, and the mean of three draws itself
    is a third of the variance away: t(2) · √(1 + 1/3). Of the mean alone it were t(2) · √(1/3).
    """
    differences = np.repeat([0.0, 1.0, 2.0], 2)[:, None]
    draws = np.repeat([0, 1, 2], 2)
    assert half_widths(differences, draws)[0] == pytest.approx(4.302653 * (4 / 3) ** 0.5)
    single = np.array([[0.0], [1.0], [2.0]])  # one pair a draw: the same
    assert half_widths(single, np.arange(3))[0] == pytest.approx(4.302653 * (4 / 3) ** 0.5)
