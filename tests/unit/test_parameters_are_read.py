"""A number in a parameter file that no code reads is a promise that nobody keeps."""

import ast
from functools import cache

import pytest
from testkit.describing import DESCRIBING
from testkit.source import modules, name_of, tree

from model.parameters import Parameter
from model.scenario import resolve

# Files that only load, list or check parameters do not use them; the reference engine repeats.
NO_USE = ("model/parameters/", "model/scenario/", "model/reference/")
BY_LEVER = ("levers.factor_", "levers.obstacle_")  # read through factors.toml


@cache
def words_in_code() -> frozenset[str]:
    """Every attribute that is read and every text of one word in the code of the model."""
    found: set[str] = set()
    for path in modules("model"):
        if name_of(path).startswith(NO_USE):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(node.value.split("."))
    return frozenset(found)


def fields() -> dict[str, Parameter]:
    """topic.field → one of its parameters (a vector is one field)."""
    found = resolve("siloed").parameters.values()
    return {f"{p.topic}.{p.field or p.name.split('.')[1]}": p for p in found}


def unread(names: list[str]) -> list[str]:
    return [name for name in names if name.split(".")[1] not in words_in_code()]


def test_every_parameter_is_read() -> None:
    names = [
        name
        for name, parameter in fields().items()
        if name not in DESCRIBING and parameter.topic != "factors" and not name.startswith(BY_LEVER)
    ]
    assert unread(names) == []


def test_what_describes_the_place_is_still_there() -> None:
    assert set(DESCRIBING) <= set(fields())


@pytest.mark.parametrize("name", ["search.no_such_parameter", "market.unheard_of"])
def test_an_unread_parameter_is_found(name: str) -> None:
    assert unread([name]) == [name]
