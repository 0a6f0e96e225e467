"""Figures of tipping points: differences along a sweep, and the box in which the network loses."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.figures.notes import DARK, GREY, titled
from analysis.figures.style import (
    COLOURS,
    GAIN,
    LOSE,
    NORMAL,
    Drawing,
    decimal_comma,
    new_figure,
    save,
)
from analysis.measures.outcomes import OUTCOME
from analysis.requests.tipping import SWEEP
from analysis.results.lost import Lost
from analysis.results.tipping import Swept
from analysis.sensitivity.boxes import Box
from analysis.wording import unit_in
from model.words import Language, Texts, number_in

_WORDS = Texts(
    {
        "sweep": "From when on does it pay? {outcome}",
        "axis": "difference “{other}” − “{base}”, {unit}",
        "mean": "mean difference, 95 % interval",
        "tip": "tipping point",
        "note": "{seeds} seeds a level, everything else as shipped.",
        "box": "Where does “{other}” lose? {outcome}",
        "loses": "loses",
        "wins": "does not lose",
        "inside": "box: {density} % lose, {coverage} % of all losses",
        "points": "{points} points of the range of assumptions.",
    }
)


def draw_sweeps(done: Swept, folder: Path, language: Language) -> list[Path]:
    """A figure per outcome; returns the PNG files."""
    drawings = [sweep_figure(done, outcome, language) for outcome in done.request.outcomes]
    return [save(drawing, folder) for drawing in drawings]


def draw_boxes(lost: Lost, folder: Path, language: Language) -> list[Path]:
    """The first box of every outcome, if it has bounds; returns the PNG files."""
    return [
        save(box_figure(one.boxes[0], one.x, one.loses, outcome, lost.other, language), folder)
        for outcome, one in lost.outcomes.items()
        if one.boxes and one.boxes[0].bounds
    ]


def sweep_figure(done: Swept, outcome: str, language: Language) -> Drawing:
    """A panel per sweep: mean difference with its interval, and where it crosses 0."""
    words, request = _WORDS.spoken(language), done.request
    data = done.levels[done.levels["outcome"] == outcome]
    figure, panels = new_figure(4.4 * len(request.along), 5.6, ncols=len(request.along),
                                sharey=True, squeeze=False)  # fmt: skip
    for axes, along in zip(panels[0], request.along, strict=True):
        mine = data[data["along"] == along]
        axes.fill_between(mine["level"], mine["low"], mine["high"], color=COLOURS[0], alpha=0.2)
        axes.plot(mine["level"], mine["difference"], color=COLOURS[0], marker="o", ms=4,
                  label=words("mean"))  # fmt: skip
        axes.axhline(0.0, color=DARK, lw=1)
        found = done.thresholds
        row = found[(found["outcome"] == outcome) & (found["along"] == along)]
        if len(row) and np.isfinite(row["at"].iloc[0]):
            axes.axvline(row["at"].iloc[0], color=LOSE, lw=1.4, ls=(0, (4, 3)), label=words("tip"))
            if np.isfinite(row["low"].iloc[0]):
                axes.axvspan(row["low"].iloc[0], row["high"].iloc[0], color=LOSE, alpha=0.12)
        axes.set_xlabel(SWEEP[along].title(language), fontsize=NORMAL)
        for axis in (axes.xaxis, axes.yaxis):
            decimal_comma(axis, language)
    found_outcome = OUTCOME[outcome]
    label = words(
        "axis", base=request.base, other=request.other, unit=unit_in(language, found_outcome.unit)
    )
    panels[0][0].set_ylabel(label, fontsize=NORMAL)
    title = words("sweep", outcome=found_outcome.title(language))
    titled(figure, title, words("note", seeds=request.seeds), language)
    return Drawing(f"tipping-{outcome}", figure, data)


def box_figure(
    box: Box, x: pd.DataFrame, loses: np.ndarray, outcome: str, other: str, language: Language
) -> Drawing:
    """Points by the two factors that bound the box most, and the box itself.

    A box with one bound is drawn against a running number of the points.
    """
    words = _WORDS.spoken(language)
    names = sorted(box.bounds, key=lambda name: box.bounds[name].chance)[:2]
    data = pd.DataFrame({name: x[name] for name in names} | {"loses": loses})
    across = data[names[0]]
    up = data[names[1]] if len(names) > 1 else pd.Series(np.arange(len(data)), data.index)
    figure, axes = new_figure(8.5, 6.5)
    for lost, colour, marker in ((False, GAIN, "o"), (True, LOSE, "x")):
        mine = loses == lost
        label = words("loses" if lost else "wins")
        axes.scatter(across[mine], up[mine], s=22, color=colour, marker=marker, label=label,
                     alpha=0.75, lw=1.0)  # fmt: skip
    sides = []
    for values, name in ((across, names[0]), (up, names[1] if len(names) > 1 else "")):
        bound = box.bounds.get(name)
        low = values.min() if bound is None or np.isinf(bound.low) else bound.low
        high = values.max() if bound is None or np.isinf(bound.high) else bound.high
        sides.append((float(low), float(high)))
    (left, right), (bottom, top) = sides
    label = words(
        "inside",
        density=number_in(language, 100.0 * box.density, 0),
        coverage=number_in(language, 100.0 * box.coverage, 0),
    )
    axes.fill(
        [left, right, right, left], [bottom, bottom, top, top], fc="none", ec=DARK, lw=1.6,
        label=label,
    )  # fmt: skip
    axes.set_xlabel(names[0], fontsize=NORMAL)
    axes.set_ylabel(names[1] if len(names) > 1 else "", fontsize=NORMAL, color=GREY)
    if len(names) < 2:
        axes.set_yticks([])
    for axis in (axes.xaxis, axes.yaxis):
        decimal_comma(axis, language)
    title = words("box", other=other, outcome=OUTCOME[outcome].title(language))
    note = words("points", points=number_in(language, len(data), 0))
    titled(figure, title, note, language)
    return Drawing(f"box-{outcome}", figure, data)
