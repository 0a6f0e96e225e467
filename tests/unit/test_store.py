"""The store of runs: whole batches or none, damage is named, versions never mix."""

import errno
import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from testkit.stored_runs import CODE, OTHER, asked, flip, put, rows, truncate

from experiments.digests import with_digest
from experiments.store import batches, upkeep
from experiments.store.batches import damage, set_aside
from experiments.store.index import checked, held_runs
from experiments.store.keys import contains, run_key
from experiments.store.query import QueryError, answer, opened
from experiments.store.writer import Writer, batches_in
from model.errors import OutputError


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    batch = put(tmp_path, range(5))
    assert damage(batch) == ""
    assert set(batch.manifest()["files"]) == {"runs.parquet", "outcomes.parquet", "timings.parquet"}
    assert asked(tmp_path, "SELECT count(*), sum(participation) FROM outcomes") == [(5, 12.5)]
    assert asked(tmp_path, "SELECT DISTINCT code FROM runs") == [(CODE,)]
    assert held_runs([batch])[run_key(CODE, "scenario", 3, 12)].done


@pytest.mark.parametrize(
    ("harm", "file", "said"),
    [
        (truncate, "outcomes.parquet", "bytes instead of"),
        (flip, "runs.parquet", "checksum"),
        (Path.unlink, "outcomes.parquet", "cannot be read"),
        (truncate, "manifest.json", "manifest.json cannot be read"),
        (Path.unlink, "manifest.json", "manifest.json cannot be read"),
    ],
)
def test_damage_is_named_set_aside_and_leaves_the_rest(
    harm: Any, file: str, said: str, tmp_path: Path
) -> None:
    bad, good = put(tmp_path, range(3)), put(tmp_path, range(3, 5))
    harm(bad.folder / file)
    remarks: list[str] = []
    whole = checked(tmp_path, CODE, remarks.append)
    assert [batch.folder for batch in whole] == [good.folder]
    assert len(remarks) == 1
    assert said in remarks[0]
    assert str(bad.folder) in remarks[0]
    assert (tmp_path / "damaged" / f"{CODE}-{bad.name}").is_dir()
    assert len(held_runs(whole)) == 2


def test_verify_finds_rows_that_are_not_what_their_key_says(tmp_path: Path) -> None:
    put(tmp_path, range(3))
    assert upkeep.verify(tmp_path).problems == []
    wrong = rows(range(3, 6))
    wrong["runs"] = {**wrong["runs"], "seed": np.array([7, 8, 9])}
    writer = Writer(tmp_path, CODE)
    writer.add(wrong, 3)
    writer.write()
    found = upkeep.verify(tmp_path, move=False)
    assert found.problems[0][1].endswith("key of its content")
    assert found.runs == 3


def test_code_versions_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, range(3), CODE)
    put(tmp_path, range(4), OTHER, value=9.5)
    assert asked(tmp_path, "SELECT count(*), min(participation) FROM outcomes") == [(3, 0.5)]
    assert asked(tmp_path, "SELECT count(*) FROM outcomes", OTHER) == [(4,)]
    by_code = asked(tmp_path, "SELECT code, count(*) FROM outcomes GROUP BY 1 ORDER BY 1", "all")
    assert by_code == [(CODE, 3), (OTHER, 4)]
    assert asked(tmp_path, "SELECT count(*) FROM runs", "1-none") == [(0,)]


def test_a_run_that_stands_twice_is_read_once_and_the_best_row_wins(tmp_path: Path) -> None:
    put(tmp_path, range(4), status="failed")
    put(tmp_path, range(3), every="monthly")
    put(tmp_path, range(1, 4), every="end")
    assert asked(tmp_path, "SELECT seed, status, every FROM runs ORDER BY seed") == [
        (0, "done", "monthly"), (1, "done", "monthly"), (2, "done", "monthly"), (3, "done", "end"),
    ]  # fmt: skip
    assert asked(tmp_path, "SELECT count(*), count(DISTINCT run) FROM outcomes") == [(4, 4)]


def test_gc_puts_batches_together_and_changes_no_answer(tmp_path: Path) -> None:
    put(tmp_path, range(4), status="failed")
    for first in range(0, 30, 3):
        put(tmp_path, range(first, first + 5))
    put(tmp_path, range(2), OTHER)
    sql = "SELECT * FROM runs JOIN outcomes USING (run) ORDER BY run"
    before = asked(tmp_path, sql)
    done = upkeep.clear(tmp_path)
    assert (done.batches_before, done.batches_after) == (12, 2)
    assert asked(tmp_path, sql) == before
    assert asked(tmp_path, "SELECT count(*) FROM runs WHERE status = 'failed'") == [(0,)]
    assert upkeep.verify(tmp_path).problems == []
    assert upkeep.clear(tmp_path, keep_code=CODE).other_versions == [OTHER]
    assert batches.codes(tmp_path) == [CODE]


