"""The groups of parameters by topic: which files of parameters belong together, and their names."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.parameters.loader import load
from model.words import Language, from_file, say
from model.words.catalogue import catalogue

LABEL = "parameter"  # context of the names of parameters in the catalogue


@dataclass(frozen=True)
class Group:
    """Some topics of parameters under one name."""

    name: str
    english: str
    topics: tuple[str, ...]

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return say(language, self.english)


GROUPS: tuple[Group, ...] = (
    Group("labour_market", "labour market and search",
          ("market", "search", "employment")),
    Group("casework", "casework", ("casework",)),
    Group("pipeline", "services: referral to completion",
          ("pipeline", "demand", "services")),
    Group("needs", "needs and effects of services", ("needs",)),
    Group("cooperation", "cooperation", ("cooperation",)),
    Group("factors", "success factors and obstacles",
          ("factors",)),
    Group("participation", "participation", ("participation",)),
    Group("demography", "population and exits", ("demography",)),
    Group("staffing", "staff and places", ("place",)),
    Group("levers", "levers of the arrangement", ("levers",)),
    Group("switches", "mechanisms (on/off)", ("switches",)),
    Group("posterior", "calibrated values (jointly)",
          ("posterior",)),
    Group("rest", "all others", ()),
)  # fmt: skip
BY_NAME: Mapping[str, Group] = {group.name: group for group in GROUPS}
OTHERS = "rest"


def group_of(parameter: str) -> str:
    """Name of the group a parameter belongs to, by its topic (first part of its name)."""
    topic = parameter.partition(".")[0]
    return next((group.name for group in GROUPS if topic in group.topics), topic)


def title_of(name: str, language: Language) -> str:
    """A group or a parameter in German or English; a parameter's English name is its own."""
    if name in BY_NAME:
        return BY_NAME[name].title(language)
    one = load().get(name)
    if one is not None and one.german:
        return from_file(language, de=one.german, en=name)
    return catalogue(language).get((LABEL, name), (name,))[0]
