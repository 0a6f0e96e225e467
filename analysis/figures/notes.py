"""Title above and note below a figure that belongs to no comparison: what it shows, and of what."""

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.style import (
    BOLD,
    LARGE,
    NORMAL,
    SECOND,
    SMALL,
    TEXT,
    headed,
    room_for,
    wrapped,
)
from model.words import Language, Texts, date_in

GREY, DARK = SECOND, TEXT

_WORDS = Texts(
    {
        "source": (
            "Source: simulation Sozialraum. Result {result}, {date}, {code}. The effect of a "
            "production network is assumed, it has never been measured causally."
        ),
        "unnamed": "not kept",
    }
)


def titled(
    figure: Figure, title: str, note: str, record: Mapping[str, Any], language: Language
) -> None:
    """The finding above the panels, a legend of what is drawn; note, source and result below.

    record: of the run that the figure shows.
    """
    entries: dict[str, Any] = {}
    for axes in figure.axes:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            entries.setdefault(label, handle)
    notes = [note, _source(record, language)]
    if not entries:
        headed(figure, title, notes)
        return
    shown = wrapped(title, figure.get_figwidth(), LARGE, BOLD)
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


def _source(record: Mapping[str, Any], language: Language) -> str:
    """Which result is shown: its content, the day it ended and the version that made it."""
    words, ended = _WORDS.spoken(language), record.get("ended")
    return words(
        "source",
        result=str(record.get("content", ""))[:8] or words("unnamed"),
        date=date_in(language, str(ended)) if ended else words("unnamed"),
        code=record.get("code", {}).get("version") or words("unnamed"),
    )


def rows_axis(axes: Axes, names: list[str]) -> None:
    """Names from top to bottom, without grid lines through them."""
    axes.set_yticks(range(len(names)), names, fontsize=NORMAL)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="x", labelsize=NORMAL)
