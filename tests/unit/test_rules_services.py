"""A month of services and of open needs, as loops see it: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import LOOPS, RULES, Grid, Rows, counted, few, person

from model.streams import Decision
from model.vocabulary import (
    ALL_NEEDS,
    CASE_MANAGER,
    CRISIS,
    DEBT,
    HEALTH,
    IN_SERVICE,
    N_NEEDS,
    NOT_RECOGNISED,
    OFFICER,
    RECOGNISED,
    VOCATIONAL,
    WAITING,
)

SWITCHES = (
    "fade_out", "lock_in", "imperfect_chain", "recognition", "diffusion", "site_quality",
    "specialisation", "over_treatment", "wrong_triage", "sequential", "parallel",
)  # fmt: skip


def parameters() -> SimpleNamespace:
    return SimpleNamespace(
        casework=SimpleNamespace(gap_follow_up=4.0),
        needs=SimpleNamespace(
            fade=[0.1] * N_NEEDS, lock_in=[-0.5] * N_NEEDS, drop_out=[0.05] * N_NEEDS,
            duration=[3.0] * N_NEEDS, mitigation=[0.6] * N_NEEDS, priority=[1.0] * N_NEEDS,
        ),
        pipeline=SimpleNamespace(
            cooldown=6.0, drop_trust=0.0, drop_manager=1.0, low_need_below=0.5, low_need_loss=0.0,
            specialist_loss=0.0, site_spread=0.0, diffusion=0.0, recognition_elsewhere=0.0,
            overtreatment=0.02, referral=0.4, referral_manager=0.6, priority_delay=0.0,
        ),
        switches=SimpleNamespace(**dict.fromkeys(SWITCHES, 1.0)),
    )  # fmt: skip


LEVER = SimpleNamespace(
    cross_recognition=0.0, chain=0.0, specialisation_loss=0.0, triage_error=1.0, max_parallel=1.0,
    placement_priority=0.0,
)  # fmt: skip


def served(someone: SimpleNamespace, drop: float = 0.9, success: float = 0.9) -> dict[str, int]:
    """A month of services of one person."""
    draws = {Decision.DROP_OUT: drop, Decision.MITIGATION: success}
    place = SimpleNamespace(pair_of=Grid([Rows([0])]))
    state = few([someone], draws=draws, par=parameters(), levers=LEVER, place=place,
                institutions=SimpleNamespace(kind=0, quality=0.0))  # fmt: skip
    LOOPS.service.use_services(state, 0, 0, 1)
    return counted(state.tally[0])


def patient(clock: int = 0, **changes: Any) -> SimpleNamespace:
    stages = {"stage": {HEALTH: IN_SERVICE}, "clock": {HEALTH: clock}, "provider": {HEALTH: 0}}
    return person(**{"receipt": 1, "has": {HEALTH: 1}, "busy": 1, **stages, **changes})


def test_a_service_goes_on_and_locks_in() -> None:
    someone = patient()
    assert served(someone) == {"in_service": 1}
    assert (someone.clock[HEALTH], someone.lock_in) == (1, 0.5)
    someone.stage[DEBT], someone.busy = WAITING, 2
    assert served(someone) == {"in_service": 1}
    assert someone.lock_in == 0.5  # waiting locks nobody in, and months do not add up
    assert someone.clock[DEBT] == 0


def test_a_service_is_broken_off() -> None:
    someone = patient(lock_in=0.5)
    assert served(someone, drop=0.051)["in_service"] == 1
    assert served(someone, drop=0.049) == {"dropped": 1}
    assert (someone.stage[HEALTH], someone.clock[HEALTH]) == (RECOGNISED, -6)
    assert (someone.busy, someone.lock_in, someone.pending) == (0, 0.0, 1 << HEALTH)


@pytest.mark.parametrize(("success", "mitigated"), [(0.59, 1.0), (0.61, 0.0)])
def test_a_completed_service_mitigates_by_chance(success: float, mitigated: float) -> None:
    someone = patient(clock=2, cohort=1)
    found = served(someone, success=success)
    assert found == {"completed": 1} | ({"mitigated": 1} if mitigated else {})
    assert (someone.mitigated[HEALTH], someone.eased) == (mitigated, int(mitigated))
    assert (someone.stage[HEALTH], someone.clock[HEALTH]) == (NOT_RECOGNISED, -6)
    assert (someone.busy, someone.chains) == (0, 1)


def test_a_service_that_does_not_fit_mitigates_nothing() -> None:
    someone = patient(clock=2, misfit={HEALTH: 1})
    assert served(someone, success=0.0) == {"completed": 1}
    assert someone.mitigated[HEALTH] == 0.0


def test_gains_fade_of_everybody_with_gains() -> None:
    """Also of people who are in no service; not of those whose mitigation is none."""
    gap = {"receipt": 1, "contact_gap": 5}
    someone = person(**gap, mitigated={HEALTH: 1.0}, eased=1, relieved=1 << HEALTH)
    served(someone)
    assert someone.mitigated[HEALTH] == pytest.approx(0.9)
    managed = person(
        **gap, mitigated={HEALTH: 1.0}, eased=1, relieved=1 << HEALTH, holder=CASE_MANAGER
    )
    served(managed)
    assert managed.mitigated[HEALTH] == 1.0


@pytest.mark.parametrize(
    ("who", "lever", "u", "visited"),
    [
        ({"pending": 1}, {}, 0.9, True),
        ({"pending": 0}, {}, 0.0, False),
        ({"pending": 1, "receipt": 0}, {}, 0.0, False),
        ({"family": 1}, {"cross_recognition": 0.5}, 0.9, True),  # partners may see their needs
        ({"family": 0}, {"cross_recognition": 0.5}, 0.9, False),
        ({}, {"chain": 1.0}, 0.019, True),  # a chain may treat without need: below 0.02
        ({}, {"chain": 1.0}, 0.021, False),
        ({}, {"chain": 0.0}, 0.019, False),
    ],
)
def test_whose_needs_are_looked_at(
    who: dict[str, Any], lever: dict[str, float], u: float, visited: bool
) -> None:
    someone = person(**{"receipt": 1, **who})
    levers = SimpleNamespace(**{**vars(LEVER), **lever})
    state = few([someone], par=parameters(), levers=levers)
    LOOPS.referral.mark_open_needs(state, 0, 1, u)
    assert bool(state.marks[0]) is visited


def test_waits_for_a_referral_grow_until_it_comes() -> None:
    """Nobody is referred above the chance; the need that waits grows a month older."""
    someone = person(receipt=1, pending=1 << CRISIS, stage={CRISIS: RECOGNISED}, clock={CRISIS: 2})
    gone = person(receipt=0, pending=1 << CRISIS, stage={CRISIS: RECOGNISED}, clock={CRISIS: 2})
    draws = {Decision.REFERRAL: 0.41}
    state = few([someone, gone], draws=draws, par=parameters(), levers=LEVER)
    LOOPS.referral.refer_all(state, 0, 0, 2)
    assert (someone.clock[CRISIS], someone.pending) == (3, 1 << CRISIS)
    assert gone.clock[CRISIS] == 2
    done = person(receipt=1, pending=ALL_NEEDS)
    LOOPS.referral.refer_all(few([done], par=parameters(), levers=LEVER), 0, 0, 1)
    assert done.pending == 0  # nothing waits any more: not looked at again


@pytest.mark.parametrize(
    ("who", "left"),
    [
        ({"receipt": 1, "contact_gap": 4, "holder": OFFICER}, 1.0),
        ({"receipt": 1, "contact_gap": 5, "holder": OFFICER}, 0.9),
        ({"receipt": 1, "contact_gap": 5, "holder": CASE_MANAGER}, 1.0),
        ({"receipt": 0, "contact_gap": 0, "holder": CASE_MANAGER}, 0.9),
    ],
)
def test_without_follow_up_gains_fade(who: dict[str, Any], left: float) -> None:
    someone = person(**who, mitigated={HEALTH: 1.0})
    fade = [0.1] * N_NEEDS
    RULES.follow_up(someone, 4.0, fade, 0)  # nothing may fade
    assert someone.mitigated[HEALTH] == 1.0
    RULES.follow_up(someone, 4.0, fade, 1 << HEALTH)
    assert someone.mitigated[HEALTH] == pytest.approx(left)


def test_what_may_fade() -> None:
    fading = RULES.fading_barriers([0.1 * (k in (HEALTH, DEBT)) for k in range(N_NEEDS)])
    assert fading == 1 << HEALTH | 1 << DEBT
    someone = person(eased=1, relieved=1 << HEALTH | 1 << CRISIS)
    assert RULES.may_fade(someone, fading) == 1 << HEALTH
    assert RULES.may_fade(person(), fading) == 0
    trained = person(eased=1)  # a job mitigated it, no service did
    assert RULES.may_fade(trained, 1 << VOCATIONAL) == 1 << VOCATIONAL


def test_the_end_of_a_service_frees_the_person() -> None:
    someone = person(stage={HEALTH: IN_SERVICE}, provider={HEALTH: 3}, busy=1, lock_in=0.4)
    RULES.end_service(someone, HEALTH, NOT_RECOGNISED, -6)
    assert (someone.stage[HEALTH], someone.clock[HEALTH]) == (NOT_RECOGNISED, -6)
    assert (someone.provider[HEALTH], someone.busy, someone.lock_in) == (-1, 0, 0.0)
