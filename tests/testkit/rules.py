"""The rules of all processes and their bounds by name, as plain Python, for cases one can read.

Chance is given by hand: where a rule draws with a key, the test passes the number it shall draw, or
a table slot → number.

Loops over people and households (`LOOPS`) run on a world of a few rows made by hand (`few`): the
source that is compiled, line by line. That compiling changes nothing is for tests/twin.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import pytest

import model.barriers
import model.jobs
import model.processes
import model.skipping
from model.build import lever_table, parameter_records
from model.columns import HOUSEHOLD_COLUMNS, PEOPLE
from model.reference.rules import plain
from model.scenario import resolve
from model.skipping.leading import DIGITS
from model.tables import Column
from model.tally import NAMES, NUMBERED
from model.vocabulary import MAX_CHILDREN, N_NEEDS

NEVER = 0.999999  # draws where the test says nothing: above every chance


def drawn(key: float | Mapping[int, float], _: int, slot: int) -> float:
    """Stands for `model.streams.uniform`: the key is the number itself, or a table of slots."""
    return key[slot] if isinstance(key, Mapping) else key


def leading_drawn(key: float | Mapping[int, float], identity: int, slot: int) -> int:
    """Stands for `leading` of file leading: the first binary digits of what is drawn."""
    return int(drawn(key, identity, slot) * (1 << DIGITS))


def key_of(seed: Mapping[int, Any], decision: int, _: int) -> float | Mapping[int, float]:
    """Stands for `model.streams.stream_key`: the seed is a table decision → what it draws."""
    return seed.get(decision, NEVER)


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
    by_hand = {"uniform": drawn, "leading": leading_drawn, "stream_key": key_of}
    for name, stands_for_it in by_hand.items():
        if name in names:
            names[name] = stands_for_it
    return names


def _own(module: ModuleType) -> list[str]:
    """Names of the compiled functions that a module defines itself."""
    found = {name: getattr(value, "py_func", None) for name, value in vars(module).items()}
    return [name for name, f in found.items() if f is not None and f.__module__ == module.__name__]


def _is_loop(module: ModuleType, name: str) -> bool:
    code = getattr(module, name).py_func.__code__
    return "state" in code.co_varnames[: code.co_argcount]


def rules_of(module: ModuleType) -> dict[str, Any]:
    """Rules that a module defines itself; loops over a whole state are none."""
    return {name: _names(module)[name] for name in _own(module) if not _is_loop(module, name)}


def loops_of(module: ModuleType) -> SimpleNamespace:
    """Loops over a world that a module defines itself."""
    return SimpleNamespace(
        **{name: _names(module)[name] for name in _own(module) if _is_loop(module, name)}
    )


def _modules() -> Iterable[ModuleType]:
    yield from (model.barriers, model.jobs)
    for room in (model.processes, model.skipping):
        for info in pkgutil.iter_modules(room.__path__):
            yield importlib.import_module(f"{room.__name__}.{info.name}")


def all_rules() -> dict[str, Any]:
    """Every rule of every process, and every bound."""
    found: dict[str, Any] = {}
    for module in _modules():
        for name, rule in rules_of(module).items():
            assert name not in found, f"two rules are called {name}"
            found[name] = rule
    return found


RULES = SimpleNamespace(**all_rules())
LOOPS = SimpleNamespace(**{m.__name__.rsplit(".")[-1]: loops_of(m) for m in _modules()})


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


@cache
def _shipped() -> tuple[SimpleNamespace, SimpleNamespace]:
    """Shipped parameters, one namespace a topic, and the levers of the neutral form."""
    scenario = resolve("status-quo")
    return plain(parameter_records(scenario)), plain(lever_table(scenario)[0])


def _changed(record: SimpleNamespace, changes: Mapping[str, Any], name: str) -> SimpleNamespace:
    unknown = set(changes) - set(vars(record))
    assert not unknown, f"no such parameters of {name}: {sorted(unknown)}"
    return SimpleNamespace(**{**vars(deepcopy(record)), **changes})


def topic(name: str, /, **changes: Any) -> SimpleNamespace:
    """The shipped parameters of a topic but for the changes, so that a new one breaks no case."""
    return _changed(getattr(_shipped()[0], name), changes, name)


def parameters(**topics: SimpleNamespace) -> SimpleNamespace:
    """All shipped parameters but for the topics given."""
    return _changed(_shipped()[0], topics, "the model")


def lever(**changes: float) -> SimpleNamespace:
    """The levers of the status quo, with the coefficients they change, but for the changes."""
    return _changed(_shipped()[1], changes, "levers")


def _filled_up(record: SimpleNamespace, shipped: SimpleNamespace) -> None:
    """Give a record made by hand what it does not say, so that a new parameter breaks no case."""
    for name, value in vars(shipped).items():
        if not hasattr(record, name):
            setattr(record, name, deepcopy(value))


class Rows(list[Any]):
    """A table of a few rows; its size is known as a compiled loop knows it."""

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self),)


class Grid(list[Rows]):
    """A table of two sizes: `grid[i, j]`."""

    def __getitem__(self, key: Any) -> Any:
        first, second = key
        return super().__getitem__(first)[second]


def _table(found: Any) -> Any:
    if isinstance(found, Grid):
        return found
    return Rows(found if isinstance(found, list) else [found])


def few(
    people: Iterable[SimpleNamespace] = (),
    households: Iterable[SimpleNamespace] | None = None,
    draws: Mapping[Any, Any] | None = None,
    **parts: Any,
) -> SimpleNamespace:
    """A world of a few rows. Everybody lives alone, or else households have `size` members.

    draws: decision → the number it draws, or slot → number; any other part of a `model.state.State`
    by its name: one record (par, levers, spaces …) or several of them as a list.
    """
    everybody = Rows(people)
    homes = Rows(household() for _ in everybody) if households is None else Rows(households)
    row = 0
    for number, home in enumerate(homes):
        home.first = row
        for someone in everybody[row : row + home.size]:
            someone.household = number
        row += home.size
    assert row == len(everybody), "the sizes of the households do not sum to the people"
    tables: dict[str, Any] = {
        name: found
        if isinstance(found, Grid)
        else Rows(found if isinstance(found, list) else [found])
        for name, found in parts.items()
    }
    made: dict[str, Any] = {
        "people": everybody,
        "households": homes,
        "seed": [draws or {}],
        "size": [len(everybody), len(homes)],
        "marks": [0] * len(everybody),
        "active": [-1] * len(everybody),
        "seen": [0] * len(everybody),
        "turns": [0] * len(everybody),
        "home_marks": [0] * len(homes),
        "home_list": [-1] * len(homes),
        "tally": Rows([tally()]),
        "levers": Rows([SimpleNamespace()]),
        "spaces": Rows([SimpleNamespace()]),
    }
    for par in tables.get("par", ()):
        _filled_up(par, _shipped()[0])
        for name, found in vars(par).items():
            _filled_up(found, getattr(_shipped()[0], name))
    for row_of_levers in tables.get("levers", ()):
        _filled_up(row_of_levers, _shipped()[1])
    for single in ("lookup", "place"):
        if single in tables:
            made[single] = tables.pop(single)[0]
    return SimpleNamespace(**{**made, **tables})


def tally() -> SimpleNamespace:
    """Counts of a month, all 0."""
    numbered = {name: [0] * width for name, (_, width) in NUMBERED.items()}
    return SimpleNamespace(**dict.fromkeys(NAMES, 0), **numbered)


def counted(tally_: SimpleNamespace) -> dict[str, int]:
    """Counts that are not 0."""
    counts = {name: getattr(tally_, name) for name in NAMES}
    for name, (first, width) in NUMBERED.items():
        for number in range(width):
            counts[NAMES[NAMES.index(first) + number]] += getattr(tally_, name)[number]
    return {name: value for name, value in counts.items() if value}
