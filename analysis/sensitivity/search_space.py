"""What a search may move: decisions with their kinds and values, from a table in a data file.

Every decision has finitely many values, as coarse as somebody could decide. So a design can be said
in plain words, and the same design is found again in the store.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experiments.faults import Wrong
from model.errors import Fault, nearest
from model.parameters import Parameter
from model.parameters.kinds import number
from model.parameters.reading import read_toml, shown
from model.parameters.setting import setting
from model.scenario.places import data_root
from model.words import Message

SHARE, WHOLE, SWITCH, CHOICE = KINDS = ("share", "whole", "switch", "choice")
SHIPPED = "cooperation"
_TABLE = ("base", "presets", "decisions")
_SPAN, _LISTED = ("low", "high", "step"), ("values",)
_KEYS = {SHARE: _SPAN, WHOLE: _SPAN, CHOICE: _LISTED, SWITCH: ()}
_DIGITS = 9  # of a value on a grid: what floating point adds is cut off

type Design = Mapping[str, float]
"""A value for every decision."""


@dataclass(frozen=True)
class Decision:
    """One decision: values in ascending order, and the levers that all take the value."""

    name: str
    kind: str
    values: tuple[float, ...]
    sets: tuple[str, ...]

    @property
    def ordered(self) -> bool:
        """Whether values that stand beside each other are alike."""
        return self.kind in (SHARE, WHOLE)

    def near(self, value: float) -> float:
        """The value nearest to another one."""
        return min(self.values, key=lambda one: (abs(one - value), one))


@dataclass(frozen=True)
class SearchSpace:
    """base: arrangement whose other levers hold; presets: shipped ones that are run first."""

    base: str
    presets: tuple[str, ...]
    decisions: tuple[Decision, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all decisions."""
        return tuple(one.name for one in self.decisions)

    @property
    def size(self) -> int:
        """How many designs there are."""
        return math.prod(len(one.values) for one in self.decisions)

    def settings(self, design: Design) -> dict[str, float]:
        """A design as settings of levers, by dotted name."""
        return {f"levers.{lever}": design[one.name] for one in self.decisions for lever in one.sets}

    def of(self, levers: Mapping[str, float]) -> dict[str, float]:
        """What an arrangement decides; of several levers the lowest, which binds."""
        return {one.name: min(levers[lever] for lever in one.sets) for one in self.decisions}

    def nearest(self, levers: Mapping[str, float]) -> dict[str, float]:
        """The design that comes nearest to the levers of an arrangement."""
        mine = self.of(levers)
        return {one.name: one.near(mine[one.name]) for one in self.decisions}


def table_of(reference: str) -> Path:
    """The file of a search: a shipped one by name, or a path."""
    shipped = data_root() / "searches" / f"{reference}.toml"
    return Path(reference) if reference.endswith(".toml") else shipped


def read_space(
    file: Path,
    parameters: Mapping[str, Parameter],
    known: Collection[str],
    faults: list[Fault],
    only: Collection[str] = (),
) -> SearchSpace | None:
    """The space that a file describes; None after adding every fault.

    parameters: levers with what is legal; known: names of arrangements; only: decisions to search
    over (none: all).
    """
    before, where, wrong = len(faults), shown(file), Wrong(shown(file), faults)
    tables = read_toml(file, faults)
    if tables is None:
        return None
    faults += _unknown(tables, _TABLE, where, "")
    base, presets = tables.get("base"), tables.get("presets", [])
    rows = tables.get("decisions", {})
    if not isinstance(presets, list) or not isinstance(rows, Mapping) or not rows:
        problem = Message("presets is a list of arrangements, decisions a table of at least one")
        wrong("", problem, Message("see scenarios/searches/cooperation.toml"))
        return None
    for key, name in [("base", base), *(("presets", one) for one in presets)]:
        none = Message("there is no arrangement {name!r}", name=name)
        wrong.unless_among(key, name, known, none, Message("`sozialraum list arrangements`"))
    for name in only:
        none = Message("there is no decision {name!r} in {where}", name=name, where=where)
        Wrong(faults=faults).unless_among("--lever", name, rows, none, most=40)
    found = [
        _decision(name, row, parameters, where, faults)
        for name, row in rows.items()
        if not only or name in only
    ]
    decisions = tuple(one for one in found if one is not None)
    if len(faults) > before:
        return None
    return SearchSpace(str(base), tuple(map(str, presets)), decisions)


