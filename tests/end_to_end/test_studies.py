"""Studies by the program on a small copy of Oberhausen: what a planner or researcher types."""

import json
import os
import shutil
import signal
import time
from pathlib import Path

import pandas as pd
import pytest
from testkit.places import small
from testkit.program import started
from testkit.study_program import PAIRS, content, finished, study, written

import sozialraum as sr
from experiments import executors
from sozialraum.command_line import main

needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals and mounts as on Unix")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundredth of Oberhausen."""
    return small(tmp_path_factory.mktemp("place"), 0.01)


@pytest.fixture(scope="module")
def calm(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the study was run to its end, without disturbance, into `store`."""
    folder = tmp_path_factory.mktemp("calm")
    assert finished(folder, written(folder, town))["complete"]
    return folder


def here(folder: Path, *arguments: str) -> int:
    """The program in this process, for speed; its exit status."""
    try:
        main([*arguments, "--store", str(folder / "store")])
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_results_are_those_of_single_runs(calm: Path, town: Path) -> None:
    frame = sr.results("tiny", store=calm / "store")
    assert len(frame) == 2 * PAIRS * 2 * 2
    row = frame[(frame["point"] == 1) & (frame["arm"] == "production-network")].iloc[0]
    loaded = sr.load_study(calm / "tiny.toml")
    alone = sr.run(
        "production-network",
        place=town,
        months=13,
        seed=loaded.seed_of(0),
        changes={"levers.stage_cap": 3},
        quiet=True,
    )
    assert row["levers.stage_cap"] == 3.0
    assert alone.outcomes.set_index("name")["value"][row["outcome"]] == row["value"]


def test_jobs_and_order_change_nothing(calm: Path, town: Path, tmp_path: Path) -> None:
    file = written(tmp_path, town)
    answer = study(tmp_path, "run", str(file), "--jobs", "1", "--json")
    assert json.loads(answer.stdout)["content"] == content(calm)


def test_a_study_is_shown_queried_exported_and_looked_after(
    calm: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert here(calm, "study", "show", "tiny") == 0
    shown = capsys.readouterr().out
    for part in ("grid, 2 points", "levers.stage_cap", "paired differences so far"):
        assert part in shown
    assert here(calm, "study", "status", "tiny", "--json") == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["done"], status["complete"], status["content"]) == (16, True, content(calm))
    sql = "SELECT arrangement, count(*) AS n FROM runs GROUP BY 1 ORDER BY 1"
    assert here(calm, "query", sql, "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"arrangement": "production-network", "n": 2 * PAIRS},
        {"arrangement": "siloed", "n": 2 * PAIRS},
    ]
    for ending in ("csv", "parquet", "xlsx"):
        path = tmp_path / f"out.{ending}"
        assert here(calm, "export", "tiny", str(path)) == 0
        assert path.stat().st_size > 1000
    assert pd.read_csv(tmp_path / "out.csv").shape == (2 * PAIRS * 2 * 2, 8)
    capsys.readouterr()
    assert here(calm, "store", "verify", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "batches": len(list((calm / "store").glob("*/*/runs.parquet"))),
        "runs": 4 * PAIRS,
        "problems": [],
    }


def test_a_damaged_file_ends_verify_with_status_1(
    calm: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(calm / "store", tmp_path / "store")
    file = next((tmp_path / "store").glob("*/*/outcomes.parquet"))
    file.write_bytes(file.read_bytes()[:-1])
    # Its runs count as missing for a reader, who is told; verify sets the batch aside.
    for command, status in ((("query", "SELECT * FROM outcomes"), 0), (("store", "verify"), 1)):
        assert here(tmp_path, *command) == status
        assert str(Path(file.parent.parent.name) / file.parent.name) in capsys.readouterr().err
    again = study(tmp_path, "resume", "tiny", "--jobs", "1", "--json")
    assert json.loads(again.stdout)["content"] == content(calm)
    assert here(tmp_path, "store", "gc") == 0
    assert content(tmp_path) == content(calm)


@pytest.mark.slow  # the same runner is interrupted in test_runs
@needs_posix
def test_ctrl_c_keeps_what_is_finished(calm: Path, town: Path, tmp_path: Path) -> None:
    file = written(tmp_path, town)
    process = started("study", "run", str(file), "--store", "store", "--jobs", "2", folder=tmp_path)
    while process.poll() is None and not list((tmp_path / "store").glob("*/*/manifest.json")):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    if process.returncode:  # else it was quicker than the signal
        assert process.returncode == 130, said
        assert "study resume tiny" in said
    assert "Traceback" not in said
    again = study(tmp_path, "resume", "tiny", "--jobs", "2", "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["content"] == content(calm)


def test_a_scheduler_out_of_reach_is_said(
    town: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(executors, "REACHED_WITHIN", 1.0)
    where = ("--executor", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert here(tmp_path, "study", "run", str(written(tmp_path, town)), *where) == 1
    said = capsys.readouterr().err
    assert "No Dask scheduler answers at tcp://127.0.0.1:1; gave up after 1 seconds" in said
    assert "dask scheduler" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--executor", "dask"), "--scheduler: is missing"),
        (("--executor", "dusk"), "did you mean: dask"),
        (("--scheduler", "tcp://127.0.0.1:1"), "without --executor dask"),
        (("--jobs", "0"), "--jobs: is 0"),
        (("--hours", "0"), "--hours: is 0"),
    ],
)
def test_options_that_do_not_fit_are_said(
    more: tuple[str, ...],
    said: str,
    town: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert here(tmp_path, "study", "run", str(written(tmp_path, town)), *more) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "store").exists()
