"""No import circle: nothing imports, on whatever way round, a file that imports it.

Imports at the top of a file count, and so do those in functions and those for types alone: a circle
opened by either is a circle for whoever reads the files.
"""

import ast
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from testkit.source import ROOT, imported, modules, tree

type Graph = dict[str, set[str]]


def module_name(path: Path) -> str:
    """Dotted name of a file; a folder's `__init__.py` has the folder's."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def graph(trees: Mapping[str, ast.Module]) -> Graph:
    """Who imports whom, among modules given by name."""

    def home(name: str) -> str:
        """The module that a dotted name lies in."""
        while name and name not in trees:
            name = name.rpartition(".")[0]
        return name

    found = {name: {home(other) for _, other in imported(tree)} for name, tree in trees.items()}
    return {name: others - {"", name} for name, others in found.items()}


def circle(arrows: Graph) -> str:
    """A circle as text, if there is one."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return " ← ".join(error.args[1])
    return ""


@pytest.fixture(scope="module")
def arrows() -> Graph:
    return graph({module_name(path): tree(path) for path in modules()})


def test_there_is_no_circle(arrows: Graph) -> None:
    assert len(arrows) > 300
    found = circle(arrows)
    assert not found, f"move what both need below both: {found}"


@pytest.mark.parametrize(
    "back",
    [
        "from analysis.b import x",
        "import analysis.b",
        "from analysis import b",
        "def f():\n    from analysis.b import x",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from analysis.b import x",
    ],
)
def test_a_planted_circle_is_found(back: str) -> None:
    """b imports c, c imports a, and a closes it in every way there is."""
    texts = {"analysis.b": "import analysis.c", "analysis.c": "import analysis.a"}
    straight = graph(
        {name: ast.parse(text) for name, text in texts.items()} | {"analysis.a": ast.parse("")}
    )
    assert not circle(straight)
    planted = graph({name: ast.parse(text) for name, text in {**texts, "analysis.a": back}.items()})
    assert {"analysis.a", "analysis.b", "analysis.c"} == set(circle(planted).split(" ← "))
