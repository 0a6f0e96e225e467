"""Conversions undo each other, keep order, and stay inside their meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import units

HAZARDS = st.floats(0.0, 10.0, allow_subnormal=False)
MONTHS = st.floats(0.1, 600.0)
PROBABILITIES = st.floats(0.0, 0.999)
AMOUNTS = st.floats(0.0, 1e9, allow_subnormal=False)

PAIRS = [
    (units.monthly_rate_from_yearly, units.yearly_rate_from_monthly),
    (units.months_from_years, units.years_from_months),
    (units.months_from_weeks, units.weeks_from_months),
    (units.monthly_from_weekly, units.weekly_from_monthly),
    (units.minutes_from_hours, units.hours_from_minutes),
]


@pytest.mark.parametrize(("there", "back"), PAIRS)
@given(amount=AMOUNTS)
def test_there_and_back(there, back, amount: float) -> None:  # type: ignore[no-untyped-def]
    assert back(there(amount)) == pytest.approx(amount, rel=1e-12)


@given(probability=PROBABILITIES, months=MONTHS)
def test_a_probability_returns_through_its_hazard(probability: float, months: float) -> None:
    hazard = units.hazard_from_probability(probability, months)
    assert hazard >= 0.0
    assert units.probability_from_hazard(hazard, months) == pytest.approx(probability, abs=1e-12)


@given(probability=PROBABILITIES)
def test_twelve_months_make_a_year(probability: float) -> None:
    monthly = units.monthly_probability_from_yearly(probability)
    assert 0.0 <= monthly <= probability
    assert 1.0 - (1.0 - monthly) ** 12 == pytest.approx(probability, abs=1e-12)
    assert units.yearly_probability_from_monthly(monthly) == pytest.approx(probability, abs=1e-12)


@given(hazard=HAZARDS, more=HAZARDS, months=MONTHS)
def test_more_hazard_never_means_a_smaller_chance(
    hazard: float, more: float, months: float
) -> None:
    low = units.probability_from_hazard(hazard, months)
    assert 0.0 <= low <= units.probability_from_hazard(hazard + more, months) <= 1.0


@given(months=MONTHS)
def test_half_is_left_after_a_half_life(months: float) -> None:
    fade = units.fade_from_half_life(months)
    assert (1.0 - fade) ** months == pytest.approx(0.5, rel=1e-9)
    assert units.half_life_from_fade(fade) == pytest.approx(months, rel=1e-9)
