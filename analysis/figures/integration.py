"""Integration over time: starts of work in the last twelve months per hundred people in receipt."""

from collections.abc import Iterator

from analysis.figures.over_time import Story, draw_story, rolling_ratio
from analysis.figures.style import Drawing
from analysis.results.comparison import Comparison
from model.words import Language, Texts

STORY = Story(
    name="integration",
    series=rolling_ratio("integrations", "stock", 1200.0),
    words=Texts(
        {
            "title": "Integrations into work or apprenticeship",
            "label": "integration rate of the last 12 months, in %",
        }
    ),
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """Integration rate of every arm, and its difference from the base."""
    yield draw_story(comparison, language, STORY)
