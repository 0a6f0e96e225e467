"""A validation as rows of text."""

from analysis.measures.patterns import FAILS, FITTED, REPORTED, VALIDATION, pattern_number
from analysis.results.validation import Validation
from analysis.tables.text_table import TextTable, verdict_in
from model.words import Texts, number_in, signed_in

_HEADS = Texts(
    (
        "pattern",
        "name",
        "target",
        "band",
        "simulated",
        "95 % of runs",
        "inside",
        "skill",
        "kind",
        "verdict",
    ),
    context="patterns",
)
_KINDS = Texts(("fit", "validation", "reported"), context="kinds")
_WORDS = Texts(
    {
        "title": "{place} · {runs} runs of {months} months · seed {seed} · {drawn}",
        "shipped": "with the shipped parameters (no posterior)",
        "posterior": "parameters from the posterior",
    }
)


def validation_table(done: Validation) -> TextTable:
    """The table of all pattern values: what was fitted, what was kept out, what is reported."""
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
    order = (FITTED, VALIDATION, REPORTED)
    shown = sorted(done.rows, key=lambda row: order.index(row.kind))
    for row in shown:
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
                "–" if row.inside is None else number_in(language, 100.0 * row.inside, 0) + " %",
                "–" if row.skill is None else signed_in(language, row.skill, 1),
                _KINDS.named(language, row.kind),
                verdict_in(language, row.verdict),
            )
        )
    failing = tuple(number for number, row in enumerate(shown) if row.verdict == FAILS)
    return TextTable(title, _HEADS.all(language), rows, (2, 3, 4, 5, 6, 7), failing)
