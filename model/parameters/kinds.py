"""What a value of a file is: a number, a table of known keys, or in words what it is instead."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from model.errors import Fault, listed, nearest
from model.words import Message


def number(raw: object) -> float | None:
    """A TOML value as a finite float; None if it is no number (true and false are none)."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    try:
        value = float(raw)
    except OverflowError:
        return None
    # Zero has one sign: −0.0 and 0.0 are the same content and must hash alike.
    return value + 0.0 if math.isfinite(value) else None


def kind_of(raw: object) -> Message:
    """What a TOML value is, in words."""
    if isinstance(raw, bool):
        return Message("true/false")
    if isinstance(raw, float) and not math.isfinite(raw):
        return Message("not a finite number ({value})", value=raw)
    if isinstance(raw, Mapping):
        return Message("a table")
    known = _KINDS.get(type(raw))
    return known or Message("a value of type {kind}", kind=type(raw).__name__)


_KINDS = {
    str: Message("a text"),
    int: Message("a whole number"),
    float: Message("a number"),
    list: Message("a list"),
}


def no_value(raw: object, *, switch: bool) -> Message:
    """What is wrong with the value of a parameter that is none."""
    needed = Message("true or false") if switch else Message("a number")
    return Message("{needed} is needed, this is {kind}", needed=needed, kind=kind_of(raw))


def tables_in(
    tables: Mapping[str, Any], file: str, faults: list[Fault], below: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and content of every table; a fault for what is none."""
    for name, table in tables.items():
        if isinstance(table, dict):
            yield name, table
        else:
            problem = Message("a table is needed, this is {kind}", kind=kind_of(table))
            faults.append(Fault(file, f"{below}{name}", problem))


def unknown_keys(
    table: Iterable[str], known: Iterable[str], name: str, file: str, faults: list[Fault]
) -> None:
    """A fault for every key of a table that means nothing."""
    allowed = tuple(known)
    for key in sorted(set(table) - set(allowed)):
        near = nearest(key, allowed)
        faults.append(Fault(file, f"{name}.{key}", Message("unknown key"), listed(allowed), near))
