"""Tipping points, decompositions, fronts and designs on disk: what is added to their tables."""

from pathlib import Path

from analysis.figures import decomposition, design, frontier, tipping
from analysis.results.decomposition import Decomposed
from analysis.results.design import Designed
from analysis.results.frontier import Searched
from analysis.results.tipping import Swept

FIGURES = "figures"


def write_tipping(done: Swept, folder: Path) -> None:
    """Draw every sweep."""
    tipping.draw_sweeps(done, folder / FIGURES, done.request.language)


def write_decomposition(done: Decomposed, folder: Path) -> None:
    """Draw a waterfall for every outcome."""
    decomposition.draw_all(done, folder / FIGURES, done.request.language)


def write_frontier(done: Searched, folder: Path) -> None:
    """Draw the front."""
    frontier.draw_all(done, folder / FIGURES, done.request.language)


def write_design(done: Designed, folder: Path) -> None:
    """Draw the front of designs."""
    design.draw_all(done, folder / FIGURES, done.request.language)
