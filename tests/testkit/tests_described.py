"""The tests as tables for TRACE.md: what each file holds, and when it is run."""

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from testkit.source import ROOT, name_of, tracked, tree

# Elements of TRACE (Grimm et al. 2014) that tests speak to.
DATA = "Data evaluation"
CONCEPT = "Conceptual model evaluation"
CODE = "Implementation verification"
THEORY = "Implementation verification against theory"
OUTPUT = "Model output verification"
ANALYSIS = "Model analysis and application"
PROGRAM = "The program around the model"
ELEMENTS = (DATA, CONCEPT, CODE, THEORY, OUTPUT, ANALYSIS, PROGRAM)

# Folder → element; files that speak to another one by name, without `test_` and `.py`.
BY_KIND = {
    "unit": CODE,
    "property": CODE,
    "twin": CODE,
    "architecture": CODE,
    "golden": CODE,
    "statistical": OUTPUT,
    "end_to_end": PROGRAM,
    "browser": PROGRAM,
}
BY_NAME = {
    DATA: {
        "published_figures", "shipped_files", "population", "raking", "institutions",
        "parameter_files", "assumptions", "citations",
    },
    CONCEPT: {
        "every_mechanism", "switches", "neutral_levers", "neutral_network", "rules_complete",
        "parameters_are_read", "mechanisms", "planning_moves_places", "looks_fine_but_worthless",
        "talk",
    },
    THEORY: {
        "draws", "queue_theory", "queues_against_theory", "hazards_against_theory",
        "matching_against_theory",
    },
    OUTPUT: {"validation", "pattern_measures", "settling"},
    ANALYSIS: {
        "comparison", "paired", "persons", "outcomes", "verdict", "goal", "figures",
        "tables", "differences", "auditing", "sensitivity", "sensitivity_designs",
        "sensitivity_indices", "sensitivity_studies", "shapley", "boxes_and_thresholds", "rounding",
        "prior_shares",
    },
    PROGRAM: {
        "bad_files", "errors", "memory", "progress", "writing", "place_faults",
        "scenario_check", "scenario_faults", "scenario_files", "dependencies", "guides",
        "tracked_files", "exports", "imports", "circles",
    },
}  # fmt: skip


class Described(NamedTuple):
    """A test file: path, first paragraph of its docstring, names of its tests, when they run."""

    path: str
    says: str
    tests: tuple[str, ...]
    when: str

    @property
    def element(self) -> str:
        """The element of TRACE it speaks to."""
        name = Path(self.path).stem.removeprefix("test_")
        named = [element for element, names in BY_NAME.items() if name in names]
        return named[0] if named else BY_KIND.get(Path(self.path).parts[1], CODE)


def described(paths: Sequence[Path] | None = None) -> list[Described]:
    """All test files of the project."""
    if paths is None:
        inside = ROOT / "tests"
        paths = [p for p in tracked() if inside in p.parents and p.name.startswith("test_")]
    return [_one(path) for path in paths if path.suffix == ".py"]


def _one(path: Path) -> Described:
    module = tree(path)
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    tests = tuple(node.name for node in functions if node.name.startswith("test_"))
    says = " ".join((ast.get_docstring(module) or "").split("\n\n")[0].split())
    marks = path.read_text(encoding="utf-8")
    rare = "mark.statistical" in marks or "mark.slow" in marks
    return Described(name_of(path), says, tests, "make statistical" if rare else "make test")


def listing(element: str, files: Sequence[Described]) -> str:
    """Table of the files of one element."""
    lines = ["| file | what it holds | run by |", "| --- | --- | --- |"]
    lines += [
        f"| `{file.path}` | {_cell(file.says)} | `{file.when}` |"
        for file in files
        if file.element == element
    ]
    return "\n".join(lines)


def sentences(files: Sequence[Described]) -> str:
    """The tests of files that run many worlds, one by one, in the words of their names."""
    return "\n".join(
        f"- `{file.path}`: " + "; ".join(_words(name) for name in file.tests)
        for file in files
        if file.when == "make statistical"
    )


def _words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
