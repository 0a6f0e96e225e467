"""Resolving a scenario: every value filled in and checked, then hashed. No half results.

All faults of all files involved are collected and raised as one InputError.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from model.errors import Fault, Faults, InputError, raise_if
from model.parameters import Parameter, Topic, load_topics
from model.parameters.reading import shown
from model.scenario.canonical import content_hash, folder_content, numbers, without_texts
from model.scenario.compose import Composition, Setting, compose, find_scenario, flattened
from model.scenario.forms import (
    LEVERS,
    NO_END,
    Form,
    Rules,
    checked,
    form_from,
    lever_defaults,
    with_levers,
)
from model.scenario.outline import PlaceOutline, read_outline
from model.scenario.places import DEFAULT_PLACE, find_place
from model.scenario.region import declared_in
from model.vocabulary import EVERYONE
from model.words import Message

SET = "--set"
PLACE_OPTION = "--place"
BASE_FORM = "base"


class Row(NamedTuple):
    """One resolved value as `sozialraum show` prints it; changed: not the shipped value."""

    name: str
    value: float
    unit: str
    status: str
    grade: str
    source: str
    changed: bool


@dataclass(frozen=True, eq=False)
class Scenario:
    """A scenario with everything filled in.

    parameters: dotted name → Parameter as it holds here; `levers.*` carry the defaults (status
    quo), what the scenario sets stands in forms: the first is the base (everyone, everywhere, all
    months), later ones win; defaults: values as shipped; labels: what parameter files say besides
    numbers, by topic; taken_over: numbers of the place that are another's, with its name;
    hash: content of the scenario; world_hash: place and parameters without what arrangements set:
    scenarios with the same world share a burn-in. Equal content is equal, whatever it is called.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    place: str
    place_folder: Path
    spaces: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    forms: tuple[Form, ...]
    defaults: Mapping[str, float] = field(repr=False)
    labels: Mapping[str, Mapping[str, object]] = field(repr=False)
    place_content: Mapping[str, object] = field(repr=False)
    taken_over: Mapping[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def world_hash(self) -> str:
        """Hash of place and parameters; levers enter with their defaults, which hold in burn-in."""
        return content_hash(self._world())

    @cached_property
    def hash(self) -> str:
        """Hash of all that makes a run: the world and the forms."""
        forms = [form.content() for form in self.forms]
        return content_hash({"world": self._world(), "forms": forms})

    def _world(self) -> dict[str, object]:
        return {
            "parameters": numbers(self.parameters),
            "labels": without_texts(self.labels),
            "spaces": list(self.spaces),
            "place": dict(self.place_content),
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    def table(self) -> list[Row]:
        """Every resolved value: parameters, levers of the base form, what other forms change."""
        base = self.forms[0].levers
        rows = []
        for name, found in self.parameters.items():
            is_lever = found.topic == LEVERS
            holds = found.with_value(base[name.partition(".")[2]]) if is_lever else found
            rows.append(_row(name, holds, self.defaults[name]))
        for form in self.forms[1:]:
            for lever, value in form.levers.items():
                if value != base[lever]:
                    found = self.parameters[f"{LEVERS}.{lever}"]
                    name = f"form[{form.name}].{LEVERS}.{lever}"
                    rows.append(_row(name, found.with_value(value), base[lever]))
        return rows


def _row(name: str, found: Parameter, shipped: float) -> Row:
    changed = found.value != shipped
    return Row(name, found.value, found.unit, found.status, found.grade, found.source, changed)


def resolve(
    scenario: str | Path,
    place: str | Path | None = None,
    changes: Mapping[str, object] | None = None,
) -> Scenario:
    """A scenario by name or path, on its own place or another, with single values changed.

    changes: from `--set`: "levers.x", "switches.x", "parameters.a.b" or "a.b" → number, true/false,
    or text that reads like one. They change the world and the base levers, like an override.
    Raises InputError with every fault in all files involved.
    """
    faults = Faults()
    path = find_scenario(scenario, None, Fault(str(scenario), ""))
    composition = None
    if isinstance(path, Fault):
        faults.append(path)
    else:
        composition = compose(path, faults)
    topics = _topics(faults)
    outline = _outline(place, composition, topics, faults)
    changed = change_settings(changes or {}, faults)
    if not topics:
        raise InputError(faults)
    if composition is None or outline is None:
        _find_more(composition, changed, topics, outline, faults)
        raise InputError(faults)
    _clashes(composition, changed, faults)
    resolved = _filled(composition, changed, topics, outline, faults)
    raise_if(faults)
    return resolved


def _find_more(
    composition: Composition | None,
    changed: Mapping[str, Setting],
    topics: tuple[Topic, ...],
    outline: PlaceOutline | None,
    faults: list[Fault],
) -> None:
    """Without a scenario or a place there is nothing to resolve, but more faults to report."""
    known = {n: p for topic in topics for n, p in topic.parameters.items()}
    known |= declared_in(topics)  # can be named, and not be judged
    known |= outline.parameters if outline else {}
    for settings in (composition.settings if composition else {}, changed):
        of_place = outline is None
        known_topics = {
            n: at for n, at in settings.items() if not (of_place and n.split(".", 1)[0] == "place")
        }
        checked(known_topics, known, faults)
    if composition is not None:
        rules = Rules(known, outline.spaces if outline else ())
        for source in composition.forms:
            form_from(source, lever_defaults(known), rules, faults)


def _outline(
    place: str | Path | None,
    composition: Composition | None,
    topics: tuple[Topic, ...],
    faults: list[Fault],
) -> PlaceOutline | None:
    """The place that is asked for, else the scenario's, else the default one."""
    if place is not None:
        folder = find_place(place, None, Fault(PLACE_OPTION, ""))
    elif composition is not None and composition.place is not None:
        at = composition.place
        where = Fault(at.file, at.key)
        folder = find_place(str(at.raw), composition.place_origin, where)
    else:
        folder = find_place(DEFAULT_PLACE, None, Fault("places", ""))
    if isinstance(folder, Fault):
        faults.append(folder)
        return None
    return read_outline(folder, declared_in(topics), faults)


def _topics(faults: list[Fault]) -> tuple[Topic, ...]:
    try:
        return load_topics()
    except InputError as error:
        faults.extend(error.faults)
        return ()


def change_settings(changes: Mapping[str, object], faults: list[Fault]) -> dict[str, Setting]:
    """Changes by dotted parameter name; two names for one parameter are a fault."""
    found: dict[str, Setting] = {}
    for key, raw in flattened(changes):
        if isinstance(raw, Fault):  # a text that `parse_changes` could not read
            faults.append(raw)
            continue
        name = key.removeprefix("parameters.")
        if name in found:
            problem = Message(
                "{name} is set twice: as {key} and as {key2}",
                name=name,
                key=found[name].key,
                key2=key,
            )
            faults.append(Fault(SET, key, problem, Message("each key once")))
        found[name] = Setting(_value(raw), SET, key)
    return found


def parse_changes(texts: Iterable[str]) -> dict[str, object]:
    """`--set name=value` as given on a command line → mapping for `resolve`.

    A text without "=" and a name given twice become a `Fault` among the values: `resolve` reports
    it together with everything else that is wrong.
    """
    found: dict[str, object] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or not value:
            allowed = Message("name=value, e.g. levers.stage_cap=2")
            found[f"{SET} {text}"] = Fault(SET, text, Message("not a change"), allowed)
        elif name in found:
            problem = Message(
                "{name} is set twice: to {found} and to {value}",
                name=name,
                found=found[name],
                value=value,
            )
            found[f"{SET} {text}"] = Fault(SET, name, problem, Message("each key once"))
        else:
            found[name] = value
    return found


def _value(raw: object) -> object:
    """A text from the command line as the value it reads like; other values as they are."""
    if not isinstance(raw, str):
        return raw
    words = {"true": True, "false": False}
    if raw.strip().lower() in words:
        return words[raw.strip().lower()]
    try:
        return float(raw)
    except ValueError:
        return raw


def _clashes(composition: Composition, changed: Mapping[str, Setting], faults: list[Fault]) -> None:
    """A change and a named override of the same file that touch one key contradict each other."""
    own = shown(composition.path)
    for name, at in changed.items():
        other = composition.settings.get(name)
        if other is not None and other.file == own and other.key.startswith("override["):
            problem = Message(
                "{name} is also set by {key} in {own}", name=name, key=other.key, own=own
            )
            faults.append(Fault(SET, at.key, problem, Message("one of the two")))


def _defaults(topics: tuple[Topic, ...], outline: PlaceOutline) -> dict[str, Parameter]:
    """Every parameter as the model or the place gives it, in the order of the files."""
    given = outline.region.parameters
    defaults = {n: t.parameters.get(n) or given[n] for t in topics for n in t.names}
    return defaults | dict(outline.parameters)


def _filled(
    composition: Composition,
    changed: Mapping[str, Setting],
    topics: tuple[Topic, ...],
    outline: PlaceOutline,
    faults: list[Fault],
) -> Scenario:
    """The scenario with every value; to be used only if no fault was added."""
    defaults = _defaults(topics, outline)
    # Checked apart: a wrong value in the file is found even where a change replaces it.
    values = checked(composition.settings, defaults, faults)
    values |= checked(changed, defaults, faults)
    parameters = {
        n: p if p.topic == LEVERS else p.with_value(values.get(n, p.value))
        for n, p in defaults.items()
    }
    rules = Rules(parameters, outline.spaces)
    base = with_levers(lever_defaults(parameters), values)
    everyone = Form(BASE_FORM, base, 0, NO_END, EVERYONE, outline.spaces)
    forms = [form_from(source, base, rules, faults) for source in composition.forms]
    return Scenario(
        name=composition.name,
        title=composition.title,
        description=composition.description,
        place=outline.name,
        place_folder=outline.folder,
        spaces=outline.spaces,
        parameters=parameters,
        forms=(everyone, *forms),
        defaults={n: p.value for n, p in defaults.items()},
        labels={**{t.name: t.labels for t in topics}, "place": outline.labels},
        place_content=folder_content(outline.folder, faults),
        taken_over=outline.region.taken_over,
    )
