"""What README and CONTRIBUTING promise is there: targets, commands, folders, names, examples."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from testkit.examples import command_of, shown
from testkit.source import ROOT

from model.scenario import check, list_scenarios
from sozialraum.command_line import main

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
NAMED_TARGETS = sorted(
    set(re.findall(r"(?:^|`)make ([a-z-]+)", README + CONTRIBUTING, re.MULTILINE))
)
COMMANDS = sorted(set(re.findall(r"(?:^|`|/)sozialraum ([a-z]+)", README, re.MULTILINE)))
FOLDERS = re.findall(r"^\| `([a-z_/]+/)` \|", README, re.MULTILINE)


LIESMICH = (ROOT / "LIESMICH.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", shown(), ids=" ".join)
def test_every_example_is_a_command_as_it_is_today(example: list[str]) -> None:
    command, count = command_of(example)
    command.make_context(example[count - 1], example[count:])  # raises for what is not known


@pytest.mark.parametrize("example", shown(), ids=" ".join)
def test_every_example_is_run_to_its_help(
    example: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*example, "--help"])
    assert ended.value.code == 0
    assert f"sozialraum {example[0]}" in capsys.readouterr().out


def test_the_german_guide_is_for_planners() -> None:
    prose = re.sub(r"```.*?```|`[^`]*`|\([^)]*\)", "", LIESMICH, flags=re.DOTALL)
    for word in (
        "Kohorte",
        "Posterior",
        "Intervall",
        "Parameter",
        "Seed",
        "Arm ",
        "lohnt",
        "Rival",
    ):
        assert word not in prose
    for name in ("decide", "compare", "export", "sensitivity", "worth", "validate", "assumptions"):
        assert f"sozialraum {name}" in LIESMICH


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
