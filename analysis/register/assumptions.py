"""The register of assumptions: every number of a run, how well it is known, and what it drives.

A number is *at work* if some mechanism reads it in at least one of the arrangements asked for; it
is *in play* if it is at work and assumed. Effects of success factors and obstacles are at work only
where an arrangement gives the factor a level above 0. Levers say what an arrangement *is*: they are
listed with the rest and counted apart.
"""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from analysis.register.place_records import place_records
from model.describe.mechanisms import BEGINNING, BEGINNING_TITLE, Mechanism, mechanisms
from model.errors import Fault, raise_if
from model.parameters import Parameter
from model.scenario import Scenario
from model.words import Message

ASSUMED, LEVERS, FACTORS = "assumed", "levers", "factors"
STRENGTHS = {"factor_": "helps", "obstacle_": "hinders"}  # of factors, by how their levers begin
# Which file of model/population makes the beginning of a run from which file of a place.
MADE_BY: Mapping[str, str] = {
    "arrivals": "place",
    "institutions": "institutions",
    "margins": "raking",
    "overlap": "place",
    "sozialraeume": "place",
}


@dataclass(frozen=True)
class Entry:
    """One number of the register.

    values: what holds in each arrangement, the base form first, then what other forms set; low,
    high: what is thought possible, None for switches; at_work: read by some mechanism in at least
    one of the arrangements; mechanisms: where, in the order of the month.
    """

    name: str
    values: Mapping[str, tuple[float, ...]]
    unit: str
    low: float | None
    high: float | None
    status: str
    grade: str
    source: str
    meaning: str
    german: str
    mechanisms: tuple[Mechanism, ...]
    at_work: bool

    @property
    def topic(self) -> str:
        """First part of the name: the file the number stands in."""
        return self.name.partition(".")[0]

    @property
    def value(self) -> float:
        """The number in the base form of the first arrangement."""
        return next(iter(self.values.values()))[0]

    @property
    def in_play(self) -> bool:
        """Assumed, and read by a mechanism."""
        return self.at_work and self.status == ASSUMED

    def as_json(self) -> dict[str, Any]:
        """Plain data; `values` only where arrangements or forms differ."""
        different = {number for numbers in self.values.values() for number in numbers}
        content: dict[str, Any] = {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "range": None if self.low is None else [self.low, self.high],
            "status": self.status,
            "grade": self.grade,
            "source": self.source,
            "meaning": self.meaning,
            "at_work": self.at_work,
            "mechanisms": [mechanism._asdict() for mechanism in self.mechanisms],
        }
        if len(different) > 1:
            content["values"] = {arm: list(numbers) for arm, numbers in self.values.items()}
        return content


def register(scenarios: Sequence[Scenario]) -> list[Entry]:
    """Every number of one or more arrangements on one place, model first, then the place's files.

    Raises InputError if the arrangements lie in different places, or a file of the place cannot be
    read.
    """
    first = scenarios[0]
    others = [one.name for one in scenarios if one.place_folder != first.place_folder]
    problem = Message(
        "{name} is set in {place}, this one is not", name=first.name, place=first.place
    )
    raise_if(
        [Fault(name, "place", problem, Message("arrangements of one place")) for name in others]
    )
    drives = mechanisms(first.parameters)
    entries = [
        _entry(found, _values(name, scenarios), drives[name], first.defaults[name])
        for name, found in first.parameters.items()
    ]
    idle = {entry.name.partition(".")[2] for entry in entries if _is_idle_factor(entry)}
    levels = [_short(entry) for entry in entries if _is_factor(entry)]
    for kind, strength in STRENGTHS.items():
        if all(level in idle for level in levels if level.startswith(kind)):
            idle.add(strength)
    entries = [
        replace(entry, at_work=False) if entry.topic == FACTORS and _short(entry) in idle else entry
        for entry in entries
    ]
    return entries + _of_place(scenarios)


