"""A validation as rows of text."""

from string import Template

from analysis.measures.patterns import FAILS
from analysis.results.validation import Validation
from analysis.tables.text_table import TextTable, pattern_number, verdict_in
from analysis.wording import Language

_HEADS: dict[Language, tuple[str, ...]] = {
    "de": ("Muster", "Bezeichnung", "Ziel", "Band", "Simuliert", "95 % der Läufe", "Urteil"),
    "en": ("pattern", "name", "target", "band", "simulated", "95 % of runs", "verdict"),
}
_TITLE: dict[Language, str] = {
    "de": "$place · $runs Läufe von $months Monaten · seed $seed · $with",
    "en": "$place · $runs runs of $months months · seed $seed · $with",
}
_WITH: dict[Language, tuple[str, str]] = {
    "de": ("mit den ausgelieferten Parametern (kein Posterior)", "Parameter aus dem Posterior"),
    "en": ("with the shipped parameters (no posterior)", "parameters from the posterior"),
}


def validation_table(done: Validation) -> TextTable:
    """The table of all pattern values."""
    language = done.language
    title = Template(_TITLE[language]).substitute(
        place=done.shipped.place,
        runs=len(done.measures),
        months=done.months,
        seed=done.seed,
        **{"with": _WITH[language][done.posterior is not None]},
    )
    rows: list[tuple[str, ...]] = []
    for row in done.rows:
        low, high = (pattern_number(language, value) for value in (row.low, row.high))
        ends = done.interval(row.measure)
        known = ends[0] == ends[0]
        span = " … ".join(pattern_number(language, end) for end in ends) if known else "–"
        rows.append(
            (
                row.id,
                row.name,
                pattern_number(language, row.target),
                f"{low} … {high}" if row.low is not None else "–",
                pattern_number(language, row.simulated),
                span,
                verdict_in(language, row.verdict),
            )
        )
    failing = tuple(number for number, row in enumerate(done.rows) if row.verdict == FAILS)
    return TextTable(title, _HEADS[language], rows, (2, 3, 4, 5), failing)
