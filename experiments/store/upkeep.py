"""Looking after a store: is everything as it was written, and what can go."""

import os
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.store.batches import (
    DAMAGED,
    TABLES,
    WRITING,
    Batch,
    batches,
    codes,
    damage,
    set_aside,
    write_batch,
    writing,
)
from experiments.store.index import Held, rank, rows_of, verified
from experiments.store.keys import run_key

OLD = 3600.0  # seconds after which what was being written has surely been left by a dead process
SMALL = 32 * 2**20  # bytes: smaller batches are put together, up to twice that size


@dataclass
class Verified:
    """What was found: batches and runs looked at, problems (folder, problem, where it is now)."""

    batches: int = 0
    runs: int = 0
    problems: list[tuple[Path, str, Path | None]] = field(default_factory=list)


def verify(store: Path, *, move: bool = True, tick: Callable[[], None] = lambda: None) -> Verified:
    """Compare every file with its checksum and every run with its key; move damaged batches away.

    Raises:
        OutputError: a damaged batch cannot be moved.
    """
    found = Verified()
    for batch in all_batches(store):
        problem = damage(batch) or _wrong_keys(batch)
        found.batches += 1
        if problem:
            found.problems.append(
                (batch.folder, problem, set_aside(store, batch) if move else None)
            )
        else:
            found.runs += len(rows_of(batch))
        tick()
    return found


def all_batches(store: Path) -> list[Batch]:
    """Batches of all code versions."""
    return [batch for code in codes(store) for batch in batches(store, code)]


def _wrong_keys(batch: Batch) -> str:
    """What is wrong with the rows of a batch whose files are whole."""
    try:
        table = pq.read_table(batch.file("runs"))
        for row in table.to_pylist():
            made_of = (row["scenario"], row["seed"], row["months"], row.get("start", ""))
            if row["run"] != run_key(batch.code, *made_of):
                return f"the run {row['run']} does not have the key of its content"
    except (OSError, pa.ArrowException) as error:
        return f"runs.parquet cannot be read ({error})"
    return ""


@dataclass
class Cleared:
    """What was removed or put together; freed: bytes."""

    leftovers: int = 0
    damaged: int = 0
    other_versions: list[str] = field(default_factory=list)
    batches_before: int = 0
    batches_after: int = 0
    freed: int = 0


def clear(
    store: Path, *, keep_code: str | None = None, tick: Callable[[], None] = lambda: None
) -> Cleared:
    """Remove leftovers and batches set aside, and put small batches together.

    keep_code: remove the runs of every other code version too. Not while a study is running: a
    reader may be looking at a batch that goes (the caller sees to that).

    Raises:
        OutputError: the store cannot be written.
    """
    before = size_of(store)
    done = Cleared()
    with writing(store):
        for path in list(_leftovers(store)):
            shutil.rmtree(path, ignore_errors=True)
            done.leftovers += 1
        aside = store / DAMAGED
        done.damaged = len(list(aside.iterdir())) if aside.is_dir() else 0
        shutil.rmtree(aside, ignore_errors=True)
        for code in codes(store):
            if keep_code is not None and code != keep_code:
                shutil.rmtree(store / code)
                done.other_versions.append(code)
                continue
            done.batches_before += len(batches(store, code))
            put_together(store, code)
            done.batches_after += len(batches(store, code))
            tick()
    done.freed = before - size_of(store)
    return done


def _leftovers(store: Path) -> Iterable[Path]:
    """Folders of batches that a process was writing when it was killed."""
    now = time.time()
    for path in store.glob(f"*/.*{WRITING}"):
        with suppress(OSError):
            if now - path.stat().st_mtime > OLD:
                yield path


def put_together(store: Path, code: str) -> None:
    """Small batches of a code version become large ones; of a run that stands twice one row stays.

    Condition secured: the large batch is there before the small ones go, so that a crash in between
    leaves rows twice, never none.
    """
    small = [batch for batch in batches(store, code) if size_of(batch.folder) < SMALL]
    group: list[Batch] = []
    size = 0
    for batch in small:
        group.append(batch)
        size += size_of(batch.folder)
        if size >= SMALL:
            _merge(store, code, group)
            group, size = [], 0
    if group:
        _merge(store, code, group)


def _merge(store: Path, code: str, found: list[Batch]) -> None:
    group = verified(found)
    if len(group) < 2:
        return
    best: dict[str, tuple[Held, str]] = {}
    for batch in group:
        for run, held in rows_of(batch).items():
            new = (held, batch.name)
            best[run] = max(best.get(run, new), new, key=lambda one: rank(one[0]))
    chosen: dict[str, list[str]] = {batch.name: [] for batch in group}
    for run, (_, name) in best.items():
        chosen[name].append(run)
    tables: dict[str, pa.Table] = {}
    for name in TABLES:
        parts = [
            pq.read_table(batch.file(name), filters=pc.field("run").isin(chosen[batch.name]))
            for batch in group
            if chosen[batch.name] and batch.file(name).is_file()
        ]
        if parts:
            joined = pa.concat_tables(parts, promote_options="permissive")
            order = [
                (key, "ascending") for key in ("run", "year", "month") if key in joined.schema.names
            ]
            tables[name] = joined.sort_by(order)
    write_batch(store, code, tables, len(best))
    for batch in group:
        shutil.rmtree(batch.folder)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += (Path(path) / name).stat().st_size
    return total
