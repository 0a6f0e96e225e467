"""Collects rows of finished runs and writes them as batches, early at first, then more rarely."""

import math
import os
import signal
import threading
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa

from experiments.store.batches import WRITING, Batch, write_batch, writing
from model.errors import OutputError
from model.words import Message

type Columns = Mapping[str, np.ndarray | pa.Array | Sequence[object]]

# Seconds between two batches: a share of the time gone, within bounds. Whoever is interrupted
# loses little, and a night leaves hundreds of files, not tens of thousands.
SHARE, SHORTEST, LONGEST = 0.05, 0.5, 30.0
LARGEST = 64 * 2**20  # bytes collected before a batch is written in any case


def batches_in(seconds: float) -> int:
    """About how many batches a session of so many seconds leaves."""
    early, late = SHORTEST / SHARE, LONGEST / SHARE
    count = min(seconds, early) / SHORTEST
    if seconds > early:
        count += math.log(min(seconds, late) / early) / math.log1p(SHARE)
    return math.ceil(count + max(0.0, seconds - late) / LONGEST) + 1


# Whatever asks a process to end, as far as this system knows it: Ctrl-C, `kill`, a closed terminal.
ENDINGS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and its like are answered after this block: rows are taken in and written whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = {number: signal.getsignal(number) for number in ENDINGS}
    heard = [number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)]
    for number in heard:
        signal.signal(number, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])
    for number in asked[:1]:
        signal.raise_signal(number)


class StoreGone(OutputError):
    """The store was deleted, moved or unmounted while something was being written to it."""


def _table(columns: Columns) -> pa.Table:
    """Columns as a table."""
    arrays = {k: v if isinstance(v, pa.Array) else pa.array(v) for k, v in columns.items()}
    return pa.table(arrays)


def _plain(table: pa.Table) -> pa.Table:
    """A table whose keys came as numbers of a list (there are many rows a run) as it is kept."""
    at = table.schema.get_field_index("run")
    return table.set_column(at, "run", table.column(at).cast(pa.string())).combine_chunks()


class Writer:
    """Writes rows of one code version into a store. Not shared between processes: each has its own.

    Raises:
        OutputError: when made, if the store cannot be written: before anything is run.
    """

    def __init__(self, store: Path, code: str) -> None:
        self.store, self.code = store, code
        self._tables: dict[str, list[pa.Table]] = {}
        self._runs = self._bytes = 0
        self._began = self._last = time.monotonic()
        self.batches: list[Batch] = []
        self.collected = 0  # bytes of rows before they are compressed
        folder = store / code
        with writing(store):
            folder.mkdir(parents=True, exist_ok=True)
            attempt = folder / f".attempt-{time.time_ns()}{WRITING}"
            attempt.mkdir()
            attempt.rmdir()
            self._held = _held(self, folder)

    def add(self, tables: Mapping[str, Columns], runs: int) -> None:
        """Take rows of some runs; every table may be empty."""
        with undisturbed():
            taken = {name: _table(columns) for name, columns in tables.items()}
            for name, table in taken.items():  # all tables of a run or none
                if table.num_rows:
                    self._tables.setdefault(name, []).append(table)
                    self._bytes += table.nbytes
                    self.collected += table.nbytes
            self._runs += runs

    def write_if_due(self) -> bool:
        """Write what is collected if it is time to; True if a batch was written."""
        now = time.monotonic()
        wait = min(LONGEST, max(SHORTEST, SHARE * (now - self._began)))
        if self._runs and (now - self._last >= wait or self._bytes >= LARGEST):
            self.write()
            return True
        return False

    def write(self) -> None:
        """Write what is collected, if anything.

        Raises:
            OutputError: disk full or store not writable; what is collected is kept in memory.
            StoreGone: the store is no longer there.
        """
        if not self._runs:
            return
        self.refuse_if_gone()
        joined = {
            name: _plain(pa.concat_tables(parts, promote_options="permissive"))
            for name, parts in self._tables.items()
        }
        with undisturbed():
            self.batches.append(write_batch(self.store, self.code, joined, self._runs))
            self._tables.clear()
            self._runs = self._bytes = 0
            self._last = time.monotonic()

    def refuse_if_gone(self) -> None:
        """Raise StoreGone if the folder that this began with is not there any more."""
        try:
            now = (self.store / self.code).stat()
            there = self._held is None or os.path.samestat(now, os.fstat(self._held))
        except OSError:
            there = False
        if not there:
            raise StoreGone(
                Message(
                    "The store {store} is no longer the one this began with: it was deleted, "
                    "moved, exchanged or unmounted. Nothing is written to a new one in its place.",
                    store=self.store,
                )
            )


def _held(writer: Writer, folder: Path) -> int | None:
    """A folder kept open, so that no other one gets its number while the writer is there."""
    if os.name != "posix":
        return None
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    weakref.finalize(writer, os.close, handle)
    return handle
