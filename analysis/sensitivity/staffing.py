"""More posts, and where to put them: the evaluator, the places a post can go to, rules of thumb.

A post in the Jobcenter brings its minutes; a post at a partner brings its minutes and the places
that a post of this kind serves today. It is there from month 0 on, on top of all others: the same
number of posts for every way of sharing them out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.measures.outcomes import outcomes_of
from analysis.options import COMMAND_LINE
from model.errors import Fault, listed, nearest
from model.scenario import Scenario, resolve
from model.words import LANGUAGES, Language, Texts, from_file

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


@dataclass(frozen=True)
class Posts:
    """Runs one arrangement with posts added. Picklable; values: option → posts added."""

    arrangement: str
    place: str | None = None
    months: int = 96
    changes: Mapping[str, object] = field(default_factory=dict)

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, dict[str, float]]:
        """Outcomes with these posts. Raises InputError if they cannot be added."""
        from typing import Any

        from model.simulate import burn_in, simulate
        from model.state import copy_state

        plain = resolve(self.arrangement, self.place, self.changes)
        start = burn_in(plain, seed)
        partners = {name: posts for name, posts in values.items() if name not in JOBCENTER}
        if any(partners.values()):
            start = copy_state(start)
            for name, posts in partners.items():
                _add(plain, start, name, posts)
        scenario = self._with_officers(plain, values)
        run: Any = simulate(scenario, seed, months=self.months, start=start)
        return {self.arrangement: outcomes_of(run)}

    def _with_officers(self, plain: Scenario, values: Mapping[str, float]) -> Scenario:
        """The scenario with more posts in the Jobcenter; a place's range does not bind here."""
        from dataclasses import replace

        parameters = dict(plain.parameters)
        for name in JOBCENTER.texts:
            found = parameters[f"place.{name}"]
            parameters[found.name] = found.with_value(found.value + values.get(name, 0.0))
        return replace(plain, parameters=parameters)


def _add(scenario: Scenario, state: object, kind: str, posts: float) -> None:
    """More minutes and places, in proportion, for all institutions of a kind."""
    from typing import Any

    world: Any = state
    rows = _rows_of(scenario, kind)
    institutions = world.institutions
    now = float(institutions["minutes"][rows].sum()) / _minutes_per_post(scenario)
    for column in ("minutes", "places", "planned_places"):
        institutions[column][rows] *= 1.0 + posts / now


def _minutes_per_post(scenario: Scenario) -> float:
    return scenario.parameters["place.minutes_per_post"].value


def _rows_of(scenario: Scenario, kind: str) -> np.ndarray:
    from model.population import load_place

    place = load_place(scenario.place_folder)
    number = [k.name for k in place.kinds].index(kind)
    rows: np.ndarray = np.flatnonzero(np.asarray(place.institutions.kind) == number)
    return rows


def options_of(scenario: Scenario, asked: Sequence[str], faults: list[Fault]) -> list[Option]:
    """The options asked for (nothing: the usual ones), with the posts there are now."""
    from model.population import load_place

    place = load_place(scenario.place_folder)
    minutes = np.asarray(place.institutions.minutes)
    kinds = {kind.name: kind for kind in place.kinds}
    found = []
    for name in asked or [n for n in USUAL if n in kinds or n in JOBCENTER]:
        if name in JOBCENTER:
            german, english = (JOBCENTER.say(language, name) for language in LANGUAGES)
            now = scenario.parameters[f"place.{name}"].value
        elif name in kinds:
            german, english = kinds[name].german, kinds[name].english
            now = float(minutes[_rows_of(scenario, name)].sum()) / _minutes_per_post(scenario)
        else:
            known = [*JOBCENTER.texts, *kinds]
            problem = f"no post can go to {name!r}"
            close = nearest(name, known)
            faults.append(Fault(COMMAND_LINE, "--option", problem, listed(known, 40), close))
            continue
        if now <= 0.0:
            problem, allowed = "has no posts of its own", "an institution with staff"
            faults.append(Fault(COMMAND_LINE, "--option", f"{name} {problem}", allowed))
            continue
        found.append(Option(name, german, english, now))
    return found


def thumb_rules(options: Sequence[Option]) -> dict[str, np.ndarray]:
    """Simple ways of sharing out: name → shares (options,) that add up to 1."""
    now = np.array([option.posts for option in options])
    return {EQUALLY: np.full(len(options), 1.0 / len(options)), LIKE_NOW: now / now.sum()}
