"""A validation as rows of text."""

from analysis.measures.patterns import FAILS
from analysis.results.validation import Validation
from analysis.tables.text_table import TextTable, pattern_number, verdict_in
from model.words import Texts

_HEADS = Texts(
    (
        "pattern",
        "name",
        "target",
        "band",
        "simulated",
        "95 % of runs",
        "verdict",
    ),
    context="patterns",
)
_WORDS = Texts(
    {
        "title": "{place} · {runs} runs of {months} months · seed {seed} · {drawn}",
        "shipped": "with the shipped parameters (no posterior)",
        "posterior": "parameters from the posterior",
    }
)


def validation_table(done: Validation) -> TextTable:
    """The table of all pattern values."""
    language, words = done.language, _WORDS.spoken(done.language)
    title = words(
        "title",
        place=done.shipped.place,
        runs=len(done.measures),
        months=done.months,
        seed=done.seed,
        drawn=words("shipped" if done.posterior is None else "posterior"),
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
    return TextTable(title, _HEADS.all(language), rows, (2, 3, 4, 5), failing)
