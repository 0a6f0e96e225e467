"""A month lived block by block: neither the size of blocks nor their order changes anything."""

from collections.abc import Callable, Iterator
from itertools import groupby

import numpy as np
import pytest
from testkit.tiny_place import TIED_AT_ONCE, tie_up, tiny, tiny_world

from model import schedule
from model.build import arranged
from model.scenario import resolve
from model.schedule import SCHEDULE, Loop, Step, compiled, loops_of, month_of
from model.state import MOVING, SCRATCH, State, copy_state
from model.tables import Table

SEED, ONE_IN, MONTHS = 11, 60, 13  # a new year begins, and one ends
STEPS = [step for process in SCHEDULE for step in process.steps]
LIVELY = {
    "demography__incapacity": 0.02,
    "demography__study": 0.02,
    "pipeline__referral": 0.9,
    "pipeline__overtreatment": 0.3,
    **TIED_AT_ONCE,
}


@pytest.fixture(scope="module")
def start() -> State:
    """A tiny town under an arrangement in which chains, ties and queues are at work."""
    scenario = tiny(resolve("production-network"), ONE_IN, **LIVELY)
    state = arranged(tiny_world(SEED, 0, ONE_IN, MONTHS), scenario)
    tie_up(state)
    return state


def everything(state: State) -> Iterator[tuple[str, bytes]]:
    """Every table that is no scratch paper, bit by bit, for the rows in use and behind them."""
    for name in MOVING:
        table = getattr(state, name)
        if isinstance(table, Table):
            for column in table.names:
                yield f"{name}.{column}", np.ascontiguousarray(table[column]).tobytes()
        else:
            yield name, table.tobytes()


def lived(start: State, run: Loop, months: int = MONTHS) -> State:
    state = copy_state(start)
    for month in range(months):
        run(state, month)
    return state


def differing(first: State, second: State) -> list[str]:
    both = zip(everything(first), everything(second), strict=True)
    return [name for (name, a), (_, b) in both if a != b]


@pytest.fixture(scope="module")
def usual(start: State) -> State:
    """The town after some months as it is always run."""
    return lived(start, month_of(start))


def test_much_has_happened(start: State, usual: State) -> None:
    """So that a difference could show."""
    assert len(differing(start, usual)) > 60
    counts = usual.tally[0]
    for name in ("integrations", "referrals", "admitted", "contacts", "in_new", "joint_cases"):
        assert counts[name] > 0, name
    assert usual.size[1] > 100
    assert np.unique(usual.households["size"][: usual.size[1]]).size > 1


@pytest.mark.parametrize("block", [1, 7, 10**9])
def test_the_size_of_blocks_changes_nothing(
    start: State, usual: State, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "BLOCK", block)
    assert differing(lived(start, month_of(start)), usual) == []


def blocks(homes: int, size: int) -> list[tuple[int, int]]:
    return [(first, min(homes, first + size)) for first in range(0, homes, size)]


def backwards(start: State, size: int) -> Loop:
    """A month in which neighbouring steps take the last block first."""
    groups = [
        (each, [compiled(step, start) for step in group])
        for each, group in groupby(STEPS, key=lambda step: step.each)
    ]

    def run(state: State, month: int) -> None:
        for each, loops in groups:
            if not each:
                for loop in loops:
                    loop(state, month)
                continue
            for first, end in reversed(blocks(int(state.size[1]), size)):
                for loop in loops:
                    loop(state, month, first, end)

    return run


def step_by_step(start: State, size: int) -> Loop:
    """A month in which a step does all blocks before the next begins; every other backwards."""
    loops: list[tuple[Step, Callable[..., None]]] = [(s, compiled(s, start)) for s in STEPS]

    def run(state: State, month: int) -> None:
        for number, (step, loop) in enumerate(loops):
            if not step.each:
                loop(state, month)
                continue
            order = blocks(int(state.size[1]), size)
            for first, end in order if number % 2 else reversed(order):
                loop(state, month, first, end)

    return run


@pytest.mark.parametrize("size", [1, 7, 50])
def test_the_order_of_blocks_changes_nothing(start: State, usual: State, size: int) -> None:
    assert differing(lived(start, backwards(start, size)), usual) == []


@pytest.mark.parametrize("size", [7, 50])
def test_steps_may_be_done_one_after_the_other(start: State, usual: State, size: int) -> None:
    assert differing(lived(start, step_by_step(start, size)), usual) == []


@pytest.mark.parametrize(("cores", "block"), [(2, 7), (3, 1), (4, 50)])
def test_several_cores_make_the_same_month(
    start: State, usual: State, cores: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "BLOCK", block)
    assert differing(lived(start, month_of(start, cores)), usual) == []


def test_processes_one_by_one_make_the_same_month(start: State, usual: State) -> None:
    loops = loops_of(start)
    assert len(loops) == len(SCHEDULE)

    def run(state: State, month: int) -> None:
        for loop in loops:
            loop(state, month)

    assert differing(lived(start, run), usual) == []


def test_scratch_paper_is_no_state(start: State, usual: State) -> None:
    """What stands on it at the beginning of a month is not read."""
    run = month_of(start)

    def scribbled(state: State, month: int) -> None:
        for name in SCRATCH:
            getattr(state, name)[:] = 1
        run(state, month)

    assert differing(lived(start, scribbled), usual) == []


def test_a_world_without_households_is_passed_over(start: State) -> None:
    state = copy_state(start)
    state.size[:2] = 0
    for step in STEPS:
        if step.each:
            compiled(step, state)(state, 0, 0, 0)
    assert state.size.tolist()[:2] == [0, 0]


def test_a_difference_is_found(start: State) -> None:
    first, second = copy_state(start), copy_state(start)
    second.people["trust"][3] += 1e-6
    second.spaces["pace"][0] += 1.0
    assert differing(first, second) == ["people.trust", "spaces"]
