"""How a comparison shows itself in a notebook."""

from html import escape
from typing import TYPE_CHECKING

from analysis.wording import Language

if TYPE_CHECKING:
    from analysis.results.comparison import Comparison

HEADS: dict[Language, tuple[str, ...]] = {
    "de": (
        "Ergebnis",
        "Einheit",
        "Anordnung",
        "Basis",
        "Wert",
        "Unterschied",
        "95-%-Intervall",
        "Paare für ±x",
    ),
    "en": (
        "outcome",
        "unit",
        "arrangement",
        "base",
        "value",
        "difference",
        "95 % interval",
        "pairs for ±x",
    ),
}
# Columns of units, of arrangements, and of numbers, which are aligned to the right.
UNIT, ARM, NUMERIC = 1, 2, range(3, 8)


def comparison_html(comparison: "Comparison") -> str:
    """Heading, verdict and table as HTML; every text from outside is escaped."""
    language = comparison.language
    arms = " – ".join(comparison.title_of(arm.name, language) for arm in comparison.plan.arms)
    pairs = "Paare" if language == "de" else "pairs"
    months = "Monate" if language == "de" else "months"
    verdict = "".join(f"<li>{escape(line.strip())}</li>" for line in comparison.verdict)
    head = "".join(f"<th>{escape(name)}</th>" for name in HEADS[language])
    body = "".join(_row(row) for row in comparison.rows_in(language))
    plan = comparison.plan
    return (
        f"<h4>{escape(arms)}</h4>"
        f"<p>{escape(plan.place)}, {plan.months} {months}, {comparison.pairs} {pairs}, "
        f"seed {plan.seed}</p><ul>{verdict}</ul>"
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
