"""Records inside the tables of a place, and keys nobody knows."""

from collections.abc import Iterable, Mapping
from typing import Any

from model.errors import Fault, listed, nearest
from model.parameters.record import Parameter, kind_of, parameter_from


def record_of(
    table: Mapping[str, Any], key: str, name: str, file: str, faults: list[Fault]
) -> Parameter | None:
    """One record inside a table; missing and negative ones are faults."""
    dotted = f"{name}.{key}"
    raw = table.get(key)
    if not isinstance(raw, dict):
        what = "is missing" if raw is None else f"a record is needed, this is {kind_of(raw)}"
        faults.append(Fault(file, dotted, what, '{ value = …, unit = "…", … }'))
        return None
    record = parameter_from(dotted, raw, file, dotted, faults)
    if record is not None and record.value < 0:
        faults.append(Fault(file, dotted, f"{record.value:g} is negative", "0 or more"))
        return None
    return record


def unknown_keys(
    table: Mapping[str, Any], known: Iterable[str], name: str, file: str, faults: list[Fault]
) -> None:
    """A fault for every key of a table that means nothing."""
    allowed = tuple(known)
    for key in table.keys() - set(allowed):
        near = nearest(key, allowed)
        faults.append(Fault(file, f"{name}.{key}", "unknown key", listed(allowed), near))
