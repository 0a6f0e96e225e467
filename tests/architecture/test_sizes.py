"""Files and functions stay readable at one sitting."""

import ast
from pathlib import Path

import pytest
from testkit.source import PACKAGES, ROOT, Function, functions, modules, name_of

LONGEST_FILE = 320
LONGEST_FUNCTION = 60
UNSAYING = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}


def length(node: ast.stmt) -> int:
    """Lines of a function, decorators and docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length_without_options(path: Path, node: Function) -> int:
    """Length; the signature of a command is its help page and does not count."""
    if ROOT / "sozialraum" / "commands" in path.parents:
        return length(node) - (node.body[0].lineno - node.lineno)
    return length(node)


def too_long(source: str) -> bool:
    return any(
        length(node) > LONGEST_FUNCTION
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    )


def test_no_file_is_too_long() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(*PACKAGES, "tests", "benchmarks")
    }
    found = {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}
    assert not found, f"split by what the parts are about (at most {LONGEST_FILE} lines): {found}"


def test_no_function_is_too_long() -> None:
    found = {
        f"{name_of(path)}:{node.lineno} {node.name}": lines
        for path in modules(*PACKAGES, "tests", "benchmarks")
        for node in functions(path)
        if (lines := length_without_options(path, node)) > LONGEST_FUNCTION
    }
    assert not found, f"at most {LONGEST_FUNCTION} lines: {found}"


@pytest.mark.parametrize(("lines", "expected"), [(LONGEST_FUNCTION, False), (61, True)])
def test_length_counts_every_line(lines: int, expected: bool) -> None:
    assert too_long("def f():\n" + "    x = 1\n" * (lines - 1)) is expected


def test_a_file_is_named_for_what_lives_there() -> None:
    found = [name_of(path) for path in modules() if path.stem in UNSAYING]
    assert not found
