"""The rules of all processes by name, as plain Python, for cases that a domain expert can read.

Chance is given by hand: where a rule draws with a key, the test passes the number it shall draw, or
a table slot → number.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import pytest

import model.processes
from model.columns import HOUSEHOLD_COLUMNS, MAX_CHILDREN, PEOPLE, Column
from model.tally import MEASURES
from model.vocabulary import N_NEEDS


def drawn(key: float | Mapping[int, float], _: int, slot: int) -> float:
    """Stands for `model.streams.uniform`: the key is the number itself, or a table of slots."""
    return key[slot] if isinstance(key, Mapping) else key


@cache
def _names(module: ModuleType) -> dict[str, Any]:
    """Names of a module, compiled functions replaced by their source, draws by given numbers."""
    names = dict(vars(module))
    for name, found in list(names.items()):
        source = getattr(found, "py_func", None)
        if source is None:
            continue
        home = importlib.import_module(source.__module__)
        own = names if home is module else _names(home)
        names[name] = FunctionType(source.__code__, own, name)
    if "uniform" in names:
        names["uniform"] = drawn
    return names


def rules_of(module: ModuleType) -> dict[str, Any]:
    """Rules that a module defines itself; loops over a whole state are none."""
    return {
        name: _names(module)[name]
        for name, found in vars(module).items()
        if hasattr(found, "py_func")
        and found.py_func.__module__ == module.__name__
        and "state" not in found.py_func.__code__.co_varnames[: found.py_func.__code__.co_argcount]
    }


def all_rules() -> dict[str, Any]:
    """Every rule of every process."""
    found: dict[str, Any] = {}
    for info in pkgutil.iter_modules(model.processes.__path__):
        module = importlib.import_module(f"model.processes.{info.name}")
        for name, rule in rules_of(module).items():
            assert name not in found, f"two rules are called {name}"
            found[name] = rule
    return found


RULES = SimpleNamespace(**all_rules())


class Case(NamedTuple):
    """What is said, the rule, what comes out (numbers to six digits), what the rule is given."""

    says: str
    rule: Any
    expected: Any
    given: dict[str, Any]

    def check(self) -> None:
        found = self.rule(**self.given)
        if isinstance(self.expected, float):
            assert found == pytest.approx(self.expected, abs=1e-6)
        else:
            assert found == self.expected


def case(says: str, rule: Any, expected: Any, /, **given: Any) -> Case:
    """A case: what it says, the rule, what must come out, and what the rule is given."""
    return Case(says, rule, expected, given)


def table(cases: list[Case]) -> Any:
    """The cases as parameters of one test; each is named for what it says."""
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.says)


def _row(columns: tuple[Column, ...], *changes: Mapping[str, Any]) -> SimpleNamespace:
    values: dict[str, Any] = {c.name: [0] * c.width if c.width else 0 for c in columns}
    for name, value in (item for change in changes for item in change.items()):
        assert name in values, f"no such column: {name}"
        if isinstance(value, Mapping):  # {CARE: 1}: one element of a vector
            for index, element in value.items():
                values[name][index] = element
        else:
            values[name] = value
    return SimpleNamespace(**values)


def person(**changes: Any) -> SimpleNamespace:
    """A person with every column 0, but for the changes; vectors by element: has={CARE: 1}."""
    return _row(PEOPLE, {"id": 1, "provider": dict.fromkeys(range(N_NEEDS), -1)}, changes)


def household(**changes: Any) -> SimpleNamespace:
    """A household of one without children, in receipt, but for the changes."""
    none = dict.fromkeys(range(MAX_CHILDREN), -1)
    return _row(HOUSEHOLD_COLUMNS, {"size": 1, "receipt": 1, "child_age": none}, changes)


def tally() -> SimpleNamespace:
    """Counts of a month, all 0."""
    return SimpleNamespace(**{measure.name: 0 for measure in MEASURES})


def counted(tally_: SimpleNamespace) -> dict[str, int]:
    """Counts that are not 0."""
    return {name: value for name, value in vars(tally_).items() if value}
