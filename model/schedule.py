"""The month: an ordered tuple of processes. Nothing else decides order.

Inside a process effects reach other people only through counts that are taken for everybody first
(minutes, queues, matches), so the order of rows cannot leak.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from model.compiling import prepare
from model.cores import Cores
from model.processes import (
    admission,
    arrivals,
    but,
    casework,
    cooperation,
    demography,
    employment,
    job_search,
    labour_demand,
    matching,
    minutes,
    neighbourhood,
    observation,
    others,
    participation,
    places,
    planning,
    queues,
    referral,
    service,
    steering,
)


class Step(NamedTuple):
    """A compiled loop: over each household of a block, `loop(state, month, h0, h1)`, or once."""

    loop: Callable[..., Any]
    each: bool


class Process(NamedTuple):
    """One process: its name, that of a file in model/processes, and its steps in order."""

    name: str
    steps: tuple[Step, ...]


def once(loop: Callable[..., Any]) -> Step:
    """A step that looks at the whole world: `loop(state, month)`."""
    return Step(loop, each=False)


def each(loop: Callable[..., Any]) -> Step:
    """A step in which nothing depends on another household: `loop(state, month, h0, h1)`."""
    return Step(loop, each=True)


SCHEDULE: tuple[Process, ...] = (
    Process("demography", (each(demography.live), once(arrivals.arrive))),
    Process("labour_demand", (once(labour_demand.apply),)),
    Process(
        "casework",
        (
            once(minutes.frame),
            each(steering.weigh),
            once(minutes.share_minutes),
            each(casework.meet),
        ),
    ),
    Process("referral", (once(referral.conferences), each(referral.refer_all))),
    Process(
        "admission",
        (
            once(places.open_places),
            once(others.come),
            each(queues.take_stock),
            once(admission.admit_all),
        ),
    ),
    Process("service", (each(service.use_services),)),
    Process("job_search", (once(job_search.begin_search), each(job_search.search))),
    Process("matching", (once(matching.apply),)),
    Process("employment", (each(employment.work_and_claim),)),
    Process(
        "participation",
        (
            each(but.count_families),
            once(but.share_places),
            each(but.begin_but),
            each(neighbourhood.count_users),
            once(neighbourhood.share_places),
            each(neighbourhood.begin_use),
            each(participation.take_part),
        ),
    ),
    Process("cooperation", (once(cooperation.apply),)),
    Process("planning", (once(planning.apply),)),
    Process("observation", (each(observation.observe),)),
)


BLOCK = 6144  # households: few enough to stay near the processor, so many that calls cost nothing

type Loop = Callable[[Any, int], None]


def signature_of(step: Step, state: Any) -> tuple[Any, ...]:
    """Types of the arguments of a step for this kind of world."""
    from numba import int64, typeof

    return (typeof(state), int64, int64, int64) if step.each else (typeof(state), int64)


def compiled(step: Step, state: Any) -> Callable[..., None]:
    """The compiled form of a step for this kind of world.

    Finding it from the arguments of a call costs more than a loop over a few hundred people, so it
    is found once per world. The result is for states with columns of the same types.
    """
    signature = signature_of(step, state)
    step.loop.compile(signature)  # type: ignore[attr-defined]
    found: Callable[..., None] = step.loop.overloads[signature].entry_point  # type: ignore[attr-defined]
    return found


def in_order(steps: Sequence[Step], state: Any, cores: int = 1) -> Loop:
    """A function that runs steps: neighbours over each household together, block by block."""
    groups = [
        (is_each, [compiled(step, state) for step in group])
        for is_each, group in groupby(steps, key=lambda step: step.each)
    ]
    several = Cores(cores) if cores > 1 else None

    def run(world: Any, month: int) -> None:
        for is_each, loops in groups:
            if not is_each:
                for loop in loops:
                    loop(world, month)
                continue
            homes = int(world.size[1])
            blocks = [(first, min(homes, first + BLOCK)) for first in range(0, homes, BLOCK)]
            if several is not None and len(blocks) > 1:
                several.run(world, month, loops, blocks)
                continue
            for first, end in blocks:
                for loop in loops:
                    loop(world, month, first, end)

    return run


def loops_of(state: Any) -> list[Loop]:
    """One function per process of SCHEDULE, in order: `loop(state, month)`."""
    return [in_order(process.steps, state) for process in SCHEDULE]


def month_of(state: Any, cores: int = 1) -> Loop:
    """A function that runs one month of this kind of world: `run(state, month)`."""
    steps = [step for process in SCHEDULE for step in process.steps]
    prepare([(step.loop, signature_of(step, state)) for step in steps])
    return in_order(steps, state, cores)
