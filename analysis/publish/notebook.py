"""How results appear in notebooks and in print: the same findings as on the screen."""

from html import escape

from analysis.findings.answer import answer
from analysis.results.comparison import Comparison
from analysis.results.showing import html, text
from analysis.tables.short_answer import short_answer


@text.register
def comparison_text(comparison: Comparison) -> str:
    """The short answer."""
    return "\n".join(short_answer(answer(comparison)))


@html.register
def comparison_html(comparison: Comparison) -> str:
    """The answer as a sentence, then all of the short answer; every text is escaped."""
    found = answer(comparison)
    said = escape(" ".join(found.sentences()))
    lines = escape("\n".join(short_answer(found)))
    return f"<p><strong>{said}</strong></p><pre>{lines}</pre>"
