"""Submodels of the description: every process with its text, equations, rules and parameters.

Text and equations are the docstrings of the process files; a rule that is one expression is shown
as it stands in the code.
"""

import ast
from collections.abc import Sequence

from model.describe.mechanisms import LEVER, reads
from model.describe.sources import module_of, path_of, scheduled
from model.describe.tables import table

LONGEST = 110  # characters of a formula that still fits a table
STEPS_DEEP = 4  # spaces before a line of a docstring that is an equation


def submodels() -> str:
    """All processes in the order of the month, each with the files that are part of it."""
    shown: set[str] = set()
    parts = []
    for number, (process, steps) in enumerate(scheduled(), 1):
        parts.append(f"#### {number}. `{process}`")
        if len(steps) > 1:
            order = " → ".join(f"`{file}.{loop}`" for file, loop in steps)
            parts.append(f"Steps in order: {order}.")
        for file in _files(process, steps):
            if file not in shown:
                shown.add(file)
                parts += _file(file)
            elif file != process:
                parts.append(f"Uses rules of `{file}`, see above.")
    return "\n\n".join(parts)


def _files(process: str, steps: Sequence[tuple[str, str]]) -> list[str]:
    """The process file and those its steps call, directly or not, in the order they are met."""
    found: dict[str, None] = {process: None}
    left, seen = list(steps), set(steps)
    while left:
        file, name = left.pop(0)
        found[file] = None
        module = module_of(file)
        for node in ast.walk(module.functions[name]):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                called = node.func.id
                target = (
                    (file, called) if called in module.functions else module.imported.get(called)
                )
                if target is not None and target not in seen:
                    seen.add(target)
                    left.append(target)
    return list(found)


def _file(file: str) -> list[str]:
    """Docstring of a file and the table of its rules."""
    text = path_of(file).read_text(encoding="utf-8")
    parts = [f"**{file}.py.** " + with_equations(ast.get_docstring(ast.parse(text)) or "")]
    rows = []
    for name, function in module_of(file).functions.items():
        takes = ", ".join(f"`{topic}.{field}`" for topic, field in received(file, name))
        says = " ".join((ast.get_docstring(function) or "").split("\n\n")[0].split())
        shown = formula(function)
        rows.append((f"`{name}`", _cell(says) + (f" = `{_cell(shown)}`" if shown else ""), takes))
    return [*parts, table(("rule", "what it says", "parameters and levers it receives"), rows)]


def with_equations(docstring: str) -> str:
    """A docstring as Markdown: lines that are set in become blocks of code."""
    lines: list[str] = []
    inside = False
    for line in docstring.splitlines():
        deep = line.startswith(" " * STEPS_DEEP)
        if deep and not inside:
            lines += ["```"] if lines and not lines[-1] else ["", "```"]
        elif inside and not deep and line.strip():
            lines += ["```", ""]
        inside = deep or (inside and not line.strip())
        lines.append(line[STEPS_DEEP:] if deep else line)
    return "\n".join([*lines, "```"] if inside else lines)


def received(file: str, rule: str) -> list[tuple[str, str]]:
    """(topic, name) of what a rule receives; the row of levers is called `levers`."""
    return [
        ("levers" if topic == LEVER else topic, name)
        for (topic, name), found in reads().items()
        if (file, rule) in {(one.file, one.rule) for one in found}
    ]


def formula(function: ast.FunctionDef) -> str:
    """The expression of a rule that is nothing else; "" for any other."""
    body = [node for node in function.body if not isinstance(node, ast.Expr)]
    if len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
        return ""
    text = ast.unparse(body[0].value).replace("math.", "")
    return text if len(text) <= LONGEST else ""


def _cell(text: str) -> str:
    """Text that does not end a cell of a table."""
    return text.replace("|", "\\|")
