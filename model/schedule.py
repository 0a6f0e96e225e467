"""The month: an ordered tuple of processes. Nothing else decides order.

Inside a process effects reach other people only through counts that are taken for everybody first
(minutes, queues, matches), so the order of rows cannot leak.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from model.processes import (
    admission,
    casework,
    cooperation,
    demography,
    employment,
    job_search,
    labour_demand,
    matching,
    observation,
    participation,
    planning,
    referral,
    service,
)
from model.streams import Decision


class Process(NamedTuple):
    """One process: its name, its compiled loop, and the decisions it draws."""

    name: str
    apply: Callable[..., Any]
    decisions: tuple[Decision, ...] = ()


SCHEDULE: tuple[Process, ...] = (
    Process(
        "demography",
        demography.apply,
        (
            Decision.BIRTH,
            Decision.FEATURE_CHANGE,
            Decision.LEAVE_SCHOOL,
            Decision.EXIT,
            Decision.EXIT_REASON,
            Decision.RETURN,
            Decision.ARRIVAL_COUNT,
            Decision.ARRIVAL_TEMPLATE,
            Decision.FRAILTY,
            Decision.INITIAL,
        ),
    ),
    Process("labour_demand", labour_demand.apply),
    Process(
        "casework",
        casework.apply,
        (
            Decision.PROFILE,
            Decision.CONTACT,
            Decision.MISSED,
            Decision.SANCTION,
            Decision.RECOGNITION,
            Decision.CONSENT,
            Decision.HOLDER,
        ),
    ),
    Process(
        "referral",
        referral.apply,
        (
            Decision.REFERRAL,
            Decision.PROVIDER,
            Decision.MISALLOCATION,
            Decision.TRIAGE,
            Decision.RECOGNITION_ELSEWHERE,
        ),
    ),
    Process("admission", admission.apply, (Decision.ARRIVE, Decision.REFUSAL)),
    Process(
        "service",
        service.apply,
        (Decision.DROP_OUT, Decision.MITIGATION, Decision.RECOGNITION_ELSEWHERE),
    ),
    Process("job_search", job_search.apply, (Decision.OFFER,)),
    Process("matching", matching.apply, (Decision.THIN, Decision.THIN_ROUNDING)),
    Process(
        "employment",
        employment.apply,
        (
            Decision.JOB_KIND,
            Decision.CONTRACT,
            Decision.WAGE,
            Decision.SEPARATION,
            Decision.BENEFIT_CLAIM,
            Decision.MINI_JOB,
            Decision.SELF_EMPLOYMENT,
            Decision.UPGRADE,
        ),
    ),
    Process("participation", participation.apply, (Decision.BUT,)),
    Process(
        "cooperation",
        cooperation.apply,
        (Decision.TURNOVER, Decision.CONFERENCE, Decision.TENDER),
    ),
    Process("planning", planning.apply),
    Process("observation", observation.apply),
)


def loops_of(state: Any) -> list[Callable[[Any, int], None]]:
    """The compiled loops of SCHEDULE for this kind of world, in order: `loop(state, month)`.

    Finding the compiled form of a loop from its arguments costs more than a loop over a few hundred
    people; it is done once per world here. The result is for states with columns of the same types.
    """
    from numba import int64, typeof

    signature = (typeof(state), int64)
    for process in SCHEDULE:
        process.apply.compile(signature)  # type: ignore[attr-defined]
    return [
        process.apply.overloads[signature].entry_point  # type: ignore[attr-defined]
        for process in SCHEDULE
    ]


def month_of(state: Any) -> Callable[[Any, int], None]:
    """A function that runs one month of this kind of world: `run(state, month)`."""
    loops = loops_of(state)

    def run(world: Any, month: int) -> None:
        for loop in loops:
            loop(world, month)

    return run
