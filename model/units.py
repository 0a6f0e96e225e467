"""Units: the only place that converts one into another.

Hazards are rates of events per month; a probability belongs to a stated length of time. Published
figures are yearly or weekly, the model's month is one twelfth of a year: 365.25 / 12 days.
The functions are plain arithmetic on floats, so that `model.compiled.rule` can compile them too.
Arguments outside their meaning raise ValueError (they are checked in files long before).
"""

import math

MONTHS_PER_YEAR = 12.0
DAYS_PER_MONTH = 365.25 / MONTHS_PER_YEAR
DAYS_PER_WEEK = 7.0
WEEKS_PER_MONTH = DAYS_PER_MONTH / DAYS_PER_WEEK
MINUTES_PER_HOUR = 60.0

# Units whose values are whole numbers: true/false, choices, stages and things done at a time.
WHOLE_UNITS = frozenset({"switch", "code", "stage", "services"})
# Of levers also these: a form lasts whole months, and conferences are held or not.
WHOLE_OF_LEVERS = frozenset({"months", "per year"})
# Units of things that are counted or last: below zero they mean nothing.
COUNTED_UNITS = frozenset(
    {
        "persons",
        "households",
        "families",
        "children",
        "parents",
        "pupils",
        "places",
        "posts",
        "jobs",
        "sites",
        "month",
        "months",
        "minutes",
        "minute/month",
        "minutes/month",
        "households/month",
        "1/month",
        "1/year",
    }
)


def probability_from_hazard(hazard: float, months: float = 1.0) -> float:
    """Chance of at least one event within `months`, at a constant hazard (1/month)."""
    if hazard < 0.0 or months < 0.0:
        raise ValueError("hazard and months must not be negative")
    return -math.expm1(-hazard * months)


def hazard_from_probability(probability: float, months: float = 1.0) -> float:
    """Constant hazard (1/month) under which an event within `months` has the chance given."""
    if not 0.0 <= probability < 1.0 or months <= 0.0:
        raise ValueError("a probability below 1 and a positive number of months are needed")
    return -math.log1p(-probability) / months


def monthly_rate_from_yearly(rate: float) -> float:
    """Events per month from events per year: a rate, not a probability, so it is divided."""
    return rate / MONTHS_PER_YEAR


def yearly_rate_from_monthly(rate: float) -> float:
    """Events per year from events per month."""
    return rate * MONTHS_PER_YEAR


def monthly_probability_from_yearly(probability: float) -> float:
    """Chance within a month under which the chance within a year is the one given."""
    if not 0.0 <= probability <= 1.0:
        raise ValueError("a probability lies between 0 and 1")
    if probability == 1.0:
        return 1.0
    return -math.expm1(math.log1p(-probability) / MONTHS_PER_YEAR)


def yearly_probability_from_monthly(probability: float) -> float:
    """Chance within a year of an event that happens in a month with the chance given."""
    if not 0.0 <= probability <= 1.0:
        raise ValueError("a probability lies between 0 and 1")
    if probability == 1.0:
        return 1.0
    return -math.expm1(math.log1p(-probability) * MONTHS_PER_YEAR)


def months_from_years(years: float) -> float:
    """Duration in months from years."""
    return years * MONTHS_PER_YEAR


def years_from_months(months: float) -> float:
    """Duration in years from months."""
    return months / MONTHS_PER_YEAR


def months_from_weeks(weeks: float) -> float:
    """Duration in months from weeks."""
    return weeks / WEEKS_PER_MONTH


def weeks_from_months(months: float) -> float:
    """Duration in weeks from months."""
    return months * WEEKS_PER_MONTH


def monthly_from_weekly(amount: float) -> float:
    """Amount a month (hours, minutes, contacts) from the amount a week."""
    return amount * WEEKS_PER_MONTH


def weekly_from_monthly(amount: float) -> float:
    """Amount a week from the amount a month."""
    return amount / WEEKS_PER_MONTH


def minutes_from_hours(hours: float) -> float:
    """Minutes from hours."""
    return hours * MINUTES_PER_HOUR


def hours_from_minutes(minutes: float) -> float:
    """Hours from minutes."""
    return minutes / MINUTES_PER_HOUR


def fade_from_half_life(months: float) -> float:
    """Share lost in a month under which half is left after `months`."""
    if months <= 0.0:
        raise ValueError("a half-life is positive")
    return -math.expm1(-math.log(2.0) / months)


def half_life_from_fade(fade: float) -> float:
    """Months until half is left, if the share `fade` is lost in a month."""
    if not 0.0 < fade < 1.0:
        raise ValueError("the share lost in a month lies between 0 and 1")
    return -math.log(2.0) / math.log1p(-fade)
