"""What README and CONTRIBUTING promise is there: targets, commands, folders, names, examples."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from testkit.source import ROOT

from model.scenario import check, list_scenarios
from sozialraum.command_line import app, main

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


def examples() -> list[list[str]]:
    """Every command that README, LIESMICH and the help of the commands show."""
    helped = [one.epilog or "" for one in typer.main.get_command(app).commands.values()]  # type: ignore[attr-defined]
    blocks = [block for text in (README, LIESMICH) for block in text.split("```")[1::2]]
    text = re.sub(r"\\\n|\n {5,}", " ", "\n".join([*blocks, *helped]))  # lines that go on
    lines = text.splitlines()
    found = [re.sub(r"\s#.*", "", line).strip().removeprefix(".venv/bin/") for line in lines]
    words = [shlex.split(line) for line in found if re.match("sozialraum [a-z]", line)]
    return [one[1:] for one in words if not one[1].startswith("-")]


@pytest.mark.parametrize("example", examples(), ids=" ".join)
def test_every_example_is_a_command_as_it_is_today(example: list[str]) -> None:
    group = typer.main.get_command(app)
    name, *arguments = example
    while True:
        found = group.commands[name]  # type: ignore[attr-defined]
        if not hasattr(found, "commands"):
            break
        group, (name, *arguments) = found, arguments
    found.make_context(name, arguments)  # raises for what is not known; runs nothing


@pytest.mark.parametrize("example", examples(), ids=" ".join)
def test_every_example_is_run_to_its_help(
    example: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*example, "--help"])
    assert ended.value.code == 0
    assert f"sozialraum {example[0]}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "example",
    [e for e in examples() if e[0] in ("list", "show") and "my-" not in " ".join(e)],
    ids=" ".join,
)
def test_cheap_examples_are_run(example: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(example)
    assert ended.value.code == 0
    assert capsys.readouterr().out.strip()


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
