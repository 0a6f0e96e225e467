"""Worth of knowing as rows of text."""

from analysis.results.worth import Worth
from analysis.wording import Language, number_in

MOST = 15  # rows printed


def table_heads(language: Language) -> tuple[str, ...]:
    """Heads of the table."""
    return ("Annahme", "Wert", "95 %") if language == "de" else ("input", "worth", "95 %")


def table_rows(worth: Worth, language: Language) -> list[tuple[str, ...]]:
    """Assumptions as text, the one most worth knowing first."""
    rows: list[tuple[str, ...]] = []
    for row in worth.table.head(MOST).to_dict(orient="records"):
        value, low, high = (number_in(language, row[key], 4) for key in ("value", "low", "high"))
        rows.append((str(row["input"]), value, f"{low} … {high}"))
    return rows
