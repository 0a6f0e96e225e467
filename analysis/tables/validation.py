"""A validation as rows of text."""

import textwrap
from collections.abc import Iterator

from analysis.measures.patterns import FITTED, REPORTED, VALIDATION, pattern_number
from analysis.options import place_title
from analysis.results.validation import Validation
from analysis.tables.text_table import VERDICTS
from model.words import Texts

_KINDS = Texts(("fit", "validation", "reported"), context="kinds")
_WORDS = Texts(
    {
        "title": "{place} · {runs} runs of {months} months · seed {seed} · {drawn}",
        "shipped": "with the shipped parameters (no posterior)",
        "posterior": "parameters from the posterior",
    }
)
_LINES = Texts(
    {
        "name": "known figure",
        "target": "target",
        "band": "target range",
        "simulated": "simulated",
        "verdict": "verdict",
        "band_of": "{low} to {high}",
        "more": "Ranges over the runs, reasons and sources: patterns.csv in the folder.",
    },
    context="validation",
)
WIDTH = 80
NAME, COLUMNS = 29, (9, 18, 10, 14)  # columns of a line: the name, then numbers and verdict


def validation_lines(done: Validation) -> Iterator[str]:
    """Every pattern value by its kind, at most 80 columns wide; long names go on below."""
    language, words = done.language, _LINES.spoken(done.language)
    yield from textwrap.wrap(_title(done), WIDTH)
    heads = [words(key) for key in ("target", "band", "simulated", "verdict")]
    yield from _line(words("name"), heads)
    for kind in (FITTED, VALIDATION, REPORTED):
        shown = [row for row in done.rows if row.kind == kind]
        if shown:
            yield ""
            yield _KINDS.named(language, kind)
        for row in shown:
            target, low, high, simulated = (
                pattern_number(language, value)
                for value in (row.target, row.low, row.high, row.simulated)
            )
            band = "–" if row.low is None else words("band_of", low=low, high=high)
            cells = [target, band, simulated, VERDICTS.named(language, row.verdict)]
            yield from _line(f"{row.id} {row.name}", cells)
    yield ""
    yield from textwrap.wrap(words("more"), WIDTH)


def _line(name: str, cells: list[str]) -> Iterator[str]:
    """A name, over as many lines as it needs, and its cells beside the last of them."""
    *rest, last = textwrap.wrap(name, NAME - 1, subsequent_indent="   ")
    yield from rest
    columns = "".join(cell.rjust(size) for cell, size in zip(cells, COLUMNS, strict=True))
    yield f"{last.ljust(NAME)}{columns}"


def _title(done: Validation) -> str:
    """The place, and how it was run."""
    return _WORDS.say(
        done.language,
        "title",
        place=place_title(done.shipped),
        runs=len(done.measures),
        months=done.months,
        seed=done.seed,
        drawn=_WORDS.say(done.language, "shipped" if done.posterior is None else "posterior"),
    )
