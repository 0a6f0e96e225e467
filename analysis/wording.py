"""Names of units, groups of people and what they are made by, in German or English."""

from model.words import Language, Texts

_UNITS = Texts(
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


def unit_in(language: Language, unit: str) -> str:
    """A unit in German or English; units without a translation stay as they are."""
    return _UNITS.named(language, unit)


def group_in(language: Language, group: str) -> str:
    """A group of people in German or English; names of Sozialräume stay as they are."""
    return _GROUPS.named(language, group)


def dimension_in(language: Language, dimension: str) -> str:
    """What groups are made by, in German or English."""
    return _DIMENSIONS.named(language, dimension)
