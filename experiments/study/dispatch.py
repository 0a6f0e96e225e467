"""Sends blocks to workers, takes in their rows, and survives workers that end in the middle."""

import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, field

from experiments.executors import Cluster, LostScheduler, reaching_the_scheduler
from experiments.progress import Progress
from experiments.store.index import DONE, Held
from experiments.store.keys import run_key
from experiments.store.writer import Writer
from experiments.study.blocks import Cell, Cut, Pace, Queue, halves
from experiments.study.definition import Study
from experiments.study.keeper import Keeper
from experiments.study.kept import SignOfLife
from experiments.study.resolving import Identities, Identity, Scenarios
from experiments.study.starts import is_settled
from experiments.study.work import (
    RUN_COLUMNS,
    Block,
    BlockResult,
    Variant,
    columns,
    run_block,
    run_row,
    variant_of,
)
from experiments.study.workers import Workers
from model.errors import SozialraumError
from model.scenario import data_root
from model.words import Message

# How often the progress bar moves and rows are written (seconds).
TICK = 0.25
# So many worlds may leave their settled population on the disk of a worker.
WORLDS_KEPT = 8
ENDED = "the worker process ended without an answer (out of memory, or stopped from outside)"


class OtherCode(SozialraumError):
    """A worker has another version of the program; nothing of it is taken."""


class TimeIsUp(SozialraumError):
    """The hours given are over; what is finished has been written."""


@dataclass
class Tally:
    """What has been done so far: runs, failures, largest worker (bytes)."""

    finished: int = 0
    failed: int = 0
    memory: int = 0


