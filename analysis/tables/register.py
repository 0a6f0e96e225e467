"""The register of assumptions as rows of text, and as CSV."""

import csv
import io
from collections.abc import Sequence

from analysis.findings.register import status_in
from analysis.register.assumptions import Entry
from analysis.wording import meaning_in, unit_in
from experiments.writing import as_text
from model.words import Language, Texts, say, short_in

_HEADS = Texts(
    (
        "name",
        "value",
        "range",
        "unit",
        "status",
        "grade",
        "source",
        "drives (rule)",
        "meaning",
    )
)
NAME, VALUE, RANGE, UNIT, STATUS, GRADE, SOURCE, DRIVES, MEANING = range(len(_HEADS.texts))


def heads(language: Language) -> list[str]:
    """Headings of the register."""
    return list(_HEADS.all(language))


def row(entry: Entry, language: Language) -> list[str]:
    """One line of the register as text."""
    numbers = dict.fromkeys(number for held in entry.values.values() for number in held)
    shown = [_number(entry, number, language) for number in numbers]
    return [
        entry.name,
        " | ".join(shown),
        _range(entry, language),
        "" if entry.low is None else unit_in(language, entry.unit),
        status_in(language, entry.status),
        entry.grade,
        entry.source,
        drives(entry, language),
        meaning_in(language, entry),
    ]


def short(cells: Sequence[str]) -> list[str]:
    """The same line for a narrow screen: name, value, range, status with source, and the rest."""
    known = " ".join(filter(None, (cells[STATUS], cells[GRADE], cells[SOURCE])))
    meaning = f"{cells[MEANING]} ({cells[UNIT]})" if cells[UNIT] else cells[MEANING]
    return [cells[NAME], cells[VALUE], cells[RANGE], known, processes(cells[DRIVES]), meaning]


def processes(drives_: str) -> str:
    """Only the processes of a cell of `drives`, without the rules in brackets."""
    return "; ".join(part.partition(" (")[0] for part in drives_.split("; "))


def csv_of(entries: Sequence[Entry], language: Language) -> str:
    """The register as CSV for spreadsheets: a heading, then a line per number."""
    text = io.StringIO()
    # The mark in front tells spreadsheets that this is UTF-8.
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";" if language == "de" else ",", lineterminator="\n")
    writer.writerow(heads(language))
    cells = ([as_text(cell) or "" for cell in row(entry, language)] for entry in entries)
    writer.writerows([cell.replace("−", "-") for cell in line] for line in cells)
    return text.getvalue()


def drives(entry: Entry, language: Language) -> str:
    """What a number drives: processes, and in each the rules that receive it."""
    if not entry.at_work:
        return say(language, "nothing: only describes, or is at zero")
    rules: dict[str, list[str]] = {}
    for mechanism in entry.mechanisms:
        process = say(language, mechanism.english, context="process")
        rules.setdefault(process, []).append(mechanism.rule)
    return "; ".join(f"{process} ({', '.join(names)})" for process, names in rules.items())


def _number(entry: Entry, number: float, language: Language) -> str:
    if entry.low is None:
        return say(language, "on") if number else say(language, "off")
    return _decimal(number, language)


def _range(entry: Entry, language: Language) -> str:
    if entry.low is None or entry.high is None:
        return ""
    return f"{_decimal(entry.low, language)} … {_decimal(entry.high, language)}"


def _decimal(number: float, language: Language) -> str:
    """A number with as many digits as it has, and a decimal comma in German."""
    return short_in(language, number, 12)
