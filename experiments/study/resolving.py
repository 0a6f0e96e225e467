"""Scenarios of a study: one for each arm and point, resolved when they are needed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from experiments.study.definition import Study, StudyArm
from experiments.study.starts import Own, Posts, Resettled, Short, Start
from model.errors import Fault, InputError
from model.parameters import load
from model.parameters.record import WHOLE
from model.parameters.setting import setting
from model.scenario import Scenario, resolve

_SET = "--set"
MIX = "mix"  # factor: 0 the first arm's levers, 1 the arm's own
POSTS = "posts."  # factors: more posts in the Jobcenter, or in institutions of a kind
JOBCENTER = ("officers", "case_managers")  # posts that are parameters of the place


class Identity(NamedTuple):
    """What a run of one arm at one point is made of, as hashes.

    world: of the scenario whose world it begins in; start: how that came to month 0, "" if by its
    own burn-in and the scenario lives in it.
    """

    scenario: str
    world: str
    start: str = ""

    @property
    def begun(self) -> str:
        """What runs share that begin in the same worlds, seed by seed."""
        return self.start or f"own/{self.world}"


type Identities = tuple[tuple[Identity, ...], ...]
"""Per point, per arm."""


def resolve_arm(
    arm: StudyArm, place: str | None, settings: Mapping[str, float], file: str
) -> Scenario:
    """The scenario of an arm with these settings; faults in settings name the study file.

    Raises:
        InputError: every fault of the scenario and of the settings.
    """
    try:
        return resolve(arm.scenario, place, typed(settings))
    except InputError as error:
        raise InputError(
            replace(fault, file=file) if fault.file == _SET else fault for fault in error.faults
        ) from None


@cache
def _switches() -> frozenset[str]:
    return frozenset(name for name, found in load().items() if found.is_switch)


def typed(settings: Mapping[str, float]) -> dict[str, object]:
    """Settings as `resolve` takes them: switches are true or false."""
    return {
        name: bool(value)
        if name.removeprefix("parameters.") in _switches() and value in (0.0, 1.0)
        else value
        for name, value in settings.items()
    }


class Scenarios:
    """Resolved scenarios of a study by point and arm; the last few stay in memory."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.get = lru_cache(maxsize=256)(self._resolve)
        self.plain = lru_cache(maxsize=None)(self._plain)
        self._checked: set[tuple[object, ...]] = set()

    def start(self, point: int, arm: int) -> tuple[Start, Scenario]:
        """How an arm at a point begins, and the scenario whose world it begins in."""
        study = self._study
        if study.start == "shipped":
            posts = {
                name.removeprefix(POSTS): value
                for name, value in study.values_of(point, study.arms[arm]).items()
                if value and name.startswith(POSTS) and name.removeprefix(POSTS) not in JOBCENTER
            }
            return (Posts(posts) if posts else Own()), self.plain(0)
        if study.start == "short":
            shipped, frame = self.plain(0), self.get(point, 0)
            same = shipped.world_hash == frame.world_hash
            return (Own() if same else Short(shipped)), frame
        begins_as = study.arms[arm].begins_as
        frame = self.get(point, study.number_of(begins_as) if begins_as else arm)
        if study.start == "resettled":
            return Resettled(study.resettling, frame.place_folder), frame
        return Own(), frame

    def identity(self, point: int, arm: int) -> Identity:
        """Hashes of what an arm at a point is made of."""
        scenario = self.get(point, arm)
        start, frame = self.start(point, arm)
        world = frame.world_hash
        own = isinstance(start, Own) and world == scenario.world_hash
        return Identity(scenario.hash, world, "" if own else f"{start.name}/{world}")

    def changed(self, before: "Identities") -> list[tuple[int, int]]:
        """Point and arm of what is not as before, at the first and at the last point."""
        points = sorted({0, len(self._study.points) - 1})
        places = [(point, arm) for point in points for arm in range(len(self._study.arms))]
        return [(p, arm) for p, arm in places if self.identity(p, arm) != before[p][arm]]

    def _plain(self, arm: int) -> Scenario:
        """The arm without any factor."""
        study = self._study
        chosen = study.arms[arm]
        settings = {**study.settings, **chosen.settings}
        return resolve_arm(chosen, study.place, settings, study.source or study.name)

    def _resolve(self, point: int, arm: int) -> Scenario:
        study = self._study
        chosen = study.arms[arm]
        values = study.values_of(point, chosen)
        if not values:
            return self.plain(arm)
        if study.drawn:
            mine = {*study.settings, *chosen.settings}  # also where it is the value as shipped
            free = {name: value for name, value in values.items() if name not in mine}
            return under(self.plain(arm), free)
        ordinary = {n: v for n, v in values.items() if n != MIX and not n.startswith(POSTS)}
        scenario = self.plain(arm)
        if ordinary:
            scenario = self._changed(arm, ordinary)
        if MIX in values and arm:
            scenario = mixed_levers(self.plain(0), scenario, values[MIX])
        return _staffed(scenario, values)

    def _changed(self, arm: int, values: Mapping[str, float]) -> Scenario:
        """The arm with some values: names are checked against its files once, values always."""
        study, plain = self._study, self.plain(arm)
        names = (arm, *values)
        if names in self._checked and not any(name.startswith("levers.") for name in values):
            found = {
                name: setting(plain.parameters[name], value, "", name)
                for name, value in typed(values).items()
            }
            if not any(isinstance(value, Fault) for value in found.values()):
                parameters = dict(plain.parameters)
                for name, value in found.items():
                    parameters[name] = parameters[name].with_value(float(value))  # type: ignore[arg-type]
                return replace(plain, parameters=parameters)
        chosen = study.arms[arm]
        settings = {**study.settings, **chosen.settings, **values}
        scenario = resolve_arm(chosen, study.place, settings, study.source or study.name)
        if all(name in plain.parameters for name in values):
            self._checked.add(names)
        return scenario


