"""Indices of a sensitivity study as rows of text."""

from analysis.findings.sensitivity import INDICES
from analysis.measures.outcomes import OUTCOME
from analysis.results.sensitivity import MAIN, Sensitivity
from analysis.sensitivity.frames import DIFFERENCE
from analysis.sensitivity.rounding import alike
from analysis.sensitivity.topics import title_of
from model.words import Language, say


def table_rows(study: Sensitivity, language: Language, most: int = 15) -> list[tuple[str, ...]]:
    """Rows for printing: outcome, input, then value and interval of every index that counts."""
    shown, rows = MAIN[study.design.method.name], []
    for outcome in study.request.outcomes:
        if not study.is_ranked(outcome):
            continue  # it would be read as a ranking all the same
        ranked = study.ranked(outcome).head(most)
        found = study.indices
        mine = found[(found.outcome == outcome) & (found.on == DIFFERENCE)]
        for place, name in enumerate(ranked["input"]):
            cells = [OUTCOME[outcome].title(language) if place == 0 else ""]
            cells.append(title_of(str(name), language))
            for index in shown:
                row = mine[(mine["input"] == name) & (mine["index"] == index)].iloc[0]
                cells.append(_with_interval(language, row.value, row.low, row.high))
            rows.append(tuple(cells))
    return rows


def _with_interval(language: Language, value: float, low: float, high: float) -> str:
    if value != value:
        return say(language, "not defined", context="judged")
    one, two, three = alike(language, (value, low, high))
    return f"{one} [{two}; {three}]"


def table_heads(study: Sensitivity, language: Language) -> tuple[str, ...]:
    """Heads of the table."""
    words = [INDICES.say(language, index) for index in MAIN[study.design.method.name]]
    return (say(language, "outcome"), say(language, "assumption"), *words)
