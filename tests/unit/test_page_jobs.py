"""Work of open pages: equal work once, superseded work dropped, draws never in front."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest

from model.errors import SozialraumError
from sozialraum.page.jobs import Jobs, Lane
from sozialraum.page.stream import as_text

DONE: list[object] = []


def work(name: object, seconds: float = 0.0) -> object:
    time.sleep(seconds)
    DONE.append(name)
    return name


def failing() -> None:
    raise SozialraumError("the run has failed")


def run[T](coroutine: Coroutine[Any, Any, T]) -> T:
    DONE.clear()
    return asyncio.run(coroutine)


async def with_lane[T](ask: Any) -> T:
    lane = Lane(1)
    lane.start()
    try:
        return await ask(lane)  # type: ignore[no-any-return]
    finally:
        await lane.close()


def test_equal_work_is_done_once() -> None:
    async def ask(lane: Lane) -> list[object]:
        return await asyncio.gather(*(lane.ask("same", 0, work, "a", 0.05) for _ in range(5)))

    assert run(with_lane(ask)) == ["a"] * 5
    assert DONE == ["a"]


def test_what_is_smaller_goes_first_and_nothing_waits_behind_what_nobody_wants() -> None:
    async def ask(lane: Lane) -> None:
        begun = asyncio.create_task(lane.ask("begun", 0, work, "begun", 0.2))
        await asyncio.sleep(0.05)
        left = [asyncio.create_task(lane.ask(n, n, work, n)) for n in (3, 2)]
        dropped = asyncio.create_task(lane.ask("dropped", 1, work, "dropped"))
        await asyncio.sleep(0.01)
        assert lane.queued == 3
        dropped.cancel()
        await asyncio.sleep(0.01)
        assert lane.queued == 2
        await asyncio.gather(begun, *left)

    run(with_lane(ask))
    assert DONE == ["begun", 2, 3]


def test_work_that_one_of_two_leaves_is_done_for_the_other() -> None:
    async def ask(lane: Lane) -> object:
        begun = asyncio.create_task(lane.ask("begun", 0, work, "begun", 0.1))
        await asyncio.sleep(0.01)
        leaves = asyncio.create_task(lane.ask("shared", 1, work, "shared"))
        stays = asyncio.create_task(lane.ask("shared", 1, work, "shared"))
        await asyncio.sleep(0.01)
        leaves.cancel()
        await begun
        return await stays

    assert run(with_lane(ask)) == "shared"


def test_a_failure_is_told_and_the_lane_lives_on() -> None:
    async def ask(lane: Lane) -> object:
        with pytest.raises(SozialraumError, match="has failed"):
            await lane.ask("bad", 0, failing)
        return await lane.ask("good", 0, work, "good")

    assert run(with_lane(ask)) == "good"


def test_the_two_lanes_do_not_wait_for_each_other_with_workers() -> None:
    async def both() -> list[bool]:
        jobs = Jobs.on(2)
        jobs.start()
        try:
            await asyncio.gather(
                *(jobs.first.ask(("warm", n), 0, time.sleep, 0.2) for n in range(2)),
                *(jobs.later.ask(("warm", n), 0, time.sleep, 0.2) for n in range(2)),
            )
            draws = [asyncio.create_task(jobs.later.ask(n, n, time.sleep, 3.0)) for n in range(8)]
            await asyncio.sleep(0.1)
            await jobs.first.ask("answer", 0, time.sleep, 0.0)
            done = [draw.done() for draw in draws]
            for draw in draws:
                draw.cancel()
            return done
        finally:
            await jobs.close()

    assert run(both()) == [False] * 8  # each takes longer


def test_a_reader_who_leaves_ends_the_events() -> None:
    ended: list[bool] = []

    async def events() -> AsyncIterator[tuple[str, Any]]:
        try:
            yield "answer", {"text": "<ä>"}
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    async def read() -> list[str]:
        stream = as_text(events())
        found = [await anext(stream), await anext(stream)]
        await stream.aclose()
        return found

    found = run(read())
    assert found[1] == 'event: answer\ndata: {"text": "<ä>"}\n\n'
    assert ended == [True]


def test_a_lane_behind_begins_nothing_but_what_is_urgent_while_the_other_is_asked() -> None:
    async def ask() -> None:
        jobs = Jobs(Lane(1), Lane(1))
        jobs.later.behind = jobs.first
        jobs.start()
        try:
            asked = [jobs.first.ask(n, 0, work, f"first {n}", 0.05) for n in range(3)]
            asked += [
                jobs.later.ask("draw", 1, work, "draw"), jobs.later.ask("view", -1, work, "view"),
            ]  # fmt: skip
            await asyncio.gather(*asked)
        finally:
            await jobs.close()

    run(ask())
    assert DONE.index("view") < DONE.index("first 2") < DONE.index("draw")


def test_where_more_is_asked_than_done_the_newest_goes_first() -> None:
    async def ask(lane: Lane) -> None:
        lane.newest = True
        begun = asyncio.create_task(lane.ask("begun", 0, work, "begun", 0.1))
        await asyncio.sleep(0.03)
        asked = [asyncio.create_task(lane.ask(n, 1, work, n)) for n in ("old", "new")]
        await asyncio.gather(begun, *asked)

    run(with_lane(ask))
    assert DONE == ["begun", "new", "old"]


def test_a_process_is_kept_for_what_is_wanted_at_once() -> None:
    lane = Lane(2, kept=1)

    async def ask() -> None:
        asked = asyncio.create_task(lane.ask("rival", 3, work, "rival"))
        await asyncio.sleep(0)
        assert lane._taken(urgent=True) is None
        first = asyncio.create_task(lane.ask("first", 0, work, "first"))
        await asyncio.sleep(0)
        taken = lane._taken(urgent=True)
        assert taken is not None
        assert taken[0] == "first"
        taken = lane._taken(urgent=False)
        assert taken is not None
        assert taken[0] == "rival"
        for task in (asked, first):
            task.cancel()

    run(ask())


def test_work_that_is_asked_for_again_more_urgently_goes_sooner() -> None:
    async def ask(lane: Lane) -> None:
        begun = asyncio.create_task(lane.ask("begun", 0, work, "begun", 0.1))
        await asyncio.sleep(0.03)
        asked = [asyncio.create_task(lane.ask(n, n, work, n)) for n in (5, 9)]
        await asyncio.sleep(0)
        asked.append(asyncio.create_task(lane.ask(9, 1, work, 9)))
        await asyncio.gather(begun, *asked)

    run(with_lane(ask))
    assert DONE == ["begun", 9, 5]
