"""Work of all open pages: first answers before draws, equal work once, superseded work dropped.

Two lanes of warm worker processes. The first makes first answers and pictures and is never blocked
by draws: one of its processes takes nothing but estimates, which are quick. What was asked last is
done first there: if more is asked than can be done, whoever has waited long has mostly moved on,
and would be answered too late like everybody behind. The second makes draws, one after the other
for every page in turn, and begins none while somebody waits for the first lane.
Work is asked for by a key of its content: who asks for the same shares it. Work nobody waits for
any more is not begun.
"""

import asyncio
import heapq
import itertools
import os
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from experiments.executors import HereExecutor, close_executor, open_executor
from model.errors import SozialraumError
from model.words import Message

ENDED = Message(
    "the worker process ended without an answer (out of memory, or stopped from outside)"
)
AT_ONCE = 0  # priority of what a free process is kept for, and of what waits for nobody below it
LOOKED = 0.05  # seconds between two looks whether the lane in front is free
KEPT_MB = 1000  # what a worker process may keep at hand for the next answers; it is bounded
NICE = 10  # draws give way to first answers, where the system knows of that


@dataclass
class _Job:
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    answer: "asyncio.Future[Any]"
    priority: Any
    waiting: int = 0
    begun: bool = False


@dataclass
class Lane:
    """A queue with its worker processes.

    count: of processes; kept: how many of them are kept for what is wanted at once; nice: whether
    they give way; behind: a lane in whose favour nothing is begun here, but what is urgent;
    newest: whether of equal work the one asked last goes first.
    """

    count: int
    kept: int = 0
    nice: bool = False
    behind: "Lane | None" = None
    newest: bool = False
    executor: Executor = field(default_factory=HereExecutor)
    _heap: list[tuple[Any, int, Hashable]] = field(default_factory=list)
    _jobs: dict[Hashable, _Job] = field(default_factory=dict)
    _more: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: "list[asyncio.Task[None]]" = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    async def ask(
        self, key: Hashable, priority: Any, work: Callable[..., Any], *arguments: Any
    ) -> Any:
        """The answer of some work; asked again under its key before it is there, it is done once.

        priority: what is smaller goes first. A caller who is cancelled waits no more.
        """
        job = self._jobs.get(key)
        if job is None:
            job = _Job(work, arguments, asyncio.get_running_loop().create_future(), priority)
            self._jobs[key] = job
            self._push(job, key)
        elif priority < job.priority and not job.begun:
            job.priority = priority
            self._push(job, key)
        job.waiting += 1
        try:
            return await asyncio.shield(job.answer)
        finally:
            job.waiting -= 1
            if not job.waiting and not job.begun and self._jobs.get(key) is job:
                del self._jobs[key]

    def _push(self, job: _Job, key: Hashable) -> None:
        number = next(self._numbers)
        heapq.heappush(self._heap, (job.priority, -number if self.newest else number, key))
        self._more.set()

    @property
    def queued(self) -> int:
        """How much work has not begun."""
        return sum(not job.begun for job in self._jobs.values())

    def _taken(self, *, urgent: bool) -> tuple[Hashable, _Job] | None:
        """The next job, which from now on is begun; None if there is none for this process."""
        while self._heap:
            priority, _, key = self._heap[0]
            job = self._jobs.get(key)
            if job is None or job.begun:
                heapq.heappop(self._heap)  # dropped meanwhile
                continue
            held = self.behind is not None and self.behind.queued
            if priority > AT_ONCE and (urgent or held):
                return None
            heapq.heappop(self._heap)
            job.begun = True
            return key, job
        return None

    async def _work(self, *, urgent: bool) -> None:
        while True:
            while (taken := self._taken(urgent=urgent)) is None:
                self._more.clear()
                held = self.behind is not None and self._heap
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._more.wait(), LOOKED if held else None)
            key, job = taken
            try:
                found = await self._done(job)
            except Exception as error:  # noqa: BLE001  (whoever waits gets it, the lane goes on)
                if not job.answer.done():
                    job.answer.set_exception(error)
                    job.answer.exception()  # seen, even if nobody waits any more
            else:
                if not job.answer.done():
                    job.answer.set_result(found)
            finally:
                self._jobs.pop(key, None)

    async def _done(self, job: _Job) -> Any:
        loop = asyncio.get_running_loop()
        submitted = loop.run_in_executor(_threads, self.executor.submit, job.work, *job.arguments)
        try:
            return await asyncio.wrap_future(await submitted)
        except BrokenExecutor as error:
            await loop.run_in_executor(_threads, self._renew)
            raise SozialraumError(ENDED) from error

    def _renew(self) -> None:
        close_executor(self.executor, at_once=True)
        self.open()

    def open(self) -> None:
        """Start the worker processes when they are first needed."""
        self.executor = open_executor(self.count, KEPT_MB)

    def start(self) -> None:
        """Begin to take work; from inside the event loop."""
        count = max(1, self.count)
        self._tasks = [
            asyncio.create_task(self._work(urgent=at < min(self.kept, count - 1)))
            for at in range(count)
        ]
        if self.nice and not isinstance(self.executor, HereExecutor):
            for _ in range(self.count):
                self.executor.submit(give_way)

    async def close(self) -> None:
        """End the lane and its processes."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        close_executor(self.executor, at_once=True)


# Submitting to worker processes takes a moment, and to this process as long as the work itself.
_threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="submit")


def give_way() -> None:
    """In a worker process: let others go first; asked twice, no more than once."""
    if hasattr(os, "nice"):
        os.nice(max(0, NICE - os.nice(0)))


@dataclass
class Jobs:
    """Both lanes. With one core everything is done in this process, one after the other."""

    first: Lane
    later: Lane

    @classmethod
    def on(cls, cores: int) -> "Jobs":
        """Lanes for so many cores."""
        if cores <= 1:
            first = Lane(1)
            return cls(first, Lane(1, behind=first))
        first = Lane(cores, kept=1, newest=True)
        lanes = cls(first, Lane(max(2, cores - 1), nice=True, behind=first))
        lanes.first.open()
        lanes.later.open()
        return lanes

    def start(self) -> None:
        """Begin to take work."""
        self.first.start()
        self.later.start()

    async def close(self) -> None:
        """End everything."""
        await asyncio.gather(self.first.close(), self.later.close())
