"""Numbers of a place that look like a slip of the pen: a thousand times too large or too small.

A thousands point that is typed alike in value and range (210.300 for 210,300) contradicts nothing
inside its record. So each number is held against the same one of the shipped place, in proportion
to the stock where it counts people, places, posts or jobs. Places differ, but not a hundredfold:
such a number is doubted, not refused.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import Fault
from model.parameters import Parameter
from model.parameters.reading import Table, quoted, read_toml, shown
from model.parameters.record import parameter_from
from model.scenario.places import DEFAULT_PLACE, PLACE_FILE, data_root
from model.scenario.region import REGION_FILE
from model.words import Message, as_is

FILES = (
    *(PLACE_FILE, REGION_FILE, "institutions.toml", "overlap.toml", "margins.toml"),
    "arrivals.toml",
)
SLIP, ROOM = 1000, 10  # a thousand; how far places differ in truth
# Units of what grows with a place. Samples of the program do not, whatever their unit.
GROWING = frozenset(
    {"persons", "households", "families", "children", "parents", "pupils", "places", "posts"}
    | {"jobs", "households/month", "hires/month", "offers/month", "1/year"}
)
NOT_GROWING = ("sample_households", "arrival_templates")


class Found(NamedTuple):
    """A record of a place: file, dotted key in it, and the number."""

    file: str
    key: str
    parameter: Parameter


def records_in(content: Any, key: str = "") -> Iterator[tuple[str, Table]]:
    """Every table with a value and a unit, with its dotted key; rows are counted from 1."""
    if isinstance(content, dict):
        if "value" in content and "unit" in content:
            yield key, content
        else:
            for name, inner in content.items():
                yield from records_in(inner, f"{key}.{name}" if key else name)
    elif isinstance(content, list):
        for row, inner in enumerate(content, start=1):
            yield from records_in(inner, f"{key}[{row}]")


def doubts(folder: Path) -> list[Fault]:
    """Warnings about the numbers of a place; none for what cannot be read or compared."""
    mine, known = _records(folder), _records(data_root() / "places" / DEFAULT_PLACE)
    stock = (PLACE_FILE, "stock")
    if stock not in mine or stock not in known or not known[stock].value > 0:
        return []
    size = mine[stock].value / known[stock].value
    units = [
        Fault(
            shown(folder / file),
            f"{key}.unit",
            Message("is {unit}", unit=quoted(found.unit)),
            as_is(known[file, key].unit),
        )
        for (file, key), found in mine.items()
        if (file, key) in known and found.unit != known[file, key].unit
    ]
    return units + [
        Fault(shown(folder / file), key, *_words(found, expected))
        for (file, key), found in mine.items()
        if (file, key) in known
        for expected in [known[file, key].value * (size if _grows(found, key) else 1)]
        if _far(found, expected)
    ]


def _records(folder: Path) -> dict[tuple[str, str], Parameter]:
    found = {}
    for file in FILES:
        path = folder / file
        tables = read_toml(path, []) if path.exists() else None
        for key, raw in records_in(tables or {}):
            parameter = parameter_from(key, raw, file, key, [])
            if parameter is not None:
                found[file, key] = parameter
    return found


def _grows(found: Parameter, key: str) -> bool:
    return found.unit in GROWING and key not in NOT_GROWING


def _far(found: Parameter, expected: float) -> bool:
    """True if value and range lie about a factor of a thousand from what is expected."""
    low, high = found.range or (found.value, found.value)
    if found.unit == "code" or not found.value > 0 or not expected > 0:
        return False
    small = found.value * SLIP <= expected * ROOM and high * SLIP <= expected * ROOM * ROOM
    large = found.value * ROOM >= expected * SLIP and low * ROOM * ROOM >= expected * SLIP
    return small or large


def _words(found: Parameter, expected: float) -> tuple[Message, Message]:
    shown_as = {"value": found.value, "unit": found.unit}
    problem = (
        Message("{value:g} {unit} is very small: a thousands point or a comma?", **shown_as)
        if found.value < expected
        else Message("{value:g} {unit} is very large: a thousands point or a comma?", **shown_as)
    )
    allowed = Message(
        "something like {expected:.3g}, after {place} and the stock",
        expected=expected,
        place=DEFAULT_PLACE,
    )
    return problem, allowed