@dataclass
class Dispatch:
    """Does cells of a study with the workers it is given; rows go to the writer.

    until: moment (monotonic seconds) at which to stop; held: gets every run that is finished.
    """

    study: Study
    found: Identities
    scenarios: Scenarios
    keeper: Keeper
    code: str
    writer: Writer
    workers: Workers
    held: dict[str, Held]
    progress: Progress
    sign: SignOfLife
    until: float | None = None
    pace: Pace = field(default_factory=Pace)
    tally: Tally = field(default_factory=Tally)

    def do(self, cells: Sequence[Cell]) -> None:
        """Do all cells.

        Raises:
            OtherCode, TimeIsUp, OutputError, KeyboardInterrupt; rows taken in so far are written
            by the caller.
        """
        self._queue = Queue(cells, self.pace)
        self._many_worlds = self._queue.worlds > WORLDS_KEPT
        self._suspects: deque[Cut] = deque()
        self._pending: dict[Future[BlockResult], Cut] = {}
        self._first_alone = self.workers.count > 1 and (
            self.workers.compile_first() or not self._settled(cells)
        )
        while self._queue or self._pending or self._suspects:
            self._fill()
            done = wait(self._pending, timeout=TICK, return_when=FIRST_COMPLETED).done
            for future in done:
                if future in self._pending:
                    self._take_in(future)
            self.writer.write_if_due()
            self.progress.tick()
            in_hand = sum(cut.runs for cut in self._pending.values())
            self.sign.show(in_hand, self.tally.finished, self.tally.failed)
            if self.until is not None and time.monotonic() > self.until:
                raise TimeIsUp(Message("The time given is over."))

    def _settled(self, cells: Sequence[Cell]) -> bool:
        """Whether the population that the first cell rests on is kept: else one worker makes it."""
        if self.workers.kind != "local" or not cells:
            return True
        return is_settled(*self.scenarios.start(*cells[0].runs[0]))

    def _fill(self) -> None:
        """Give the workers what they can take."""
        if self._suspects:
            if not self._pending:  # alone, so that it is known which one ends its worker
                self._send(self._suspects.popleft())
            return
        most = 1 if self._first_alone else self.workers.in_flight()
        while self._queue and len(self._pending) < most and not self._suspects:
            self._send(self._queue.take(self.workers.count))

    def _send(self, cut: Cut) -> None:
        try:
            future = self.workers.executor.submit(run_block, self._block(cut))
        except BrokenExecutor as error:
            # A worker ended between two submissions; noticed like one that ends in its block.
            future = Future()
            future.set_exception(error)
        self._pending[future] = cut

    def _take_in(self, future: "Future[BlockResult]") -> None:
        cut = self._pending.pop(future)
        try:
            with reaching_the_scheduler():
                result = future.result()
        except BrokenExecutor:
            self._start_afresh(cut)
        except LostScheduler:
            raise
        except Exception as error:
            # Dask gives up on a task whose workers end again and again.
            if type(error).__name__ not in ("KilledWorker", "TerminatedWorkerError"):
                raise
            self._suspect(cut)
        else:
            self._first_alone = False
            self._store(result)

    def _start_afresh(self, cut: Cut) -> None:
        """New worker processes; whatever was in hand is done again, one block at a time."""
        alone = not self._pending
        for future, other in list(self._pending.items()):
            del self._pending[future]
            whole = future.done() and not future.cancelled() and future.exception() is None
            if whole:
                self._store(future.result())
            else:
                self._suspects.append(other)
        self.workers.renew()
        if alone:
            self._suspect(cut)
        else:
            self._suspects.append(cut)

    def _suspect(self, cut: Cut) -> None:
        """A block that was alone when its worker ended: divided until one run is left."""
        if cut.runs > 1:
            self._suspects.extendleft(reversed(halves(cut)))
            return
        block = self._block(cut)
        (seed, ((variant, key),)) = block.cells[0]
        row = run_row(block, key, variant, seed, ("failed", "process", ENDED, "", False))
        self._store(BlockResult({"runs": columns(RUN_COLUMNS, [row])}, 1, 1))

    def _store(self, result: BlockResult) -> None:
        if result.other_code:
            raise OtherCode(
                Message(
                    "Refused: the worker {worker} has code version {theirs}, this program is "
                    "{mine}. Results of two versions do not mix: bring the worker to the same "
                    "version and start it again.",
                    worker=result.worker,
                    theirs=result.other_code,
                    mine=self.code,
                )
            )
        self.writer.add(result.tables, result.runs)
        runs = result.tables["runs"]
        for key, status in zip(runs["run"].tolist(), runs["status"].tolist(), strict=True):
            # A failure is not tried again before the next call.
            self.held[key] = Held(status == DONE, self.study.every, lasting=True)
        self.pace.learn(result.run_seconds, result.first_burn_in, result.burn_ins)
        self.tally.finished += result.runs
        self.tally.failed += result.failed
        self.tally.memory = max(self.tally.memory, result.memory)
        self.progress.advance(result.runs)

    def _block(self, cut: Cut) -> Block:
        """The block of a cut: scenarios are resolved here and checked against what was planned."""
        start, frame = self.scenarios.start(*cut.cells[0].runs[0])
        variants: list[Variant] = []
        numbers: dict[Identity, int] = {}
        cells = []
        for cell in cut.cells:
            runs = []
            for place in cell.runs:
                planned = self.found[place.point][place.arm]
                if planned not in numbers:
                    if self.scenarios.identity(*place) != planned:
                        raise _changed(self.study, place.arm)
                    numbers[planned] = len(variants)
                    variants.append(variant_of(self.scenarios.get(*place), frame))
                months, begun = self.study.months, planned.start
                key = run_key(self.code, planned.scenario, cell.seed, months, begun)
                runs.append((numbers[planned], key))
            cells.append((cell.seed, tuple(runs)))
        shipped = frame.place_folder.parent == data_root() / "places"
        far = isinstance(self.workers.executor, Cluster)  # where the program may lie elsewhere
        return Block(
            frame,
            start,
            frame.place_folder.name if shipped and far else "",
            tuple(variants),
            tuple(planned.start for planned in numbers),
            tuple(cells),
            self.study.months,
            self.study.every,
            self.study.checks,
            self.code,
            self.keeper.definition,
            self.keeper.keep,
            self._many_worlds,
        )


def _changed(study: Study, arm: int) -> SozialraumError:
    return SozialraumError(
        Message(
            "The scenario of the arm {name} (or its place) has changed while the study was "
            "going on. Put the files back as they were, or start a study of another name.",
            name=study.arms[arm].name,
        )
    )
