"""Waterfall of mechanisms: what each adds to the difference between two arrangements."""

import numpy as np

from analysis.figures.notes import DARK, GREY, rows_axis, titled
from analysis.figures.style import (
    BASE_COLOUR,
    GAIN,
    LOSE,
    Drawing,
    difference_axis,
    labelled,
    new_figure,
)
from analysis.findings.decomposition import of_outcome
from analysis.measures.outcomes import OUTCOME
from analysis.requests.decomposition import mechanism_title
from analysis.results.decomposition import Decomposed
from analysis.sensitivity.shapley import REMAINDER, TOTAL
from analysis.wording import unit_in
from model.words import Language, Texts

_WORDS = Texts(
    {
        "axis": "difference “{other}” − “{base}”, {unit}",
        "gain": "raises",
        "lose": "lowers",
        "note": (
            "Shapley shares of mechanisms, {seeds} seeds; they add up to the difference exactly. "
            "Lines: 95% interval over seeds, each of the one share that ends there."
        ),
    }
)


def waterfall(done: Decomposed, outcome: str, language: Language) -> Drawing:
    """Bars from 0 to the difference: what is left without mechanisms, each of them, the total."""
    words = _WORDS.spoken(language)
    table = done.of(outcome).set_index("part")
    parts = table.drop(index=[REMAINDER, TOTAL]).sort_values("value", ascending=False)
    order = [REMAINDER, *parts.index, TOTAL]
    data = table.loc[order].reset_index()
    steps = data["value"].to_numpy()
    ends = np.cumsum(steps[:-1])
    starts = np.concatenate([[0.0], ends[:-1]])
    data["from"] = [*starts, 0.0]
    figure, axes = new_figure(height=2.0 + 0.4 * len(data))
    for row in range(len(data) - 1):
        rising = steps[row] >= 0.0
        colour = GAIN if rising else LOSE
        label = words("gain" if rising else "lose")
        # Hatched, so that it is told apart in a photocopy too.
        axes.barh(row, steps[row], 0.65, left=starts[row], color=colour, label=label,
                  hatch="" if rising else "////", ec="white", lw=0)  # fmt: skip
        axes.vlines(ends[row], row - 0.32, row + 1.32, color=GREY, lw=0.8)
    axes.barh(len(data) - 1, steps[-1], 0.65, color=BASE_COLOUR)
    at = data["from"]
    axes.hlines(range(len(data)), at + data["low"], at + data["high"], color=DARK, lw=1.3)
    found = OUTCOME[outcome]
    difference_axis(axes, found.matters, language)
    rows_axis(axes, [mechanism_title(str(part), language) for part in data["part"]])
    label = words("axis", **done.request.titles, unit=unit_in(language, found.unit))
    labelled(axes.xaxis, label, language)
    title = of_outcome(done, outcome, language)
    note = words("note", seeds=done.request.seeds)
    return titled(f"waterfall-{outcome}", figure, data, title, note, done.record, language)
