"""Batches: folders of Parquet files with a manifest, written whole or not at all."""

import hashlib
import io
import json
import os
import shutil
import socket
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.digests import digest_of_file, is_as_written, with_digest
from experiments.record import environment
from experiments.writing import plain_words

TABLES = ("runs", "outcomes", "monthly", "groups", "ties", "people", "timings")
MANIFEST = "manifest.json"
FORMAT = 2  # 1: without a digest of the manifest
DAMAGED, STUDIES = "damaged", "studies"
WRITING = ".writing"
_STORE_VARIABLE = "SOZIALRAUM_STORE"


def writing(store: Path) -> AbstractContextManager[None]:
    """Say in plain words why a store cannot be written; another one is chosen with --store.

    Raises:
        OutputError: from the block.
    """
    return plain_words(store, "--store")


@dataclass(frozen=True)
class Batch:
    """A folder of the store that holds some runs: its place and the code that made them."""

    folder: Path
    code: str

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.folder.name

    def file(self, table: str) -> Path:
        """The Parquet file of a table; it need not exist."""
        return self.folder / f"{table}.parquet"

    def read(self, table: str, columns: Sequence[str]) -> pa.Table:
        """Columns of a table, in half the time of `read_table`. OSError, ArrowException."""
        with pq.ParquetFile(self.file(table)) as file:
            found: pa.Table = file.read(columns=list(columns))
        return found

    def manifest(self) -> dict[str, Any]:
        """What the batch says about itself. OSError or ValueError if it cannot be read."""
        content = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        if not isinstance(content, dict) or not isinstance(content.get("files"), dict):
            raise ValueError("not the manifest of a batch")
        if content.get("format") != 1 and not is_as_written(content):
            raise ValueError("it does not have its digest")
        return content


def default_store() -> Path:
    """Where runs are kept: $SOZIALRAUM_STORE, else results/store."""
    return Path(os.environ.get(_STORE_VARIABLE) or Path("results") / "store")


def codes(store: Path) -> list[str]:
    """Code versions that have runs in a store, sorted."""
    if not store.is_dir():
        return []
    return sorted(
        path.name
        for path in store.iterdir()
        if path.is_dir() and path.name not in (DAMAGED, STUDIES) and not path.name.startswith(".")
    )


def batches(store: Path, code: str) -> list[Batch]:
    """Batches of one code version, oldest first. What is being written is not among them."""
    folder = store / code
    if not folder.is_dir():
        return []
    names = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    return [Batch(folder / name, code) for name in names if not name.startswith(".")]


def write_batch(store: Path, code: str, tables: Mapping[str, pa.Table], runs: int) -> Batch:
    """Write tables as one batch.

    Condition secured: a reader, or a crash at any moment, finds the whole batch or none of it.

    Raises:
        OutputError: store not writable, disk full; nothing is left behind.
    """
    name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{uuid.uuid4().hex[:12]}"
    target = store / code / name
    beside = target.with_name(f".{name}{WRITING}")
    with writing(store):
        try:
            beside.mkdir()  # its folder is there since the writer was made: see `Writer`
            files = {
                f"{table}.parquet": _write(beside / f"{table}.parquet", _parquet(content), content)
                for table, content in tables.items()
            }
            manifest = {
                "format": FORMAT,
                "code": code,
                "runs": runs,
                "written": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "by": f"{socket.gethostname()}:{os.getpid()}",
                "environment": environment(),
                "files": files,
            }
            text = json.dumps(with_digest(manifest), ensure_ascii=False, indent=1) + "\n"
            _write(beside / MANIFEST, text.encode(), None)
            _settle(beside)
            beside.rename(target)
            _settle(target.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return Batch(target, code)


def _parquet(content: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(content, buffer, compression="zstd")
    return buffer.getvalue()


def _write(path: Path, content: bytes, table: pa.Table | None) -> dict[str, object]:
    """Write and flush one file; its line of the manifest."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "rows": 0 if table is None else table.num_rows,
    }


def _settle(folder: Path) -> None:
    """Make the names in a folder outlive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


type _Signs = tuple[tuple[int, int, int], ...]  # inode, size, time of change: per file
_whole: dict[Path, _Signs] = {}  # batches that this process has found to be as they were written


def damage(batch: Batch) -> str:
    """What is wrong with a batch, "" if every file is as it was written (checksums).

    A done run without outcomes is damage too: whatever has led to it, its numbers are not there.
    """
    signs = _signs(batch)
    problem = _damage(batch)
    if not problem:
        _whole[batch.folder] = signs
    return problem


def damage_unless_known(batch: Batch) -> str:
    """As `damage`, without a second look at files that have not changed since the first."""
    return "" if _whole.get(batch.folder) == _signs(batch) else damage(batch)


def _signs(batch: Batch) -> _Signs:
    try:
        found = [entry.stat() for entry in sorted(os.scandir(batch.folder), key=lambda e: e.name)]
    except OSError:
        return ()
    return tuple((one.st_ino, one.st_size, one.st_mtime_ns) for one in found)


def _damage(batch: Batch) -> str:
    try:
        manifest = batch.manifest()
    except (OSError, ValueError) as error:
        return f"{MANIFEST} cannot be read ({error})"
    if manifest.get("code") != batch.code:
        return f"{MANIFEST} is about code version {manifest.get('code')}"
    for name, told in manifest["files"].items():
        try:
            size = (batch.folder / name).stat().st_size
            if size != told["bytes"]:
                return f"{name} has {size} bytes instead of {told['bytes']}"
            if digest_of_file(batch.folder / name) != told["sha256"]:
                return f"{name} does not have its checksum"
        except (OSError, KeyError, TypeError) as error:
            return f"{name} cannot be read ({error})"
    for table in TABLES:
        file = batch.file(table)
        if file.name not in manifest["files"] and (table == "runs" or file.exists()):
            return f"{MANIFEST} does not name {file.name}"
    return _without_outcomes(batch)


def _without_outcomes(batch: Batch) -> str:
    """What is wrong if a run is called done and has no outcomes."""
    try:
        runs = batch.read("runs", ["run", "status"])
        done = runs.filter(pc.equal(runs.column("status"), "done"))
        if not done.num_rows:
            return ""
        if not batch.file("outcomes").exists():
            return f"{done.num_rows} runs are done and have no outcomes"
        there = batch.read("outcomes", ["run"]).column("run")
    except (OSError, pa.ArrowException) as error:
        return f"its tables cannot be read ({error})"
    known = pc.is_in(done.column("run"), value_set=there.combine_chunks())
    missing = done.num_rows - (pc.sum(known).as_py() or 0)
    return f"{missing} runs are done and have no outcomes" if missing else ""


def set_aside(store: Path, batch: Batch) -> Path:
    """Move a damaged batch to damaged/, where nothing reads it; its new folder.

    Raises:
        OutputError: the store cannot be written.
    """
    target = store / DAMAGED / f"{batch.code}-{batch.name}"
    with writing(store):
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            target = target.with_name(f"{target.name}-{uuid.uuid4().hex[:8]}")
        with suppress(FileNotFoundError):  # another process was quicker
            batch.folder.rename(target)
    return target
