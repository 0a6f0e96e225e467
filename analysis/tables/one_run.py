"""Outcomes and patterns of one run as rows of text."""

from analysis.measures.outcomes import OUTCOMES
from analysis.measures.patterns import pattern_number
from analysis.results.one_run import OneRun
from analysis.tables.text_table import VERDICTS
from analysis.wording import digits_for, unit_in
from model.words import Texts, number_in

VALUE_HEADS = Texts(("outcome", "unit", "value"))
PATTERN_HEADS = Texts(
    ("pattern", "name", "target", "band", "simulated", "unit", "verdict"), context="patterns"
)


def outcome_rows(one: OneRun) -> list[tuple[str, ...]]:
    """Outcomes of one run as text."""
    language = one.language
    rows: list[tuple[str, ...]] = []
    for outcome, value in zip(OUTCOMES, one.outcomes["value"], strict=True):
        digits = digits_for(outcome.matters)
        unit = unit_in(language, outcome.unit)
        rows.append((outcome.title(language), unit, number_in(language, value, digits)))
    return rows


def pattern_rows(one: OneRun) -> list[tuple[str, ...]]:
    """Known patterns of the place beside the run, as text."""
    language = one.language
    rows: list[tuple[str, ...]] = []
    for row in one.patterns:
        low, high = pattern_number(language, row.low), pattern_number(language, row.high)
        target, simulated = (pattern_number(language, x) for x in (row.target, row.simulated))
        unit, verdict = unit_in(language, row.unit), VERDICTS.named(language, row.verdict)
        rows.append((row.id, row.name, target, f"{low} … {high}", simulated, unit, verdict))
    return rows