def _decision(
    name: str, row: Any, parameters: Mapping[str, Parameter], where: str, faults: list[Fault]
) -> Decision | None:
    """One row of the table; None after adding its faults."""
    key, wrong = f"decisions.{name}", Wrong(where, faults)
    kind = row.get("kind") if isinstance(row, Mapping) else None
    if kind not in _KEYS:
        wrong.unless_among(f"{key}.kind", kind, KINDS)
        return None
    before, wanted = len(faults), _KEYS[kind]
    faults += _unknown(row, ("kind", "sets", *wanted), where, key)
    for word in wanted:
        if word not in row:
            allowed = Message("{kind}: {names}", kind=kind, names=", ".join(wanted))
            wrong(f"{key}.{word}", Message("is missing"), allowed)
    sets = tuple(row.get("sets", (name,)))
    for lever in sets:
        if f"levers.{lever}" not in parameters:
            known = [one.removeprefix("levers.") for one in parameters if one.startswith("levers.")]
            problem = Message("there is no lever {lever!r}", lever=lever)
            wrong(key, problem, Message("`sozialraum list levers`"), nearest(lever, known))
    if len(faults) > before:
        return None
    values = _values(kind, row, where, key, faults)
    for lever in sets:
        for value in values:
            found = setting(parameters[f"levers.{lever}"], value, where, key)
            if isinstance(found, Fault):
                faults.append(found)
    return Decision(name, kind, values, sets) if len(faults) == before else None


def _values(
    kind: str, row: Mapping[str, Any], where: str, key: str, faults: list[Fault]
) -> tuple[float, ...]:
    """The values of a decision; none after adding what is wrong with them."""
    if kind == SWITCH:
        return (0.0, 1.0)
    wrong = Wrong(where, faults)
    raw = row["values"] if kind == CHOICE else [row[word] for word in _SPAN]
    numbers = [number(one) for one in raw] if isinstance(raw, list) else []
    given = [one for one in numbers if one is not None]
    if kind == CHOICE:
        if len(given) < len(numbers) or len(set(given)) < 2:
            wrong(f"{key}.values", Message("is {raw!r}", raw=raw), Message("two numbers or more"))
        return tuple(sorted(set(given)))
    if len(given) < len(numbers):
        wrong(key, Message("low, high, step are {raw!r}", raw=raw), Message("three numbers"))
        return ()
    low, high, step = given
    steps = (high - low) / step if step else 0.0
    if steps < 1 or abs(steps - round(steps)) > 10.0**-_DIGITS:
        problem = Message(
            "from {low:g} to {high:g} there is no whole number of steps of {step:g}",
            low=low,
            high=high,
            step=step,
        )
        wrong(key, problem, Message("low below high, and a step that divides it"))
        return ()
    if kind == WHOLE and any(one != math.floor(one) for one in given):
        problem = Message("{raw!r} are not whole", raw=raw)
        wrong(key, problem, Message("whole numbers, or kind share"))
        return ()
    grid = low + step * np.arange(round(steps) + 1)
    return tuple(np.round(grid, _DIGITS).tolist())


def _unknown(table: Mapping[str, Any], known: Collection[str], where: str, key: str) -> list[Fault]:
    wrong = Wrong(where)
    for name in table:
        wrong.unless_among(f"{key}.{name}".lstrip("."), name, known, Message("unknown key"))
    return wrong.faults
