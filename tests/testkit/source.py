"""The project's own files, as the architecture tests look at them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("model", "experiments", "analysis", "sozialraum")


@cache
def tracked() -> tuple[Path, ...]:
    """Files of the project: those git knows or would add; without git, all but hidden folders."""
    answer = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if answer.returncode == 0:
        names = answer.stdout.decode().split("\0")
        paths = [ROOT / name for name in names if name]
    else:
        hidden, written = {".venv", ".git", "__pycache__"}, ROOT / "results"
        paths = [
            p
            for p in ROOT.rglob("*")
            if not hidden & set(p.relative_to(ROOT).parts) and written not in p.parents
        ]
    return tuple(sorted(path for path in paths if path.is_file()))


def modules(*folders: str) -> list[Path]:
    """Python files below the given folders (default: the packages)."""
    chosen = folders or PACKAGES
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and any((ROOT / f) in path.parents for f in chosen)
    ]


def name_of(path: Path) -> str:
    """Path as it is shown in a failure: from the project's folder on."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, nested ones included."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def imported(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a module imports, wherever it does so."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
