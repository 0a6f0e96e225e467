"""The front door: what `import sozialraum as sr` promises."""

import inspect
import subprocess
import sys
from types import ModuleType

import pytest
from testkit.source import ROOT

import sozialraum

EXPORTED = tuple(getattr(sozialraum, "__all__", ()))


def test_exports_are_listed_once() -> None:
    assert EXPORTED
    assert len(set(EXPORTED)) == len(EXPORTED)


@pytest.mark.parametrize("name", EXPORTED)
def test_export_exists_and_is_documented(name: str) -> None:
    exported = getattr(sozialraum, name)
    if callable(exported):
        assert inspect.getdoc(exported), f"{name} has no docstring"


def test_nothing_else_is_offered() -> None:
    public = {
        name
        for name, value in vars(sozialraum).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public <= set(EXPORTED)


@pytest.mark.parametrize("name", ["compare", "run"])
def test_the_promised_names_are_there(name: str) -> None:
    assert name in EXPORTED


def test_the_import_is_quick_and_leaves_the_process_alone() -> None:
    """Mesa forces a start method on the process, plotting takes seconds: both wait."""
    late = ("mesa", "matplotlib", "SALib")
    code = f"import sozialraum, sys; print([m for m in {late} if m in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
