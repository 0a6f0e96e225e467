"""A decomposition as rows of text."""

import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.decomposition import mechanism_title
from analysis.results.decomposition import Decomposed
from analysis.sensitivity.shapley import REMAINDER, TOTAL
from analysis.wording import digits_for, unit_in
from model.words import Language, Texts, number_in, signed_in

HEADS = Texts(("outcome", "mechanism", "share", "range, chance alone"))


def table_rows(done: Decomposed, language: Language) -> list[tuple[str, ...]]:
    """Parts as text: mechanisms from the largest gain to the largest loss, then rest and total."""
    rows: list[tuple[str, ...]] = []
    for outcome in done.request.outcomes:
        found = OUTCOME[outcome]
        parts = done.of(outcome)
        last = parts["part"].isin([REMAINDER, TOTAL])
        ordered = pd.concat([parts[~last].sort_values("value", ascending=False), parts[last]])
        digits = digits_for(found.matters) + 1
        for place, row in enumerate(ordered.to_dict(orient="records")):
            low, high = (number_in(language, row[key], digits) for key in ("low", "high"))
            name = f"{found.title(language)} ({unit_in(language, found.unit)})"
            rows.append((
                name if place == 0 else "", mechanism_title(row["part"], language),
                signed_in(language, row["value"], digits), f"{low} … {high}",
            ))  # fmt: skip
    return rows
