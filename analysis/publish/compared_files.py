"""A comparison for others to use: sheets of a workbook, and a table of Word."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.findings.answer import Answer, answer
from analysis.findings.decided import JUDGED
from analysis.findings.verdict import verdict
from analysis.measures.outcomes import OUTCOME
from analysis.measures.persons import DIMENSIONS, SMALLEST_GROUP
from analysis.publish.workbooks import Sheet
from analysis.results.comparison import Comparison
from analysis.tables.comparison import all_outcomes, findings_of
from analysis.tables.short_answer import short_answer
from analysis.wording import dimension_in, group_in, unit_in
from experiments.writing import write_bytes
from model.errors import OutputError
from model.words import Language, Message, Texts

_SHEETS = Texts(("answer", "outcomes", "groups", "reasons", "matched pairs"), context="sheet")
_HEADS = Texts(
    {
        "outcome": "outcome",
        "unit": "unit",
        "level": "{title}, level",
        "difference": "{title}, difference",
        "low": "{title}, range from",
        "high": "{title}, range to",
        "judged": "{title}, judgement",
        "group": "group",
        "by": "grouped by",
        "people": "people (n)",
        "gain": "noticeably more participation (% of the group)",
        "lose": "noticeably less participation (% of the group)",
        "mean": "mean difference of participation (points)",
        "option": "option",
        "pair": "matched pair",
        "set": "set of assumptions",
        "seed": "seed",
    },
    context="column",
)


def sheets(comparison: Comparison, language: Language) -> Iterator[Sheet]:
    """Answer, outcomes, groups, reasons, and every pair with its seed as text."""
    told, words = answer(comparison, language), _HEADS.spoken(language)
    names = _SHEETS.all(language)
    yield Sheet(names[0], [told.place], [[line] for line in short_answer(told)], [told.place])
    yield Sheet(names[1], _outcome_heads(told), list(_outcomes(told)))
    heads = [words(key) for key in ("option", "by", "group", "people", "gain", "lose", "mean")]
    yield Sheet(names[2], heads, list(_groups(told)))
    reasons = [[line.strip()] for line in verdict(comparison, language)]
    yield Sheet(names[3], [names[3]], reasons, [names[3]])
    yield Sheet(names[4], _pair_heads(told), list(_pairs(told)))


def _outcome_heads(told: Answer) -> list[str]:
    words = _HEADS.spoken(told.language)
    base = told.title(told.comparison.plan.base.name)
    heads = [words("outcome"), words("unit"), words("level", title=base)]
    for arm in told.arms:
        title = told.title(arm)
        heads += [words(key, title=title) for key in ("level", "difference", "low", "high")]
        heads.append(words("judged", title=title))
    return heads


def _outcomes(told: Answer) -> Iterator[list[object]]:
    for _, outcome, found in findings_of(told, told.arms):
        row: list[object] = [outcome.title(told.language)]
        row += [unit_in(told.language, outcome.unit), found[0].base]
        for each in found:
            row += [each.level, each.difference, each.low, each.high]
            row.append(JUDGED.say(told.language, each.judgement))
        yield row


def _groups(told: Answer) -> Iterator[list[object]]:
    language, gains = told.language, told.comparison.gains
    means = gains.groupby(["arm", "dimension", "group"], sort=False).mean(numeric_only=True)
    for row in means.reset_index().to_dict(orient="records"):
        if row["dimension"] not in DIMENSIONS or row["persons"] < SMALLEST_GROUP:
            continue
        by, group = dimension_in(language, row["dimension"]), group_in(language, row["group"])
        numbers = [float(row[key]) for key in ("persons", "gain", "lose", "participation")]
        yield [told.title(row["arm"]), by, group, *numbers]


def _pair_heads(told: Answer) -> list[str]:
    words = _HEADS.spoken(told.language)
    names = [f"{o.title(told.language)} ({unit_in(told.language, o.unit)})" for o in _kept(told)]
    return [*(words(key) for key in ("pair", "set", "seed", "option")), *names]


def _kept(told: Answer) -> list[Any]:
    return [OUTCOME[str(name)] for name in told.comparison.values.columns]


def _pairs(told: Answer) -> Iterator[list[object]]:
    values = told.comparison.values
    known = {result.pair.number: result.pair for result in told.comparison.finished}
    for row in values.reset_index().to_dict(orient="records"):
        pair = known[int(row.pop("pair"))]
        draw: object = "" if pair.draw is None else pair.draw + 1
        title = told.title(str(row.pop("arm")))
        yield [pair.number + 1, draw, str(pair.seed), title, *map(float, row.values())]


def word_table(comparison: Comparison, path: Path, language: Language) -> None:
    """The table of all outcomes as a document, with the answer above it.

    Raises:
        OutputError: python-docx is not installed, or the file cannot be written.
    """
    try:
        from docx import Document
    except ImportError:
        needed = Message("A Word file needs python-docx: pip install python-docx")
        raise OutputError(needed) from None
    told = answer(comparison, language)
    shown, document = all_outcomes(told), Document()
    document.add_heading(" ".join(told.sentences()), level=2)
    document.add_paragraph(shown.title)
    table = document.add_table(rows=1, cols=len(shown.heads), style="Light Grid Accent 1")
    for cell, head in zip(table.rows[0].cells, shown.heads, strict=True):
        cell.text = head
    for row in shown.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text.strip()
    document.add_paragraph(" ".join(told.cautions()))
    buffer = io.BytesIO()
    document.save(buffer)
    write_bytes(path, buffer.getvalue())
