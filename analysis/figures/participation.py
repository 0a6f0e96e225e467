"""Participation over time: mean of the fixed cohort on the scale of 1 to 10."""

from collections.abc import Iterator

from analysis.figures.over_time import Story, draw_story, rolling_ratio
from analysis.figures.style import Drawing
from analysis.results.comparison import Comparison
from model.words import Language, Texts

STORY = Story(
    name="participation",
    series=rolling_ratio("cohort_participation", "cohort", 1.0, window=1),
    words=Texts(
        {
            "title": "Participation of the cohort (all who were there or came)",
            "label": "felt participation, 1 to 10, mean",
        }
    ),
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """Mean participation of the cohort of every arm, and its difference from the base."""
    yield draw_story(comparison, language, STORY)
