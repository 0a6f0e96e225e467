"""Twin lives as a picture file."""

import io
from pathlib import Path

from analysis.figures.style import RESOLUTION
from analysis.figures.twin import draw
from analysis.results.twin import Twins
from experiments.writing import write_bytes
from model.errors import COMMAND_LINE, InputError
from model.words import Language, Message


def draw_twins(twins: Twins, path: Path, language: Language) -> None:
    """Draw the lives into a PNG file.

    Raises:
        InputError: a name that does not end in .png.
        OutputError: the file cannot be written; no part of it is left.
    """
    if path.suffix.lower() != ".png":
        raise InputError.of(
            COMMAND_LINE, "--figure", Message("is {name!r}", name=path.name), Message("a .png file")
        )
    for drawing in draw(twins, language):
        buffer = io.BytesIO()
        drawing.figure.savefig(buffer, format="png", dpi=RESOLUTION)
        write_bytes(path, buffer.getvalue())
