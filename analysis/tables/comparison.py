"""The table of a comparison as rows of text, for screens and notebooks."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.measures.outcomes import HEADLINES, OUTCOME
from analysis.results.comparison import Comparison
from analysis.tables.text_table import TextTable
from analysis.wording import digits_for, digits_of, unit_in
from model.words import Language, Texts, counted, number_in, signed_in

HEADS = Texts(
    (
        "outcome",
        "unit",
        "arrangement",
        "base",
        "value",
        "difference",
        "95 % interval",
        "pairs for ±x",
    )
)


# Columns of units, of arrangements, and of numbers, which are aligned to the right.
UNIT, ARM, NUMERIC = 1, 2, range(3, 8)


def heading(comparison: Comparison) -> str:
    """One line: arms, place, months, pairs, seed."""
    plan = comparison.plan
    arms = " – ".join(arm.name for arm in plan.arms)
    size = " · ".join(size_of(comparison, comparison.language))
    return f"{arms} · {plan.place} · {size} · seed {plan.seed}"


def size_of(comparison: Comparison, language: Language) -> tuple[str, str]:
    """How many months and how many pairs."""
    months = counted(language, "{count} month", "{count} months", comparison.plan.months)
    return months, counted(language, "{count} pair", "{count} pairs", comparison.pairs)


# Screens narrower than this show units behind the outcome, and letters for arrangements.
FULL_WIDTH = 130
FIRST_LETTER = "A"


def comparison_table(comparison: Comparison, width: int) -> TextTable:
    """The table of a comparison for a screen of so many columns.

    With a single arrangement beside the base there is no column for it: the title names it.
    """
    heads, rows = HEADS.all(comparison.language), rows_in(comparison, comparison.language)
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


def headline_rows(comparison: Comparison) -> list[int]:
    """Numbers of the rows of the table that are headline outcomes."""
    names = {outcome.name for outcome in HEADLINES}
    return [row for row, name in enumerate(comparison.table["name"]) if name in names]


def rows_in(
    comparison: Comparison, language: Language, base: str | None = None
) -> list[tuple[str, ...]]:
    """The table as text: outcome, unit, arm, base, other, difference, interval, pairs."""
    frame = comparison.table if base is None else comparison.against(base)
    return [_row(row, language) for row in frame.itertuples()]


def _row(row: Any, language: Language) -> tuple[str, ...]:
    outcome = OUTCOME[row.name]
    digits = digits_for(outcome.matters)
    finer = digits_of(row.difference, (row.high - row.low) / 2.0, outcome.matters)
    low, high = signed_in(language, row.low, finer), signed_in(language, row.high, finer)
    needed = "–" if pd.isna(row.pairs_needed) else number_in(language, row.pairs_needed, 0)
    within = number_in(language, row.matters, digits_for(row.matters))
    return (
        outcome.title(language),
        unit_in(language, outcome.unit),
        row.arm,
        number_in(language, row.base_mean, digits),
        number_in(language, row.arm_mean, digits),
        signed_in(language, row.difference, finer),
        "–" if pd.isna(row.low) else f"{low} … {high}",
        f"{needed} (±{within})",
    )
