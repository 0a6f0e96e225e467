"""Figures that were drawn by Matplotlib, as files in memory."""

import io

from analysis.figures.style import Drawing

RESOLUTION = 120  # dots per inch: sharp on a slide, and a report stays small enough to be sent


def drawn_as(drawing: Drawing) -> tuple[bytes, bytes]:
    """A figure as PNG and as SVG."""
    files = []
    for ending, settings in (("png", {"dpi": RESOLUTION}), ("svg", {"metadata": {"Date": None}})):
        buffer = io.BytesIO()
        drawing.figure.savefig(buffer, format=ending, **settings)
        drawing.figure.set_layout_engine("none")  # it has found its places; finding takes seconds
        files.append(buffer.getvalue())
    return files[0], files[1]
