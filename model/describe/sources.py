"""What the files of processes and the schedule say, read as text: nothing is imported."""

import ast
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

MODEL = Path(__file__).resolve().parents[1]
PROCESSES = MODEL / "processes"
PACKAGE = "model.processes."
SHARED = ("model.barriers", "model.jobs")  # rules that several processes call

type Function = ast.FunctionDef


class Module(NamedTuple):
    """A source file: first line of its docstring, its functions, functions it takes from others.

    decisions: names of the decisions it draws, by the names of their numbers (`D_BUT`).
    """

    title: str
    functions: Mapping[str, Function]
    imported: Mapping[str, tuple[str, str]]
    decisions: Mapping[str, str]


def path_of(name: str) -> Path:
    """Source of a process, or of the rules that several share."""
    return (MODEL if f"model.{name}" in SHARED else PROCESSES) / f"{name}.py"


@cache
def module_of(name: str) -> Module:
    """A file of rules by name. FileNotFoundError if there is none."""
    tree = ast.parse(path_of(name).read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    imported = {
        alias.asname or alias.name: (node.module.rpartition(".")[2], alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module
        if node.module.startswith(PACKAGE) or node.module in SHARED
        for alias in node.names
    }
    decisions = {
        node.targets[0].id: said
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if (said := _decision(node.value))
    }
    return Module(first_line(tree), functions, imported, decisions)


def _decision(value: ast.expr) -> str:
    """Name of the decision in `int(Decision.BUT)` or `OwnDecision("BUT")`, "" in anything else."""
    found = re.fullmatch(r"(?:int\()?(?:Decision\.|OwnDecision\(')(\w+).*", ast.unparse(value))
    return found.group(1) if found else ""


def first_line(node: ast.Module | Function) -> str:
    """First sentence of a docstring, "" without one."""
    text = ast.get_docstring(node) or ""
    return " ".join(text.split("\n\n")[0].split()) if text else ""


@cache
def scheduled() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(name, steps) of every process in the order of the month, read from model/schedule.py.

    A step is (file, function): a loop of a process file that is named in the process's own entry.
    """
    tree = ast.parse((MODEL / "schedule.py").read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Process":
            name, steps = node.args[:2]
            loops = [
                (part.lineno, part.col_offset, part.value.id, part.attr)
                for part in ast.walk(steps)
                if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
            ]
            if isinstance(name, ast.Constant):
                order = tuple((file, loop) for _, _, file, loop in sorted(loops))
                found.append((str(name.value), order))
    return tuple(found)
