"""What counting in months does to a queue: exact values, month by month, against Erlang-C.

A service of so many months in the mean, counted in whole months, varies less than one that ends at
any moment (geometric against exponential: squared coefficient of variation 1 − p against 1). By the
usual approximation for queues with general services waits shrink by (1 + 1 − p) / 2 = 1 − p/2, with
p the chance to leave in a month: 8 % at six months, 4 % at twelve. And fewer people wait at all:
whoever comes within a month finds the places of everybody who leaves in it.
"""

from itertools import pairwise

import pytest
from testkit.queue_theory import by_month, erlang_c

# Places, load, mean months of a service: as in the institutions of the model.
QUEUES = [(3, 0.7, 6), (5, 0.8, 6), (10, 0.8, 12), (10, 0.95, 6), (20, 0.9, 12)]


def test_erlang_c_as_in_textbooks() -> None:
    """One place: P(wait) = ρ, W = ρ / (μ − λ). Two places, ρ = 0.75: P(wait) = 2ρ²/(1+ρ) = 9/14."""
    one = erlang_c(1, 0.5, 1.0)
    assert (one.waits, one.wait, one.queue) == pytest.approx((0.5, 1.0, 0.5))
    assert erlang_c(2, 1.5, 1.0).waits == pytest.approx(9 / 14)


@pytest.mark.parametrize(("places", "load", "months"), QUEUES)
def test_months_shorten_waits_by_half_the_chance_to_leave(
    places: int, load: float, months: int
) -> None:
    leaving = 1.0 / months
    theory = erlang_c(places, load * places * leaving, leaving)
    monthly = by_month(places, load * places * leaving, leaving)
    assert monthly.wait == pytest.approx(theory.wait * (1.0 - leaving / 2.0), rel=0.012)
    assert monthly.wait != pytest.approx(theory.wait, rel=0.02)
    assert monthly.waits < theory.waits


@pytest.mark.parametrize(("places", "load"), [(5, 0.8), (10, 0.9)])
def test_finer_steps_approach_erlang_c(places: int, load: float) -> None:
    gaps = []
    for steps in (6, 24, 96):
        leaving = 1.0 / steps
        arrivals = load * places * leaving
        theory, counted = erlang_c(places, arrivals, leaving), by_month(places, arrivals, leaving)
        gaps.append((theory.wait / counted.wait - 1.0, theory.waits / counted.waits - 1.0))
    for first, then in pairwise(gaps):
        assert then[0] < 0.35 * first[0]
        assert then[1] < 0.6 * first[1]
    assert gaps[-1] == pytest.approx((0.0, 0.0), abs=0.02)