def chosen(
    entries: Iterable[Entry], status: Sequence[str] = (), topic: Sequence[str] = ()
) -> list[Entry]:
    """Entries of the given statuses and topics; all where nothing is given."""
    return [
        entry
        for entry in entries
        if (not status or entry.status in status) and (not topic or entry.topic in topic)
    ]


def in_play(scenarios: Sequence[Scenario]) -> list[Entry]:
    """Assumed numbers that some mechanism reads in at least one of the arrangements."""
    return [entry for entry in register(scenarios) if entry.in_play]


def counted(entries: Iterable[Entry]) -> dict[str, int]:
    """Numbers by status, in the order seen, derived, calibrated, assumed."""
    found = dict.fromkeys(("seen", "derived", "calibrated", ASSUMED), 0)
    for entry in entries:
        found[entry.status] += 1
    return found


def command_for(
    names: Iterable[str], place: str, changes: Mapping[str, object] = MappingProxyType({})
) -> str:
    """The command that lists what is assumed in these arrangements, on a place, with changes."""
    settings = [f"--set {name}={_typed(value)}" for name, value in changes.items()]
    words = [shlex.quote(str(name)) for name in names]
    options = ["--place", shlex.quote(place), *settings, "--status", ASSUMED]
    return " ".join(["sozialraum assumptions", *words, *options])


def study_command(
    names: Iterable[str],
    place: str,
    months: int,
    outcomes: Iterable[str],
    changes: Mapping[str, object] = MappingProxyType({}),
) -> str:
    """The command that makes a sensitivity study of two arrangements."""
    words = [shlex.quote(str(name)) for name in names]
    options = ["--place", shlex.quote(place), "--months", str(months)]
    options += [f"--outcome {name}" for name in outcomes]
    options += [f"--set {name}={_typed(value)}" for name, value in changes.items()]
    return " ".join(["sozialraum sensitivity", *words, *options])


def _typed(value: object) -> str:
    """A value as it is written behind --set."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short(entry: Entry) -> str:
    return entry.name.partition(".")[2]


def _values(name: str, scenarios: Sequence[Scenario]) -> dict[str, tuple[float, ...]]:
    """What holds in each arrangement; of a lever, in each of its forms."""
    topic, _, lever = name.partition(".")
    return {
        scenario.name: tuple(dict.fromkeys(form.levers[lever] for form in scenario.forms))
        if topic == LEVERS
        else (scenario.parameters[name].value,)
        for scenario in scenarios
    }


def _entry(
    found: Parameter,
    values: Mapping[str, tuple[float, ...]],
    drives: tuple[Mechanism, ...],
    shipped: float,
) -> Entry:
    # What somebody has set is assumed: its source speaks of another value.
    changed = any(number != shipped for numbers in values.values() for number in numbers)
    return Entry(
        name=found.name,
        values=values,
        unit=found.unit,
        low=found.range[0] if found.range else None,
        high=found.range[1] if found.range else None,
        status=ASSUMED if changed else found.status,
        grade="" if changed else found.grade,
        source="" if changed else found.source,
        meaning=found.meaning,
        german=found.german,
        mechanisms=drives,
        at_work=bool(drives),
    )


def _is_factor(entry: Entry) -> bool:
    """True for the level of a success factor or obstacle."""
    return entry.topic == LEVERS and _short(entry).startswith(tuple(STRENGTHS))


def _is_idle_factor(entry: Entry) -> bool:
    """True for a level that is 0 in every form of every arm."""
    return _is_factor(entry) and not any(n for numbers in entry.values.values() for n in numbers)


def _of_place(scenarios: Sequence[Scenario]) -> list[Entry]:
    """Numbers of the files of a place, which make the people and institutions of the beginning."""
    names = [scenario.name for scenario in scenarios]
    entries = []
    for name, (found, enters) in place_records(scenarios[0].place_folder).items():
        file = MADE_BY[name.partition(".")[0]]
        made = Mechanism(BEGINNING, BEGINNING_TITLE, file, file, "")
        values = dict.fromkeys(names, (found.value,))
        entries.append(_entry(found, values, (made,) if enters else (), found.value))
    return entries
