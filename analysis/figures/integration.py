"""Integration over time: starts of work in the last twelve months per hundred people in receipt."""

from collections.abc import Iterator

from analysis.figures.over_time import Story, draw_story, rolling_ratio
from analysis.figures.style import Drawing
from analysis.results.comparison import Comparison
from analysis.wording import Language

STORY = Story(
    name="integration",
    series=rolling_ratio("integrations", "stock", 1200.0),
    title={
        "de": "Integrationen in Arbeit oder Ausbildung",
        "en": "Integrations into work or apprenticeship",
    },
    label={
        "de": "Integrationsquote der letzten 12 Monate, in %",
        "en": "integration rate of the last 12 months, in %",
    },
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """Integration rate of every arm, and its difference from the base."""
    yield draw_story(comparison, language, STORY)
