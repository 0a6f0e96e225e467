"""How results appear in a notebook."""

from html import escape

from analysis.findings.verdict import verdict
from analysis.results.comparison import Comparison
from analysis.results.showing import html
from analysis.tables.comparison import HEADS, NUMERIC, rows_in, size_of


@html.register
def comparison_html(comparison: Comparison) -> str:
    """Heading, verdict and table as HTML; every text from outside is escaped."""
    language = comparison.language
    arms = " – ".join(comparison.title_of(arm.name, language) for arm in comparison.plan.arms)
    said = "".join(f"<li>{escape(line.strip())}</li>" for line in verdict(comparison))
    head = "".join(f"<th>{escape(name)}</th>" for name in HEADS.all(language))
    body = "".join(_row(row) for row in rows_in(comparison, language))
    plan = comparison.plan
    size = ", ".join(size_of(comparison, language))
    return (
        f"<h4>{escape(arms)}</h4>"
        f"<p>{escape(plan.place)}, {size}, "
        f"seed {plan.seed}</p><ul>{said}</ul>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(cells: tuple[str, ...]) -> str:
    styled = (
        f'<td style="text-align:right">{escape(cell)}</td>'
        if column in NUMERIC
        else f'<td style="text-align:left">{escape(cell)}</td>'
        for column, cell in enumerate(cells)
    )
    return f"<tr>{''.join(styled)}</tr>"
