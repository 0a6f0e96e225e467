"""How results appear in notebooks and in print: the same findings as on the screen."""

from html import escape

from analysis.findings.answer import answer
from analysis.results.comparison import Comparison
from analysis.results.decomposition import Decomposed
from analysis.results.design import Designed
from analysis.results.frontier import Searched
from analysis.results.one_run import OneRun
from analysis.results.sensitivity import Sensitivity
from analysis.results.showing import Shown, html, text
from analysis.results.tipping import Swept
from analysis.results.validation import Validation
from analysis.results.worth import Worth
from analysis.tables import brief
from analysis.tables.design import of_design
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


# Every other result: its lines.
for _kind, _lines in (
    (OneRun, brief.of_run),
    (Validation, brief.of_validation),
    (Swept, brief.of_sweeps),
    (Decomposed, brief.of_parts),
    (Sensitivity, brief.of_sensitivity),
    (Worth, brief.of_worth),
    (Searched, brief.of_front),
    (Designed, of_design),
):
    text.register(_kind, lambda found, lines=_lines: "\n".join(lines(found)))


@html.register
def any_html(found: Shown) -> str:
    """What print shows, every text escaped."""
    return f"<pre>{escape(text(found))}</pre>"
