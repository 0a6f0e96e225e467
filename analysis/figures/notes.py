"""Title above and note below a figure that belongs to no comparison: what it shows, and of what."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.fitting import POINTS, wrapped
from analysis.figures.style import (
    LARGE,
    NORMAL,
    SECOND,
    SIGN,
    SMALL,
    TEXT,
    ZONE,
    Drawing,
    headed,
    made_by,
    room_for,
)
from model.words import Language, Texts

GREY, DARK = SECOND, TEXT
PANEL = 0.6  # of a figure, about, is the panel beside a list of names
LIST = 3.6  # inches of that list
# Where a number stands from its point (points), the first that is free.
AROUND = tuple(
    (far * x, far * y) for far in (11.0, 24.0, 38.0)
    for x, y in ((0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8), (1.2, 0.0), (-1.2, 0.0))
)  # fmt: skip

_WORDS = Texts(
    {
        "source": (
            "Source: simulation Sozialraum. Result {result}, {date}, {code}. The effect of a "
            "production network is assumed, it has never been measured causally."
        ),
    }
)


def titled(
    name: str, figure: Figure, data: pd.DataFrame, title: str, note: str,
    record: Mapping[str, Any], language: Language, described: str = "",
) -> Drawing:  # fmt: skip
    """The finding above the panels, a legend of what is drawn; note, source and result below.

    record: of the run that the figure shows; described: what is to be seen, if the title does not
    say it.
    """
    entries: dict[str, Any] = {}
    for axes in figure.axes:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            entries.setdefault(label, handle)
    notes = [note, _WORDS.say(language, "source", **made_by(record, language))]
    drawing = Drawing(name, figure, data, title, described or title)
    if not entries:
        headed(figure, title, notes)
        return drawing
    shown = wrapped(title, figure.get_figwidth(), LARGE, bold=True)
    # The title is the legend's: constrained layout would lay the two over each other.
    figure.legend(
        list(entries.values()),
        list(entries),
        title=shown,
        title_fontproperties={"size": LARGE, "weight": "bold"},
        alignment="left",
        loc="outside upper left",
        ncols=3,
        frameon=False,
        fontsize=SMALL,
    )
    room_for(figure, shown, LARGE)
    room_for(figure, "\n" * -(-len(entries) // 3), SMALL)
    headed(figure, "", notes)
    return drawing


def numbered(axes: Axes, points: Sequence[tuple[float, float]], names: Sequence[str]) -> None:
    """A number at every point and the names beside the panel: names at points lie on each other."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    wide, high = axes.figure.get_size_inches() * PANEL * POINTS  # type: ignore[union-attr]
    taken: list[tuple[float, float]] = []
    for number, (x, y) in enumerate(points, 1):
        at = (x - left) / (right - left) * wide, (y - bottom) / (top - bottom) * high
        away = next(
            (step for step in AROUND if all(_clear(at, step, other) for other in taken)), AROUND[0]
        )
        taken.append((at[0] + away[0], at[1] + away[1]))
        axes.annotate(str(number), (x, y), xytext=away, textcoords="offset points", ha="center",
                      va="center", fontsize=SMALL, fontweight="bold")  # fmt: skip
    lines = [
        f"{number}  " + wrapped(name, LIST, SMALL).replace("\n", "\n     ")
        for number, name in enumerate(names, 1)
    ]
    axes.annotate("\n".join(lines), (1.0, 1.0), xycoords="axes fraction", xytext=(10, 0),
                  textcoords="offset points", va="top", fontsize=SMALL)  # fmt: skip


def field(axes: Axes, matters: Sequence[float]) -> None:
    """The field in which neither of two differences is one, wholly in sight."""
    across, up = matters
    axes.add_patch(
        Rectangle((-across, -up), 2.0 * across, 2.0 * up, facecolor=ZONE, edgecolor=SIGN, lw=0.8,
                  zorder=0)
    )  # fmt: skip
    for limits, change, own in (
        (axes.get_xlim(), axes.set_xlim, across), (axes.get_ylim(), axes.set_ylim, up),
    ):  # fmt: skip
        change(min(limits[0], -1.5 * own), max(limits[1], 1.5 * own))


def _clear(at: tuple[float, float], step: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether a number so far from its point lies on no other number (points)."""
    across, up = abs(at[0] + step[0] - other[0]), abs(at[1] + step[1] - other[1])
    return across > 1.6 * SMALL or up > 1.2 * SMALL


def rows_axis(axes: Axes, names: list[str], size: float = NORMAL) -> None:
    """Names from top to bottom, without grid lines through them."""
    axes.set_yticks(range(len(names)), names, fontsize=size)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
