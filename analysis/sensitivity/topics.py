"""The groups of parameters by topic: which files of parameters belong together, and their names."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.wording import Language


@dataclass(frozen=True)
class Group:
    """Some topics of parameters under one name, in German and English."""

    name: str
    german: str
    english: str
    topics: tuple[str, ...]

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return self.german if language == "de" else self.english


GROUPS: tuple[Group, ...] = (
    Group("labour_market", "Arbeitsmarkt und Suche", "labour market and search",
          ("market", "search", "employment")),
    Group("casework", "Fallarbeit", "casework", ("casework",)),
    Group("pipeline", "Hilfen: Vermittlung, Antritt, Ablauf", "services: referral to completion",
          ("pipeline",)),
    Group("needs", "Bedarfe und Wirkung der Hilfen", "needs and effects of services", ("needs",)),
    Group("cooperation", "Zusammenarbeit", "cooperation", ("cooperation",)),
    Group("factors", "Erfolgsfaktoren und Hemmnisse", "success factors and obstacles",
          ("factors",)),
    Group("participation", "Teilhabe", "participation", ("participation",)),
    Group("demography", "Bevölkerung und Abgänge", "population and exits", ("demography",)),
    Group("staffing", "Personal und Plätze", "staff and places", ("place",)),
    Group("levers", "Hebel der Anordnung", "levers of the arrangement", ("levers",)),
    Group("switches", "Mechanismen (an/aus)", "mechanisms (on/off)", ("switches",)),
    Group("posterior", "Kalibrierte Werte (gemeinsam)", "calibrated values (jointly)",
          ("posterior",)),
    Group("rest", "alle übrigen", "all others", ()),
)  # fmt: skip
BY_NAME: Mapping[str, Group] = {group.name: group for group in GROUPS}
OTHERS = "rest"


def group_of(parameter: str) -> str:
    """Name of the group a parameter belongs to, by its topic (first part of its name)."""
    topic = parameter.partition(".")[0]
    return next((group.name for group in GROUPS if topic in group.topics), topic)


def title_of(name: str, language: Language) -> str:
    """A group in German or English; the name of a single parameter stays as it is."""
    return BY_NAME[name].title(language) if name in BY_NAME else name
