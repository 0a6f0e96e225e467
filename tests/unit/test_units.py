"""Conversions against figures worked out by hand."""

import math

import pytest

from model import units


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (units.probability_from_hazard(0.1), 1 - math.exp(-0.1)),
        (units.probability_from_hazard(0.1, 12), 1 - math.exp(-1.2)),
        (units.probability_from_hazard(0.0), 0.0),
        (units.hazard_from_probability(0.5), math.log(2)),
        (units.hazard_from_probability(0.4, 3), -math.log(0.6) / 3),
        (units.monthly_rate_from_yearly(0.18), 0.015),
        (units.yearly_rate_from_monthly(0.015), 0.18),
        (units.monthly_probability_from_yearly(1 - 0.9**12), 0.1),
        (units.yearly_probability_from_monthly(0.1), 1 - 0.9**12),
        (units.monthly_probability_from_yearly(1.0), 1.0),
        (units.yearly_probability_from_monthly(1.0), 1.0),
        (units.months_from_years(8), 96),
        (units.years_from_months(96), 8),
        (units.WEEKS_PER_MONTH, 4.3482143),
        (units.weeks_from_months(2), 8.6964286),
        (units.months_from_weeks(13), 2.9897331),
        (units.monthly_from_weekly(7.6 * 192), 6344.914286),
        (units.weekly_from_monthly(4.3482143), 1.0),
        (units.minutes_from_hours(1.5), 90),
        (units.hours_from_minutes(90), 1.5),
        (units.fade_from_half_life(1), 0.5),
        (units.half_life_from_fade(0.5), 1),
    ],
)
def test_conversion(found: float, expected: float) -> None:
    assert found == pytest.approx(expected, rel=1e-6)


def test_a_small_hazard_keeps_its_digits() -> None:
    assert units.probability_from_hazard(1e-18) == 1e-18
    assert units.hazard_from_probability(1e-18) == 1e-18


@pytest.mark.parametrize(
    "call",
    [
        lambda: units.probability_from_hazard(-0.1),
        lambda: units.probability_from_hazard(0.1, -1),
        lambda: units.hazard_from_probability(1.0),
        lambda: units.hazard_from_probability(0.1, 0),
        lambda: units.monthly_probability_from_yearly(1.1),
        lambda: units.yearly_probability_from_monthly(-0.1),
        lambda: units.fade_from_half_life(0),
        lambda: units.half_life_from_fade(1.0),
    ],
)
def test_arguments_without_meaning_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"needed|negative|between|positive"):
        call()  # type: ignore[operator]
