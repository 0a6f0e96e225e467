"""A table as text, and how patterns are written in tables."""

from dataclasses import dataclass

from model.words import Texts

VERDICTS = Texts(("holds", "fails", "reported", "not measured"))


@dataclass(frozen=True)
class TextTable:
    """A table as text: title, heads, rows, which columns hold numbers, which rows stand out."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    numeric: tuple[int, ...]
    bold: tuple[int, ...]
