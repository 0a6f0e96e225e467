"""A value that a scenario gives to a parameter, checked."""

import math
from collections.abc import Mapping

from model.errors import Fault, nearest
from model.parameters.kinds import no_value, number
from model.parameters.record import HALF_ON, WHOLE, Parameter
from model.words import Message


def setting(parameter: Parameter, raw: object, file: str, key: str) -> float | Fault:
    """The value a scenario gives to a parameter, checked against unit and legal values.

    raw: a number, true/false for switches, or {value = …, unit = "…"} in the parameter's own unit.
    """
    if isinstance(raw, Mapping):
        fault = _record_fault(parameter, raw, file, key)
        if fault:
            return fault
        raw = raw["value"]
    if parameter.is_switch and isinstance(raw, bool):
        return float(raw)
    value = number(raw)
    if value is not None and parameter.is_switch:
        problem = Message("{value:g} is a number, and this is a switch: on or off", value=value)
        on = value >= HALF_ON
        write = (
            Message("true or false; write true") if on else Message("true or false; write false")
        )
        return Fault(file, key, problem, write)
    if value is None:
        return Fault(file, key, no_value(raw, switch=parameter.is_switch), parameter.allowed)
    low, high = parameter.legal
    if not low <= value <= high:
        problem = Message("{value:g} is out of range", value=value)
        return Fault(file, key, problem, parameter.allowed)
    if parameter.used_as == WHOLE and value != math.floor(value):
        problem = Message("{value:g} is not a whole number", value=value)
        return Fault(file, key, problem, parameter.allowed)
    return value


def _record_fault(
    parameter: Parameter, raw: Mapping[str, object], file: str, key: str
) -> Fault | None:
    """What is wrong with a value written as a table, if anything."""
    unknown = [name for name in raw if name not in ("value", "unit")]
    if unknown:
        near = nearest(unknown[0], ("value", "unit"))
        return Fault(
            file, f"{key}.{unknown[0]}", Message("unknown key"), Message("value, unit"), near
        )
    if "value" not in raw:
        return Fault(file, key, Message("value is missing"), Message('{ value = …, unit = "…" }'))
    unit = raw.get("unit", parameter.unit)
    if unit != parameter.unit:
        return Fault(
            file,
            f"{key}.unit",
            Message("wrong unit {unit!r}", unit=unit),
            Message('"{unit}"', unit=parameter.unit),
        )
    return None
