"""Records inside the tables of a place."""

import math
from collections.abc import Mapping
from typing import Any

from model.errors import Fault
from model.parameters.kinds import kind_of
from model.parameters.record import Parameter, parameter_from
from model.words import Message

# Units of what cannot be divided, and of what cannot be more than all of it.
WHOLE = frozenset(
    {"persons", "households", "families", "children", "parents", "pupils", "places", "sites"}
    | {"jobs", "code"}
)
SHARES = frozenset({"share", "probability", "0–1"})


def record_of(
    table: Mapping[str, Any], key: str, name: str, file: str, faults: list[Fault]
) -> Parameter | None:
    """One record inside a table; missing and negative ones are faults."""
    dotted = f"{name}.{key}"
    raw = table.get(key)
    if not isinstance(raw, dict):
        what = (
            Message("is missing")
            if raw is None
            else Message("a record is needed, this is {kind}", kind=kind_of(raw))
        )
        faults.append(Fault(file, dotted, what, Message('{ value = …, unit = "…", … }')))
        return None
    record = parameter_from(dotted, raw, file, dotted, faults)
    wrong = [] if record is None else kind_faults(record, file, dotted)
    faults.extend(wrong)
    return None if wrong else record


def kind_faults(record: Parameter, file: str, dotted: str) -> list[Fault]:
    """What a number of its kind cannot be: negative, half a person, more than everybody."""
    value = record.value
    if value < 0:
        return [
            Fault(file, dotted, Message("{value:g} is negative", value=value), Message("0 or more"))
        ]
    if record.unit in WHOLE and value != math.floor(value):
        problem = Message(
            "{value:g} is not a whole number of {unit}", value=value, unit=record.unit
        )
        return [Fault(file, dotted, problem, Message("a whole number, thousands without a point"))]
    top = value if record.range is None else max(value, record.range[1])
    if record.unit in SHARES and top > 1:
        problem = Message("{top:g} is more than everything ({unit})", top=top, unit=record.unit)
        return [Fault(file, dotted, problem, Message("0 to 1: a half is 0.5, 51.6 % is 0.516"))]
    return []
