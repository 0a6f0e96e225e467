"""A small world of files: a few parameters, levers, and a place with three Sozialräume.

Tests of scenario files use it, so that they do not depend on the model's real numbers.
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from model.errors import Fault, InputError
from model.parameters import load_topics
from model.scenario import Scenario, resolve


def record(value: str = "1", **other: str) -> str:
    """Text of a record; `other` replaces or adds keys, as TOML ("" leaves a key out)."""
    keys = {
        "value": value,
        "unit": '"month"',
        "range": "[0, 100]",
        "status": '"assumed"',
        "meaning": '"a test"',
        **other,
    }
    return "{ " + ", ".join(f"{k} = {v}" for k, v in keys.items() if v) + " }"


FILES = {
    "parameters/levers.toml": "\n".join(
        [
            f"stage_cap = {record('2', unit='"stage"', range='[0, 4]')}",
            f"handover = {record('0', unit='"0–1"', range='[0, 1]')}",
            f"chain = {record('0', unit='"0–1"', range='[0, 1]')}",
        ]
    ),
    "parameters/search.toml": "\n".join(
        [
            "base_hazard = "
            + record("0.067", unit='"1/month"', range="[0.03, 0.12]", limits="[0, 1]"),
            f"spread = {record('1.5', unit='"1"', range='[1, 2]')}",
            '[effect]\nindex = "barrier"',
            f"health = {record('-0.65', unit='"log hazard"', range='[-1, 0]')}",
            f"language = {record('-0.3', unit='"log hazard"', range='[-1, 0]')}",
        ]
    ),
    "parameters/switches.toml": f"lock_in = {record('true', unit='"switch"', range='')}",
    "parameters/needs.toml": "\n".join(
        [
            'index = "need"',
            f'[debt]\nservice = "advice"\nkinds = ["debt_advice"]\nduration = {record("6")}',
            f'[health]\nservice = "clinic"\nduration = {record("9")}',
        ]
    ),
    "parameters/sources.toml": '[talk]\ntitle = "A talk"\nyear = "2015"\ngrade = "B"\n',
    "town/place.toml": "title = 'Town'\nstock = "
    + record("200", unit='"persons"', range="[1, 900]"),
    "town/sozialraeume.toml": "".join(
        f'[[sozialraum]]\nname = "{name}"\n' for name in ("North", "Centre", "South")
    ),
    "town/people.csv": "age,sex\n40,1\n",
}


@dataclass(frozen=True)
class SmallWorld:
    """The folder of a small world; scenario files are written into `scenarios`."""

    folder: Path

    def write(self, name: str, text: str | bytes) -> Path:
        """A file below the folder, e.g. "scenarios/a.toml"."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def scenario(self, text: str, name: str = "a") -> Path:
        """A scenario file on the small place, unless the text names another."""
        head = "" if "place =" in text else 'place = "../town"\n'
        return self.write(f"scenarios/{name}.toml", head + text)

    def resolve(self, text: str, **other: object) -> Scenario:
        """The scenario a text describes."""
        return resolve(self.scenario(text), **other)  # type: ignore[arg-type]

    def faults(self, text: str, **other: object) -> list[Fault]:
        """All faults of the scenario a text describes."""
        return faults_of(self.scenario(text), **other)


def faults_of(path: str | Path, **other: object) -> list[Fault]:
    """Faults of a scenario; none if it resolves. Any other exception is a failed test."""
    try:
        resolve(path, **other)  # type: ignore[arg-type]
    except InputError as error:
        assert error.faults
        assert "Traceback" not in str(error)
        return error.faults
    return []


@contextmanager
def small_world(folder: Path) -> Iterator[SmallWorld]:
    """A small world in `folder`, in which scenarios are resolved with its own parameters."""
    world = SmallWorld(folder)
    for name, text in FILES.items():
        world.write(name, text)
    # The package exports a function of the same name: the module is asked for by its full name.
    module = importlib.import_module("model.scenario.resolve")
    checks = importlib.import_module("model.scenario.check")
    with (
        patch.object(module, "load_topics", lambda: load_topics(folder / "parameters")),
        patch.object(checks, "load_topics", lambda: load_topics(folder / "parameters")),
    ):
        yield world
