"""How figures look: signs of arms, zone, title, footnote, and how they are saved.

A figure can be read in print without colour: every arm has a dash and a marker of its own. Text in
an SVG stays text, and title and description stand in it for those who cannot see it.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.figures.fitting import FONTS, wrapped
from analysis.findings.answer import answer
from analysis.requests.points import OfTwoArms
from analysis.results.comparison import Comparison
from experiments.writing import frame_as_csv, plain_words, write_bytes
from model.words import Language, Texts, date_in, say, short_in

TEXT, SECOND, SIGN = "#1A1F24", "#3F4A54", "#76818A"
ZONE = "#DDE3E0"
GAIN, LOSE = "#0A4D92", "#C2500A"  # more, less
BASE_COLOUR = SIGN
# Colour, dash and marker of the arms beside the base, in their order.
SIGNS: tuple[tuple[str, Any, str], ...] = (
    ("#7A3E8E", (0, (6, 2)), "D"),
    ("#1A1F24", "solid", "o"),
    ("#0B5C63", (0, (2, 1.5)), "s"),
    ("#8A5A00", (0, (6, 2, 1, 2)), "^"),
    ("#0A4D92", (0, (1, 2)), "v"),
    ("#C2500A", (0, (10, 3)), "P"),
)
COLOURS = ("#1A1F24", "#7A3E8E", "#4F8C93", "#C2500A", "#9FBEC2")
WIDE, HIGH = 13.33, 7.5  # inches: a slide
SMALL, NORMAL, LARGE = 12, 13, 18  # points at that size
# Where a legend stands that may lie on nothing in the panel.
ABOVE: Any = {
    "loc": "lower left", "bbox_to_anchor": (0.0, 1.0), "frameon": False, "fontsize": SMALL,
}  # fmt: skip
SHORT = 24  # months: shorter runs have an axis of months
PAD = 0.08  # inches around panels
RESOLUTION = 120  # dots per inch of the PNG
SETTINGS: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": FONTS,
    "svg.fonttype": "none",
    "svg.hashsalt": "sozialraum",
    "grid.color": "#E6E9EB",
    "axes.edgecolor": SIGN,
    "axes.labelcolor": TEXT,
    "xtick.color": SECOND,
    "ytick.color": TEXT,
    "text.color": TEXT,
}

_WORDS = Texts(
    {
        "source": (
            "Sozialraum: {place}, {months} months. {counts}. Result {result}, {date}, {code}."
        ),
        "drawn": "{draws} sets of assumptions, {pairs} matched pairs, seed {seed}",
        "chance": "{pairs} matched pairs, seed {seed}; chance only, not the assumptions",
        "measured": "The effect of a network has never been measured: it follows from assumptions.",
    }
)


@dataclass(frozen=True)
class Drawing:
    """A figure with its file name (without ending), the data it shows, and what it says.

    title: the finding, as a sentence; described: what is to be seen, for those who cannot see it.
    """

    name: str
    figure: Figure
    data: pd.DataFrame
    title: str = ""
    described: str = ""


def new_figure(width: float = WIDE, height: float = HIGH, **grid: Any) -> tuple[Figure, Any]:
    """A figure outside pyplot's global state, with its axes."""
    with mpl.rc_context(SETTINGS), sns.axes_style("whitegrid", SETTINGS):
        figure = Figure(figsize=(width, height), layout="constrained")
        figure.get_layout_engine().set(w_pad=PAD, h_pad=PAD)  # type: ignore[union-attr,call-arg]
        axes = figure.subplots(**grid)
    return figure, axes


def arm_styles(comparison: Comparison) -> dict[str, dict[str, Any]]:
    """Colour, dash and marker of every arm; the base is a grey, thin line."""
    styles: dict[str, dict[str, Any]] = {
        comparison.plan.base.name: {"color": BASE_COLOUR, "linestyle": "solid", "marker": "|"}
    }
    for number, arm in enumerate(comparison.plan.others):
        colour, dash, marker = SIGNS[number % len(SIGNS)]
        styles[arm.name] = {"color": colour, "linestyle": dash, "marker": marker}
    return styles


def finish(
    name: str, figure: Figure, data: pd.DataFrame, title: str, comparison: Comparison,
    language: Language, note: str = "", described: str = "",
) -> Drawing:  # fmt: skip
    """The finding above the panels; below them what is shown, of which result, and the caution.

    described: what is to be seen, if the title does not say it.
    """
    plan, record = comparison.plan, comparison.record
    words = _WORDS.spoken(language)
    counts = {"pairs": comparison.pairs, "seed": plan.seed}
    if plan.draws is not None:
        counts["draws"] = len({result.pair.draw for result in comparison.finished})
    source = words(
        "source",
        place=answer(comparison, language).place,
        months=plan.months,
        counts=words("chance" if plan.draws is None else "drawn", **counts),
        **made_by(record, language),
    )
    headed(figure, title, [note, source, words("measured")])
    return Drawing(name, figure, data, title, described or title)


