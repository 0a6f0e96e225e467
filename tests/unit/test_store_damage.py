"""Damage of stored runs is named; signals within a write leave whole runs; a store may go."""

import json
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from testkit.stored_runs import CODE, asked, flip, put, rows, truncate

from experiments.store import batches
from experiments.store.batches import damage
from experiments.store.index import checked, held_runs
from experiments.store.writer import ENDINGS, StoreGone, Writer, undisturbed


@pytest.mark.parametrize("harm", [truncate, flip, Path.unlink])
@pytest.mark.parametrize("file", ["runs.parquet", "outcomes.parquet", "manifest.json"])
def test_runs_of_damaged_files_are_missing_and_named(
    harm: Any, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = put(tmp_path, range(3))
    good = put(tmp_path, range(3, 5))
    assert asked(tmp_path, "SELECT count(*) FROM outcomes") == [(5,)]
    harm(bad.folder / file)
    assert asked(tmp_path, "SELECT count(*) FROM outcomes") == [(2,)]
    assert len(held_runs([bad, good])) == 2
    said = capsys.readouterr().err
    assert said.count("Damaged") == 1
    assert str(bad.folder) in said
    assert file in said


def test_what_was_verified_is_not_read_again_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = put(tmp_path, range(3))
    held_runs([batch])
    looked: list[Path] = []
    with monkeypatch.context() as counting:
        counting.setattr(batches, "digest_of_file", lambda path: looked.append(path) or "other")
        held_runs([batch])
        assert looked == []
        batch.file("outcomes").touch()
        assert held_runs([batch]) == {}


def test_a_done_run_without_outcomes_is_damage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half a run, as a kill between two tables would leave it: whole files, a number missing."""
    half = rows(range(3))
    half["outcomes"] = {name: values[:2] for name, values in half["outcomes"].items()}
    none = {name: table for name, table in rows(range(3, 5)).items() if name != "outcomes"}
    for tables, said in ((half, "1 runs are done"), (none, "2 runs are done")):
        writer = Writer(tmp_path, CODE)
        writer.add(tables, 3)
        writer.write()
        assert held_runs(writer.batches) == {}
        assert said in capsys.readouterr().err
    remarks: list[str] = []
    assert checked(tmp_path, CODE, remarks.append) == []
    assert len(remarks) == 2


def test_a_manifest_with_other_words_is_damage(tmp_path: Path) -> None:
    batch = put(tmp_path, range(2))
    text = (batch.folder / "manifest.json").read_text()
    (batch.folder / "manifest.json").write_text(text.replace('"runs": 2', '"runs": 3'))
    assert "digest" in damage(batch)


def test_batches_of_before_manifests_had_a_digest_are_read(tmp_path: Path) -> None:
    batch = put(tmp_path, range(2))
    content = json.loads((batch.folder / "manifest.json").read_text())
    content = {name: value for name, value in content.items() if name != "digest"}
    (batch.folder / "manifest.json").write_text(json.dumps({**content, "format": 1}))
    assert damage(batch) == ""


@pytest.mark.parametrize("gone", [shutil.rmtree, lambda store: store.rename(f"{store}-away")])
def test_a_store_that_has_gone_is_not_made_anew(gone: Any, tmp_path: Path) -> None:
    store = tmp_path / "store"
    writer = Writer(store, CODE)
    writer.add(rows(range(2)), 2)
    writer.write()
    gone(store)
    writer.add(rows(range(2, 4)), 2)
    with pytest.raises(StoreGone, match="unmounted"):
        writer.write()
    assert not store.exists()
    (store / CODE).mkdir(parents=True)
    with pytest.raises(StoreGone, match="unmounted"):
        writer.write()
    assert list((store / CODE).iterdir()) == []


class Ended(Exception):
    """What a handler of a signal raises here."""


@pytest.fixture
def endings() -> Iterator[None]:
    """Each signal that ends a process raises Ended, as the program sets them to raise."""

    def end(number: int, frame: object) -> None:
        raise Ended(number)

    before = {number: signal.signal(number, end) for number in ENDINGS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("endings")
@pytest.mark.parametrize("number", ENDINGS)
def test_signals_wait_until_rows_are_in(number: signal.Signals) -> None:
    """Else a batch could be written twice, or a run be taken in by half."""
    finished = []

    def take_in() -> None:
        with undisturbed():
            signal.raise_signal(number)
            finished.append(True)

    with pytest.raises(Ended, match=str(int(number))):
        take_in()
    assert finished == [True]


@pytest.mark.usefixtures("endings")
@pytest.mark.parametrize("number", ENDINGS)
@pytest.mark.parametrize("when", ["taking in", "writing"])
def test_a_signal_within_a_write_leaves_whole_runs(
    when: str, number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the first table and the second, where half a run could come from."""
    writer = Writer(tmp_path, CODE)
    calls = []

    def disturbed(work: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            calls.append(1)
            if len(calls) == 2:
                signal.raise_signal(number)
            return work(*given, **named)

        return call

    writer.add(rows(range(1)), 1)
    module, name = (pa, "table") if when == "taking in" else (batches, "_write")
    with monkeypatch.context() as patch:
        patch.setattr(module, name, disturbed(getattr(module, name)))
        with suppress(Ended):
            writer.add(rows(range(1, 3)), 2)
            writer.write()
            pytest.fail("nobody heard the signal")
    assert len(calls) > 2
    writer.write()
    (batch,) = batches.batches(tmp_path, CODE)
    assert damage(batch) == ""
    assert asked(tmp_path, "SELECT count(*) FROM outcomes") == asked(
        tmp_path, "SELECT count(*) FROM runs"
    )


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """Programs started with `nohup` outlive their terminal."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with undisturbed():
            signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
