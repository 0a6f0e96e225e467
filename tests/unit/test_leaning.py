"""First answers that lean on what every decision does alone: whatever is a sum of them is found."""

import numpy as np
import pytest

from analysis.measures.leaning import End, leaned, towards

MATTERS = np.array([0.5, 5.0])
STRONG = End("strong", 0.0, 2.0, np.array([-4.0, 1.0]),
             np.array([[-2.0, -4.0, -9.0], [1.0, 0.0, 2.0]]))  # fmt: skip
WIDE = End("wide", 0.5, 1.0, np.array([0.2, 10.0]), np.array([[0.1, 0.2, 0.3], [4.0, 9.0, 20.0]]))
OTHER = End("wide", 0.5, 0.0, np.array([0.0, 0.0]), np.zeros((2, 3)))
ENDS = (STRONG, OTHER, WIDE)


def test_decisions_are_looked_for_between_preset_and_end() -> None:
    assert towards(ENDS, {"strong": 0.5, "wide": 0.75}) == [(STRONG, 0.25), (WIDE, 0.5)]
    assert towards(ENDS, {"wide": 0.1}) == [(OTHER, 0.8)]
    assert towards(ENDS, {"strong": 2.5}) is None
    assert towards(ENDS, {"strong": 1.0, "unknown": 1.0}) is None


def test_a_sum_of_decisions_is_found_exactly() -> None:
    moved = [(STRONG, 0.5), (WIDE, 0.25)]
    shift = 0.5 * STRONG.shipped + 0.25 * WIDE.shipped
    found = leaned(moved, shift, MATTERS)
    assert found == pytest.approx(0.5 * STRONG.drawn + 0.25 * WIDE.drawn)
    shift = (0.5 * STRONG.drawn + 0.25 * WIDE.drawn)[:, [0, 2]].mean(axis=1)
    assert leaned(moved, shift, MATTERS, [0, 2]) == pytest.approx(found)


def test_a_bent_line_follows_the_run() -> None:
    # Halfway this decision does nearly all that it does at its end, and so under every draw.
    found = leaned([(STRONG, 0.5)], 0.8 * STRONG.shipped, MATTERS)
    assert found[0] == pytest.approx(0.8 * STRONG.drawn[0], rel=0.05)


def test_what_no_decision_explains_is_the_same_under_every_draw() -> None:
    found = leaned([(OTHER, 1.0)], np.array([0.7, -2.0]), MATTERS)
    assert found == pytest.approx(np.array([[0.7] * 3, [-2.0] * 3]))
