"""The rule of a place for small groups: holds where its data are those of real people.

A table of its place.toml that says nothing about the world, so no result changes with it:

    [privacy]
    real_people = true     # the data of this place are those of real people
    smallest_group = 25    # left out: 10
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from model.errors import Fault, listed, nearest
from model.parameters.kinds import kind_of
from model.words import Message

PRIVACY = "privacy"
REAL, SMALLEST = "real_people", "smallest_group"
FEWEST = 10  # people, where a place with data on real people says nothing else
LEAST, MOST = 3, 1000  # what a place may say: below three, a person is told from a pair


class _Key(NamedTuple):
    """A key of the table. schema: what an editor knows of its value."""

    meaning: str
    default: bool | int
    schema: Mapping[str, object]


KEYS: Mapping[str, _Key] = {
    REAL: _Key(
        "the data of this place are those of real people: small groups are shown nowhere",
        default=False,
        schema={"type": "boolean"},
    ),
    SMALLEST: _Key(
        "groups of fewer people are shown nowhere, nor one from which they could be worked out",
        FEWEST,
        {"type": "integer", "minimum": LEAST, "maximum": MOST},
    ),
}


def fewest_people(labels: Mapping[str, Mapping[str, Any]]) -> int:
    """People that a group needs to be shown; 0 where the data are not those of real people.

    labels: of a scenario.
    """
    table: Any = labels.get("place", {}).get("", {}).get(PRIVACY, {})
    return int(table.get(SMALLEST, FEWEST)) if table.get(REAL) else 0


def privacy_faults(table: object, file: str) -> Iterator[Fault]:
    """What is wrong with the table."""
    if not isinstance(table, dict):
        problem = Message("a table is needed, this is {kind}", kind=kind_of(table))
        yield Fault(file, PRIVACY, problem, Message("real_people = true"))
        return
    for key, value in table.items():
        where = f"{PRIVACY}.{key}"
        if key not in KEYS:
            yield Fault(file, where, Message("unknown key"), listed(KEYS), nearest(key, KEYS))
        elif key == REAL and not isinstance(value, bool):
            needed = Message("true or false")
            yield Fault(file, where, _needed(needed, value), needed)
        elif key == SMALLEST:
            allowed = Message("a whole number from {low} to {most}", low=LEAST, most=MOST)
            if isinstance(value, bool) or not isinstance(value, int):
                yield Fault(file, where, _needed(Message("a whole number"), value), allowed)
            elif not LEAST <= value <= MOST:
                yield Fault(file, where, Message("{raw!r:.40} is out of range", raw=value), allowed)
    if SMALLEST in table and REAL not in table:
        problem = Message("has no effect: the data are not said to be those of real people")
        yield Fault(file, f"{PRIVACY}.{SMALLEST}", problem, Message("real_people = true beside it"))


def _needed(needed: Message, value: object) -> Message:
    return Message("{needed} is needed, this is {kind}", needed=needed, kind=kind_of(value))


def privacy_schema() -> dict[str, Any]:
    """JSON schema of the table."""
    properties = {
        name: {**key.schema, "description": key.meaning, "default": key.default}
        for name, key in KEYS.items()
    }
    return {
        "type": "object",
        "description": "the rule of the place for small groups of people",
        "additionalProperties": False,
        "properties": properties,
        "required": [REAL],
    }
