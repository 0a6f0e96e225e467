"""Which runs a store holds, and how much of each: asked once when a study begins or goes on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from experiments.store.batches import Batch, batches, damage, damage_unless_known, set_aside
from experiments.store.keys import EVERY, contains
from model.caching import remark
from model.words import Message

DONE = "done"
_COLUMNS = ["run", "status", "every", "lasting"]
_told: set[tuple[Path, str]] = set()  # damage that this process has named


class Held(NamedTuple):
    """What is held of a run: `every` if it is done; `lasting` if failing again is certain."""

    done: bool
    every: str
    lasting: bool

    def serves(self, every: str, again: bool) -> bool:
        """True if the run need not be done (again) when it is to be kept `every`.

        A failure that came from outside (memory, a process that ended) is always tried again,
        others with `again`.
        """
        if self.done:
            return contains(self.every, every)
        return self.lasting and not again


def checked(store: Path, code: str, say: Callable[[str], None]) -> list[Batch]:
    """Whole batches of a code version; damaged ones are set aside and named through `say`.

    Raises:
        OutputError: a damaged batch cannot be moved.
    """
    whole, found = [], batches(store, code)
    with ThreadPoolExecutor() as threads:  # hashing leaves the other cores free
        problems = list(threads.map(damage, found))
    for batch, problem in zip(found, problems, strict=True):
        if not problem:
            whole.append(batch)
        elif batch.folder.exists():  # else: merged by another process a moment ago
            now = set_aside(store, batch)
            say(f"Damaged: {batch.folder}: {problem}. Set aside as {now}. Its runs are done again.")
    return whole


def held_runs(found: list[Batch]) -> dict[str, Held]:
    """Key → what is held, over all batches; the best row of a run that stands in several."""
    held: dict[str, Held] = {}
    for batch in found:
        for run, new in rows_of(batch).items():
            held[run] = max(held.get(run, new), new, key=rank)
    return held


def verified(found: list[Batch]) -> list[Batch]:
    """The batches that are as they were written, each looked at once per process.

    The runs of a damaged one count as missing, and that is said. One that has gone meanwhile was
    merged by another process: the large batch is there.
    """
    whole = []
    for batch in found:
        problem = damage_unless_known(batch)
        if not problem:
            whole.append(batch)
        elif batch.folder.exists() and (batch.folder, problem) not in _told:
            _told.add((batch.folder, problem))
            remark(
                Message(
                    "Damaged: {folder}: {problem}. Its runs count as missing; the command that "
                    "made them, called again, sets it aside and does them again.",
                    folder=batch.folder,
                    problem=problem,
                )
            )
    return whole


def rows_of(batch: Batch) -> dict[str, Held]:
    """Key → what a batch holds: nothing if it is damaged, or has gone meanwhile."""
    if not verified([batch]):
        return {}
    try:
        table = batch.read("runs", _COLUMNS)
    except FileNotFoundError:
        return {}  # gone since
    columns = [table.column(name).to_pylist() for name in _COLUMNS]
    return {
        run: Held(status == DONE, every, lasting)
        for run, status, every, lasting in zip(*columns, strict=True)
    }


def rank(held: Held) -> tuple[bool, int, bool]:
    """How much is said: done is above failed, kept more often above kept less often."""
    return held.done, EVERY.index(held.every), held.lasting
