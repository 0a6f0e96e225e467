"""Waiting over time: how long people have waited for the services they begin."""

from collections.abc import Iterator

from analysis.figures.over_time import Story, draw_story, rolling_ratio
from analysis.figures.style import Drawing
from analysis.results.comparison import Comparison
from model.words import Language, Texts

STORY = Story(
    name="waiting",
    series=rolling_ratio("waiting_months", "admitted", 1.0),
    words=Texts(
        {
            "title": "Waiting time for services",
            "label": "months until the start, mean of the last 12 months",
        }
    ),
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """Mean waiting time of every arm, and its difference from the base."""
    yield draw_story(comparison, language, STORY)
