"""`.ci/python`: whatever is on the PATH, a usable Python is named, or one clear sentence said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from testkit.source import ROOT

SHELL = "/bin/sh"
OLD = 'echo "{path} 3.11.7"; exit 2'  # what the finder's question gets from an older Python
WITHOUT_VENV = 'echo "{path} 3.12.4"; exit 3'
SHIM = 'echo "python3.12: command not found" >&2; exit 127'
GOOD = 'echo "{path} 3.13.1"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A PATH with nothing on it; the finder itself needs nothing but the shell."""
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin"


def put(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!{SHELL}\n{body.format(path=path)}\n")
    path.chmod(0o755)
    return path


def find(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SHELL, str(ROOT / ".ci" / "python")],
        env={"PATH": str(folder), "HOME": str(folder.parent), **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_a_launcher_that_fails_is_passed_over(folder: Path) -> None:
    put(folder, "python3.12", SHIM)
    expected = put(folder, "python3", GOOD)
    answer = find(folder)
    assert (answer.returncode, answer.stdout.strip()) == (0, str(expected))


def test_an_older_python_gives_one_clear_sentence(folder: Path) -> None:
    put(folder, "python3", OLD)
    answer = find(folder)
    assert answer.returncode == 1
    assert not answer.stdout
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "needs Python 3.12 or newer and found 3.11.7: install" in answer.stderr


def test_no_python_at_all_is_said(folder: Path) -> None:
    answer = find(folder)
    assert answer.returncode == 1
    assert "found none" in answer.stderr


def test_a_python_without_venv_says_what_to_install(folder: Path) -> None:
    put(folder, "python3.12", WITHOUT_VENV)
    answer = find(folder)
    assert answer.returncode == 1
    assert "python3-venv" in answer.stderr


def test_versions_of_pyenv_are_found(folder: Path) -> None:
    put(folder, "python3", OLD)
    place = folder.parent / ".pyenv" / "versions" / "3.13.1" / "bin"
    place.mkdir(parents=True)
    expected = put(place, "python", GOOD)
    assert find(folder).stdout.strip() == str(expected)


def test_uv_stands_in_for_a_missing_python(folder: Path) -> None:
    put(folder, "python3", OLD)
    put(folder, "uv", 'echo "uv 0.9"')
    assert find(folder).stdout.strip() == "uv"


def test_the_variable_is_the_only_candidate(folder: Path) -> None:
    put(folder, "python3", GOOD)
    old = put(folder, "old", OLD)
    answer = find(folder, PYTHON=str(old))
    assert answer.returncode == 1
    assert "3.11.7, but Sozialraum needs 3.12 or newer" in answer.stderr
    assert find(folder, PYTHON=str(folder / "none")).returncode == 1


def test_a_real_python_answers(folder: Path) -> None:
    answer = find(folder, PYTHON=sys.executable)
    assert answer.returncode == 0, answer.stderr
    assert os.access(answer.stdout.strip(), os.X_OK)
