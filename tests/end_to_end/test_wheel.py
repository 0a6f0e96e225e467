"""What an ordinary install gets: code and data, and neither tests nor results."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from testkit.source import PACKAGES, ROOT, name_of, tracked


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from this folder."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_code_and_data_are_shipped(contents: set[str]) -> None:
    shipped = (*PACKAGES, "scenarios")
    missing = {
        name_of(path)
        for path in tracked()
        if any(ROOT / folder in path.parents for folder in shipped)
    } - contents
    assert not missing
    assert any(name.startswith("scenarios/places/") for name in contents)
    assert any(name.startswith("model/parameters/") and name.endswith(".toml") for name in contents)


def test_nothing_else_is_shipped(contents: set[str]) -> None:
    tops = {Path(name).parts[0] for name in contents}
    assert {top for top in tops if not top.endswith(".dist-info")} <= {*PACKAGES, "scenarios"}


def test_the_command_is_there(contents: set[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in contents)
