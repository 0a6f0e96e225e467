"""A figure without title and notes, as files in memory, to stand beside a table.

Title, note and source are said around the picture; without them, and drawn in the size in which it
is shown, its letters stay as large as those beside it.
"""

from analysis.figures.style import Drawing, rendered

WIDE, HIGH = 7.2, 4.6  # inches: the larger part of a slide, the column of a page
RESOLUTION = 160  # dots per inch: sharp on a slide, and a report stays small enough to be sent


def drawn_as(drawing: Drawing) -> tuple[bytes, bytes]:
    """A figure as PNG and as SVG, without its title and notes."""
    drawing.figure.suptitle("")
    drawing.figure.supxlabel("")
    drawing.figure.set_size_inches(WIDE, HIGH)
    png = rendered(drawing.figure, "png", dpi=RESOLUTION)
    return png, rendered(drawing.figure, "svg", metadata={"Date": None})
