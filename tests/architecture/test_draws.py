"""Chance comes from model.streams and nowhere else (common random numbers)."""

import ast
import re

import pytest
from testkit.source import ROOT, imported, modules, name_of, tree

FORBIDDEN = re.compile(r"^(numpy\.random|random|secrets|scipy\.stats\.qmc)\b")

# File -> what it may use: points of a design are nobody's luck.
DESIGNS = {"experiments/study/design.py": "scipy.stats.qmc"}


def draws(module: ast.Module) -> list[int]:
    """Lines of a module that reach for a generator of random numbers."""
    lines = [line for line, name in imported(module) if FORBIDDEN.search(name)]
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and FORBIDDEN.search(
            ast.unparse(node).replace("np.", "numpy.", 1)
        ):
            lines.append(node.lineno)
        # A frame or a compiled loop can be shuffled without any import.
        if isinstance(node, ast.Call) and any(k.arg == "random_state" for k in node.keywords):
            lines.append(node.lineno)
    return sorted(set(lines))


def test_no_generator_of_random_numbers_is_used() -> None:
    found = {
        name_of(path): lines
        for path in modules()
        if name_of(path) not in DESIGNS and (lines := draws(tree(path)))
    }
    assert not found, f"draw with model.streams instead: {found}"


@pytest.mark.parametrize("file", DESIGNS)
def test_a_design_uses_nothing_but_what_it_may(file: str) -> None:
    used = {name for _, name in imported(tree(ROOT / file)) if FORBIDDEN.search(name)}
    assert used == {DESIGNS[file]}


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nx = np.random.default_rng(1)",
        "from numpy.random import default_rng",
        "from numpy import random",
        "import random",
        "from random import choice",
        "frame.sample(5, random_state=1)",
    ],
)
def test_a_generator_is_found(code: str) -> None:
    assert draws(ast.parse(code))


def test_ordinary_code_is_left_alone() -> None:
    assert not draws(ast.parse("from model.streams import uniform\nx = uniform(1, 2, 3)"))
