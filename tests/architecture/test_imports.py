"""Imports point one way, and each library stays in its rooms (contracts in pyproject.toml)."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from testkit.source import PACKAGES, ROOT

CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
]

# One forbidden import for each contract: what a careless edit would do.
FAULTS = {
    "Imports point one way: sozialraum, analysis, experiments, model": (
        "model/units.py",
        "import sozialraum",
    ),
    "Inside the model, a layer knows only those below it": (
        "model/streams.py",
        "import model.simulate",
    ),
    "Inside the analysis, a result knows no figure, no table and no sentence": (
        "analysis/measures.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import analysis.results",
    ),
    "A process knows numpy, numba and math only": ("model/processes/casework.py", "import scipy"),
    "Mesa stays behind its few files": ("experiments/plan.py", "import mesa"),
    "pandas is for results, not for the model": ("model/observe.py", "import pandas"),
    "Only analysis.figures draws": ("analysis/wording.py", "import seaborn"),
    "Only model.words knows languages": ("analysis/stopping.py", "import gettext"),
    "Files are read and checked at the edge": ("model/simulate.py", "import tomllib"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the packages in a folder."""
    command = "import sys; from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {command}", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_holds() -> None:
    report = lint(ROOT)
    assert report.returncode == 0, report.stdout + report.stderr


def test_every_contract_has_a_fault() -> None:
    assert set(FAULTS) == set(CONTRACTS)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Report on a small copy of the layout that commits every fault of the table."""
    folder = tmp_path_factory.mktemp("faults")
    names = [
        *(f"{package}/__init__.py" for package in PACKAGES),
        "model/processes/__init__.py",
        "analysis/results.py",
        "model/simulate.py",
    ]
    for name in [*names, *(file for file, _ in FAULTS.values())]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    for file, fault in FAULTS.values():
        (folder / file).write_text(f"{fault}\n")
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    report = lint(folder)
    assert report.returncode != 0, report.stdout + report.stderr
    return report.stdout


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_fires(contract: str, broken: str) -> None:
    assert f"{contract} BROKEN" in " ".join(broken.split())
