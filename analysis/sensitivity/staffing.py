"""More posts, and where to put them: the places a post can go to, rules of thumb.

A post in the Jobcenter brings its minutes; a post at a partner brings its minutes and the places
that a post of this kind serves today. It is there from month 0 on, on top of all others: the same
number of posts for every way of sharing them out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.faults import Wrong
from experiments.study.starts import minutes_per_post, rows_of
from model.errors import Fault
from model.scenario import Scenario
from model.words import LANGUAGES, Language, Message, Texts, from_file

JOBCENTER = Texts({"officers": "placement", "case_managers": "case management"})
# Kinds of partners that hold services for many needs; others can be named.
USUAL = ("officers", "case_managers", "debt_advice", "doctor", "day_care", "training_provider")
# Rules of thumb that the search is compared with.
EQUALLY, LIKE_NOW = "equally", "as_now"


@dataclass(frozen=True)
class Option:
    """A place a post can go to: name, German, English, posts there now."""

    name: str
    german: str
    english: str
    posts: float

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return from_file(language, de=self.german, en=self.english)


def options_of(scenario: Scenario, asked: Sequence[str], faults: list[Fault]) -> list[Option]:
    """The options asked for (nothing: the usual ones), with the posts there are now."""
    from model.population import load_place

    place = load_place(scenario.place_folder)
    minutes = np.asarray(place.institutions.minutes)
    kinds = {kind.name: kind for kind in place.kinds}
    found, wrong = [], Wrong(faults=faults)
    for name in asked or [n for n in USUAL if n in kinds or n in JOBCENTER]:
        if name in JOBCENTER:
            german, english = (JOBCENTER.say(language, name) for language in LANGUAGES)
            now = scenario.parameters[f"place.{name}"].value
        elif name in kinds:
            german, english = kinds[name].german, kinds[name].english
            now = float(minutes[rows_of(scenario, name)].sum()) / minutes_per_post(scenario)
        else:
            problem = Message("no post can go to {name!r}", name=name)
            wrong.unless_among("--option", name, [*JOBCENTER.texts, *kinds], problem, most=40)
            continue
        if now <= 0.0:
            none = Message("has no posts of its own")
            problem = Message("{name} {problem}", name=name, problem=none)
            wrong("--option", problem, Message("an institution with staff"))
            continue
        found.append(Option(name, german, english, now))
    return found


def thumb_rules(options: Sequence[Option]) -> dict[str, np.ndarray]:
    """Simple ways of sharing out: name → shares (options,) that add up to 1."""
    now = np.array([option.posts for option in options])
    return {EQUALLY: np.full(len(options), 1.0 / len(options)), LIKE_NOW: now / now.sum()}
