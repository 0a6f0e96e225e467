"""Rows of text for printing: outcomes and patterns of a run, heading of a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.measures.outcomes import HEADLINES, OUTCOMES
from analysis.publish.notebook import ARM, HEADS, NUMERIC, UNIT
from analysis.wording import Language, digits_for, number_in, unit_in

if TYPE_CHECKING:
    from analysis.results.comparison import Comparison
    from analysis.results.one_run import OneRun

_VERDICTS = {"holds": "hält", "fails": "hält nicht", "reported": "berichtet"}


def heading(comparison: "Comparison") -> str:
    """One line: arms, place, months, pairs, seed."""
    german = comparison.language == "de"
    plan = comparison.plan
    arms = " – ".join(arm.name for arm in plan.arms)
    months, pairs = ("Monate", "Paare") if german else ("months", "pairs")
    size = f"{plan.months} {months} · {comparison.pairs} {pairs} · seed {plan.seed}"
    return f"{arms} · {plan.place} · {size}"


# Screens narrower than this show units behind the outcome, and letters for arrangements.
FULL_WIDTH = 130
FIRST_LETTER = "A"


@dataclass(frozen=True)
class TextTable:
    """A table as text: title, heads, rows, which columns hold numbers, which rows stand out."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    numeric: tuple[int, ...]
    bold: tuple[int, ...]


def comparison_table(comparison: "Comparison", width: int) -> TextTable:
    """The table of a comparison for a screen of so many columns.

    With a single arrangement beside the base there is no column for it: the title names it.
    """
    heads, rows = HEADS[comparison.language], comparison.rows_in(comparison.language)
    title, keep = heading(comparison), list(range(len(heads)))
    others = [arm.name for arm in comparison.plan.others]
    if len(others) == 1:
        keep.remove(ARM)
    if width < FULL_WIDTH:
        letters = {name: chr(ord(FIRST_LETTER) + number) for number, name in enumerate(others)}
        rows = [_narrow(row, letters) for row in rows]
        keep.remove(UNIT)
        if len(others) > 1:
            title += "\n" + ", ".join(f"{letter} = {name}" for name, letter in letters.items())
            heads = (*heads[:ARM], "", *heads[ARM + 1 :])
    return TextTable(
        title,
        tuple(heads[column] for column in keep),
        [tuple(row[column] for column in keep) for row in rows],
        tuple(place for place, column in enumerate(keep) if column in NUMERIC),
        tuple(headline_rows(comparison)),
    )


def _narrow(row: tuple[str, ...], letters: Mapping[str, str]) -> tuple[str, ...]:
    """A row with its unit behind the outcome, which is named for the first arrangement only."""
    letter = letters[row[ARM]]
    name = f"{row[0]} ({row[UNIT]})" if letter == FIRST_LETTER else ""
    return (name, "", letter, *row[ARM + 1 :])


def headline_rows(comparison: "Comparison") -> list[int]:
    """Numbers of the rows of the table that are headline outcomes."""
    names = {outcome.name for outcome in HEADLINES}
    return [row for row, name in enumerate(comparison.table["name"]) if name in names]


def value_heads(language: Language) -> tuple[str, ...]:
    """Heads of the outcomes of one run."""
    return ("Ergebnis", "Einheit", "Wert") if language == "de" else ("outcome", "unit", "value")


def outcome_rows(one: "OneRun") -> list[tuple[str, ...]]:
    """Outcomes of one run as text."""
    language = one.language
    rows: list[tuple[str, ...]] = []
    for outcome, value in zip(OUTCOMES, one.outcomes["value"], strict=True):
        digits = digits_for(outcome.matters)
        unit = unit_in(language, outcome.unit)
        rows.append((outcome.title(language), unit, number_in(language, value, digits)))
    return rows


def pattern_heads(language: Language) -> tuple[str, ...]:
    """Heads of the patterns of one run."""
    if language == "de":
        return ("Muster", "Bezeichnung", "Ziel", "Band", "Simuliert", "Einheit", "Urteil")
    return ("pattern", "name", "target", "band", "simulated", "unit", "verdict")


def pattern_rows(one: "OneRun") -> list[tuple[str, ...]]:
    """Known patterns of the place beside the run, as text."""
    language = one.language
    rows: list[tuple[str, ...]] = []
    for row in one.patterns:
        low, high = pattern_number(language, row.low), pattern_number(language, row.high)
        verdict = verdict_in(language, row.verdict)
        rows.append(
            (
                row.id,
                row.name,
                pattern_number(language, row.target),
                f"{low} … {high}",
                pattern_number(language, row.simulated),
                row.unit,
                verdict,
            )
        )
    return rows


def verdict_in(language: Language, verdict: str) -> str:
    """A verdict in German or English."""
    return _VERDICTS.get(verdict, verdict) if language == "de" else verdict


def pattern_number(language: Language, value: float | None) -> str:
    """A pattern's number with as many digits as its size asks for; a dash for none."""
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 1000 else 3 if abs(value) < 1 else 2
    return number_in(language, value, digits)
