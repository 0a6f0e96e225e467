"""Outcomes and patterns of one run as rows of text."""

from analysis.measures.outcomes import OUTCOMES
from analysis.results.one_run import OneRun
from analysis.tables.text_table import pattern_number, verdict_in
from analysis.wording import Language, digits_for, number_in, unit_in


def value_heads(language: Language) -> tuple[str, ...]:
    """Heads of the outcomes of one run."""
    return ("Ergebnis", "Einheit", "Wert") if language == "de" else ("outcome", "unit", "value")


def outcome_rows(one: OneRun) -> list[tuple[str, ...]]:
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


def pattern_rows(one: OneRun) -> list[tuple[str, ...]]:
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
