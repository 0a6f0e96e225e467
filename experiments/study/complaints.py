"""Tables of a study file by dotted name, and what pydantic finds wrong with them, in our words."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from experiments.study.spec import (
    ArmSpec,
    DesignSpec,
    FactorSpec,
    KeepSpec,
    StopSpec,
    StudySpec,
    TitleSpec,
)
from model.errors import Fault, listed, nearest
from model.parameters.complaints import complaint
from model.scenario.spec import dotted
from model.words import Message

# By the last step of the way to them, as pydantic tells it.
_TABLES: Mapping[str, type[BaseModel]] = {
    "": StudySpec,
    "title": TitleSpec,
    "design": DesignSpec,
    "keep": KeepSpec,
    "stop": StopSpec,
    "ArmSpec": ArmSpec,
    "FactorSpec": FactorSpec,
}
# What may stand in place of a table with keys.
_SHORT = ("str", "list[union[float,bool]]")


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


def faults_of(found: ValidationError, file: str) -> list[Fault]:
    """Pydantic's findings in our words; a table is not blamed for not being the short form."""
    return [
        _fault(error, file)
        for error in found.errors(include_url=False)
        if not (error["loc"][-1] in _SHORT and isinstance(error["input"], dict))
    ]


def _fault(error: Mapping[str, Any], file: str) -> Fault:
    words = (*_SHORT, "ArmSpec", "FactorSpec", "float", "bool")
    path = [part for part in error["loc"] if part not in words]
    kind = str(error["type"])
    if kind in ("extra_forbidden", "missing"):
        known = list(_TABLES[("", *error["loc"])[-2]].model_fields)
        if kind == "missing":
            return Fault(file, dotted(path), Message("this key is missing"), listed(known))
        problem, near = Message("unknown key"), nearest(path[-1], known)
        return Fault(file, dotted(path), problem, listed(known), near)
    if kind == "too_short":
        return Fault(file, dotted(path), Message("is empty"), Message("at least one entry"))
    return Fault(file, dotted(path), complaint(error))
