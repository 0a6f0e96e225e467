"""What there is to choose from: places, arrangements, levers, outcomes, as plain rows.

Texts stand in both languages, as {"de": …, "en": …}.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analysis.measures.outcomes import OUTCOMES
from analysis.wording import meaning_in
from model.errors import Fault, raise_if
from model.parameters import read_topic
from model.parameters.loader import FOLDER
from model.scenario import data_root, list_places, list_scenarios
from model.scenario.compose import compose
from model.scenario.places import PLACE_FILE, arrangements_folder
from model.scenario.privacy import PRIVACY
from model.words import LANGUAGES, Texts

type Rows = list[dict[str, Any]]

_USES = Texts(("share", "whole number", "switch"), context="lever")


def catalogue(what: Iterable[str]) -> dict[str, Rows]:
    """The lists asked for, by name: places, arrangements, levers, outcomes."""
    return {str(name): _LISTS[str(name)]() for name in what}


def _places() -> Rows:
    rows = []
    for name in list_places():
        faults: list[Fault] = []
        topic = read_topic(data_root() / "places" / name / PLACE_FILE, faults, "place", (PRIVACY,))
        raise_if(faults)
        own = topic.labels.get("", {}) if topic else {}
        rows.append({"name": name, "title": _both(own.get("title", name))})
    return rows


def _arrangements() -> Rows:
    rows = []
    faults: list[Fault] = []
    for name in list_scenarios():
        found = compose(arrangements_folder() / f"{name}.toml", faults)
        if found is not None:
            rows.append(
                {
                    "name": name,
                    "title": _both(found.title or name),
                    "description": _both(found.description or ""),
                }
            )
    raise_if(faults)
    return rows


def _levers() -> Rows:
    faults: list[Fault] = []
    topic = read_topic(FOLDER / "levers.toml", faults)
    raise_if(faults)
    return [
        {
            "name": name,
            "default": lever.value,
            "used as": {language: _USES.say(language, lever.used_as) for language in LANGUAGES},
            "unit": lever.unit,
            "meaning": {language: meaning_in(language, lever) for language in LANGUAGES},
        }
        for name, lever in (topic.parameters.items() if topic else ())
    ]


def _outcomes() -> Rows:
    return [
        {
            "name": outcome.name,
            "unit": outcome.unit,
            "title": {language: outcome.title(language) for language in LANGUAGES},
            "formula": outcome.formula,
            "headline": outcome.headline,
        }
        for outcome in OUTCOMES
    ]


def _both(text: Any) -> dict[str, str]:
    """A text in both languages; one that has none stands for both."""
    return dict(text) if isinstance(text, Mapping) else {"de": str(text), "en": str(text)}


_LISTS: Mapping[str, Callable[[], Rows]] = {
    "places": _places,
    "arrangements": _arrangements,
    "levers": _levers,
    "outcomes": _outcomes,
}
