"""The register of assumptions as rows of text, and as CSV."""

from collections.abc import Iterable, Sequence

from analysis.findings.register import STATUSES
from analysis.register.assumptions import Entry
from analysis.wording import meaning_in, unit_in
from experiments.writing import as_csv
from model.words import Language, Texts, say, short_in

HEADS = Texts(
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
_APART = Texts(("where it differs", "from", "to"), context="register")  # instead of a range
DIGITS = 12  # all that a value has; what follows is binary dust
NAME, VALUE, RANGE, UNIT, STATUS, GRADE, SOURCE, DRIVES, MEANING = range(len(HEADS.texts))


def row(entry: Entry, language: Language) -> list[str]:
    """One line of the register as text."""
    numbers = dict.fromkeys(number for held in entry.values.values() for number in held)
    shown = [_number(entry, number, language) for number in numbers]
    return [
        entry.name,
        " | ".join(shown),
        _range(entry, language),
        "" if entry.low is None else unit_in(language, entry.unit),
        STATUSES.say(language, entry.status),
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


def csv_of(entries: Iterable[Entry], language: Language) -> bytes:
    """The register as CSV: a heading, then a line per number; switches are 0 or 1.

    The value is that of the first arrangement; others stand behind it only where they differ.
    """
    names = list(HEADS.all(language))
    names[RANGE : RANGE + 1] = _APART.all(language)
    return as_csv(names, (_line(entry, language) for entry in entries))


def _line(entry: Entry, language: Language) -> list[object]:
    cells = row(entry, language)
    numbers = [_exact(n) for n in dict.fromkeys(n for held in entry.values.values() for n in held)]
    differ = " | ".join(f"{number:.{DIGITS}g}" for number in numbers) if len(numbers) > 1 else None
    bounds = [None if end is None else _exact(end) for end in (entry.low, entry.high)]
    return [entry.name, numbers[0], differ, *bounds, *(cell or None for cell in cells[UNIT:])]


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
    return short_in(language, number, DIGITS)


def _range(entry: Entry, language: Language) -> str:
    if entry.low is None or entry.high is None:
        return ""
    return " … ".join(short_in(language, end, DIGITS) for end in (entry.low, entry.high))


def _exact(number: float) -> float:
    """The same as a number."""
    return float(f"{number:.{DIGITS}g}")