def test_gc_removes_what_dead_processes_left_and_nothing_that_is_being_written(
    tmp_path: Path,
) -> None:
    batch = put(tmp_path, range(2))
    old, fresh = (batch.folder.with_name(f".{name}.writing") for name in ("old", "fresh"))
    for folder in (old, fresh):
        folder.mkdir()
    long_ago = time.time() - 2 * upkeep.OLD
    os.utime(old, (long_ago, long_ago))
    assert batches.batches(tmp_path, CODE) == [batch]
    assert upkeep.clear(tmp_path).leftovers == 1
    assert fresh.exists()
    assert not old.exists()


def test_a_full_disk_leaves_nothing_and_keeps_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer(tmp_path, CODE)
    writer.add(rows(range(3)), 3)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="the disk is full"):
            writer.write()
    assert list((tmp_path / CODE).iterdir()) == []
    writer.write()
    assert asked(tmp_path, "SELECT count(*) FROM runs") == [(3,)]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_that_cannot_be_written_is_refused_before_anything_runs(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="you may not write there"):
        Writer(tmp_path, CODE)


def test_many_writers_at_once_lose_and_damage_nothing(tmp_path: Path) -> None:
    """Six writers write the same runs and their own, while a reader looks."""

    def write(number: int) -> None:
        for _ in range(5):
            put(tmp_path, range(10))
            put(tmp_path, range(100 * (number + 1), 100 * (number + 1) + 10))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert all(not damage(batch) for batch in batches.batches(tmp_path, CODE))
    assert asked(tmp_path, "SELECT count(*), count(DISTINCT run) FROM outcomes") == [(70, 70)]


def test_setting_aside_twice_is_no_error(tmp_path: Path) -> None:
    batch = put(tmp_path, range(2))
    set_aside(tmp_path, batch)
    set_aside(tmp_path, batch)
    assert batches.batches(tmp_path, CODE) == []


def test_a_manifest_of_another_version_is_damage(tmp_path: Path) -> None:
    batch = put(tmp_path, range(2))
    content = json.loads((batch.folder / "manifest.json").read_text())
    text = json.dumps(with_digest({**content, "code": OTHER}))
    (batch.folder / "manifest.json").write_text(text)
    assert OTHER in damage(batch)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT participaton FROM outcomes", "did you mean: participation"),
        ("SELECT * FROM outcome", "Views: groups, monthly, outcomes, people, runs, ties, timings"),
        ("SELECT 1; SELECT 2", "there are 2"),
        ("", "there are 0"),
        ("COPY runs TO 'runs.csv'", "Only queries that read"),
        ("DROP VIEW runs", "Only queries that read"),
        ("SELECT * FROM read_csv('/etc/hostname')", "disabled"),
        ("SELECT * FROM read_text('{store}/note.txt')", "disabled"),
        ("SELECT * FROM glob('{store}/*')", "disabled"),
        ("EXPLAIN ANALYZE COPY (SELECT 1 a) TO '{outcomes}' (USE_TMP_FILE false)", "Only queries"),
        ("EXPLAIN (ANALYZE) COPY (SELECT 1 a) TO '{outcomes}'", "Only queries that read"),
        ("/**/EXPLAIN/**/ANALYZE DROP VIEW runs", "Only queries that read"),
        ("EXPLAIN ANALYZE CREATE TABLE t (a INT)", "Only queries that read"),
        ("CREATE TABLE t (a INT)", "Only queries that read"),
        ("ATTACH '{store}/new.db'", "Only queries that read"),
        ("SET enable_external_access = true", "Only queries that read"),
        ("SELECT CAST(run AS INT) FROM runs", "Could not convert"),
    ],
)
def test_what_cannot_be_answered_is_said(sql: str, said: str, tmp_path: Path) -> None:
    batch = put(tmp_path, range(2))
    (tmp_path / "note.txt").write_text("not for queries")
    sql = sql.format(store=tmp_path, outcomes=batch.file("outcomes"))
    with opened(tmp_path, CODE) as base, pytest.raises(QueryError, match=said):
        answer(base, sql)
    assert damage(batch) == ""
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "DESCRIBE outcomes",
        "SHOW TABLES",
        "SUMMARIZE outcomes",
        "FROM runs",
        "WITH x AS (SELECT run FROM runs) SELECT * FROM x",
        "EXPLAIN SELECT * FROM runs",
        "explain analyze SELECT * FROM outcomes",
    ],
)
def test_what_only_reads_is_answered(
    sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "store", range(2))
    monkeypatch.chdir(tmp_path)
    assert asked(Path("store"), sql)


def test_the_key_knows_everything_that_makes_a_run() -> None:
    keys = {
        run_key(code, scenario, seed, months)
        for code in ("a", "b")
        for scenario in ("c", "d")
        for seed in (1, 11)
        for months in (1, 11)
    }
    assert len(keys) == 16


@pytest.mark.parametrize(
    ("kept", "wanted", "expected"),
    [("monthly", "end", True), ("yearly", "yearly", True), ("end", "yearly", False)],
)
def test_what_is_kept_more_often_contains_what_is_kept_less_often(
    kept: str, wanted: str, expected: bool
) -> None:
    assert contains(kept, wanted) is expected


@pytest.mark.parametrize(
    ("seconds", "low", "high"), [(1, 2, 4), (60, 50, 65), (28_800, 1000, 1100)]
)
def test_batches_become_rarer(seconds: float, low: int, high: int) -> None:
    assert low <= batches_in(seconds) <= high