def made_by(record: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Which result is shown: its content, the day it ended and the version that made it."""
    ended, unnamed = record.get("ended"), say(language, "not kept")
    return {
        "result": str(record.get("content", ""))[:8] or unnamed,
        "date": date_in(language, str(ended)) if ended else unnamed,
        "code": record.get("code", {}).get("version") or unnamed,
    }


def headed(figure: Figure, title: str, notes: list[str]) -> None:
    """Title above and notes below, wrapped to the width of the figure."""
    width = figure.get_figwidth()
    if title:
        shown = wrapped(title, width, LARGE, bold=True)
        figure.suptitle(shown, x=0.01, ha="left", fontsize=LARGE, fontweight="bold")
        room_for(figure, shown, LARGE)
    text = "\n".join(wrapped(note, width, SMALL) for note in notes if note)
    figure.supxlabel(text, x=0.01, ha="left", fontsize=SMALL, color=SECOND)
    room_for(figure, text, SMALL)


def room_for(figure: Figure, text: str, size: float) -> None:
    """Make a low figure higher by the lines of a text, so that its panels keep their height."""
    if text and figure.get_figheight() < HIGH:
        figure.set_figheight(figure.get_figheight() + 1.3 * size / 72.0 * len(text.splitlines()))


def labelled(axis: Axis, text: str, language: Language, inches: float = WIDE) -> None:
    """The label of an axis, in lines that fit beside other panels, and its numbers."""
    axis.set_label_text(wrapped(text, inches, NORMAL), fontsize=NORMAL)
    decimal_comma(axis, language)


def zone(axes: Axes, matters: float, language: Language, *, across: bool = True) -> None:
    """The zone in which a difference is practically none, and the line of the base in it.

    Its name stands above the panel, where no line can cross it.
    """
    span, line = (axes.axvspan, axes.axvline) if across else (axes.axhspan, axes.axhline)
    span(-matters, matters, facecolor=ZONE, edgecolor=SIGN, lw=0.8, zorder=0)
    line(0.0, color=SIGN, lw=1.2, zorder=1)
    text = say(language, "practically the same")
    if across:
        axes.annotate(text, (0.0, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 3),
                      textcoords="offset points", ha="center", va="bottom", fontsize=SMALL,
                      color=SECOND)  # fmt: skip
    else:
        patch = Patch(facecolor=ZONE, edgecolor=SIGN, lw=0.8)
        axes.legend([patch], [text], **ABOVE, labelcolor=SECOND, borderaxespad=0.2)


def difference_axis(axes: Axes, matters: float, language: Language) -> None:
    """The zone on an axis of differences that has its data, and limits that show all of it."""
    low, high = axes.get_xlim()
    zone(axes, matters, language)
    axes.set_xlim(min(low, -1.5 * matters), max(high, 1.5 * matters))


def few_ticks(axes: Axes) -> None:
    """So few numbers below a narrow panel that none touches the next."""
    axes.xaxis.set_major_locator(MaxNLocator(5))


def widened(low: float, high: float, matters: float) -> tuple[float, float]:
    """Limits of an axis of differences: never narrower than one and a half zones either side."""
    least = 1.5 * matters
    return min(low, -least) * 1.08, max(high, least) * 1.08


def years_axis(axes: Axes, months: int, language: Language) -> None:
    """Months as years, with a tick each year; as months where that would be one tick or two."""
    if months < SHORT:
        ticks = range(0, months + 1, 1 if months <= 12 else 3)
        axes.set_xticks(ticks, [str(month) for month in ticks])
        axes.set_xlabel(say(language, "months since the change"), fontsize=NORMAL)
    else:
        years = range(0, months // 12 + 1, 1 if months <= 12 * 12 else 5)
        axes.set_xticks([12 * year for year in years], [str(year) for year in years])
        axes.set_xlabel(say(language, "years since the change"), fontsize=NORMAL)
    axes.set_xlim(0, max(months, 1))
    axes.tick_params(labelsize=SMALL)


def decimal_comma(axis: Axis, language: Language) -> None:
    """Numbers on an axis as they are written in the language: no more digits than needed."""
    axis.set_major_formatter(lambda value, _: short_in(language, value, 6))
    axis.set_tick_params(labelsize=SMALL)


def save(drawing: Drawing, folder: Path) -> Path:
    """Write <name>.png, <name>.svg and <name>.csv; returns the PNG.

    Raises:
        OutputError: the folder cannot be written; no half-written file is left.
    """
    with plain_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    said = {"Title": drawing.title, "Description": drawing.described}
    path = folder / f"{drawing.name}.png"
    write_bytes(path, rendered(drawing.figure, "png", dpi=RESOLUTION, metadata=said))
    svg = rendered(drawing.figure, "svg", metadata={"Date": None, **said})
    write_bytes(path.with_suffix(".svg"), _with_words(svg, drawing))
    write_bytes(path.with_suffix(".csv"), frame_as_csv(drawing.data))
    return path


def by_outcome[Result](
    request: OfTwoArms, drawn: Callable[[Result, str, Language], Drawing]
) -> Callable[[Result, Path], None]:
    """Draws the figure of every outcome that a request asks about, into a folder."""

    def draw(done: Result, folder: Path) -> None:
        for outcome in request.outcomes:
            save(drawn(done, outcome, request.language), folder)

    return draw


def rendered(figure: Figure, ending: str, **settings: Any) -> bytes:
    """A figure as a file; then it has found its places, which takes seconds, and keeps them."""
    buffer = io.BytesIO()
    with mpl.rc_context(SETTINGS):
        figure.savefig(buffer, format=ending, **settings)
    figure.set_layout_engine("none")
    return buffer.getvalue()


def _with_words(svg: bytes, drawing: Drawing) -> bytes:
    """An SVG with title and description, which readers of a screen say aloud."""
    head, start, rest = svg.partition(b"<svg ")
    opening, end, body = rest.partition(b">")
    words = f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.described)}</desc>"
    return head + start + b'role="img" ' + opening + end + b"\n " + words.encode() + body