def identities(
    study: Study, scenarios: Scenarios, tick: Callable[[], None] = lambda: None
) -> Identities:
    """Hashes of all arms at all points. Raises InputError with the faults of every point."""
    found: list[tuple[Identity, ...]] = []
    faults = []
    for point in range(len(study.points)):
        row = []
        for arm in range(len(study.arms)):
            try:
                row.append(scenarios.identity(point, arm))
            except InputError as error:
                faults += [fault for fault in error.faults if fault not in faults]
        found.append(tuple(row))
        tick()
    if faults:
        raise InputError(faults)
    return tuple(found)


def under(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with drawn values; what the scenario itself has set stays as it is set.

    A drawn value keeps the status of its parameter: it is one of the values that the range allows.
    """
    parameters = dict(scenario.parameters)
    for name, value in values.items():
        record = parameters[name]
        if record.value == scenario.defaults[name]:
            parameters[name] = replace(record, value=value)
    return replace(scenario, parameters=parameters)


def mixed_levers(base: Scenario, other: Scenario, share: float) -> Scenario:
    """`other` with the levers of its first form moved towards those of `base`; share 1 is other.

    Levers that count something take the nearest whole number; codes and switches are those of
    `other` as soon as anything of it is there.
    """
    low, high = base.forms[0].levers, other.forms[0].levers
    mixed = {}
    for name, value in high.items():
        lever = other.parameters[f"levers.{name}"]
        between = low[name] + share * (value - low[name])
        if lever.is_switch or lever.unit == "code":
            between = value if share > 0.0 else low[name]
        elif lever.used_as == WHOLE:
            between = round(between)
        mixed[name] = float(between)
    form = replace(other.forms[0], levers=mixed)
    return replace(other, forms=(form, *other.forms[1:]))


def _staffed(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with more posts in the Jobcenter; a place's range does not bind here."""
    more = {name: values[f"{POSTS}{name}"] for name in JOBCENTER if f"{POSTS}{name}" in values}
    if not more:
        return scenario
    parameters = dict(scenario.parameters)
    for name, posts in more.items():
        found = parameters[f"place.{name}"]
        parameters[found.name] = found.with_value(found.value + posts)
    return replace(scenario, parameters=parameters)
