"""How figures look: colours, lines, footnote, and how they are saved."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from analysis.results.comparison import Comparison
from experiments.writing import frame_as_csv, plain_words, write_bytes
from model.words import Language, Texts, say, short_in

# Okabe and Ito's palette: told apart by colour-blind people and in print; the base is grey.
BASE_COLOUR = "#5A5A5A"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
LINES = ("solid", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1, 2)))
GAIN, LOSE = "#0072B2", "#D55E00"
RESOLUTION = 160  # dots per inch of the PNG
SMALL, NORMAL, LARGE = 8, 10, 13


_WORDS = Texts(
    {
        "footnote": (
            "Source: simulation Sozialraum, {place}, {pairs} pairs of equal seeds, {months} "
            "months, seed {seed}.\n{bands} {shown}\n"
            "the effect of a production network is assumed, it has never been measured causally."
        ),
        "chance": "Only chance is shown, not the uncertainty of the assumptions;",
        "drawn": "Intervals contain chance and uncertain assumptions;",
    }
)


@dataclass(frozen=True)
class Drawing:
    """A figure with its file name (without ending) and the data it shows."""

    name: str
    figure: Figure
    data: pd.DataFrame


def new_figure(width: float, height: float, **grid: Any) -> tuple[Figure, Any]:
    """A figure outside pyplot's global state, with its axes."""
    with sns.axes_style("whitegrid", {"grid.color": "#E6E6E6", "axes.edgecolor": "#9A9A9A"}):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots(**grid)
    return figure, axes


def arm_styles(comparison: Comparison) -> dict[str, dict[str, Any]]:
    """Colour and line of every arm: the base grey, the others in the order of the palette."""
    styles: dict[str, dict[str, Any]] = {
        comparison.plan.base.name: {"color": BASE_COLOUR, "linestyle": "solid"}
    }
    for number, arm in enumerate(comparison.plan.others):
        styles[arm.name] = {
            "color": COLOURS[number % len(COLOURS)],
            "linestyle": LINES[(number // len(COLOURS)) % len(LINES)],
        }
    return styles


def finish(
    figure: Figure, title: str, comparison: Comparison, language: Language, bands: str
) -> None:
    """Title and legend above the panels, source and uncertainty below."""
    entries: dict[str, Any] = {}
    for axes in figure.axes:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            entries.setdefault(label, handle)
    # The title is the legend's: constrained layout would lay the two over each other.
    figure.legend(
        list(entries.values()),
        list(entries),
        title=title,
        title_fontproperties={"size": LARGE, "weight": "bold"},
        alignment="left",
        loc="outside upper left",
        ncols=4,
        frameon=False,
        fontsize=NORMAL,
    )
    words = _WORDS.spoken(language)
    note = words(
        "footnote",
        place=comparison.plan.place,
        pairs=comparison.pairs,
        months=comparison.plan.months,
        seed=comparison.plan.seed,
        bands=bands,
        shown=words("chance" if comparison.plan.draws is None else "drawn"),
    )
    figure.supxlabel(note, x=0.01, ha="left", fontsize=SMALL, color="#5A5A5A")


def years_axis(axes: Axes, months: int, language: Language) -> None:
    """Months as years, with a tick each year."""
    years = range(0, months // 12 + 1, 1 if months <= 12 * 12 else 5)
    axes.set_xticks([12 * year for year in years], [str(year) for year in years])
    axes.set_xlim(0, max(months, 1))
    axes.set_xlabel(say(language, "years since the change"), fontsize=NORMAL)
    axes.tick_params(labelsize=NORMAL)


def decimal_comma(axis: Axis, language: Language) -> None:
    """Numbers on an axis as they are written in the language."""
    axis.set_major_formatter(lambda value, _: plain_number(value, language))


def plain_number(value: float, language: Language) -> str:
    """A tick label: no more digits than needed, a comma in German, a true minus sign."""
    return short_in(language, value, 6)


def save(drawing: Drawing, folder: Path) -> Path:
    """Write <name>.png, <name>.svg and <name>.csv; returns the PNG.

    Raises:
        OutputError: the folder cannot be written; no half-written file is left.
    """
    with plain_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for ending, settings in (("png", {"dpi": RESOLUTION}), ("svg", {"metadata": {"Date": None}})):
        buffer = io.BytesIO()
        drawing.figure.savefig(buffer, format=ending, **settings)
        drawing.figure.set_layout_engine("none")  # it has found its places; finding takes seconds
        write_bytes(folder / f"{drawing.name}.{ending}", buffer.getvalue())
    write_bytes(folder / f"{drawing.name}.csv", frame_as_csv(drawing.data))
    return folder / f"{drawing.name}.png"
