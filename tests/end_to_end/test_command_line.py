"""The program without a run: help, lists, values, checks, errors."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from testkit.program import START, environment, program

from sozialraum.command_line import main

COMMANDS = (
    "list", "show", "check", "run", "compare", "audit", "bench", "calibrate", "validate",
    "sensitivity", "tipping", "decompose", "worth", "frontier", "design",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert not ended.value.code
    shown = capsys.readouterr().out
    assert f"  sozialraum {command}" in shown
    assert "--json" in shown


# What takes long to import; a start is quick exactly because it does without (measured on a quiet
# machine: help 0.14 s, list 0.4 s). A timed test would fail whenever others work on the machine.
SLOW_TO_IMPORT = ("numba", "mesa", "pandas", "matplotlib", "seaborn", "scipy", "pyarrow", "loky")


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [(["--help"], (*SLOW_TO_IMPORT, "numpy", "pydantic")), (["list"], SLOW_TO_IMPORT)],
)
def test_a_start_imports_nothing_slow(arguments: list[str], unwanted: tuple[str, ...]) -> None:
    code = (
        "import sys, sozialraum.command_line as c\n"
        f"sys.argv = ['sozialraum', *{arguments!r}]\n"
        "try:\n    c.main()\nexcept SystemExit:\n    pass\n"
        f"print('imported:', [name for name in {unwanted!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "imported: []"


def test_list_names_what_there_is() -> None:
    content = json.loads(program("list", "--json").stdout)
    assert list(content) == ["places", "arrangements", "levers", "outcomes"]
    names = {kind: [row["name"] for row in rows] for kind, rows in content.items()}
    assert "oberhausen-2015" in names["places"]
    assert {"siloed", "case-management-only", "production-network"} <= set(names["arrangements"])
    assert "levers.stage_cap" in names["levers"]
    assert names["outcomes"][:2] == ["participation", "integrations"]


def test_list_takes_one_list_and_a_language() -> None:
    answer = program("list", "outcomes", "--language", "en")
    assert "participation of the cohort" in answer.stdout
    assert "oberhausen" not in answer.stdout


def test_show_says_status_and_source_of_every_value() -> None:
    content = json.loads(program("show", "production-network", "--json").stdout)
    assert content["name"] == "production-network"
    assert len(content["hash"]) >= 16
    assert all({"name", "value", "unit", "status", "source"} <= set(r) for r in content["values"])
    changed = json.loads(program("show", "production-network", "--changed", "--json").stdout)
    assert 0 < len(changed["values"]) < len(content["values"])
    assert all(row["changed"] for row in changed["values"])


def test_show_takes_changes() -> None:
    answer = program("show", "siloed", "--set", "levers.stage_cap=3", "--json")
    values = {row["name"]: row["value"] for row in json.loads(answer.stdout)["values"]}
    assert values["levers.stage_cap"] == 3.0


def test_check_reports_every_fault_at_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "mine"\nextends = "siloe"\n[levers]\nstage_capp = 3\nchain = 7\n')
    answer = program("check", str(file))
    assert answer.returncode == 1
    for part in ("siloe", "stage_capp", "stage_cap", "did you mean"):
        assert part in answer.stderr
    assert "Traceback" not in answer.stderr
    faults = json.loads(program("check", str(file), "--json").stdout)["faults"]
    assert all(set(fault) == {"file", "key", "problem", "allowed", "nearest"} for fault in faults)


def test_check_is_content_with_what_is_right(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "mine"\nextends = "siloed"\n[levers]\nstage_cap = 3\n')
    assert program("check", str(file)).returncode == 0
    assert json.loads(program("check", str(file), "--json").stdout) == {
        "faults": [],
        "warnings": [],
    }


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("compare", "siloed", "nope", "--months", "0"), ("nope", "months", "whole number")),
        (("compare", "siloed"), ("OTHER", "at least one more scenario")),
        (("compare",), ("BASE", "--resume")),
        (("compare", "siloed", "siloed", "--pairs", "3", "--precision", "1"), ("one of the two",)),
        (("compare", "--resume", "nowhere"), ("no study or result",)),
        (("compare", "--resume", "."), ("no study or result",)),
        (
            ("compare", "--resume", "x", "--pairs", "3", "--set", "a=1"),
            ("--pairs", "--set", "--jobs"),
        ),
        (("compare", "siloed", "status-quo", "--out", "."), ("needs a name",)),
        (("compare", "siloed", "status-quo", "--out", "x" * 300), ("name is too long",)),
        (("run", "siloed", "--out", "x" * 300), ("name is too long",)),
        (("run", "siloed", "--set", "x", "--months", "0"), ("not a change", "months")),
        (("run", "siloed", "--seed", "9" * 20), ("9223372036854775807",)),
        (("bench", "--months", "-1"), ("months", "whole number")),
        (("sensitivity", "siloed"), ("BASE", "--resume")),
        (
            ("sensitivity", "siloed", "production-network", "--method", "sobl", "--seeds", "0"),
            ("did you mean: sobol?", "seeds"),
        ),
        (
            ("sensitivity", "siloed", "production-network", "--parameter", "search.base=2:1"),
            ("reversed",),
        ),
        (("sensitivity", "siloed", "production-network", "--runs", "4"), ("at least 16",)),
        (("sensitivity", "siloed", "production-network", "--budget", "soon"), ("10min",)),
        (("sensitivity", "--resume", "nowhere"), ("no study or result",)),
        (("tipping", "siloed"), ("--study",)),
        (("tipping", "--study", "nowhere"), ("no study or result",)),
        (("decompose", "siloed", "nope", "--mechanism", "handovr"), ("nope", "handover?")),
        (("worth", "nowhere"), ("no study or result",)),
        (("frontier", "siloed", "--posts", "0", "--option", "officer"), ("above 0", "officers?")),
        (("design", "--budget", "0min"), ("--budget", "above 0")),
        (
            ("design", "--trials", "3", "--report-draws", "10", "--lever", "handovr"),
            ("--report-draws", "from 60", "did you mean: handover?"),
        ),
        (("design", "--budget", "1h", "--place", "nowhere"), ("there is no place",)),
        (("design", "--resume", "nowhere"), ("no study or result",)),
        (("run", "status-quo", "--seed", "-1"), ("seed", "whole number")),
        (("run", "status-quo", "--place", "oberhausn-2015"), ("oberhausen-2015",)),
        (("run", "status-quo", "--set", "levers.stage_capp=1"), ("levers.stage_cap",)),
        (("show", "production-netwrk"), ("production-network",)),
        (("check", "missing.toml"), ("missing.toml",)),
        (("check", "."), (".",)),
    ],
)
def test_errors_are_reports_without_traceback(
    arguments: tuple[str, ...],
    parts: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In this process, for speed: what a user sees is what `main` writes and its exit status."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    said = capsys.readouterr()
    assert ended.value.code == 1
    assert said.out == ""
    assert "Traceback" not in said.err
    for part in parts:
        assert part in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_to_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        answer = subprocess.run(
            [sys.executable, "-c", START, "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            timeout=300,
            check=False,
        )
    assert answer.returncode == 1
    assert answer.stderr == "Cannot write the output: the disk is full.\n"


def test_unknown_commands_name_the_nearest() -> None:
    answer = program("compar")
    assert answer.returncode == 2
    assert "compare" in answer.stderr


def test_out_that_is_taken_is_refused_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("mine")
    for arguments in (("run", "siloed"), ("compare", "siloed", "siloed")):
        answer = program(*arguments, "--out", "mine", folder=tmp_path)
        assert answer.returncode == 1
        assert "is there already" in answer.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "file"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_out_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    answer = program("compare", "siloed", "siloed", "--out", str(tmp_path / "out"))
    assert answer.returncode == 1
    assert "you may not write there" in answer.stderr


def test_an_unexpected_error_is_one_sentence_and_a_log(tmp_path: Path) -> None:
    """A mistake in the program, made by a scenario argument that nothing can resolve."""
    from unittest.mock import patch

    from sozialraum import failure

    with (
        patch.dict(os.environ, {"XDG_STATE_HOME": str(tmp_path)}),
        patch.object(failure, "remark") as said,
    ):
        status = failure.report(ZeroDivisionError("division by zero"), ["run", "x"], debug=False)
    assert status == 1
    sentence = said.call_args.args[0]
    assert "mistake in the program: ZeroDivisionError: division by zero." in sentence
    logs = list(tmp_path.rglob("*.log"))
    assert len(logs) == 1
    assert str(logs[0]) in sentence
    assert "ZeroDivisionError" in logs[0].read_text(encoding="utf-8")


def test_version_is_printed() -> None:
    answer = program("--version")
    assert answer.returncode == 0
    assert answer.stdout.startswith("sozialraum ")
