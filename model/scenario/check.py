"""Checking files without running anything: scenarios, parameters, sources and places."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from model.errors import Fault, InputError
from model.parameters import load_sources, read_topic
from model.parameters.loader import FOLDER, SOURCES
from model.parameters.reading import Table, read_toml, resolved, shown
from model.parameters.record import Parameter, parameter_from
from model.parameters.sources import read_sources
from model.scenario.places import PLACE_FILE, SPACES_FILE, read_spaces
from model.scenario.resolve import resolve

# Keys that only a scenario file has at its top.
_SCENARIO_KEYS = frozenset({"extends", "levers", "switches", "parameters", "form", "override"})


def check(*paths: str | Path, build_place: Callable[[Path], object] | None = None) -> list[Fault]:
    """All faults of TOML files of ours; a folder means the place in it. Empty if all are right.

    What a file is, is seen from its name, the files beside it and its keys. A scenario is resolved
    with all it extends. build_place: how a place is built from its folder (`load_place` of
    model.population, which stands above this module): its people and institutions are then checked
    too, whether the place is named itself or by one of its files.
    """
    faults: list[Fault] = []
    places: list[Path] = []
    names: dict[str, Path] = {}
    for path in dict.fromkeys(map(Path, paths)):
        faults.extend(_check(path, names))
        places.extend(folder for folder in (path, path.parent) if _is_place(folder))
    if build_place is not None:
        for folder in dict.fromkeys(places):
            try:
                build_place(folder)
            except InputError as error:
                faults.extend(error.faults)
    return list(dict.fromkeys(faults))


def _check(path: Path, names: dict[str, Path]) -> list[Fault]:
    """Faults of one file, or of all files of one place; names: scenarios seen so far."""
    faults: list[Fault] = []
    if _is_place(path):
        for file in sorted(path.glob("*.toml")):
            faults.extend(_check(file, names))
        return faults
    tables = read_toml(path, faults)
    if tables is None:
        return faults
    if path.name == SOURCES:
        read_sources(path, faults)
    elif _is_place(path.parent):
        _check_place_file(path, tables, faults)
    elif _is_parameter_file(path, tables):
        topic = read_topic(path, faults)
        if topic is not None:
            faults.extend(_unknown_sources(topic.parameters, path))
    else:
        faults.extend(_check_scenario(path, names))
    return faults


def _check_scenario(path: Path, names: dict[str, Path]) -> list[Fault]:
    """Faults of a scenario; one that is called like another would be mixed up in results."""
    try:
        name = resolve(resolved(path)).name
    except InputError as error:
        return error.faults
    other = names.setdefault(name, path)
    if other == path:
        return []
    problem = f"the name {name!r} is taken by {shown(other)}"
    return [Fault(shown(path), "name", problem, "another name for each scenario")]


def _is_place(folder: Path) -> bool:
    try:
        return (folder / PLACE_FILE).is_file()
    except (OSError, ValueError):
        return False


def _is_parameter_file(path: Path, tables: Table) -> bool:
    """True for the model's own topics, and for files of records that set no levers."""
    if resolved(path).parent == FOLDER:
        return True
    return not _SCENARIO_KEYS & tables.keys() and any(True for _ in _records(tables))


def _check_place_file(path: Path, tables: Table, faults: list[Fault]) -> None:
    """A file of a place: its records, wherever they stand, and the names of its Sozialräume."""
    if path.name == PLACE_FILE:
        topic = read_topic(path, faults, "place")
        parameters = topic.parameters if topic else {}
    else:
        parameters = {}
        for key, table in _records(tables):
            found = parameter_from(key, table, shown(path), key, faults)
            if found is not None:
                parameters[key] = found
    if path.name == SPACES_FILE:
        read_spaces(path, faults)
    faults.extend(_unknown_sources(parameters, path))


def _records(content: Any, key: str = "") -> Iterator[tuple[str, Table]]:
    """Every table with a value and a unit, with its dotted key; rows are counted from 1."""
    if isinstance(content, dict):
        if "value" in content and "unit" in content:
            yield key, content
        else:
            for name, inner in content.items():
                yield from _records(inner, f"{key}.{name}" if key else name)
    elif isinstance(content, list):
        for row, inner in enumerate(content, start=1):
            yield from _records(inner, f"{key}[{row}]")


def _unknown_sources(parameters: dict[str, Parameter], path: Path) -> list[Fault]:
    """Faults of records that cite a source which is not in sources.toml."""
    try:
        return load_sources().missing(parameters, shown(path))
    except InputError as error:
        return error.faults
