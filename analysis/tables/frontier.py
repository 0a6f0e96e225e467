"""The front of a search as rows of text."""

import pandas as pd

from analysis.findings.frontier import way_in_words
from analysis.measures.outcomes import OUTCOME
from analysis.results.frontier import Searched
from analysis.wording import digits_for, unit_in
from model.words import Language, number_in, say, signed_in


def table_heads(done: Searched, language: Language) -> tuple[str, ...]:
    """Heads of the table of the front."""
    aims = [
        f"{OUTCOME[aim].title(language)} ({unit_in(language, OUTCOME[aim].unit)})"
        for aim in done.request.aims
    ]
    way, sure = say(language, "way of sharing out"), say(language, "surely in front, %")
    return (way, *aims, sure)


def table_rows(done: Searched, language: Language) -> list[tuple[str, ...]]:
    """The front, then the rules of thumb, as text."""
    rows = []
    for _, row in pd.concat([done.front, done.rules]).iterrows():
        cells = [way_in_words(row, done.options, language)]
        for number, aim in enumerate(done.request.aims):
            digits = digits_for(OUTCOME[aim].matters) + 1
            mean = signed_in(language, float(row[f"mean_{number}"]), digits)
            half = number_in(language, float(row[f"half_{number}"]), digits)
            cells.append(f"{mean} ± {half}")
        cells.append(number_in(language, 100.0 * float(row["chance"]), 0))
        rows.append(tuple(cells))
    return rows
