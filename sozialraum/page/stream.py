"""The answer to one open page as events: an estimate, one run, its rival, then draw by draw."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from analysis.requests.what_if import WhatIf
from model.errors import SozialraumError
from model.words import Language
from sozialraum.page import tasks
from sozialraum.page.jobs import AT_ONCE, Jobs
from sozialraum.page.preparing import Preparing
from sozialraum.page.tasks import Desk, State
from sozialraum.page.words import PAGE

PATIENCE = 5.0  # seconds without a draw, after which it is said that others are in front
ALIVE_EVERY = 10.0  # seconds between two signs of life
VIEWS_AT = 8  # draws after which the views are shown again
FIRST, PICTURE, TOLD, RIVAL = 1, 2, 3, 4  # priorities


@dataclass
class Answering:
    """What one page asked, and with what it is answered."""

    desk: Desk
    jobs: Jobs
    preparing: Preparing
    what_if: WhatIf
    language: Language

    async def events(self) -> AsyncIterator[tuple[str, Any]]:
        """Events (name, content) until everything is told."""
        try:
            async for event in self.preparing.events(self.language):
                yield event
            async for event in self._answer():
                yield event
            self.preparing.lean(self.jobs, self.what_if)
        except SozialraumError as error:
            yield self._problem(error)
        except Exception as error:  # noqa: BLE001  (the page lives on and says what happened)
            yield self._problem(error)

    def _problem(self, error: Exception) -> tuple[str, Any]:
        return "problem", {"text": PAGE.say(self.language, "failed", why=self._why(error))}

    def _why(self, error: BaseException) -> str:
        """What went wrong, in the language of the page; of what nobody expected, its name too."""
        if isinstance(error, SozialraumError):
            return error.spoken(self.language)
        return f"{type(error).__name__}: {error}"

    async def _answer(self) -> AsyncIterator[tuple[str, Any]]:
        one, first = self.what_if, self.jobs.first
        work = (self.desk, one, self.language)
        key = (one.key, self.language)
        found = await first.ask(("at once", *key), AT_ONCE, tasks.answer_at_once, *work)
        if found is not None:
            yield "answer", found
        if found is None or found["numbers"]["estimated"]:
            yield "answer", await first.ask(("first", *key), FIRST, tasks.answer_first, *work)
        told = await first.ask(("told", one.key), TOLD, tasks.draws_told, self.desk, one)
        state = State(done=tuple(told), rival=bool(told))
        if len(told) < self.desk.draws:
            if not told:
                rival = (tasks.run_single, self.desk, one, tasks.ALL_ROLES)
                await first.ask(("rival", one.key), RIVAL, *rival)
                state = replace(state, rival=True)
                yield await self._shown(state)
            async for now in self._draws(state):
                final = now.ended >= self.desk.draws
                every = final or (not now.waiting and len(now.done) % VIEWS_AT == 0)
                yield await self._shown(now, new_views=every)
        else:
            yield await self._shown(state)

    async def _draws(self, state: State) -> AsyncIterator[State]:
        """States as draws come in; several that come at once are one state."""
        missing = [draw for draw in range(self.desk.draws) if draw not in state.done]
        waiting = {asyncio.create_task(self._draw(draw)): draw for draw in missing}
        try:
            while waiting:
                done, _ = await asyncio.wait(
                    waiting, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED
                )
                before = state
                state = replace(state, waiting=not done and self._others(len(waiting)))
                for task in done:
                    state = self._taken(state, waiting.pop(task), task)
                if state != before:
                    yield state
        finally:
            for task in waiting:
                task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*waiting, return_exceptions=True)

    def _others(self, own: int) -> bool:
        """Whether others are in front of the draws of this page."""
        return bool(self.jobs.first.queued) or self.jobs.later.queued > own

    def _taken(self, state: State, draw: int, task: "asyncio.Task[None]") -> State:
        error = task.exception()
        if error is None:
            return replace(state, done=tuple(sorted((*state.done, draw))))
        return replace(state, failed=(*state.failed, (draw, self._why(error))))

    async def _draw(self, draw: int) -> None:
        key = ("draw", self.what_if.key, draw)
        work = (tasks.run_draw, self.desk, self.what_if, draw)
        await self.jobs.later.ask(key, AT_ONCE + 1 + draw, *work)

    async def _shown(self, state: State, *, new_views: bool = True) -> tuple[str, Any]:
        """What is shown of a state; new_views: whether views are worth asking for again."""
        arguments = (self.desk, self.what_if, state, self.language, False)
        found = await self.jobs.first.ask(("show", *arguments), PICTURE, tasks.show, *arguments)
        return "answer", {**found, "views": new_views}


async def as_text(events: AsyncIterator[tuple[str, Any]]) -> AsyncIterator[str]:
    """Events as the wire wants them, and signs of life until the reader leaves."""
    queue: asyncio.Queue[str] = asyncio.Queue()

    async def fill() -> None:
        async for name, content in events:
            text = json.dumps(content, ensure_ascii=False, allow_nan=False)
            await queue.put(f"event: {name}\ndata: {text}\n\n")

    task = asyncio.create_task(fill())
    try:
        yield "retry: 3000\n\n"
        while True:
            try:
                yield await asyncio.wait_for(queue.get(), ALIVE_EVERY)
            except TimeoutError:
                yield ": alive\n\n"
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
