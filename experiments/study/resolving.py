"""Scenarios of a study: one for each arm and point, resolved when they are needed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from experiments.study.definition import Study, StudyArm
from model.errors import InputError
from model.scenario import Scenario, resolve

_SET = "--set"


class Identity(NamedTuple):
    """What a run of one arm at one point is made of, as hashes."""

    scenario: str
    world: str


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
        return resolve(arm.scenario, place, _typed(settings))
    except InputError as error:
        raise InputError(
            replace(fault, file=file) if fault.file == _SET else fault for fault in error.faults
        ) from None


def _typed(settings: Mapping[str, float]) -> dict[str, object]:
    """Settings as `resolve` takes them: switches are true or false."""
    return {
        name: bool(value) if "switches." in name and value in (0.0, 1.0) else value
        for name, value in settings.items()
    }


class Scenarios:
    """Resolved scenarios of a study by point and arm; the last few stay in memory."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.get = lru_cache(maxsize=256)(self._resolve)

    def _resolve(self, point: int, arm: int) -> Scenario:
        study = self._study
        chosen = study.arms[arm]
        settings = study.settings_of(point, chosen)
        return resolve_arm(chosen, study.place, settings, study.source or study.name)


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
                scenario = scenarios.get(point, arm)
                row.append(Identity(scenario.hash, scenario.world_hash))
            except InputError as error:
                faults += error.faults
        found.append(tuple(row))
        tick()
    if faults:
        raise InputError(faults)
    return tuple(found)
