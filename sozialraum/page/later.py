"""Answers that take a while: views with runs of their own, files to take home, the shelf.

Whoever leaves, or moves a decision meanwhile, is waited for no more: work that has not begun is
dropped.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from analysis.requests.what_if import WhatIf
from model.errors import SozialraumError
from model.words import Language, spoken
from sozialraum.page import looking, making, shelf
from sozialraum.page.controls import works_in
from sozialraum.page.jobs import Jobs
from sozialraum.page.query import Settings, read_query
from sozialraum.page.stream import as_text
from sozialraum.page.tasks import Desk
from sozialraum.page.views import FOLLOWING, LATER
from sozialraum.page.views.hanging import ends_of
from sozialraum.page.words import PAGE

SOON, PICTURE = -1, 1  # priorities: before draws, and after first answers
LOOKED = 0.5  # seconds between two looks whether the reader is still there
MOST_KB = 64  # of a shelf


@dataclass
class Later:
    """What the routes need; `settings` as in `server.Page`."""

    settings: Settings
    desk: Desk
    jobs: Jobs

    def routes(self) -> list[Route]:
        """Routes of everything here."""
        return [
            Route("/view/{name}", self.view),
            Route("/make/{kind}", self.make),
            Route("/made/{kind}", self.made),
            Route("/levers", self.levers),
            Route("/shelf", self.shelf, methods=["POST"]),
        ]

    async def view(self, request: Request) -> Response:
        """A view that costs runs: its HTML, or what went wrong."""
        name = request.path_params["name"]
        read = read_query(request.query_params, self.settings)
        if name not in (*LATER, *FOLLOWING):
            return JSONResponse({"problem": name}, 404)
        made = self._hangs if name == "hangs" else self._looked
        return await _as_long_as_there(request, made(read.what_if, name, read.language), read)

    async def _looked(self, what_if: WhatIf, name: str, language: Language) -> Any:
        key = ("look", what_if.key, name, language)
        work = (looking.look, self.desk, what_if, name, language)
        if name in FOLLOWING:
            return await self.jobs.first.ask(key, PICTURE, *work)
        return await self.jobs.later.ask(key, SOON, *work)

    async def _hangs(self, what_if: WhatIf, _: str, language: Language) -> Any:
        later, desk = self.jobs.later, self.desk
        asked = [
            later.ask(("swing", what_if.key, *end), SOON, looking.one_swing, desk, what_if, *end)
            for end in ends_of(what_if)
        ]
        swings = tuple(await asyncio.gather(*asked))
        work = (looking.show_swings, desk, what_if, swings, language)
        return await later.ask(("swings", what_if.key, language), SOON, *work)

    async def make(self, request: Request) -> Response:
        """Files to take home: progress as events, then that they are there."""
        read = read_query(request.query_params, self.settings)
        events = self._made(request.path_params["kind"], read.what_if, read.language)
        return StreamingResponse(as_text(events), media_type="text/event-stream")

    async def _made(
        self, kind: str, what_if: WhatIf, language: Language
    ) -> AsyncIterator[tuple[str, Any]]:
        say = PAGE.spoken(language)
        parts = making.PARTS.get(kind, ())
        try:
            for number, part in enumerate(parts):
                name = say(f"part_{part}")
                told = say("making", number=number + 1, all=len(parts), name=name)
                yield "progress", {"text": told, "done": number, "all": len(parts)}
                key = ("make", what_if.key, part, language)
                work = (making.make, self.desk, what_if, part, language)
                await self.jobs.later.ask(key, SOON, *work)
            yield "made", {"text": say("made"), "address": f"/made/{kind}"}
        except SozialraumError as error:
            yield "problem", {"text": say("failed", why=spoken(error, language))}
        except Exception as error:  # noqa: BLE001  (the page lives on and says what happened)
            yield "problem", {"text": say("failed", why=f"{type(error).__name__}: {error}")}

    async def made(self, request: Request) -> Response:
        """The files themselves, as one download."""
        kind = request.path_params["kind"]
        read = read_query(request.query_params, self.settings)
        if kind not in making.PARTS:
            return JSONResponse({"problem": kind}, 404)
        arguments = (self.desk, read.what_if, kind, read.language)
        found = await asyncio.to_thread(making.packed, *arguments)
        if found is None:
            return JSONResponse({"problem": PAGE.say(read.language, "not_made")}, 404)
        headers = {"content-disposition": f'attachment; filename="{found.name}"'}
        return Response(found.content, media_type=found.type, headers=headers)

    async def levers(self, request: Request) -> Response:
        """What every lever acts on, by lever: found in the code, which takes a moment."""
        read = read_query(request.query_params, self.settings)
        found = await asyncio.to_thread(works_in, read.preset, read.language)
        return JSONResponse(found)

    async def shelf(self, request: Request) -> Response:
        """Kept what-ifs side by side."""
        content = b""
        async for part in request.stream():
            content += part
            if len(content) > MOST_KB * 1024:
                language = read_query(request.query_params, self.settings).language
                return JSONResponse({"problem": PAGE.say(language, "too_large", most=MOST_KB)}, 413)
        read = read_query({"lang": request.query_params.get("lang", "")}, self.settings)
        kept = shelf.read(content, self.settings)
        work = (shelf.side_by_side, self.desk, kept, read.language)
        asked = self.jobs.first.ask(("shelf", kept, read.language), PICTURE, *work)
        return await _as_long_as_there(request, asked, read)


async def _as_long_as_there(
    request: Request, asked: Coroutine[Any, Any, Any], read: Any
) -> Response:
    """The answer of some work, while the reader stays."""
    task = asyncio.ensure_future(asked)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=LOOKED)
            if not task.done() and await request.is_disconnected():
                return Response(status_code=499)
        return JSONResponse(task.result())
    except SozialraumError as error:
        text = PAGE.say(read.language, "failed", why=spoken(error, read.language))
    except Exception as error:  # noqa: BLE001  (the page lives on and says what happened)
        text = PAGE.say(read.language, "failed", why=f"{type(error).__name__}: {error}")
    finally:
        task.cancel()
    return JSONResponse({"problem": text}, 500)
