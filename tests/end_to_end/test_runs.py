"""Runs by the program on a small copy of Oberhausen: results, JSON, resume, Ctrl-C, full disk."""

import json
import os
import shutil
import signal
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from testkit.places import small
from testkit.program import program, started

import sozialraum as sr
from analysis.findings.verdict import verdict

MONTHS = 13
ARMS = ("siloed", "production-network")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundredth of Oberhausen."""
    return small(tmp_path_factory.mktemp("place"), 0.01)


def options(town: Path, *more: str) -> tuple[str, ...]:
    return ("--place", str(town), "--months", str(MONTHS), *more)


def test_compare_prints_the_promised_json_and_writes_a_folder(town: Path, tmp_path: Path) -> None:
    answer = program(
        "compare", *ARMS, *options(town, "--pairs", "3", "--seed", "0", "--jobs", "2", "--json"),
        folder=tmp_path,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    content = json.loads(answer.stdout)
    assert list(content) == ["place", "months", "pairs", "seed", "base", "outcomes"]
    assert (content["months"], content["pairs"], content["seed"]) == (MONTHS, 3, 0)
    assert {o["arm"] for o in content["outcomes"]} == {"production-network"}
    folders = list((tmp_path / "results").iterdir())
    assert len(folders) == 1
    assert folders[0].name.endswith("-compare-siloed-production-network")
    record = json.loads((folders[0] / "record.json").read_text(encoding="utf-8"))
    assert len({pair["seed"] for pair in record["pairs"]}) == 3
    assert record["code"]["sources"]
    assert record["environment"]["libraries"]["numba"]
    differences = pd.read_parquet(folders[0] / "differences.parquet")
    assert len(differences) == len(content["outcomes"])
    assert (folders[0] / "figures" / "integration.png").stat().st_size > 10_000


def test_number_of_jobs_and_of_pairs_change_nothing(town: Path) -> None:
    settings = {"place": town, "months": MONTHS, "seed": 4, "quiet": True}
    one = sr.compare(*ARMS, pairs=2, jobs=1, **settings)
    two = sr.compare(*ARMS, pairs=3, jobs=2, **settings)
    pd.testing.assert_frame_equal(one.monthly, two.monthly[two.monthly["pair"] < 2])
    pd.testing.assert_frame_equal(one.gains, two.gains[two.gains["pair"] < 2])


def test_an_arrangement_against_itself_is_exactly_zero(town: Path) -> None:
    done = sr.compare("siloed", "siloed", place=town, months=MONTHS, pairs=2, jobs=1, quiet=True)
    assert list(done.table["arm"].unique()) == ["siloed (2)"]
    assert (done.table["difference"] == 0.0).all()
    assert done.split["departed"].tolist() == [0.0, 0.0]
    assert "exactly the same" in verdict(done, "en")[0]


def test_what_is_printed_is_a_table_and_plain_words(town: Path, tmp_path: Path) -> None:
    answer = program(
        "compare", *ARMS, *options(town, "--pairs", "2", "--language", "en"), folder=tmp_path
    )
    assert answer.returncode == 0, answer.stderr
    for part in ("95 % interval", "pairs for ±x", "never been measured causally", "fair rival"):
        assert part in answer.stdout
    assert "written to results/" in answer.stderr


def test_precision_adds_pairs(town: Path) -> None:
    settings = {"place": town, "months": MONTHS, "seed": 1, "jobs": 1, "quiet": True}
    rough = sr.compare(*ARMS, precision=100.0, **settings)
    assert rough.pairs == 8
    width = rough.difference("participation", ARMS[1]).half_width
    finer = sr.compare(*ARMS, precision=0.97 * width, **settings)
    assert finer.pairs > 8
    assert "the interval is within" in "\n".join(verdict(finer, "en"))


def test_creaming_is_measured_when_asked_for(town: Path) -> None:
    settings = {"place": town, "months": MONTHS, "pairs": 2, "jobs": 1, "quiet": True}
    assert "creaming" not in set(sr.compare(*ARMS, **settings).table["name"])
    assert "creaming" in set(sr.compare(*ARMS, creaming=True, **settings).table["name"])


def test_run_shows_the_patterns_and_takes_seed_zero(town: Path, tmp_path: Path) -> None:
    answer = program("run", "status-quo", *options(town, "--seed", "0", "--json"), folder=tmp_path)
    assert answer.returncode == 0, answer.stderr
    content = json.loads(answer.stdout)
    assert (content["seed"], content["months"]) == (0, MONTHS)
    assert {"id", "target", "low", "high", "simulated", "verdict"} == set(content["patterns"][0])
    people = pd.read_parquet(next((tmp_path / "results").glob("*-run-status-quo/people.parquet")))
    assert people["id"].is_monotonic_increasing


def test_seeds_differ_and_repeat(town: Path) -> None:
    def run(seed: int) -> np.ndarray:
        done = sr.run("siloed", place=town, months=6, seed=seed, quiet=True)
        return done.monthly["integrations"].to_numpy()

    np.testing.assert_array_equal(run(0), run(0))
    assert not np.array_equal(run(0), run(1))


@pytest.mark.skipif(os.name != "posix", reason="process groups as on Unix")
def test_ctrl_c_keeps_pairs_and_resume_gives_the_same(town: Path, tmp_path: Path) -> None:
    arguments = ("compare", *ARMS, *options(town, "--pairs", "16", "--jobs", "2", "--out", "out"))
    process = started(*arguments, folder=tmp_path)
    parts = tmp_path / ".out.parts"
    deadline = time.monotonic() + 120
    while len(list(parts.glob("pair-*.npz"))) < 1 and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "--resume .out.parts" in said
    assert "Traceback" not in said
    finished = len(list(parts.glob("pair-*.npz")))
    assert 1 <= finished <= 16
    assert not (tmp_path / "out").exists()

    again = program("compare", "--resume", ".out.parts", "--json", folder=tmp_path)
    assert again.returncode == 0, again.stderr
    assert not parts.exists()
    whole = sr.compare(*ARMS, place=town, months=MONTHS, pairs=16, jobs=2, quiet=True)
    assert json.loads(again.stdout) == whole.as_json()


def test_a_faulty_place_is_said_in_plain_words_and_leaves_nothing(
    town: Path, tmp_path: Path
) -> None:
    place = tmp_path / "town"
    shutil.copytree(town, place)
    (place / "margins.toml").write_text("households = 3\n")
    with pytest.raises(sr.SozialraumError, match="in the input") as caught:
        sr.compare(*ARMS, place=place, months=1, pairs=1, jobs=1, out=tmp_path / "out", quiet=True)
    assert "margins.toml" in str(caught.value)
    assert "InputError" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["town"]


def test_full_disk_is_said_and_pairs_are_kept(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while the result is written; the pairs are there already."""
    import errno

    from experiments import store

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    settings = {"place": town, "months": MONTHS, "pairs": 2, "jobs": 1, "quiet": True}
    with monkeypatch.context() as disk:
        disk.setattr(store, "write_table", full)
        with pytest.raises(sr.OutputError, match="the disk is full") as caught:
            sr.compare(*ARMS, out=tmp_path / "out", **settings)
    assert "Pairs finished: 2." in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == [".out.parts"]
    done = sr.resume(tmp_path / "out", jobs=1, quiet=True)
    assert done.folder == tmp_path / "out"
    assert done.pairs == 2


def test_pairs_of_changed_scenarios_are_not_mixed(town: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('name = "mine"\nextends = "siloed"\n')
    settings = {"place": town, "months": MONTHS, "pairs": 1, "jobs": 1, "quiet": True}
    from experiments.parts import Parts

    plan = sr.compare("siloed", str(mine), **settings).plan
    Parts(tmp_path / "out", plan, {}, "code")
    mine.write_text('name = "mine"\nextends = "siloed"\n[levers]\nstage_cap = 2\n')
    with pytest.raises(sr.InputError, match="finished pairs were made with"):
        sr.compare("siloed", str(mine), out=tmp_path / "out", **settings)
