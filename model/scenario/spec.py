"""What may stand in a scenario file: frozen models that refuse unknown keys.

Field descriptions are the manual: the JSON schema for editors is generated from them.
"""

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from model.errors import Fault, listed, nearest
from model.parameters.complaints import complaint
from model.parameters.kinds import kind_of
from model.parameters.reading import quoted
from model.words import Message

_NAME = r"^[\w][\w .+-]*$"
_LONGEST = 80  # letters of a name: it becomes part of names of files
Name = Annotated[
    str,
    Field(
        pattern=_NAME,
        max_length=_LONGEST,
        description="letters, digits, spaces and . _ + - (it becomes part of file names)",
    ),
]
Settings = dict[str, Any]
_MAX_MONTH = 1200  # months: a century is a slip of the pen
Month = Annotated[int, Field(ge=0, le=_MAX_MONTH)]


def is_name(text: str) -> bool:
    """True if a text can be the name of a scenario or a form."""
    return bool(re.fullmatch(_NAME, text)) and len(text) <= _LONGEST


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


# Without signs that steer a terminal or that a workbook refuses; ends of lines may be.
Plain = Annotated[str, Field(pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", max_length=4000)]


class Text(_Table):
    """A text in the two languages of the program."""

    de: Plain = Field(description="German")
    en: Plain = Field(description="English")


class Block(_Table):
    """Values set together: levers, parameters of the world, and switches."""

    levers: Settings = Field(
        default_factory=dict,
        description="what the arrangement sets: everybody, everywhere, all months",
    )
    parameters: Settings = Field(
        default_factory=dict,
        description="parameters of the world by dotted name; they hold from the burn-in on",
    )
    switches: dict[str, bool] = Field(
        default_factory=dict,
        description="mechanisms on or off: short for parameters.switches.…",
    )


class Override(Block):
    """A named group of values. Two overrides of one scenario must not touch the same key."""

    name: Name
    description: Text | None = Field(default=None, description="what the override stands for")


class FormSpec(_Table):
    """A form of cooperation for some Sozialräume, one target group and a span of months."""

    name: Name
    description: Text | None = Field(default=None, description="what the form stands for")
    from_month: Month = Field(default=0, description="first month in which the form holds")
    until_month: Month | None = Field(
        default=None, description="first month in which it holds no more; left out: no end"
    )
    sozialraum: list[str] | None = Field(
        default=None, min_length=1, description="names of Sozialräume; left out: all"
    )
    target_group: str = Field(default="everyone", description="for whom the form is meant")
    extends: str | None = Field(
        default=None,
        description="arrangement whose levers the form starts from (arrangement:form for one that "
        "is made of forms); left out: the scenario's own levers",
    )
    levers: Settings = Field(default_factory=dict, description="levers that differ in this form")


class ScenarioSpec(Block):
    """A scenario: an arrangement of levers on a place."""

    name: Name | None = Field(default=None, description="name; left out: the name of the file")
    title: Text | None = Field(default=None, description="title in tables and figures")
    description: Text | None = Field(default=None, description="what the scenario stands for")
    extends: str | None = Field(
        default=None,
        description="scenario this one starts from: name, or path relative to this file",
    )
    place: str | None = Field(default=None, description="place, by name or path of its folder")
    override: list[Override] = Field(default_factory=list, description="named groups of values")
    form: list[FormSpec] = Field(
        default_factory=list,
        description="forms by Sozialraum, target group and date; the last that fits a person holds",
    )


def parse(tables: Mapping[str, Any], file: str, faults: list[Fault]) -> ScenarioSpec | None:
    """A scenario file's tables as a spec, after adding every fault in their structure.

    What is wrong is left out, so that the rest can be checked too: a spec returned with faults
    serves to find more of them and must not be run. None if nothing is left to check.
    """
    rest = copy.deepcopy(dict(tables))
    try:
        return ScenarioSpec.model_validate(rest)
    except ValidationError as error:
        found = error.errors(include_url=False)
    faults.extend(_fault(wrong, file) for wrong in found)
    for wrong in found:
        _leave_out(rest, wrong)
    try:
        return ScenarioSpec.model_validate(rest)
    except ValidationError:
        return None


def _leave_out(tables: Any, error: Mapping[str, Any]) -> None:
    """Take a wrong value out of the tables, or fill in a missing one."""
    *path, last = error["loc"]
    for step in path:
        tables = tables[step]
    if last == "name" or error["type"] == "missing":
        tables[last] = "without a name"
    elif isinstance(tables, dict):
        tables.pop(last, None)
    else:
        # A row is emptied, not removed: the rows after it keep their numbers.
        tables[last] = {"name": f"row {last + 1}"} if path[-1] in ("form", "override") else ""


def _fault(error: Mapping[str, Any], file: str) -> Fault:
    """One of pydantic's findings in our words."""
    path = error["loc"]
    key = dotted(path)
    kind = str(error["type"])
    context = error.get("ctx", {})
    raw = error.get("input")
    if kind == "extra_forbidden":
        known = _known_keys(path[:-1])
        return Fault(
            file, key, Message("unknown key"), listed(known, 20), nearest(str(path[-1]), known)
        )
    if kind == "missing":
        return Fault(file, key, Message("this key is missing"), listed(_known_keys(path[:-1]), 20))
    if kind in ("string_pattern_mismatch", "string_too_long") and path[-1] in ("de", "en"):
        return Fault(
            file,
            key,
            Message("holds signs that no text has, or too many"),
            Message("up to 4,000 letters"),
        )
    if kind == "string_pattern_mismatch" or kind == "string_too_long":
        allowed = Message(
            "up to 80 letters, digits, spaces and . _ + -, starting with a letter or digit"
        )
        return Fault(file, key, Message("{raw} is not a name", raw=quoted(raw)), allowed)
    if kind in ("greater_than_equal", "less_than_equal"):
        allowed = Message("a whole number from 0 to {most}", most=_MAX_MONTH)
        return Fault(file, key, Message("{raw!r:.40} is out of range", raw=raw), allowed)
    if kind == "too_short":
        return Fault(
            file,
            key,
            Message("the list is empty"),
            Message("at least one name, or leave the key out"),
        )
    needed = _NEEDED.get(kind)
    if needed:
        return Fault(
            file,
            key,
            Message("{needed} is needed, this is {kind}", needed=needed, kind=kind_of(raw)),
            needed,
        )
    return Fault(file, key, complaint(error), listed(map(str, context.values())))


_NEEDED = {
    "string_type": Message('a text like "…"'),
    "int_type": Message("a whole number"),
    "int_from_float": Message("a whole number"),
    "bool_type": Message("true or false"),
    "list_type": Message("a list like [ … ]"),
    "dict_type": Message("a table"),
    "model_type": Message("a table"),
    "model_attributes_type": Message("a table"),
}
_TABLES: dict[str, type[_Table]] = {
    "": ScenarioSpec,
    "title": Text,
    "description": Text,
    "override": Override,
    "form": FormSpec,
}


def _known_keys(path: Iterable[object]) -> list[str]:
    """Keys allowed in the table at a path."""
    names = [part for part in path if isinstance(part, str)]
    return list(_TABLES[names[-1] if names else ""].model_fields)


def dotted(path: Iterable[object]) -> str:
    """A path as users write it: rows of [[form]] and [[override]] counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
