"""Tables of a study file by dotted name, and what pydantic finds wrong with them, in our words."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from experiments.study.spec import DesignSpec, KeepSpec, StopSpec, StudySpec, TitleSpec
from model.errors import Fault, listed, nearest
from model.parameters.complaints import complaint
from model.scenario.spec import dotted
from model.words import Message

_TABLES: Mapping[str, type[BaseModel]] = {
    "": StudySpec,
    "title": TitleSpec,
    "design": DesignSpec,
    "keep": KeepSpec,
    "stop": StopSpec,
}


def flat(tables: Mapping[str, Any], leaves: tuple[str, ...]) -> dict[str, Any]:
    """Nested tables by dotted name, so that `levers.x = 1` is `"levers.x" = 1`.

    A table with a key of `leaves`, or with none at all, is a value.
    """
    found: dict[str, Any] = {}
    for key, value in tables.items():
        deeper = isinstance(value, dict) and value and not set(value) & set(leaves)
        if deeper:
            found |= {f"{key}.{name}": inner for name, inner in flat(value, leaves).items()}
        else:
            found[key] = value
    return found


def fault_of(error: Mapping[str, Any], file: str) -> Fault:
    """One of pydantic's findings in our words."""
    words = ("str", "ArmSpec", "FactorSpec", "list[union[float,bool]]", "float", "bool")
    path = [part for part in error["loc"] if part not in words]
    kind = str(error["type"])
    if kind == "extra_forbidden":
        known = _keys_at(path[:-1])
        return Fault(
            file, dotted(path), Message("unknown key"), listed(known), nearest(path[-1], known)
        )
    if kind == "missing":
        return Fault(
            file, dotted(path), Message("this key is missing"), listed(_keys_at(path[:-1]))
        )
    if kind == "too_short":
        return Fault(file, dotted(path), Message("is empty"), Message("at least one entry"))
    return Fault(file, dotted(path), complaint(error))


def _keys_at(path: list[Any]) -> list[str]:
    """Keys of the table at a path; none where the tables of many entries are meant."""
    table = _TABLES.get(".".join(map(str, path)))
    return [] if table is None else list(table.model_fields)
