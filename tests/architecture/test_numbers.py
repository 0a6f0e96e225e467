"""Values of the model stand in parameter files, with unit and source, never in code.

A heuristic: a number in an expression is reported unless the table below says why it may stand
there. Numbers that only name something (an index, a range, a default of a keyword, a constant in
capitals at the top of a file, which is an enumeration or a size) are left alone.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.source import ROOT, modules, name_of, tree

# Value -> why it is arithmetic and not an assumption about the world.
ARITHMETIC = {
    0: "nothing; none of them",
    0.5: "one half, rounding to the nearest",
    1: "everything; complement of a share; next of a count",
    2: "square, pair, full circle",
    3: "three states of a small code",
    4: "stages of a tie, weeks of a month as slots",
    12: "months of a year",
    24: "months of the window that defines long receipt (§ 18 SGB III)",
    64: "bits of a word",
    1e9: "never, without limit",
    255: "code for 'not applicable' in a byte",
}
TINY = 1e-6  # a guard against division by zero and rounding

# Files whose very subject is numbers.
EXCEPTIONS = {
    "model/errors.py": "how alike two words must be to be suggested, is no value of the model",
    "model/streams.py": "constants of the published hash",
}


def numbers(module: ast.Module) -> Iterator[tuple[int, float]]:
    """Line and value of numbers that stand in a comparison, an operation, or a plain float."""
    skipped: set[int] = set()
    for node in module.body:
        # CAPITALS = range(9), 0xFF, 1 << 3: names for codes and sizes, floats excepted.
        if isinstance(node, ast.Assign | ast.AnnAssign):
            skipped |= {id(n) for n in ast.walk(node) if _integer(n)}
    for node in ast.walk(module):
        if isinstance(node, ast.Subscript):
            skipped |= {id(n) for n in ast.walk(node.slice)}
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, node.value
        if isinstance(node, ast.BinOp | ast.Compare | ast.AugAssign):
            for child in ast.iter_child_nodes(node):
                if _integer(child) and id(child) not in skipped:
                    yield child.lineno, child.value  # type: ignore[attr-defined]


def _integer(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def _layout(value: float) -> bool:
    """Whole powers of two lay out bits and slots of a draw; a float is an amount."""
    return type(value) is int and value >= 8 and value & (value - 1) == 0


def assumptions(module: ast.Module) -> list[tuple[int, float]]:
    """Numbers that look like values of the model."""
    return [
        (line, value)
        for line, value in numbers(module)
        if value not in ARITHMETIC and not 0 < abs(value) <= TINY and not _layout(value)
    ]


def subjects() -> list[Path]:
    return [path for path in modules("model") if name_of(path) not in EXCEPTIONS]


def test_no_value_of_the_model_stands_in_code() -> None:
    found = {name_of(p): bad for p in subjects() if (bad := assumptions(tree(p)))}
    assert not found, f"(line, number): put it into model/parameters with unit and source: {found}"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f(x): return 0.067 * x", 1),
        ("def f(age): return age >= 180", 1),
        ("def f(x): return 1.0 - x", 0),
        ("def f(x): return x / max(x, 1e-12)", 0),
        ("def f(x): return x[7]", 0),
        ("def f(month): return month * 4096 + 7", 1),
        ("def f(month): return month * 4096", 0),
        ("RATE = 0.3", 1),
        ("def f(x): return 8.0 * x", 1),
        ("DEBT, CRISIS = range(9, 11)", 0),
    ],
)
def test_an_assumption_is_told_from_arithmetic(code: str, expected: int) -> None:
    assert len(assumptions(ast.parse(code))) == expected


def unexplained(source: str) -> list[str]:
    """Names of integer constants at the top of a file that no comment explains."""
    lines = source.splitlines()
    found = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign):
            continue
        literals = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        bare = any(_bare(literal) for literal in literals)
        block = "\n".join(lines[: node.lineno]).rsplit("\n\n", 1)[-1].splitlines()
        explained = "#" in block[-1] or any(line.startswith("#") for line in block)
        if bare and not explained:
            found.append(ast.unparse(node.targets[0]))
    return found


def _bare(node: ast.expr) -> bool:
    """True for a number that says nothing by itself; `25 * MONTHS` says what it counts."""
    parts = [part for part in ast.walk(node) if isinstance(part, ast.Name | ast.Call)]
    return not parts and any(
        _integer(part) and part.value not in ARITHMETIC  # type: ignore[attr-defined]
        for part in ast.walk(node)
    )


def test_every_integer_constant_says_what_it_is() -> None:
    """The way past the table above is a constant with a name and a comment, in sight."""
    found = {
        name_of(path): bad
        for path in subjects()
        if (bad := unexplained(path.read_text(encoding="utf-8")))
    }
    assert not found, f"say in a comment what the number counts, and its unit: {found}"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("SMALL_CHILD = 36", 1),
        ("AGE_25 = 25 * 12", 1),
        ("SOON, LATER = 3, 6", 1),
        ("AGE_25 = 25 * MONTHS", 0),
        ("NO_CHILD = -1", 0),
        ("SMALL_CHILD = 36  # months", 0),
        ("# Months.\nA = 5\nSOON, LATER = 3, 6", 0),
        ("DEBT, CRISIS = range(9, 11)", 0),
        ('NAMES = ("a", "b")', 0),
    ],
)
def test_an_unexplained_constant_is_found(code: str, expected: int) -> None:
    assert len(unexplained(code)) == expected


def test_exceptions_exist() -> None:
    assert all((ROOT / name).exists() for name in EXCEPTIONS)
