"""A larger or smaller city that is alike: the files of a place with everything that counts scaled.

People, places, posts, users, arrivals, jobs and hires are multiplied; shares, rates, minutes and
money stay. Persons are whole and the Sozialräume still add up to the stock. Whatever was seen in
the true city is assumed in this one. What whole places do to a small city is counted, not hidden.
"""

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from model.errors import COMMAND_LINE, InputError
from model.parameters.reading import read_text
from model.population.place import Place
from model.population.records import WHOLE
from model.scenario.canonical import NOT_THE_WORLD
from model.scenario.doubts import FILES, GROWING, NOT_GROWING
from model.scenario.places import SPACES_FILE
from model.words import Message

LARGEST, SMALLEST = 100, 1000  # times as large; and the part of a city that still is one
PATTERNS = "patterns.toml"
_COUNTED = ("target", "low", "high")  # of a pattern in persons
_CEILING = ("completed", "exits", "error_from")

TINY = 1e-9  # as in the rule of places: a sum of shares that is whole is not cut

type Table = MutableMapping[str, Any]


class Lost(NamedTuple):
    """Places of a city, and those of them that no month can use because places are whole."""

    places: float
    unusable: float


def scaled_files(folder: Path, factor: float, name: str) -> dict[str, str]:
    """Texts of the files of a scaled place, by file name; comments are kept.

    folder: a place that is right, see `model.scenario.check`; name: of the new place.
    Raises InputError if the factor is out of range.
    """
    import tomlkit

    if not 1 / SMALLEST <= factor <= LARGEST:
        allowed = Message(
            "a number from 1/{smallest} to {largest}", smallest=SMALLEST, largest=LARGEST
        )
        raise InputError.of(
            COMMAND_LINE, "FACTOR", Message("is {factor:g}", factor=factor), allowed
        )
    texts = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name in NOT_THE_WORLD and path.name != PATTERNS:
            continue
        tables = tomlkit.parse(read_text(path, []) or "")
        if path.name in (*FILES, SPACES_FILE):
            for key, record in _records(tables):
                _scale(record, factor, key)
        if path.name == PATTERNS:
            _patterns(tables, factor, name)
        texts[path.name] = tomlkit.dumps(tables)
    return _with_stock(texts, name)


def _records(tables: Any, key: str = "") -> Iterator[tuple[str, Table]]:
    """Every record with the last part of its key."""
    if isinstance(tables, MutableMapping):
        if "value" in tables and "unit" in tables:
            yield key, tables
        else:
            for name, inner in tables.items():
                yield from _records(inner, str(name))
    elif isinstance(tables, list):
        for inner in tables:
            yield from _records(inner, key)


def _scale(record: Table, factor: float, key: str) -> None:
    if record["unit"] not in GROWING or key in NOT_GROWING:
        return
    whole = record["unit"] in WHOLE
    value = _times(float(record["value"]), factor, whole=whole)
    low, high = (float(end) * factor for end in record["range"])
    record["value"] = value
    record["range"] = [_plain(min(low, value)), _plain(max(high, value))]
    record["status"], record["source"] = "assumed", ""
    if "grade" in record:
        record["grade"] = ""


def _times(value: float, factor: float, *, whole: bool) -> float | int:
    """A number in proportion; a service that exists keeps a place at least."""
    if not whole:
        return _plain(value * factor)
    return max(1, round(value * factor)) if value > 0 else 0


def _plain(value: float) -> float | int:
    """A number with six digits, as people write it."""
    short = float(f"{value:.6g}")
    return int(short) if short.is_integer() else short


def _with_stock(texts: dict[str, str], name: str) -> dict[str, str]:
    """The stock is what the Sozialräume add up to; the title names the new place."""
    import tomlkit

    spaces = tomlkit.parse(texts[SPACES_FILE])["sozialraum"]
    place: Any = tomlkit.parse(texts["place.toml"])
    stock = sum(int(space["elb"]["value"]) for space in spaces)
    place["stock"]["value"] = stock
    low, high = place["stock"]["range"]
    place["stock"]["range"] = [min(low, stock), max(high, stock)]
    place["title"] = name
    return {**texts, "place.toml": tomlkit.dumps(place)}


def _patterns(tables: Table, factor: float, name: str) -> None:
    """Patterns of a count are scaled, shares stay; all of them are another city's."""
    tables["place"] = name
    for pattern in tables.values():
        for value in pattern.get("value", ()) if isinstance(pattern, MutableMapping) else ():
            if value.get("unit") == "persons":
                for key in _COUNTED:
                    value[key] = _plain(float(value[key]) * factor)
    for key in _CEILING if "ceiling" in tables else ():
        tables["ceiling"][key] = _plain(float(tables["ceiling"][key]) * factor)


def lost_to_whole_places(place: Place) -> Lost:
    """How many places the institutions of a place have, and how many of them are only parts."""
    places = np.asarray(place.institutions.places, dtype=float)
    return Lost(float(places.sum()), float((places - np.floor(places + TINY)).sum()))
