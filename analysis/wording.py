"""Units, groups of people and texts of data files in German or English; digits of a number.

Parameter files, patterns and formulas are written in English; their German stands in the catalogue,
each kind under a context of its own.
"""

from typing import Protocol

from model.words import Language, Texts, number_in
from model.words.catalogue import catalogue

MEANING, PATTERN, FORMULA, UNIT = "meaning", "pattern", "formula", "unit"

UNITS = Texts(
    (
        "points",
        "starts per 100 person-years",
        "starts per year",
        "persons",
        "persons per year",
        "% per year",
        "ratio",
        "offers per year",
        "months per year",
        "needs per year",
        "referrals per year",
        "services per year",
        "barriers per year",
        "services",
        "months",
        "events per year",
        "hours per month",
        "million euro per year",
        "stage",
        "cases per year",
    )
)
_PERCENT = Texts({"percent": "{value}%"}, context="unit of a number")
_GROUPS = Texts(
    {
        "all": "all",
        "others": "others",
        "markt": "Markt",
        "aktivierung": "Aktivierung",
        "foerder": "Förder",
        "entwicklung": "Entwicklung",
        "stabilisierung": "Stabilisierung",
        "unterstuetzung": "Unterstützung",
        "features_0": "no feature",
        "features_1": "one feature",
        "features_2": "two features",
        "features_3_plus": "three or more features",
        "male": "men",
        "female": "women",
        "under_25": "under 25",
        "25_49": "25 to 49",
        "50_plus": "50 and older",
        "single": "single",
        "lone_parent": "lone parent",
        "couple": "couple",
        "couple_with_children": "couple with children",
    }
)

_DIMENSIONS = Texts(
    {
        "all": "cohort",
        "profile": "profile",
        "features": "risk features",
        "sex": "sex",
        "age": "age",
        "household": "household",
        "sozialraum": "Sozialraum",
    }
)

PILLAR_NAMES = Texts(
    {
        "arbeit": "Work",
        "soziale_integration": "Social integration",
        "kinder": "Children and child care",
        "qualifikation": "Qualification",
        "gesundheit": "Health",
    },
    context="pillar",
)


def unit_in(language: Language, unit: str) -> str:
    """A unit in German or English; units without a translation stay as they are."""
    return UNITS.say(language, unit) if unit in UNITS else of_data(language, UNIT, unit)


def of_data(language: Language, context: str, text: str) -> str:
    """A text of a data file in German or English; what the catalogue does not know stays."""
    return catalogue(language).get((context, text), (text,))[0]


class Described(Protocol):
    """A number with a meaning, and perhaps a German name of its own."""

    @property
    def meaning(self) -> str:
        """What it is, in English."""

    @property
    def german(self) -> str:
        """Its German name, or nothing."""


def meaning_in(language: Language, one: Described) -> str:
    """What a number means; of a place with no German meaning, its German name."""
    told = of_data(language, MEANING, one.meaning)
    return one.german or told if language != "en" and told == one.meaning else told


def group_in(language: Language, group: str) -> str:
    """A group of people in German or English; names of Sozialräume stay as they are."""
    return _GROUPS.named(language, group)


def dimension_in(language: Language, dimension: str) -> str:
    """What groups are made by, in German or English."""
    return _DIMENSIONS.named(language, dimension)


def percent_in(language: Language, value: float, digits: int) -> str:
    """A number of per cent: 2.5% in English; in German with a blank that never breaks a line."""
    return _PERCENT.say(language, "percent", value=number_in(language, value, digits))


def digits_for(step: float, most: int = 4) -> int:
    """Digits after the point that show a step of this size; 0 for a step of 5 and more."""
    digits = 0
    while digits < most and step * 10**digits < 5:
        digits += 1
    return digits


def digits_of(difference: float, half_width: float, matters: float) -> int:
    """Digits that show both a difference that matters and the width of its interval.

    A very narrow interval asks for no more than three digits of the difference, and nothing asks
    for digits a thousand times finer than what matters.
    """
    width = half_width if half_width > 0 else 0.0
    finest = max(width, abs(difference) / 200.0 if difference == difference else 0.0)
    if not finest:
        return digits_for(matters)
    return digits_for(min(matters, max(finest, matters / 1000.0)), most=6)
