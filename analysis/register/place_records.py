"""Every record in the files of a place: institutions, margins, arrivals, overlap, Sozialräume.

`place.toml` is a topic of the parameters like any other and not repeated here; `patterns.toml` only
judges runs. What a file says without a record of its own (`composition.toml`, informal profiles) is
counted: all of it is assumed.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import Fault, raise_if
from model.parameters import Parameter
from model.parameters.loader import fingerprint
from model.parameters.reading import read_toml, shown
from model.parameters.record import parameter_from

FILES = ("arrivals", "institutions", "margins", "overlap", "sozialraeume")
BARE = ("composition", "institutions")  # files that hold numbers without a record
FITTED = "fit"  # margins with any other use are compared and never fitted


class PlaceRecord(NamedTuple):
    """A record of a place's file; `enters`: the population or the institutions are made with it."""

    parameter: Parameter
    enters: bool


def place_records(folder: Path) -> dict[str, PlaceRecord]:
    """Records by dotted name, in file order. Raises InputError with every fault.

    Kept: the same unchanged files are read once a process.
    """
    return dict(_records(folder, fingerprint([folder / f"{file}.toml" for file in FILES])))


@lru_cache(maxsize=4)
def _records(folder: Path, _files: tuple[tuple[str, str], ...]) -> dict[str, PlaceRecord]:
    faults: list[Fault] = []
    found: dict[str, PlaceRecord] = {}
    for file in FILES:
        path = folder / f"{file}.toml"
        for name, table, around in _tables(file, read_toml(path, faults) or {}, {}):
            record = parameter_from(name, table, shown(path), name, faults)
            if record is not None:
                found[name] = PlaceRecord(record, _enters(file, name, around))
    raise_if(faults)
    return found


def bare_numbers(folder: Path) -> int:
    """Numbers of the place that have no record of their own: all assumed, without range."""
    faults: list[Fault] = []
    count = sum(_bare(read_toml(folder / f"{file}.toml", faults) or {}) for file in BARE)
    raise_if(faults)
    return count


def _tables(
    name: str, table: Mapping[str, Any], around: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """(name, record, table around it) of everything with a value and a status."""
    if "value" in table and "status" in table:
        yield name, table, around
        return
    for key, inner in table.items():
        if isinstance(inner, Mapping):
            yield from _tables(f"{name}.{key}", inner, table)
        for item in inner if isinstance(inner, list) else ():
            if isinstance(item, Mapping):
                yield from _tables(f"{name}.{item.get('name', key)}", item, item)


def _enters(file: str, name: str, around: Mapping[str, Any]) -> bool:
    """False for what is only compared: published waits, checked margins, groups without a kind."""
    if file == "institutions":
        return not name.endswith(".wait")
    if file == "margins":
        return str(around.get("use", FITTED)) == FITTED
    return file != "overlap" or bool(around.get("kind"))


def _bare(table: Mapping[str, Any]) -> int:
    """Numbers in a table and below it that belong to no record."""
    if "value" in table and "status" in table:
        return 0
    count = 0
    for inner in table.values():
        if isinstance(inner, Mapping):
            count += _bare(inner)
        else:
            items = inner if isinstance(inner, list) else [inner]
            count += sum(isinstance(i, int | float) and not isinstance(i, bool) for i in items)
    return count
