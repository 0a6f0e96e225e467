"""Worth of knowing as rows of text."""

from analysis.results.worth import Worth
from analysis.sensitivity.topics import title_of
from model.words import Language, Texts, number_in

MOST = 15  # rows printed
HEADS = Texts(("input", "worth", "95%"), context="worth")


def table_rows(worth: Worth, language: Language) -> list[tuple[str, ...]]:
    """Assumptions as text, the one most worth knowing first."""
    rows: list[tuple[str, ...]] = []
    for row in worth.table.head(MOST).to_dict(orient="records"):
        value, low, high = (number_in(language, row[key], 4) for key in ("value", "low", "high"))
        rows.append((title_of(str(row["input"]), language), value, f"{low} … {high}"))
    return rows
