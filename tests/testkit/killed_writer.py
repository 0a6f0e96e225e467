"""A process that fills a store with made-up runs and is killed, from outside or within a write.

It does what a study does with its store: look what is held, do what is missing, write now and then.
Each life is a process of its own, forked from a server that has imported everything, so that
hundreds of kills take minutes. The whole program is killed in `benchmarks/study_kills.py`.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from experiments.store import batches, writer
from experiments.store.index import checked, held_runs
from experiments.store.keys import run_key
from experiments.store.writer import Writer
from sozialraum.signals import STOPPED, answer_with
from testkit.damages import Luck
from testkit.source import ROOT
from testkit.stored_runs import CODE, rows

RUNS, BLOCK = 300, 2
BLOCK_SECONDS = 0.003  # a block must take some time, to be hit in
OFTEN = 0.01  # seconds between two batches: many moments within a write
LATEST = 1.5  # seconds after the start at which a kill may come
WITHIN = ("half a file", "before the batch has its name", "when it has its name")


@dataclass(frozen=True)
class Kill:
    """How a life ends: by which signal, after so many seconds, or within its so-many-th write."""

    signal: int
    seconds: float = 0.0
    within: str = ""
    write: int = 0


def kills(count: int, number: int, luck: Luck) -> list[Kill]:
    """So many kills; every tenth within a write, at each of its moments in turn."""
    found = []
    for at in range(count):
        if at % 10 == 0:
            within = WITHIN[(at // 10) % len(WITHIN)]
            found.append(Kill(number, within=within, write=1 + luck.below(3)))
        else:
            found.append(Kill(number, seconds=luck.between(0.02, LATEST)))
    return found


def life(store: Path, kill: Kill | None) -> int | None:
    """Fill the store until it is full or the process is killed; how the process ended."""
    context = multiprocessing.get_context("forkserver")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    context.set_forkserver_preload([__name__])
    process = context.Process(target=live, args=(store, kill))
    process.start()
    if kill is not None and not kill.within:
        process.join(kill.seconds)
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, kill.signal)
    process.join()
    return process.exitcode


def live(store: Path, kill: Kill | None) -> None:
    """What happens in the process; the kill too, if it comes from within."""
    mine: Writer | None = None
    try:
        answer_with(signal.default_int_handler)
        patch = pytest.MonkeyPatch()
        patch.setattr(writer, "SHORTEST", OFTEN)
        if kill is not None and kill.within:
            _kill_within(patch, kill)
        mine = Writer(store, CODE)
        _fill(mine)
        answer_with(signal.SIG_IGN)  # the end itself is not disturbed
    except KeyboardInterrupt:
        answer_with(signal.SIG_IGN)
        if mine is not None:
            mine.write()
        sys.exit(STOPPED)


def _fill(mine: Writer) -> None:
    """Do what is missing, as a study does."""
    held = held_runs(checked(mine.store, CODE, lambda text: sys.exit(text)))
    for first in range(0, RUNS, BLOCK):
        seeds = range(first, first + BLOCK)
        missing = [s for s in seeds if run_key(CODE, "scenario", s, 12) not in held]
        if missing:
            time.sleep(BLOCK_SECONDS)
            mine.add(rows(range(missing[0], missing[-1] + 1)), len(missing))
            mine.write_if_due()
    mine.write()


def _kill_within(patch: pytest.MonkeyPatch, kill: Kill) -> None:
    written = [0]

    def end() -> None:
        os.kill(os.getpid(), kill.signal)

    def due() -> bool:
        return written[0] == kill.write

    def half(work: Callable[..., Any]) -> Callable[..., Any]:
        def write(path: Path, content: bytes, table: Any) -> Any:
            written[0] += path.name == "runs.parquet"
            if due() and path.name == "outcomes.parquet" and kill.within == WITHIN[0]:
                path.write_bytes(content[: len(content) // 2])
                end()
            return work(path, content, table)

        return write

    def settle(work: Callable[..., Any]) -> Callable[..., Any]:
        def flush(folder: Path) -> None:
            work(folder)
            beside = folder.name.endswith(batches.WRITING)
            if due() and beside == (kill.within == WITHIN[1]) and kill.within != WITHIN[0]:
                end()

        return flush

    patch.setattr(batches, "_write", half(batches._write))
    patch.setattr(batches, "_settle", settle(batches._settle))
