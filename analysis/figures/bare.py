"""A figure without title and notes, as files in memory, to stand beside a table.

Title, note and source are said around the picture; without them, and drawn in the size in which it
is shown, its letters stay as large as those beside it.
"""

import io

import matplotlib as mpl

from analysis.figures.style import SETTINGS, Drawing

WIDE, HIGH = 7.2, 4.6  # inches: the larger part of a slide, the column of a page
RESOLUTION = 160  # dots per inch: sharp on a slide, and a report stays small enough to be sent


def drawn_as(drawing: Drawing) -> tuple[bytes, bytes]:
    """A figure as PNG and as SVG, without its title and notes."""
    drawing.figure.suptitle("")
    drawing.figure.supxlabel("")
    drawing.figure.set_size_inches(WIDE, HIGH)
    files = []
    with mpl.rc_context(SETTINGS):
        for ending, settings in (
            ("png", {"dpi": RESOLUTION}),
            ("svg", {"metadata": {"Date": None}}),
        ):
            buffer = io.BytesIO()
            drawing.figure.savefig(buffer, format=ending, **settings)
            drawing.figure.set_layout_engine("none")  # it has found its places; that takes seconds
            files.append(buffer.getvalue())
    return files[0], files[1]
