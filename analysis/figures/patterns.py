"""Every pattern value beside its band: where the target lies, and where the simulated runs."""

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.fitting import inches
from analysis.figures.style import (
    GAIN,
    LOSE,
    NORMAL,
    SMALL,
    Drawing,
    headed,
    labelled,
    new_figure,
)
from analysis.findings.validation import first_sentence
from analysis.measures.patterns import FAILS, FITTED, HOLDS, REPORTED, VALIDATION
from analysis.options import place_title
from analysis.results.validation import Validation
from model.words import Language, Texts, from_file

REPORTED_COLOUR = "#8A8A8A"
TITLE_LETTERS = 72  # longer titles of patterns are cut
PANEL = 6.0  # inches for the values themselves, beside the names of both sides
WIDEST = 3.0  # half bands shown on either side; what lies further is drawn at the edge
_WORDS = Texts(
    {
        "axis": "distance from the target (−1 and 1: the ends of its band)",
        "note": (
            "Source: simulation Sozialraum, {place}, {runs} runs, each with its own seed {drawn}.\n"
            "Grey area: the band, fixed before fitting. Dot: mean of the runs; line: middle 95% "
            "of the runs.\nAbove: what the parameters were fitted to (dots); below: what no fit "
            "has seen (squares). Grey: only reported, or not to be measured yet. "
            "Arrow: further out."
        ),
        "fit": "Fit: {hold} of {count} hold",
        "validation": "Validation: {hold} of {count} kept-out values inside",
        "drawn": "and draw of the parameters",
    }
)


def drawing(done: Validation, language: Language) -> Drawing:
    """The figure with the data it shows."""
    words, data = _WORDS.spoken(language), shown(done, language)
    names = max((inches(str(name), NORMAL) for name in data["name"]), default=0.0)
    patterns = inches("n" * TITLE_LETTERS, SMALL)
    # A row is free above what was fitted and what was kept out.
    new = (data["kind"] != data["kind"].shift()) & (data["kind"] != REPORTED)
    rows = (np.where(new, 2.0, 1.0).cumsum() - 1.0).tolist()
    figure, axes = new_figure(PANEL + names + patterns, 1.8 + 0.27 * (rows[-1] if rows else 0))
    axes.axvspan(-1.0, 1.0, color="#E2E6EA", zorder=0)
    axes.axvline(0.0, color="#1A1A1A", lw=1)
    ends = data[["off", "off_low", "off_high"]].to_numpy(dtype=float).tolist()
    verdicts = zip(data["verdict"], data["kind"], strict=True)
    for row, (off, low, high), (verdict, kind) in zip(rows, ends, verdicts, strict=True):
        _line(axes, row, off, low, high, str(verdict), str(kind))
    axes.set_yticks(rows, [str(name) for name in data["name"]])
    _name_patterns(axes, data, rows, done, language)
    _name_kinds(axes, data, rows, done, language)
    axes.set_ylim((rows[-1] if rows else 0.0) + 0.6, -0.6)
    axes.set_xlim(-WIDEST, WIDEST)
    axes.grid(visible=False, axis="y")
    axes.tick_params(labelsize=NORMAL)
    labelled(axes.xaxis, words("axis"), language)
    title = first_sentence(done, language)
    drawn = "" if done.posterior is None else words("drawn")
    note = words("note", place=place_title(done.shipped), runs=len(done.measures), drawn=drawn)
    headed(figure, title, note.replace(" .", ".").splitlines())
    return Drawing("patterns", figure, data, title, title)


def _name_patterns(
    axes: Axes, data: pd.DataFrame, rows: list[float], done: Validation, language: Language
) -> None:
    """Which pattern the values belong to, at the right edge, with a line above each."""
    for (_, key), members in data.reset_index().groupby(["kind", "id"], sort=False):
        both = done.patterns.patterns[str(key)].title
        name = from_file(language, de=both.de, en=both.en)
        top = rows[members.index[0]]
        axes.axhline(top - 0.5, color="#C8C8C8", lw=0.8)
        title = textwrap.shorten(name, TITLE_LETTERS, placeholder=" …")
        _noted(axes, f"{key}  {title}", (1.01, top), color="#3A3A3A")


def _name_kinds(
    axes: Axes, data: pd.DataFrame, rows: list[float], done: Validation, language: Language
) -> None:
    """Where fit ends and validation begins, and how many hold of each."""
    words = _WORDS.spoken(language)
    for kind in (FITTED, VALIDATION):
        tops = data.index[data["kind"] == kind]
        if not len(tops):
            continue
        hold, count = done.holding(kind)
        top = rows[tops[0]] - 1.0
        axes.axhline(top - 0.5, color="#1A1A1A", lw=1.6)
        _noted(axes, words(kind, hold=hold, count=count), (0.01, top), fontweight="bold")


def _noted(axes: Axes, text: str, at: tuple[float, float], **style: Any) -> None:
    """A text beside a row: across in shares of the panel, up by rows."""
    axes.annotate(text, at, xycoords=("axes fraction", "data"), fontsize=SMALL, va="center",
                  **style)  # fmt: skip


def _line(
    axes: Axes, row: float, off: float, low: float, high: float, verdict: str, kind: str
) -> None:
    colour = {FAILS: LOSE, HOLDS: GAIN}.get(verdict, REPORTED_COLOUR)
    left, right = (min(WIDEST, max(-WIDEST, end)) for end in (low, high))
    axes.plot([left, right], [row, row], color=colour, lw=2.2, solid_capstyle="butt")
    beyond = abs(off) > WIDEST
    marker = (">" if off > 0 else "<") if beyond else "s" if kind == VALIDATION else "o"
    at = min(0.97 * WIDEST, max(-0.97 * WIDEST, off))
    axes.plot([at], [row], marker=marker, color=colour, ms=6.5)


def shown(done: Validation, language: Language) -> pd.DataFrame:
    """A row per value with a target: simulated mean and interval as distances in half bands.

    What was fitted stands first, then what was kept out, then what is only reported.
    """
    rows, order = [], (FITTED, VALIDATION, REPORTED)
    for row in sorted(done.rows_in(language), key=lambda one: order.index(one.kind)):
        if row.target is None or row.low is None or row.high is None or row.simulated is None:
            continue
        target, low, high = row.target, row.low, row.high
        ends = done.interval(row.measure)
        off, off_low, off_high = (
            _off(value, target, low, high) for value in (row.simulated, *ends)
        )
        rows.append(
            (row.id, row.name, row.kind, row.verdict, off, off_low, off_high, row.simulated, *ends)
        )
    heads = ["id", "name", "kind", "verdict", "off", "off_low", "off_high"]
    return pd.DataFrame(rows, columns=[*heads, "simulated", "simulated_low", "simulated_high"])


def _off(value: float, target: float, low: float, high: float) -> float:
    """Distance from the target, 1 at the edge of the band on that side."""
    side = (high - target if value > target else target - low) or high - low
    return (value - target) / side if side else 0.0 if value == target else WIDEST
