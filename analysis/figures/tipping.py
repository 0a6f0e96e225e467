"""Figures of tipping points: differences along a sweep, and the box in which the network loses."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.notes import DARK, titled
from analysis.figures.style import (
    COLOURS,
    GAIN,
    LOSE,
    Drawing,
    labelled,
    new_figure,
    save,
    widened,
    zone,
)
from analysis.findings.tipping import boxes_in_words, thresholds_in_words
from analysis.measures.outcomes import OUTCOME
from analysis.requests.points import arm_title
from analysis.requests.tipping import SWEEP
from analysis.results.lost import Lost
from analysis.results.tipping import Swept
from analysis.sensitivity.topics import title_of
from analysis.wording import unit_in
from model.words import Language, Texts, number_in

_WORDS = Texts(
    {
        "axis": "difference “{other}” − “{base}”, {unit}",
        "mean": "mean difference and range (chance only)",
        "tip": "tipping point",
        "several": (
            "{outcome}: along {count} of {all} sweeps a level is clearly better; a tipping point "
            "is drawn there only."
        ),
        "loses": "loses",
        "wins": "does not lose",
        "inside": "box: {density}% lose, {coverage}% of all losses",
        "points": "{points} sets of assumptions, tried over their whole range.",
    }
)


def draw_boxes(lost: Lost, folder: Path, language: Language) -> list[Path]:
    """The first box of every outcome, if it has bounds; returns the PNG files."""
    return [
        save(box_figure(lost, outcome, language), folder)
        for outcome, one in lost.outcomes.items()
        if one.boxes and one.boxes[0].bounds
    ]


def sweep_figure(done: Swept, outcome: str, language: Language) -> Drawing:
    """A panel per sweep: mean difference with its range, the zone, and where it crosses 0."""
    words, request, found = _WORDS.spoken(language), done.request, OUTCOME[outcome]
    data = done.levels[done.levels["outcome"] == outcome]
    figure, panels = new_figure(ncols=len(request.along), sharey=True, squeeze=False)
    for axes, along in zip(panels[0], request.along, strict=True):
        _sweep(axes, done, data[data["along"] == along], outcome, along, language)
        labelled(axes.xaxis, SWEEP[along].title(language), language, 10.0 / len(request.along))
    low, high = data["low"].min(), data["high"].max()
    panels[0][0].set_ylim(*widened(float(low), float(high), found.matters))
    label = words("axis", **request.titles, unit=unit_in(language, found.unit))
    labelled(panels[0][0].yaxis, label, language, 4.0)
    mine = done.thresholds[done.thresholds["outcome"] == outcome]
    told = thresholds_in_words(replace(done, thresholds=mine), language)
    title = " ".join(line.strip() for line in told[:-1])
    if len(request.along) > 1:
        clear = int(np.isfinite(mine["sure_from"]).sum())
        blanks = {"outcome": found.title(language), "count": clear, "all": len(request.along)}
        title = words("several", **blanks)
    return titled(f"tipping-{outcome}", figure, data, title, told[-1], done.record, language)


def _sweep(
    axes: Axes, done: Swept, mine: pd.DataFrame, outcome: str, along: str, language: Language
) -> None:
    """One panel; the tipping point is drawn only where a level is clearly better."""
    words = _WORDS.spoken(language)
    axes.fill_between(mine["level"], mine["low"], mine["high"], color=COLOURS[4], alpha=0.5)
    axes.plot(mine["level"], mine["difference"], color=COLOURS[0], marker="o", ms=6,
              label=words("mean"))  # fmt: skip
    zone(axes, OUTCOME[outcome].matters, language, across=False)
    found = done.thresholds
    row = found[(found["outcome"] == outcome) & (found["along"] == along)]
    if len(row) and np.isfinite(row["at"].iloc[0]) and np.isfinite(row["sure_from"].iloc[0]):
        axes.axvline(row["at"].iloc[0], color=LOSE, lw=1.4, ls=(0, (4, 3)), label=words("tip"))


def box_figure(lost: Lost, outcome: str, language: Language) -> Drawing:
    """Points by the two factors that bound the box most, and the box itself.

    A box with one bound is drawn against a running number of the points.
    """
    words, found = _WORDS.spoken(language), lost.outcomes[outcome]
    box, x, loses = found.boxes[0], found.x, found.loses
    names = sorted(box.bounds, key=lambda name: box.bounds[name].chance)[:2]
    data = pd.DataFrame({name: x[name] for name in names} | {"loses": loses})
    across = data[names[0]]
    up = data[names[1]] if len(names) > 1 else pd.Series(np.arange(len(data)), data.index)
    figure, axes = new_figure()
    for lose, colour, marker in ((False, GAIN, "o"), (True, LOSE, "x")):
        mine = loses == lose
        label = words("loses" if lose else "wins")
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
    for axis, name in zip((axes.xaxis, axes.yaxis), names, strict=False):
        labelled(axis, title_of(name, language), language)
    if len(names) < 2:
        axes.set_yticks([])
    base, other = (arm_title(name, language) for name in (lost.base, lost.other))
    (title,) = boxes_in_words([box], loses, outcome, base, other, language)
    note = words("points", points=number_in(language, len(data), 0))
    return titled(f"box-{outcome}", figure, data, title, note, lost.record, language)
