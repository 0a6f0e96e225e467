"""Figures of a comparison, one kind a file; each is saved as PNG, SVG and the data it shows (CSV).

`FIGURES` is the first set: what `sozialraum compare` draws.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.figures import gains, integration, participation, tie_stages, waiting
from analysis.figures.style import Drawing, save
from analysis.wording import Language

if TYPE_CHECKING:
    from analysis.results.comparison import Comparison

type Draw = Callable[["Comparison", Language], Iterator[Drawing]]

FIGURES: tuple[Draw, ...] = (
    integration.draw,
    participation.draw,
    waiting.draw,
    tie_stages.draw,
    gains.draw,
)


def draw_all(comparison: "Comparison", folder: Path, language: Language) -> list[Path]:
    """Draw every figure of the first set into a folder; returns the PNG files.

    Raises:
        OutputError: the folder cannot be written.
    """
    return [save(drawing, folder) for draw in FIGURES for drawing in draw(comparison, language)]
