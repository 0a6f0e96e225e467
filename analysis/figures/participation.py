"""At least medium participation: every arm against the base."""

from collections.abc import Iterator

from analysis.figures.goal import draw_goal
from analysis.figures.style import Drawing
from analysis.measures.headlines import PARTICIPATION
from analysis.results.comparison import Comparison
from model.words import Language


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """The figure of the goal."""
    yield draw_goal(comparison, language, PARTICIPATION, "participation")
