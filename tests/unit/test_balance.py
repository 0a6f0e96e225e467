"""Balanced weights: means inside the bands, nearest to what was given, or nothing changed."""

import numpy as np
import pytest
from scipy.special import ndtri

from experiments.calibration.balance import LIMIT, balanced

EVEN = (np.arange(200) + 0.5) / 200
OFF = np.column_stack([ndtri(EVEN) * 0.5 - 0.9, ndtri((EVEN * 7.3) % 1.0) * 0.4])
SAME = np.full(200, 1 / 200)


def test_means_come_inside_and_stay_nearest() -> None:
    weights = balanced(SAME, OFF)
    assert weights.sum() == pytest.approx(1.0)
    assert weights @ OFF[:, 0] == pytest.approx(-LIMIT, abs=0.01)
    assert abs(weights @ OFF[:, 1]) <= LIMIT
    order = np.argsort(OFF[:, 0])
    assert np.corrcoef(weights[order], np.arange(200))[0, 1] > 0.8  # nearer to the target: more


def test_what_lies_inside_stays_as_it_is() -> None:
    assert balanced(SAME, OFF * 0.5) == pytest.approx(SAME)


def test_weights_of_nothing_stay_nothing() -> None:
    weights = np.where(np.arange(200) % 10 == 0, 0.0, 1 / 180)
    assert (balanced(weights, OFF)[::10] == 0.0).all()


def test_too_few_draws_left_changes_nothing() -> None:
    far = OFF + [-1.6, 0.0]  # hardly a draw lies inside
    assert balanced(SAME, far) is SAME
