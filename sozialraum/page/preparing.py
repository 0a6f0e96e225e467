"""Until the model is compiled and the city has settled, every page says so, with a forecast."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from analysis.ask.what_if_ends import preset_of
from analysis.requests.what_if import WhatIf
from model.errors import SozialraumError
from model.words import Language
from sozialraum.page import tasks
from sozialraum.page.jobs import Jobs, Lane
from sozialraum.page.tasks import Desk
from sozialraum.page.words import PAGE

COMPILING = 150.0  # seconds, on two cores
SETTLING_A_HEAD = 0.002  # seconds a person of the stock
SHORTEST = 5.0
TOLD_EVERY = 1.0
MINUTE = 60.0
IDLE = 10_000  # priority of what nobody has asked for yet


@dataclass
class Preparing:
    """What is done once when the server starts."""

    desk: Desk
    what_if: WhatIf
    began: float = field(default_factory=time.monotonic)
    compiling: float = 0.0
    settling: float = 0.0
    task: "asyncio.Task[None] | None" = None
    warming: "list[asyncio.Task[Any]]" = field(default_factory=list)
    leant: set[str] = field(default_factory=set)

    def start(self, jobs: Jobs) -> None:
        """Begin; from inside the event loop."""
        from experiments.study.starts import Own, is_settled
        from model.compiled import cache_is_warm

        with suppress(SozialraumError):
            scenario = self.what_if.scenario()
            self.compiling = 0.0 if cache_is_warm() else COMPILING
            people = scenario.parameters["place.stock"].value
            self.settling = 0.0 if is_settled(Own(), scenario) else SETTLING_A_HEAD * people
        self.task = asyncio.create_task(self._prepare(jobs))

    async def _prepare(self, jobs: Jobs) -> None:
        work = (tasks.prepare, self.desk, self.what_if)
        with suppress(Exception):  # whoever asks for an answer is told what is wrong
            await jobs.first.ask("prepare", -1, *work)
            more = (tasks.warm_up, self.desk, self.what_if)
            for number in range(jobs.first.count):
                self._ask(jobs.first, ("warm", number), -1, *more)
            for draw in range(self.desk.draws):  # what first answers borrow from
                one = (tasks.run_draw, self.desk, self.what_if, draw)
                self._ask(jobs.later, ("draw", self.what_if.key, draw), IDLE + draw, *one)
            self._keep(self._then_lean(jobs, tuple(self.warming)))

    async def _then_lean(self, jobs: Jobs, before: "Sequence[asyncio.Task[Any]]") -> None:
        await asyncio.gather(*before, return_exceptions=True)
        self.lean(jobs, self.what_if)

    def lean(self, jobs: Jobs, what_if: WhatIf) -> None:
        """Run what makes first answers of a preset better, once, when there is nothing else."""
        preset = preset_of(what_if)
        if preset.key not in self.leant:
            self.leant.add(preset.key)
            self._keep(self._lean(jobs, preset))

    async def _lean(self, jobs: Jobs, preset: WhatIf) -> None:
        missing = await asyncio.to_thread(tasks.ends_missing, self.desk, preset)
        ends = [
            jobs.later.ask(("end", end.key, draw), IDLE, tasks.run_end, self.desk, end, draw)
            for end, draw in missing
        ]
        await asyncio.gather(*ends)
        await jobs.later.ask(("ends", preset.key), IDLE, tasks.gather, self.desk, preset)

    def _ask(self, lane: Lane, key: Hashable, priority: int, *work: Any) -> None:
        self._keep(lane.ask(key, priority, *work))

    def _keep(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(_seen)
        self.warming.append(task)

    async def close(self) -> None:
        """Wait no more."""
        if self.task is not None:
            for task in (self.task, *self.warming):
                task.cancel()
            await asyncio.gather(self.task, *self.warming, return_exceptions=True)

    def forecast(self) -> float:
        """Seconds that it will take about, from now on."""
        gone = time.monotonic() - self.began
        return max(SHORTEST, self.compiling + self.settling - gone)

    async def events(self, language: Language) -> AsyncIterator[tuple[str, Any]]:
        """Words about the preparation, as long as it lasts."""
        say = PAGE.spoken(language)
        while self.task is not None and not self.task.done():
            gone = time.monotonic() - self.began
            what = say("compiling" if gone < self.compiling else "settling")
            left = self.forecast()
            minutes, seconds = round(left / MINUTE), 5 * round(left / 5.0)
            time_left = say("minutes", count=minutes) if minutes else say("seconds", count=seconds)
            yield "preparing", {"text": say("preparing", what=what, time=time_left)}
            await asyncio.wait({self.task}, timeout=TOLD_EVERY)


def _seen(task: "asyncio.Task[Any]") -> None:
    """What goes wrong here is told to whoever asks for the same."""
    if not task.cancelled():
        task.exception()
