"""Words shared by tables, verdicts and figures, in German and English."""

from collections.abc import Mapping
from typing import Literal

type Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")

_UNITS: Mapping[str, str] = {
    "points": "Punkte",
    "starts per 100 person-years": "Starts je 100 Personenjahre",
    "starts per year": "Starts/Jahr",
    "persons": "Personen",
    "persons per year": "Personen/Jahr",
    "% per year": "%/Jahr",
    "ratio": "Verhältnis",
    "offers per year": "Angebote/Jahr",
    "months per year": "Monate/Jahr",
    "needs per year": "Bedarfe/Jahr",
    "referrals per year": "Vermittlungen/Jahr",
    "services per year": "Hilfen/Jahr",
    "barriers per year": "Hemmnisse/Jahr",
    "services": "Hilfen",
    "months": "Monate",
    "events per year": "Ereignisse/Jahr",
    "hours per month": "Stunden/Monat",
    "million euro per year": "Mio. Euro/Jahr",
    "stage": "Stufe",
    "cases per year": "Fälle/Jahr",
}

_GROUPS: Mapping[str, tuple[str, str]] = {
    "all": ("alle", "all"),
    "others": ("übrige", "others"),
    "markt": ("Marktprofil", "Markt"),
    "aktivierung": ("Aktivierungsprofil", "Aktivierung"),
    "foerder": ("Förderprofil", "Förder"),
    "entwicklung": ("Entwicklungsprofil", "Entwicklung"),
    "stabilisierung": ("Stabilisierungsprofil", "Stabilisierung"),
    "unterstuetzung": ("Unterstützungsprofil", "Unterstützung"),
    "features_0": ("kein Merkmal", "no feature"),
    "features_1": ("ein Merkmal", "one feature"),
    "features_2": ("zwei Merkmale", "two features"),
    "features_3_plus": ("drei und mehr Merkmale", "three or more features"),
    "male": ("Männer", "men"),
    "female": ("Frauen", "women"),
    "under_25": ("unter 25", "under 25"),
    "25_49": ("25 bis 49", "25 to 49"),
    "50_plus": ("50 und älter", "50 and older"),
    "single": ("alleinstehend", "single"),
    "lone_parent": ("alleinerziehend", "lone parent"),
    "couple": ("Paar ohne Kinder", "couple"),
    "couple_with_children": ("Paar mit Kindern", "couple with children"),
}

_DIMENSIONS: Mapping[str, tuple[str, str]] = {
    "all": ("Kohorte", "cohort"),
    "profile": ("Profillage", "profile"),
    "features": ("Risikomerkmale", "risk features"),
    "sex": ("Geschlecht", "sex"),
    "age": ("Alter", "age"),
    "household": ("Haushalt", "household"),
    "sozialraum": ("Sozialraum", "Sozialraum"),
}


def unit_in(language: Language, unit: str) -> str:
    """A unit in German or English; units without a translation stay as they are."""
    return _UNITS.get(unit, unit) if language == "de" else unit


def group_in(language: Language, group: str) -> str:
    """A group of people in German or English; names of Sozialräume stay as they are."""
    german, english = _GROUPS.get(group, (group, group))
    return german if language == "de" else english


def dimension_in(language: Language, dimension: str) -> str:
    """What groups are made by, in German or English."""
    german, english = _DIMENSIONS.get(dimension, (dimension, dimension))
    return german if language == "de" else english


def number_in(language: Language, value: float, digits: int) -> str:
    """A number as it is written in German (1.234,5) or English (1,234.5); a dash for NaN."""
    if value != value:
        return "–"
    text = f"{value:,.{digits}f}".replace("-", "−")
    if float(f"{abs(value):.{digits}f}") == 0.0:
        text = text.replace("−", "")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def signed_in(language: Language, value: float, digits: int) -> str:
    """A difference with its sign; zero stands without one."""
    text = number_in(language, value, digits)
    positive = value == value and float(f"{value:.{digits}f}") > 0
    return f"+{text}" if positive else text


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
