"""What compiled code is kept under: everything that goes into it, and nothing else."""

from types import FunctionType
from typing import Any

import numpy as np
import pytest

from model.code_cache import Ingredients
from model.processes import but, labour_demand
from model.schedule import SCHEDULE

LOOPS = [step.loop for process in SCHEDULE for step in process.steps]


def source(loop: Any) -> FunctionType:
    """A loop before it is compiled."""
    found: FunctionType = loop.py_func
    return found


def made(text: str, **names: Any) -> FunctionType:
    """A function of a source with some names around it."""
    around: dict[str, Any] = {"__name__": "model.made", **names}
    exec(text, around)
    found: FunctionType = around["f"]
    return found


def digest(text: str, **names: Any) -> str:
    return Ingredients().digest(made(text, **names))


def test_digests_are_the_same_at_every_look_and_differ_between_loops() -> None:
    first, second = Ingredients(), Ingredients()
    digests = [first.digest(source(loop)) for loop in LOOPS]
    assert digests == [second.digest(source(loop)) for loop in LOOPS]
    assert len(set(digests)) == len(LOOPS) > 20


@pytest.mark.parametrize(
    ("one", "other"), [(1, 2), (1, 1.0), (0.0, -0.0), ((1, 2), (2, 1)), ("a", "b"), (True, 1)]
)
def test_a_value_that_is_taken_in_counts(one: Any, other: Any) -> None:
    text = "def f(x):\n    return VALUE"
    assert digest(text, VALUE=one) == digest(text, VALUE=one)
    assert digest(text, VALUE=one) != digest(text, VALUE=other)


def test_arrays_count_by_what_they_hold() -> None:
    text = "def f(x):\n    return VALUE[x]"
    three = np.arange(3)
    assert digest(text, VALUE=three) == digest(text, VALUE=three.copy())
    assert digest(text, VALUE=three) != digest(text, VALUE=three + 1)
    assert digest(text, VALUE=three) != digest(text, VALUE=three.astype(float))


def test_what_is_not_named_does_not_count() -> None:
    text = "def f(x):\n    return x"
    assert digest(text, VALUE=1) == digest(text, VALUE=2)
    assert digest("\n\n" + text) == digest(text), "where it stands does not count"
    assert digest(text) != digest("def f(x):\n    return x + 1")
    assert digest("def f(x, y=1):\n    return y") != digest("def f(x, y=2):\n    return y")


def test_rules_that_a_rule_calls_count_however_far_away() -> None:
    text = "def f(x):\n    return season(x, 4, 4)"
    rule = labour_demand.seasonal

    class Compiled:
        """Stands for a compiled rule with another source."""

        def __init__(self, text: str, **names: Any) -> None:
            self.py_func = made(text, **names)

    near = "def f(a, c, p):\n    return a"
    far = "def f(a, c, p):\n    return inner(a)"
    found = [
        digest(text, season=rule),
        digest(text, season=Compiled(near)),
        digest(text, season=Compiled(far, inner=Compiled("def f(a):\n    return a"))),
        digest(text, season=Compiled(far, inner=Compiled("def f(a):\n    return -a"))),
    ]
    assert len(set(found)) == len(found)


def test_a_value_out_of_another_module_of_the_project_counts() -> None:
    text = "def f(x):\n    return other.VALUE"
    before = digest(text, other=but)
    try:
        but.VALUE = 1  # type: ignore[attr-defined]
        with_it = digest(text, other=but)
        but.VALUE = 2  # type: ignore[attr-defined]
        assert len({before, with_it, digest(text, other=but)}) == 3
    finally:
        del but.VALUE  # type: ignore[attr-defined]


def test_how_a_function_is_compiled_counts() -> None:
    function = made("def f(x):\n    return x")
    plain, other = Ingredients(), Ingredients()
    plain.add(function, {"nogil": True})
    other.add(function, {"nogil": False})
    assert plain.digest(function) != other.digest(function)
