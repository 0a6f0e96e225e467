"""A table as text, and how patterns are written in tables."""

from dataclasses import dataclass

from model.words import Language, Texts, number_in


@dataclass(frozen=True)
class TextTable:
    """A table as text: title, heads, rows, which columns hold numbers, which rows stand out."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    numeric: tuple[int, ...]
    bold: tuple[int, ...]


def pattern_number(language: Language, value: float | None) -> str:
    """A pattern's number with as many digits as its size asks for; a dash for none."""
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 1000 else 3 if abs(value) < 1 else 2
    return number_in(language, value, digits)


def verdict_in(language: Language, verdict: str) -> str:
    """A verdict in German or English."""
    return _VERDICTS.named(language, verdict)


_VERDICTS = Texts(("holds", "fails", "reported"))
