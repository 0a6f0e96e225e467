"""Runs by the program on a small copy of Oberhausen: results, JSON, resume, Ctrl-C, full disk."""

import json
import os
import re
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from testkit.places import small
from testkit.program import program, started

import sozialraum as sr
from analysis.ask.comparison import stored
from analysis.findings.verdict import verdict
from analysis.publish.comparison import draw_comparison

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
    looked = pd.read_parquet(folders[0] / "institutions.parquet")
    assert set(looked["arm"]) == set(ARMS)
    assert looked["after"].dropna().between(0.0, 4.0).all()
    assert (folders[0] / "figures" / "institutions.png").stat().st_size > 10_000


def test_half_a_year_is_compared_and_what_was_looked_into_is_read_again(
    town: Path, tmp_path: Path
) -> None:
    folder, store = tmp_path / "out", tmp_path / "store"
    done = sr.compare(*ARMS, place=town, months=6, pairs=2, jobs=1, quiet=True, out=folder,
                      store=store)  # fmt: skip
    assert done.groups.empty  # no year is over
    again = stored(folder, store=store)
    table = pd.read_parquet(folder / "institutions.parquet")
    pd.testing.assert_frame_equal(again.institutions, table)
    names = {path.stem for path in draw_comparison(again, tmp_path / "drawn", "de")}
    assert {"integration", "network", "institutions"} <= names


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


