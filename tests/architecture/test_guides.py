"""What README and CONTRIBUTING promise is there: targets, commands, folders, names, examples."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from testkit.source import ROOT

from model.scenario import check, list_scenarios

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
NAMED_TARGETS = sorted(
    set(re.findall(r"(?:^|`)make ([a-z-]+)", README + CONTRIBUTING, re.MULTILINE))
)
COMMANDS = sorted(set(re.findall(r"(?:^|`|/)sozialraum ([a-z]+)", README, re.MULTILINE)))
FOLDERS = re.findall(r"^\| `([a-z_/]+/)` \|", README, re.MULTILINE)


def test_the_patterns_find_something() -> None:
    assert {"compare", "test"} <= set(NAMED_TARGETS)
    assert {"list", "show", "check", "run", "compare", "audit", "bench"} <= set(COMMANDS)
    assert len(FOLDERS) >= 6


@pytest.mark.parametrize("target", NAMED_TARGETS)
def test_target_exists(target: str) -> None:
    assert target in TARGETS


@pytest.mark.parametrize("folder", FOLDERS)
def test_folder_exists(folder: str) -> None:
    assert (ROOT / folder).is_dir()


@pytest.mark.parametrize("name", list_scenarios())
def test_arrangement_is_described(name: str) -> None:
    assert f"`{name}`" in README


def test_every_described_arrangement_exists() -> None:
    table = README.split("## Arrangements")[1].split("\n## ")[0]
    assert set(re.findall(r"`([a-z-]+)`", table)) <= set(list_scenarios())


def test_the_example_scenario_is_right(tmp_path: Path) -> None:
    example = tmp_path / "my-scenario.toml"
    example.write_text(README.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert check(example) == []


@pytest.fixture(scope="module")
def overview() -> str:
    """What `sozialraum --help` prints."""
    code = "from sozialraum.start import main; main()"
    answer = subprocess.run(
        [sys.executable, "-c", code, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return answer.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_command_exists(command: str, overview: str) -> None:
    assert re.search(rf"\b{command}\b", overview)
