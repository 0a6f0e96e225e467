"""The register of assumptions as rows of text, and as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence

from analysis.findings.register import status_in
from analysis.register.assumptions import Entry
from analysis.wording import Language

_PROCESSES: Mapping[str, tuple[str, str]] = {
    "demography": ("Bevölkerung", "demography"),
    "labour_demand": ("Arbeitsnachfrage", "labour demand"),
    "casework": ("Fallarbeit", "casework"),
    "referral": ("Vermittlung in Hilfen", "referral"),
    "admission": ("Aufnahme", "admission"),
    "service": ("Hilfe", "service"),
    "job_search": ("Arbeitssuche", "job search"),
    "matching": ("Stellenbesetzung", "matching"),
    "employment": ("Beschäftigung", "employment"),
    "participation": ("Teilhabe", "participation"),
    "cooperation": ("Zusammenarbeit", "cooperation"),
    "planning": ("Planung", "planning"),
    "observation": ("Auszählung", "observation"),
    "beginning": ("Ausgangslage", "beginning"),
}
_HEADS: Sequence[tuple[str, str]] = (
    ("Name", "name"),
    ("Wert", "value"),
    ("Spanne", "range"),
    ("Einheit", "unit"),
    ("Stand", "status"),
    ("Güte", "grade"),
    ("Quelle", "source"),
    ("wirkt in (Regel)", "drives (rule)"),
    ("Bedeutung", "meaning"),
)
_NOTHING = ("nichts: beschreibt nur oder steht auf null", "nothing: only describes, or is at zero")
_ON, _OFF = ("an", "on"), ("aus", "off")
NAME, VALUE, RANGE, UNIT, STATUS, GRADE, SOURCE, DRIVES, MEANING = range(len(_HEADS))


def _word(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "de" else pair[1]


def heads(language: Language) -> list[str]:
    """Headings of the register."""
    return [_word(pair, language) for pair in _HEADS]


def process_in(language: Language, process: str) -> str:
    """A process in German or English."""
    return _word(_PROCESSES.get(process, (process, process)), language)


def row(entry: Entry, language: Language) -> list[str]:
    """One line of the register as text."""
    numbers = dict.fromkeys(number for held in entry.values.values() for number in held)
    shown = [_number(entry, number, language) for number in numbers]
    german = language == "de" and entry.german
    return [
        entry.name,
        " | ".join(shown),
        _range(entry, language),
        "" if entry.low is None else entry.unit,
        status_in(language, entry.status),
        entry.grade,
        entry.source,
        drives(entry, language),
        entry.german if german else entry.meaning,
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
    writer.writerows(row(entry, language) for entry in entries)
    return text.getvalue()


def drives(entry: Entry, language: Language) -> str:
    """What a number drives: processes, and in each the rules that receive it."""
    if not entry.at_work:
        return _word(_NOTHING, language)
    rules: dict[str, list[str]] = {}
    for mechanism in entry.mechanisms:
        rules.setdefault(mechanism.process, []).append(mechanism.rule)
    return "; ".join(
        f"{process_in(language, process)} ({', '.join(names)})" for process, names in rules.items()
    )


def _number(entry: Entry, number: float, language: Language) -> str:
    if entry.low is None:
        return _word(_ON if number else _OFF, language)
    return _decimal(number, language)


def _range(entry: Entry, language: Language) -> str:
    if entry.low is None or entry.high is None:
        return ""
    return f"{_decimal(entry.low, language)} … {_decimal(entry.high, language)}"


def _decimal(number: float, language: Language) -> str:
    """A number with as many digits as it has, and a decimal comma in German."""
    text = f"{number:.12g}".replace("-", "−")
    return text.replace(".", ",") if language == "de" else text
