"""What a presenter would see in a figure: its texts where they stand, and what lies on what."""

from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

NEAR = 1.0  # dots by which two boxes may touch


def texts_of(figure: Figure) -> list[Text]:
    """Every text that is drawn."""
    found = [figure._suptitle, figure._supxlabel, *figure.texts]  # type: ignore[attr-defined]
    legends = list(figure.legends)
    for axes in figure.axes:
        found += [axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts]  # type: ignore[attr-defined]
        legends += [legend for legend in [axes.get_legend()] if legend]
        for axis in (axes.xaxis, axes.yaxis):
            found += [tick.label1 for tick in axis._update_ticks()]  # type: ignore[attr-defined]
    for legend in legends:
        found += [legend.get_title(), *legend.get_texts()]
    seen = {id(text): text for text in found if text is not None and text.get_visible()}
    return [text for text in seen.values() if text.get_text().strip()]


def faults(figure: Figure) -> list[str]:
    """Texts that are cut or lie on one another; of a figure that was saved."""
    figure.draw_without_rendering()  # files have other dots an inch, and labels move with them
    texts = [(text.get_text(), text.get_window_extent()) for text in texts_of(figure)]
    wide, high = figure.canvas.get_width_height()
    found = [
        f"cut: {text}"
        for text, box in texts
        if box.x0 < -NEAR or box.y0 < -NEAR or box.x1 > wide + NEAR or box.y1 > high + NEAR
    ]
    for (text, box), (other, its) in combinations(texts, 2):
        if smaller(box).overlaps(smaller(its)):
            found.append(f"on each other: {text} | {other}")
    return found


def smaller(box: Bbox) -> Bbox:
    """A box without its outermost dots."""
    return Bbox.from_extents(box.x0 + NEAR, box.y0 + NEAR, box.x1 - NEAR, box.y1 - NEAR)


def words_on(axes: Axes, word: str) -> Bbox:
    """Where a word stands that is written into or beside a panel."""
    (text,) = [text for text in axes.texts if word in text.get_text()]
    return text.get_window_extent()