def test_what_is_printed_is_the_answer_and_more_if_asked(town: Path, tmp_path: Path) -> None:
    asked = options(town, "--pairs", "2", "--language", "en")
    answer = program("compare", *ARMS, *asked, folder=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert len(answer.stdout.splitlines()) <= 25
    said = " ".join(answer.stdout.split())
    for part in ("ANSWER", "under these assumptions", "CAUTION", "smallest to largest of 2"):
        assert part in said
    assert "written to results/" in answer.stderr
    more = program("compare", *ARMS, *asked, "--all", "--why", "--technical", folder=tmp_path)
    assert more.stdout.startswith(answer.stdout)
    for part in (
        "Support services",
        "never been measured causally",
        "option of equal cost",
        "seed 1",
    ):
        assert part in more.stdout


def test_precision_adds_pairs(town: Path) -> None:
    settings = {"place": town, "months": MONTHS, "seed": 1, "jobs": 1, "quiet": True}
    rough = sr.compare(*ARMS, precision=100.0, **settings)
    assert rough.pairs == 8
    width = rough.difference("participation", ARMS[1]).half_width
    finer = sr.compare(*ARMS, precision=0.97 * width, **settings)
    assert finer.pairs > 8
    assert "known to ±" in "\n".join(verdict(finer, "en"))


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


def batches_in(store: Path) -> int:
    return len([path for path in store.glob("0*/*") if not path.name.startswith(".")])


@pytest.mark.skipif(os.name != "posix", reason="process groups as on Unix")
def test_ctrl_c_keeps_runs_and_resume_gives_the_same(town: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    arguments = ("compare", *ARMS, *options(town, "--pairs", "16", "--jobs", "2", "--out", "out"))
    process = started(*arguments, "--store", str(store), folder=tmp_path)
    deadline = time.monotonic() + 120
    while batches_in(store) < 1 and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    found = re.search(r"sozialraum compare --resume (\S+)", said)
    assert found, said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()

    go_on = ("compare", "--resume", found[1], "--store", str(store), "--json")
    again = program(*go_on, folder=tmp_path)
    assert again.returncode == 0, again.stderr
    whole = sr.compare(*ARMS, place=town, months=MONTHS, pairs=16, jobs=2, quiet=True)
    assert json.loads(again.stdout) == whole.as_json()
    status = program("study", "status", found[1][-8:], "--store", str(store), "--json")
    assert json.loads(status.stdout)["complete"], "by content id, like any study"


def test_nothing_is_run_twice(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.study import work

    ran: list[int] = []
    original = work._Rows.done

    def counted(self: work._Rows, *args: Any) -> None:
        ran.append(1)
        original(self, *args)

    monkeypatch.setattr(work._Rows, "done", counted)
    settings = {"place": town, "months": MONTHS, "jobs": 1, "quiet": True, "store": tmp_path}
    first = sr.compare(*ARMS, pairs=2, **settings)
    assert len(ran) == 4
    assert sr.compare(*ARMS, pairs=2, **settings).as_json() == first.as_json()
    assert len(ran) == 4, "the same again runs nothing"
    sr.compare(*ARMS, "case-management-only", pairs=2, **settings)
    assert len(ran) == 6, "an arm more runs that arm only"
    sr.compare(*ARMS, pairs=3, **settings)
    assert len(ran) == 8, "a pair more runs that pair only"
    twins = sr.compare(*ARMS, pairs=2, creaming=True, **settings)
    assert len(ran) == 12, "twins are further arms"
    assert "creaming" in set(twins.table["name"])


def test_asked_again_no_table_of_a_pair_is_made(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"place": town, "months": MONTHS, "jobs": 1, "quiet": True, "store": tmp_path}
    first = sr.compare(*ARMS, pairs=2, **settings)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("analysis.measures.pairs.summarise", never)
    assert sr.compare(*ARMS, pairs=2, **settings).as_json() == first.as_json()
    with pytest.raises(AssertionError, match="made again"):
        sr.compare(*ARMS, pairs=3, **settings)


def test_damaged_runs_are_named_and_done_again(town: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    settings = {"place": town, "months": MONTHS, "pairs": 2, "jobs": 1, "quiet": True}
    first = sr.compare(*ARMS, store=store, **settings)
    for file in store.glob("0*/*/people.parquet"):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(bytes(content))
    arguments = ("compare", *ARMS, *options(town, "--pairs", "2", "--jobs", "1"))
    said = program(*arguments, "--store", str(store), "--json", folder=tmp_path)
    assert "Set aside" in said.stderr
    assert json.loads(said.stdout) == first.as_json()


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


def test_full_disk_is_said_and_runs_are_kept(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while the result is written; the runs are there already."""
    import errno

    from experiments import result_folder

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    settings = {"place": town, "months": MONTHS, "pairs": 2, "jobs": 1, "quiet": True}
    with monkeypatch.context() as disk:
        disk.setattr(result_folder, "write_table", full)
        with pytest.raises(sr.OutputError, match="the disk is full"):
            sr.compare(*ARMS, out=tmp_path / "out", **settings)
    assert list(tmp_path.iterdir()) == []
    done = sr.compare(*ARMS, out=tmp_path / "out", **settings)
    assert done.folder == tmp_path / "out"
    assert done.pairs == 2


def test_runs_of_changed_scenarios_are_not_mixed(town: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('name = "mine"\nextends = "siloed"\n')
    settings = {"place": town, "months": MONTHS, "pairs": 1, "jobs": 1, "quiet": True}
    before = sr.compare("siloed", str(mine), **settings)
    assert (before.table["difference"] == 0.0).all()
    mine.write_text('name = "mine"\nextends = "siloed"\n[levers]\nstage_cap = 2\nformality = 0.9\n')
    after = sr.compare("siloed", str(mine), **settings)
    assert (after.table["difference"] != 0.0).any()


def test_a_prepared_place_is_run_once(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comparison of prepared arrangements finds all of its runs."""
    from analysis.ask.prepared import prepared
    from experiments.study import starts

    monkeypatch.setattr("analysis.ask.prepared.list_scenarios", lambda: list(ARMS))
    made = prepared(town, pairs=2, jobs=1, quiet=True, store=tmp_path).run()
    assert set(made.states().column("status").to_pylist()) == {"done"}

    def never(*_: object) -> None:
        raise AssertionError("the runs are there")

    monkeypatch.setattr(starts.Own, "__call__", never)
    assert sr.compare(*ARMS, place=town, pairs=2, jobs=1, quiet=True, store=tmp_path).pairs == 2
