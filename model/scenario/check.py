"""Checking files without running anything: scenarios, parameters, sources and places."""

from collections.abc import Callable, Iterable
from pathlib import Path

from model.errors import Fault, Faults, InputError, listed, nearest, raise_if
from model.parameters import load_sources, load_topics, read_topic
from model.parameters.loader import FOLDER, SOURCES
from model.parameters.reading import Table, read_toml, resolved, shown
from model.parameters.record import Parameter
from model.parameters.sources import read_sources
from model.scenario.canonical import NOT_THE_WORLD, folder_content
from model.scenario.doubts import FILES, doubts, records_in
from model.scenario.outline import read_outline
from model.scenario.places import PLACE_FILE, SPACES_FILE
from model.scenario.region import declared_in
from model.scenario.resolve import resolve
from model.words import Message

# Keys that only a scenario file has at its top.
_SCENARIO_KEYS = frozenset({"extends", "levers", "switches", "parameters", "form", "override"})
FILES_OF_A_PLACE = (*FILES, SPACES_FILE, "composition.toml")


type Reader = Callable[[Path], object]
"""Reads a part of a place from its folder; raises InputError with every fault."""


def check(*paths: str | Path, readers: Iterable[Reader] = ()) -> list[Fault]:
    """All faults of TOML files of ours; a folder means the place in it. Empty if all are right.

    What a file is, is seen from its name, the files beside it and its keys. A scenario is resolved
    with all it extends. A place is read as a whole, whether it is named itself or by one of its
    files: readers are what stands above this module (population and institutions, patterns).
    """
    faults: list[Fault] = []
    names: dict[str, Path] = {}
    places: set[Path] = set()
    for path in dict.fromkeys(map(Path, paths)):
        folders = [folder for folder in (path, path.parent) if _is_place(folder)]
        try:
            if folders and folders[0] in places:
                continue
            if folders:
                places.add(folders[0])
                faults.extend(_check_place(folders[0], [_outline, *readers]))
            else:
                faults.extend(_check(path, names))
        except InputError as error:
            faults.extend(error.faults)
    return list(dict.fromkeys(faults))


def doubtful(*paths: str | Path) -> list[Fault]:
    """What is not wrong but unlikely in the places among some files: warnings, not errors."""
    folders = [f for path in map(Path, paths) for f in (path, path.parent) if _is_place(f)]
    return [doubt for folder in dict.fromkeys(folders) for doubt in doubts(folder)]


def _check_place(folder: Path, readers: Iterable[Reader]) -> list[Fault]:
    """Faults of all files of a place, of what others say about the same key once."""
    faults: list[Fault] = []
    for reader in readers:
        try:
            reader(folder)
        except InputError as error:
            seen = {(fault.file, _start(fault.key)) for fault in faults}
            faults += [f for f in error.faults if (f.file, _start(f.key)) not in seen]
    known = (*FILES_OF_A_PLACE, *NOT_THE_WORLD)
    for file in sorted(folder.glob("*.toml")):
        if file.name not in known:
            near = nearest(file.name, known)
            faults.append(
                Fault(shown(file), "", Message("no file of a place"), listed(known, 20), near)
            )
    return faults


def _start(key: str) -> str:
    """The record a key belongs to: its parts have one mistake in common."""
    return key.removesuffix(".value").removesuffix(".range").removesuffix(".unit")


def _outline(folder: Path) -> None:
    """What every scenario reads of a place, and its data files."""
    faults = Faults()
    read_outline(folder, declared_in(load_topics()), faults)
    folder_content(folder, faults)
    raise_if(faults)


def _check(path: Path, names: dict[str, Path]) -> list[Fault]:
    """Faults of one file; names: scenarios seen so far."""
    faults = Faults()
    tables = read_toml(path, faults)
    if tables is None:
        return faults
    if path.name == SOURCES:
        read_sources(path, faults)
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
    problem = Message("the name {name!r} is taken by {other}", name=name, other=shown(other))
    return [Fault(shown(path), "name", problem, Message("another name for each scenario"))]


def _is_place(folder: Path) -> bool:
    try:
        return (folder / PLACE_FILE).is_file()
    except (OSError, ValueError):
        return False


def _is_parameter_file(path: Path, tables: Table) -> bool:
    """True for the model's own topics, and for files of records that set no levers."""
    if resolved(path).parent == FOLDER:
        return True
    return not _SCENARIO_KEYS & tables.keys() and any(True for _ in records_in(tables))


def _unknown_sources(parameters: dict[str, Parameter], path: Path) -> list[Fault]:
    """Faults of records that cite a source which is not in sources.toml."""
    try:
        return load_sources().missing(parameters, shown(path))
    except InputError as error:
        return error.faults
