"""Twenty readers at once, each of whom moves a decision again and again: a load on loopback.

As a script it says the numbers (`python tests/end_to_end/twenty_sessions.py`); small, as a test.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2

DECISION = "levers.handover"
NOTHING: Mapping[str, str] = {}
QUIET = 5  # looks in a row at which the server has nothing in hand


@dataclass
class Session:
    """One reader. firsts: seconds to the first answer of every move, mostly an estimate; runs: to
    the first that rests on a run of the option; strange: others' decisions."""

    number: int
    firsts: list[float] = field(default_factory=list)
    runs: list[float] = field(default_factory=list)
    overtaken: int = 0
    problems: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Load:
    """How many readers, for how long, and how often they move a decision (seconds).

    moves: what is moved beside the handover: queries that are taken in turn.
    """

    sessions: int = 20
    seconds: float = 120.0
    every: float = 10.0
    moves: tuple[dict[str, str], ...] = ({},)


async def loaded(address: str, load: Load) -> list[Session]:
    """All readers at once; they begin one after the other within their first pause."""
    limits = httpx2.Limits(max_connections=4 * load.sessions)
    async with httpx2.AsyncClient(base_url=address, timeout=None, limits=limits) as client:
        sessions = [Session(number) for number in range(load.sessions)]
        end = time.monotonic() + load.seconds
        await asyncio.gather(*(_read(client, one, load, end) for one in sessions))
    return sessions


async def _read(client: httpx2.AsyncClient, one: Session, load: Load, end: float) -> None:
    await asyncio.sleep(load.every * one.number / load.sessions)
    move = 0
    while time.monotonic() < end:
        # Nobody else ever sets this value: whoever sees another one sees somebody else's decision.
        value = f"{0.05 + 0.04 * one.number + 0.001 * (move % 30):.4f}"
        until = time.monotonic() + load.every
        try:
            async with asyncio.timeout(load.every):
                await _asked(client, one, value, load.moves[move % len(load.moves)])
                await asyncio.sleep(max(0.0, until - time.monotonic()))
        except TimeoutError:
            pass  # the next move closes this answer, as the page does
        if len(one.firsts) <= move:
            one.overtaken += 1
            one.firsts.append(load.every)
        if len(one.runs) <= move:
            one.runs.append(load.every)
        move += 1


async def _asked(
    client: httpx2.AsyncClient, one: Session, value: str, more: Mapping[str, str] = NOTHING
) -> None:
    query = urlencode({**more, DECISION: value, "lang": "en"})
    began, first, run = time.monotonic(), True, True
    async with client.stream("GET", f"/answer?{query}") as answer:
        async for name, content in _events(answer):
            if name == "take" and f"handover = {float(value):g}" not in content["toml"]:
                one.strange.append(content["toml"])
            if name == "problem":
                one.problems.append(content["text"])
            if name == "answer" and first:
                one.firsts.append(time.monotonic() - began)
                first = False
            if name == "answer" and run and not content["numbers"]["estimated"]:
                one.runs.append(time.monotonic() - began)
                run = False


async def _events(answer: httpx2.Response) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    name = ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def memory_of(process: int) -> float:
    """Memory of a process and all below it, in MB (Linux)."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:
            continue
        number, parent = int(fields["Pid"]), int(fields["PPid"])
        children.setdefault(parent, []).append(number)
        sizes[number] = int(fields.get("VmRSS", "0 kB").split()[0])
    below, total = [process], 0
    while below:
        number = below.pop()
        total += sizes.get(number, 0)
        below += children.get(number, [])
    return total / 1024.0


async def settled(address: str) -> None:
    """Wait until the server has nothing in hand."""
    async with httpx2.AsyncClient(base_url=address, timeout=None) as client:
        async with client.stream("GET", "/answer?lang=en") as answer:
            async for name, content in _events(answer):
                if name == "answer" and content["final"]:
                    break
        idle = 0  # what first answers lean on is looked for, for a moment, before it is asked for
        while idle < QUIET:
            found = (await client.get("/alive")).json()
            idle = 0 if found["first"] or found["later"] else idle + 1
            await asyncio.sleep(1.0)


def anywhere(count: int) -> tuple[dict[str, str], ...]:
    """Random moves: decisions set anywhere in their range, as `what-if --check` sets them."""
    from analysis.ask.what_if_check import random_what_ifs
    from analysis.requests.what_if import WhatIf
    from sozialraum.page.decisions import DECISIONS

    names = [one.lever for one in DECISIONS if f"levers.{one.lever}" != DECISION]
    found = random_what_ifs(WhatIf(), names, count)
    return tuple({f"levers.{name}": f"{x:g}" for name, x in one.levers} for one in found)


def reported(sessions: list[Session]) -> dict[str, object]:
    """Numbers for a reader. A move that was overtaken counts as long as the pause."""
    firsts = sorted(time for one in sessions for time in one.firsts)
    runs = sorted(time for one in sessions for time in one.runs)
    return {
        "moves": len(firsts),
        "median first answer, s": round(statistics.median(firsts), 2),
        "95 of 100 within, s": round(firsts[int(0.95 * (len(firsts) - 1))], 2),
        "median of one run, s": round(statistics.median(runs), 2),
        "95 of 100 of one run within, s": round(runs[int(0.95 * (len(runs) - 1))], 2),
        "overtaken": sum(one.overtaken for one in sessions),
        "problems": sum(len(one.problems) for one in sessions),
        "others' decisions seen": sum(len(one.strange) for one in sessions),
    }


def main() -> None:
    """Start a server of the shipped place and put the load on it."""
    root = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(root), str(root / "tests")]
    from testkit.page_server import PageServer

    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sessions", type=int, default=Load.sessions)
    asked.add_argument("--seconds", type=float, default=Load.seconds)
    asked.add_argument("--every", type=float, default=Load.every)
    asked.add_argument("--store", type=Path, default=None, help="kept for the next time")
    asked.add_argument("--random", type=int, default=0, help="so many random moves, in turn")
    given = asked.parse_args()
    moves = anywhere(given.random) if given.random else ({},)
    load = Load(given.sessions, given.seconds, given.every, moves)
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder)
        with PageServer(None, store, months="96", draws="24") as server:
            asyncio.run(settled(server.address))
            print("load of the machine before:", os.getloadavg())
            before = memory_of(server.process.pid)
            sessions = asyncio.run(loaded(server.address, load))
            during = memory_of(server.process.pid)
            print("load of the machine after:", os.getloadavg())
            asyncio.run(settled(server.address))
            after = memory_of(server.process.pid)
    print(json.dumps(reported(sessions), indent=1))
    print(f"memory in MB: {before:.0f} before, {during:.0f} under load, {after:.0f} after")


if __name__ == "__main__":
    main()
