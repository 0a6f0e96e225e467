"""Title above and note below a figure that belongs to no comparison: what it shows, and of what."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.style import LARGE, NORMAL, SMALL
from model.words import Language, Texts

GREY = "#5A5A5A"
DARK = "#1A1A1A"

_WORDS = Texts(
    {
        "source": (
            "Source: simulation Sozialraum. {note}\nThe effect of a production network is assumed, "
            "it has never been measured causally."
        )
    }
)


def titled(figure: Figure, title: str, note: str, language: Language) -> None:
    """Title and legend above the panels, note and source below."""
    entries: dict[str, Any] = {}
    for axes in figure.axes:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            entries.setdefault(label, handle)
    figure.legend(
        list(entries.values()),
        list(entries),
        title=title,
        title_fontproperties={"size": LARGE, "weight": "bold"},
        alignment="left",
        loc="outside upper left",
        ncols=3,
        frameon=False,
        fontsize=NORMAL,
    )
    text = _WORDS.say(language, "source", note=note)
    figure.supxlabel(text, x=0.01, ha="left", fontsize=SMALL, color=GREY)


def rows_axis(axes: Axes, names: list[str]) -> None:
    """Names from top to bottom, without grid lines through them."""
    axes.set_yticks(range(len(names)), names, fontsize=NORMAL)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="x", labelsize=NORMAL)
