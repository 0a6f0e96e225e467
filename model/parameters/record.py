"""A parameter: one number of the model with unit, range, status, grade and source.

Nothing in the code is a number of the model; each stands in a parameter file as a record, and a
record that is incomplete or contradicts itself is refused.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from model.errors import Fault, listed, nearest
from model.parameters.kinds import kind_of, no_value, number, unknown_keys
from model.units import COUNTED_UNITS, WHOLE_OF_LEVERS, WHOLE_UNITS
from model.words import Message

STATUSES = ("seen", "derived", "assumed", "calibrated")
GRADES = ("A", "B", "C", "")
KEYS = (
    "value",
    "unit",
    "range",
    "limits",
    "population",
    "status",
    "grade",
    "source",
    "meaning",
    "german",
    "coefficient",
    "drawn_by",
)
_REQUIRED = ("value", "unit", "status", "meaning")
_TEXTS = (
    *("unit", "population", "status", "grade", "source", "meaning", "german", "coefficient"),
    "drawn_by",
)
SWITCH, WHOLE, SHARE = "switch", "whole number", "share"  # what a lever is used as
LEVERS = "levers"
HALF_ON = 0.5  # what a number meant where a switch was set by one: on from here


@dataclass(frozen=True)
class Parameter:
    """One number of the model.

    name: dotted, topic first (`search.effect.health`); value: in `unit` (a switch is 1.0 or 0.0);
    range: what is thought possible, None for switches; limits: what may be set at all, wider than
    the range (a test may set a hazard to 0), None if the range is meant; status: seen, derived,
    assumed or calibrated; grade: A, B, C or "" (no published source); source: key of sources.toml;
    drawn_by: of several numbers that move one quantity, the one that is drawn for this one too;
    field, index, element: place in the compiled record, see `loader.record`.
    """

    name: str
    value: float
    unit: str
    range: tuple[float, float] | None = None
    limits: tuple[float, float] | None = None
    population: str = ""
    status: str = "assumed"
    grade: str = ""
    source: str = ""
    meaning: str = ""
    german: str = ""
    coefficient: str = ""
    drawn_by: str = ""
    field: str = ""
    index: str = ""
    element: str = ""

    @property
    def topic(self) -> str:
        """The file the parameter stands in: first part of its name."""
        return self.name.split(".", 1)[0]

    @property
    def is_switch(self) -> bool:
        """True if the value can only be true or false."""
        return self.unit == SWITCH

    @property
    def used_as(self) -> str:
        """What a lever is used as: a switch, a whole number, or a share (half of it does half).

        A steering weight is a share too: of the attention that all targets divide among them.
        """
        if self.is_switch:
            return SWITCH
        whole = self.unit in WHOLE_UNITS or (self.topic == LEVERS and self.unit in WHOLE_OF_LEVERS)
        return WHOLE if whole else SHARE

    @property
    def legal(self) -> tuple[float, float]:
        """Lowest and highest value that may be set."""
        if self.is_switch:
            return (0.0, 1.0)
        return self.limits or self.range or (-math.inf, math.inf)

    @property
    def allowed(self) -> Message:
        """What may be set, in words."""
        if self.is_switch:
            return Message("true or false")
        low, high = (f"{bound:g}" for bound in self.legal)
        values = {"low": low, "high": high, "unit": self.unit}
        if self.used_as == WHOLE:
            return Message("a whole number from {low} to {high} ({unit})", **values)
        return Message("a number from {low} to {high} ({unit})", **values)

    def with_value(self, value: float) -> "Parameter":
        """The parameter as a scenario sets it: a changed value is assumed, its source is gone."""
        if value == self.value:
            return self
        return replace(self, value=value, status="assumed", grade="", source="")


def parameter_from(
    name: str, table: Mapping[str, Any], file: str, key: str, faults: list[Fault]
) -> Parameter | None:
    """A parameter from its record; None after adding every fault found in it."""
    before = len(faults)
    unknown_keys(table, KEYS, key, file, faults)
    faults.extend(
        Fault(file, key, Message("{missing} is missing", missing=missing), listed(KEYS))
        for missing in _REQUIRED
        if missing not in table
    )
    texts: dict[str, str] = {}
    for text in _TEXTS:
        value = table.get(text, "")
        if isinstance(value, str):
            texts[text] = value
        else:
            found = Message("a text is needed, this is {kind}", kind=kind_of(value))
            faults.append(Fault(file, f"{key}.{text}", found, Message('a text like "…"')))
    _check_choices(texts, file, key, faults)
    value = _value(table, file, key, faults)
    span = _bounds(table, "range", file, key, faults)
    limits = _bounds(table, "limits", file, key, faults)
    if value is not None:
        _check_bounds(value, texts.get("unit", ""), span, limits, file, key, faults)
    if len(faults) > before or value is None:
        return None
    return Parameter(name=name, value=value, range=span, limits=limits, **texts)


def _check_choices(texts: Mapping[str, str], file: str, key: str, faults: list[Fault]) -> None:
    """Status and grade must be known, and whoever has seen something must say where."""
    status, grade = texts.get("status", ""), texts.get("grade", "")
    if status and status not in STATUSES:
        near = nearest(status, STATUSES)
        faults.append(
            Fault(
                file,
                f"{key}.status",
                Message("unknown status {status!r}", status=status),
                listed(STATUSES),
                near,
            )
        )
    if grade not in GRADES:
        faults.append(
            Fault(
                file,
                f"{key}.grade",
                Message("unknown grade {grade!r}", grade=grade),
                Message('A, B, C or ""'),
            )
        )
    if status in ("seen", "derived") and not texts.get("source"):
        allowed = Message('a key of sources.toml; "" only if the status is assumed or calibrated')
        faults.append(
            Fault(
                file,
                f"{key}.source",
                Message("status {status} needs a source", status=status),
                allowed,
            )
        )


def _value(table: Mapping[str, Any], file: str, key: str, faults: list[Fault]) -> float | None:
    """Value of a record as a float; true and false belong to switches and only to them."""
    if "value" not in table:
        return None
    raw = table["value"]
    switch = table.get("unit") == SWITCH
    if switch and isinstance(raw, bool):
        return float(raw)
    value = None if switch else number(raw)
    if value is None:
        faults.append(Fault(file, f"{key}.value", no_value(raw, switch=switch)))
    return value


def _bounds(
    table: Mapping[str, Any], which: str, file: str, key: str, faults: list[Fault]
) -> tuple[float, float] | None:
    """Range or limits of a record: two numbers, low ≤ high (limits may be inf)."""
    if which not in table:
        return None
    raw = table[which]
    items = raw if isinstance(raw, list) else []
    infinite = which == "limits"
    ends = [
        item if infinite and isinstance(item, float) and math.isinf(item) else number(item)
        for item in items
    ]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        faults.append(
            Fault(
                file,
                f"{key}.{which}",
                Message("not a range"),
                Message("two numbers [low, high], low ≤ high"),
            )
        )
        return None
    return (ends[0], ends[1])


def _check_bounds(
    value: float,
    unit: str,
    span: tuple[float, float] | None,
    limits: tuple[float, float] | None,
    file: str,
    key: str,
    faults: list[Fault],
) -> None:
    """The value lies in its range, the range in its limits; only switches go without a range."""
    if unit == SWITCH:
        return
    if span is None:
        faults.append(
            Fault(
                file,
                key,
                Message("range is missing"),
                Message("[low, high]; only switches need none"),
            )
        )
        return
    if not span[0] <= value <= span[1]:
        allowed = Message("{span:g} to {span2:g}", span=span[0], span2=span[1])
        faults.append(
            Fault(
                file,
                f"{key}.value",
                Message("{value:g} is outside its range", value=value),
                allowed,
            )
        )
    if limits is not None and not (limits[0] <= span[0] and span[1] <= limits[1]):
        allowed = Message("limits that contain {span:g} to {span2:g}", span=span[0], span2=span[1])
        faults.append(Fault(file, f"{key}.limits", Message("narrower than the range"), allowed))
    if unit in COUNTED_UNITS and min(value, span[0]) < 0.0:
        problem = Message(
            "{value:g} and its range must not be negative ({unit})", value=value, unit=unit
        )
        faults.append(Fault(file, f"{key}.value", problem, Message("0 or more")))
    if unit in WHOLE_UNITS and value != math.floor(value):
        faults.append(
            Fault(
                file,
                f"{key}.value",
                Message("{value:g} is not a whole number ({unit})", value=value, unit=unit),
            )
        )
