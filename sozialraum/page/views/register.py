"""Views that list: every outcome, and every assumption."""

from analysis.findings.answer import Answer
from analysis.tables.comparison import TOPICS, all_outcomes
from analysis.wording import meaning_in, unit_in
from model.words import Language, short_in
from sozialraum.page.material import Material
from sozialraum.page.saying import signs
from sozialraum.page.views.shape import View
from sozialraum.page.words import PAGE


def all_of_them(material: Material) -> View:
    """Every outcome with the base, and difference and range of every option."""
    table = all_outcomes(Answer(material.now, material.language))
    rows = [tuple(cell.strip() for cell in row) for row in table.rows]
    title = table.title.replace("   ", " · ")
    names = tuple(name for topic in TOPICS.values() for name in topic)
    meaning = signs(material.language, (cell for row in rows for cell in row))
    return View(
        "all", "", (), table.heads, rows, table.bold, title, extra=(meaning,), outcomes=names
    )


def assumptions(material: Material) -> View:
    """Every assumed number that is at work here."""
    language, say = material.language, PAGE.spoken(material.language)
    entries = material.now.assumed
    rows = [
        (
            meaning_in(language, entry),
            _number(language, entry.value),
            unit_in(language, entry.unit),
            "–" if entry.low is None or entry.high is None
            else f"{_number(language, entry.low)} – {_number(language, entry.high)}",
            entry.grade or "–",
            entry.source or "–",
        )
        for entry in entries
    ]  # fmt: skip
    heads = tuple(say(key) for key in ("lever", "value", "unit", "range", "grade", "source"))
    note = say("assumptions_note", count=len(entries))
    return View(
        "assumptions", note, (), heads, rows, caption=say("tab_assumptions"),
        extra=(material.now.assumptions_command,),
    )  # fmt: skip


def _number(language: Language, value: float) -> str:
    return short_in(language, value, 4)
