"""The page's server: routes, and what they answer. It calculates nothing itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from analysis.ask.what_if import FOLDER
from analysis.requests.what_if import WhatIf
from analysis.requests.what_if_file import what_if_from
from model.errors import InputError
from model.words import LANGUAGES, Language
from sozialraum.page import controls
from sozialraum.page.guard import Guard
from sozialraum.page.jobs import Jobs
from sozialraum.page.later import Later
from sozialraum.page.preparing import Preparing
from sozialraum.page.presets import bases, first_presets, more_presets
from sozialraum.page.query import LONGEST, Read, Settings, query_of, read_query, usable
from sozialraum.page.rendering import template
from sozialraum.page.stream import Answering, as_text
from sozialraum.page.taking import FILE_NAME, taken
from sozialraum.page.tasks import Desk
from sozialraum.page.views import LATER
from sozialraum.page.words import PAGE, TARGETS

HERE = Path(__file__).resolve().parent
MOST_KB = 64  # of an uploaded scenario
SOON = 2.0  # seconds after which work begins, even if nobody has asked for a page
TABS = (
    "answer", "gains", "time", "spaces", "creaming", "waits", "hours", "ties", "lives", "hangs",
    "all", "assumptions", "take", "shelf",
)  # fmt: skip


@dataclass
class Page:
    """Everything the routes need."""

    settings: Settings
    desk: Desk
    jobs: Jobs
    preparing: Preparing
    sent: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def begin(self) -> None:
        """Start the worker processes once a page is sent, which they would slow, or soon."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.sent.wait(), SOON)
        self.jobs.start()
        self.preparing.start(self.jobs)
        self.begun.set()

    async def may_begin(self) -> None:
        """A page is sent, or an answer is wanted."""
        self.sent.set()

    async def home(self, request: Request) -> Response:
        """The page with the decisions of the link."""
        read = read_query(request.query_params, self.settings)
        faults = usable(read.what_if) if read.what_if.changed else []
        if faults:
            read.what_if = replace(read.what_if, levers=())
            read.remarks += faults
        content = template("page.html").render(**self._shown(read))
        return HTMLResponse(content, background=BackgroundTask(self.may_begin))

    def _shown(self, read: Read) -> dict[str, Any]:
        one, preset, language = read.what_if, read.preset, read.language
        other: Language = next(code for code in LANGUAGES if code != language)
        place: Any = preset.labels.get("place", {}).get("", {})
        title = str(place.get("title", preset.place))
        home = taken(one, preset, self.settings, language)
        others = controls.others(one, preset, language)
        groups = controls.decisions(one, preset, language)
        return {
            "w": PAGE.spoken(language),
            "language": language,
            "other": other,
            "other_query": query_of(one, self.settings, other, preset.place),
            "place_title": title,
            "what_if": one,
            "remarks": read.remarks,
            "presets": first_presets(language),
            "more_presets": more_presets(language),
            "bases": bases(language),
            "groups": groups,
            "others": others,
            "levers_count": len(others) + sum(len(group.controls) for group in groups),
            "scope_said": controls.scope_said(one, language),
            "can_scope": len(preset.forms) == 1,
            "spaces": preset.spaces,
            "target_groups": [(name, TARGETS.say(language, name)) for name in TARGETS.texts],
            "tabs": TABS,
            "later": LATER,
            "origin": PAGE.say(
                language, "origin_text", place=title, months=one.months, seed=one.seed,
                draws=self.settings.draws, version=self.settings.version,
            ),
            **asdict(home),
        }  # fmt: skip

    async def answer(self, request: Request) -> Response:
        """The answer as a stream of events, as long as the reader stays."""
        read = read_query(request.query_params, self.settings)
        return StreamingResponse(as_text(self._events(read)), media_type="text/event-stream")

    async def _events(self, read: Read) -> AsyncIterator[tuple[str, Any]]:
        one, language = read.what_if, read.language
        if read.remarks:
            yield "problem", {"text": " ".join(read.remarks)}
        home = taken(one, read.preset, self.settings, language)
        other: Language = next(code for code in LANGUAGES if code != language)
        there = query_of(one, self.settings, other, read.preset.place)
        yield "take", {**asdict(home), "other": there}
        await self.may_begin()
        await self.begun.wait()
        asked = Answering(self.desk, self.jobs, self.preparing, one, language)
        async for event in asked.events():
            yield event

    async def scenario(self, request: Request) -> Response:
        """The scenario file of a link."""
        one = read_query(request.query_params, self.settings).what_if
        headers = {"content-disposition": f'attachment; filename="{FILE_NAME}"'}
        return Response(one.toml(), media_type="application/toml", headers=headers)

    async def open(self, request: Request) -> Response:
        """A scenario that is handed over: the link that it is, or what is wrong with it."""
        asked = request.query_params.get("lang", "")
        language: Language = next((code for code in LANGUAGES if code == asked), LANGUAGES[0])
        say = PAGE.spoken(language)
        content = b""
        async for part in request.stream():
            content += part
            if len(content) > MOST_KB * 1024:
                return JSONResponse({"problem": say("too_large", most=MOST_KB)}, 413)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return JSONResponse({"problem": say("not_utf8")}, 422)
        standard = WhatIf(
            place=self.settings.place, months=self.settings.months, seed=self.settings.seed
        )
        try:
            one = what_if_from(text, standard)
        except InputError as error:
            return JSONResponse({"problem": f"{say('wrong_file')}\n{error.spoken(language)}"}, 422)
        query = query_of(one, self.settings, language, one.scenario().place)
        if len(query) > LONGEST:
            return JSONResponse({"problem": say("too_large", most=MOST_KB)}, 413)
        return JSONResponse({"query": query})

    async def alive(self, request: Request) -> Response:
        """Whether the program is there, and how much it has in hand."""
        found = {"first": self.jobs.first.queued, "later": self.jobs.later.queued}
        return JSONResponse({"version": self.settings.version, **found})


def application(
    settings: Settings, store: Path, cores: int, hosts: tuple[str, ...] = ()
) -> Starlette:
    """The application; its workers live from its start to its end."""
    desk = Desk((store / FOLDER).resolve(), settings.draws)
    first = WhatIf(place=settings.place, months=settings.months, seed=settings.seed)
    page = Page(settings, desk, Jobs.on(cores), Preparing(desk, first))

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        beginning = asyncio.create_task(page.begin())
        try:
            yield
        finally:
            beginning.cancel()
            await page.preparing.close()
            await page.jobs.close()

    return Starlette(
        routes=[
            Route("/", page.home),
            Route("/answer", page.answer),
            Route("/scenario.toml", page.scenario),
            Route("/open", page.open, methods=["POST"]),
            Route("/alive", page.alive),
            *Later(settings, desk, page.jobs).routes(),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        lifespan=living,
    )
