"""What others use is documented, and tables of columns say what each column means."""

import ast
from collections.abc import Iterator

import numpy as np
import pytest
from testkit.source import modules, name_of, tree

from model import columns


def undocumented(module: ast.Module) -> Iterator[str]:
    """Public modules, classes, functions and methods without a docstring."""
    if not ast.get_docstring(module) and module.body:
        yield "the file itself"
    for node in module.body:
        yield from _missing(node, "")


def _missing(node: ast.stmt, prefix: str) -> Iterator[str]:
    if isinstance(node, ast.If | ast.Try):
        for inner in node.body:
            yield from _missing(inner, prefix)
    named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    if not isinstance(node, named) or node.name.startswith("_"):
        return
    # A setter, and one form of an overloaded function, is documented by its sibling.
    words = {ast.unparse(d).rsplit(".", 1)[-1] for d in node.decorator_list}
    if not ast.get_docstring(node) and not words & {"setter", "overload", "override"}:
        yield f"{prefix}{node.name} (line {node.lineno})"
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            yield from _missing(inner, f"{node.name}.")


def test_everything_public_has_a_docstring() -> None:
    found = {name_of(path): bad for path in modules() if (bad := list(undocumented(tree(path))))}
    assert not found, found


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f(): pass", 2),
        ('"""Doc."""\ndef f(): pass', 1),
        ('"""Doc."""\nclass A:\n    """Doc."""\n    def f(self): pass', 1),
        ('"""Doc."""\ndef _f(): pass', 0),
        ('"""Doc."""\ndef f():\n    """Doc."""', 0),
    ],
)
def test_a_missing_docstring_is_found(code: str, expected: int) -> None:
    assert len(list(undocumented(ast.parse(code)))) == expected


TABLES = {
    name: table
    for name, table in vars(columns).items()
    if isinstance(table, tuple) and table and isinstance(table[0], columns.Column)
}


def test_there_are_tables() -> None:
    assert len(TABLES) >= 4


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_what_it_is(table: str) -> None:
    for column in TABLES[table]:
        where = f"{table}.{column.name}"
        assert column.name.isidentifier(), where
        assert column.name == column.name.lower(), where
        assert column.unit.strip(), f"{where} has no unit"
        assert len(column.meaning) >= 3, f"{where} has no meaning"
        assert np.dtype(column.dtype).kind in "uif", f"{where}: a number, so that it compiles"
        assert column.width >= 0, where


@pytest.mark.parametrize("table", TABLES)
def test_no_column_stands_twice(table: str) -> None:
    names = [column.name for column in TABLES[table]]
    assert len(names) == len(set(names))
