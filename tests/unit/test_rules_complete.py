"""Every rule has cases, every bound a property: one without is a red test."""

import re
from pathlib import Path
from typing import Any

from testkit.rules import LOOPS, RULES

HERE = Path(__file__).parent
# Rules that need the tables of a world; invariants and the reference engine check them.
OF_WORLDS: set[str] = set()


BLOCK, ROWS = {"h0", "h1"}, {"first", "end"}


def cases() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_rules_*.py"))


def properties() -> str:
    return (HERE.parent / "property" / "test_bounds.py").read_text(encoding="utf-8")


def test_every_rule_has_a_case() -> None:
    named = set(re.findall(r"\bRULES\.(\w+)", cases() + properties()))
    assert set(vars(RULES)) - named - OF_WORLDS == set()


def test_every_bound_has_a_property_of_its_name() -> None:
    """Bounds are called … at most, or surely …"""
    bounds = {name for name in vars(RULES) if name.endswith("_at_most") or name[:6] == "surely"}
    tested = set(re.findall(r"def test_(\w+)\(", properties()))
    # Of lost jobs, of an offer, of a change of use.
    parts = {"permanent_at_most", "anybodys_offer_at_most", "beginning_at_most"}
    assert bounds - tested == parts
    assert len(bounds) > 8


def loops_over_rows() -> dict[str, Any]:
    """Loops over people or households, under process.name."""
    return {
        f"{process}.{name}": loop
        for process, loops in vars(LOOPS).items()
        for name, loop in vars(loops).items()
        if set(loop.__code__.co_varnames) >= BLOCK or set(loop.__code__.co_varnames) >= ROWS
    }


def test_every_loop_over_rows_is_run() -> None:
    """By name, or by a loop that is run."""
    loops = loops_over_rows()
    run = {".".join(found) for found in re.findall(r"\bLOOPS\.(\w+)\.(\w+)", cases())}
    called = [loops[name] for name in loops if name in run]
    for loop in called:
        names = {name for name in loops if name.split(".")[1] in loop.__code__.co_names}
        called += [loops[name] for name in sorted(names - run)]
        run |= names
    assert set(loops) - run == set()
    assert len(loops) > 20


def test_cases_name_rules_that_exist() -> None:
    assert set(vars(RULES)) >= OF_WORLDS
    assert len(vars(RULES)) > 100
