"""A month of services and of open needs, as loops see it: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from testkit.rules import LOOPS, RULES, Grid, Rows, counted, few, household, person, tally

from model.streams import Decision
from model.vocabulary import (
    ADDICTION,
    ALL_NEEDS,
    CARE,
    CASE_MANAGER,
    CRISIS,
    DEBT,
    HEALTH,
    IN_SERVICE,
    LONE_PARENT,
    N_BARRIERS,
    N_NEEDS,
    NOT_RECOGNISED,
    OFFICER,
    RECOGNISED,
    SINGLE,
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
            participation=[0.5] * N_NEEDS,
        ),
        pipeline=SimpleNamespace(
            cooldown=6.0, give_up=24.0, drop_trust=0.0, drop_manager=1.0, low_need_below=0.5,
            low_need_loss=0.0,
            specialist_loss=0.0, site_spread=0.0, diffusion=0.0, recognition_elsewhere=0.0,
            overtreatment=0.02, referral=0.4, referral_manager=0.6, priority_delay=0.0,
        ),
        participation=SimpleNamespace(service_gain=0.4),
        switches=SimpleNamespace(**dict.fromkeys(SWITCHES, 1.0)),
    )  # fmt: skip


# A caseworker knows what is offered for no need at all.
NOTHING_KNOWN = {
    "place": SimpleNamespace(
        sees=np.zeros(1),
        kinds_serving=np.zeros((N_NEEDS, 1), np.int64),
        onlookers=np.zeros(1, np.int64),
    ),
    "ties": SimpleNamespace(),
    "institutions": SimpleNamespace(),
}

LEVER = SimpleNamespace(
    cross_recognition=0.0, chain=0.0, specialisation_loss=0.0, triage_error=1.0, max_parallel=1.0,
    placement_priority=0.0, handover=0.0, co_location=0.0, agh_voluntary=0.0,
)  # fmt: skip


TIES = Grid([[SimpleNamespace(stage=0, reach=0.0, completed=0)]])


def served(someone: SimpleNamespace, drop: float = 0.9, success: float = 0.9) -> dict[str, int]:
    """A month of services of one person."""
    draws = {Decision.DROP_OUT: drop, Decision.MITIGATION: success}
    place = SimpleNamespace(pair_of=Grid([Rows([0])]))
    state = few([someone], draws=draws, par=parameters(), levers=LEVER, place=place, ties=TIES,
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
    assert served(someone) == {"in_service": 1, "waiting": 1}
    assert someone.lock_in == 0.5  # waiting locks nobody in, and months do not add up
    assert someone.clock[DEBT] == 1  # and waits on


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
    assert someone.lift == pytest.approx(0.2)  # used to its end, whatever comes of the barrier


def test_a_service_that_does_not_fit_mitigates_nothing() -> None:
    someone = patient(clock=2, misfit={HEALTH: 1})
    assert served(someone, success=0.0) == {"completed": 1}
    assert someone.mitigated[HEALTH] == someone.lift == 0.0


def test_a_service_that_is_broken_off_lifts_nothing() -> None:
    someone = patient()
    assert served(someone, drop=0.0) == {"dropped": 1}
    assert someone.lift == 0.0


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
    ("who", "u", "listed"),
    [
        ({}, 0.39, True),
        ({}, 0.41, False),  # above the chance of 0.4
        ({"holder": CASE_MANAGER}, 0.59, True),
        ({"pending": 0}, 0.0, False),
        ({"receipt": 0}, 0.0, False),
        ({"busy": 1}, 0.0, False),
        ({"clock": {DEBT: -1}}, 0.0, False),  # held back for this month yet
    ],
)
def test_who_is_referred(who: dict[str, Any], u: float, listed: bool) -> None:
    known = {"receipt": 1, "pending": 1 << DEBT, "stage": {DEBT: RECOGNISED}}
    state = few([person(**known | who)], par=parameters(), levers=LEVER, **NOTHING_KNOWN)
    assert LOOPS.referral.choose_referred(state, 0, 1, u) == int(listed)
    if listed:
        assert (state.active[0], state.marks[0]) == (0, DEBT)


def seen(someone: SimpleNamespace, u: Any, cross: float = 0.5, kind: int = LONE_PARENT) -> int:
    """What partners, who see addiction with chance 0.2, pass on of a family's needs, as bits."""
    levers = SimpleNamespace(**{**vars(LEVER), "cross_recognition": cross})
    space = SimpleNamespace(seen=[0.2 * (k == ADDICTION) for k in range(N_BARRIERS)])
    state = few([someone], [household(kind=kind)], par=parameters(), levers=levers, spaces=space)
    LOOPS.brought_up.seen_by_partners(state, 0, 1, u)
    return int(someone.pending)


def test_partners_pass_on_needs_of_families() -> None:
    def family(**who: Any) -> SimpleNamespace:
        known = {"receipt": 1, "family": 1, "consent": 1, "has": {ADDICTION: 1}}
        return person(**known | who)

    low, high = dict.fromkeys(range(N_BARRIERS), 0.09), dict.fromkeys(range(N_BARRIERS), 0.11)
    assert seen(family(), low) == 1 << ADDICTION
    assert seen(family(), high) == 0  # 0.2 · 0.5
    assert seen(family(), low, cross=0.4) == 0
    assert seen(family(), low, cross=0.0) == 0
    assert seen(family(), low, kind=SINGLE) == 0
    for changed in ({"family": 0}, {"consent": 0}, {"receipt": 0}, {"has": {}}):
        assert seen(family(**changed), low) == 0
    assert seen(family(stage={ADDICTION: WAITING}), low) == 0
    assert seen(family(mitigated={ADDICTION: 1.0}), low) == 0


def test_what_is_passed_on_is_open_to_it() -> None:
    someone, counts = person(has={HEALTH: 1}), tally()
    RULES.pass_on(someone, 1 << HEALTH | 1 << DEBT, [3.0] * N_NEEDS, counts)
    assert (someone.stage[HEALTH], someone.stage[DEBT]) == (RECOGNISED, NOT_RECOGNISED)
    assert (counts.recognised, someone.pending) == (1, 1 << HEALTH)


def test_the_chance_that_partners_see_a_family() -> None:
    par = parameters()
    par.pipeline.family_recognition = 0.5
    par.needs.duration[HEALTH] = 0.0  # no service exists
    ties = Grid([[SimpleNamespace(reach=reach) for reach in (0.0, 1.0, 0.5, 0.0)]])
    kinds = [[1, 2, 3, 0]] * N_NEEDS
    place = SimpleNamespace(pair_of=Grid([Rows([0, 1, 2, 3])]), sees=Rows([0.0, 0.5, 0.2, 0.9]),
                            kinds_serving=Grid(kinds), onlookers=Rows([0]))  # fmt: skip
    space = SimpleNamespace(seen=[0.0] * N_BARRIERS)
    state = few([], par=par, levers=LEVER, place=place, ties=ties, spaces=space)
    LOOPS.brought_up.look_after_families(state)
    assert space.seen[DEBT] == pytest.approx(0.5 * (1.0 - 0.5 * 0.9))
    assert space.seen[HEALTH] == 0.0
    place.kinds_serving, place.onlookers = Grid([[1, 0, 0, 0]] * N_NEEDS), Rows([2, 3, 0])
    LOOPS.brought_up.look_after_families(state)  # kind 2 serves no need, and sees all of them
    assert space.seen[DEBT] == pytest.approx(0.5 * (1.0 - 0.5 * 0.9))


@pytest.mark.parametrize(
    ("who", "lever", "u", "marked"),
    [
        ({}, {"chain": 1.0}, 0.019, True),  # a chain may treat without need: below 0.02
        ({}, {"chain": 1.0}, 0.021, False),
        ({}, {"chain": 1.0, "triage_error": 1.5}, 0.029, True),
        ({"busy": 1}, {"chain": 1.0}, 0.019, False),
        ({"receipt": 0}, {"chain": 1.0}, 0.019, False),
        ({}, {"chain": 0.0}, 0.019, False),
    ],
)
def test_whom_chains_may_treat_without_need(
    who: dict[str, Any], lever: dict[str, float], u: float, marked: bool
) -> None:
    levers = SimpleNamespace(**{**vars(LEVER), **lever})
    someone, space = person(**{"receipt": 1, **who}), SimpleNamespace(reach=1.0)
    state = few([someone], par=parameters(), levers=levers, spaces=space)
    LOOPS.brought_up.treated_without_need(state, 0, 1, u)
    assert bool(state.marks[0]) is marked


def test_waits_for_a_referral_grow_until_it_comes() -> None:
    """Nobody is referred above the chance; the need that waits grows a month older."""
    someone = person(receipt=1, pending=1 << CRISIS, stage={CRISIS: RECOGNISED}, clock={CRISIS: 2})
    gone = person(receipt=0, pending=1 << CRISIS, stage={CRISIS: RECOGNISED}, clock={CRISIS: 2})
    draws = {Decision.REFERRAL: 0.41}
    state = few([someone, gone], draws=draws, par=parameters(), levers=LEVER, **NOTHING_KNOWN)
    LOOPS.referral.refer_all(state, 0, 0, 2)
    assert (someone.clock[CRISIS], someone.pending) == (3, 1 << CRISIS)
    assert gone.clock[CRISIS] == 2
    done = person(receipt=1, pending=ALL_NEEDS)
    LOOPS.referral.refer_all(few([done], par=parameters(), levers=LEVER, **NOTHING_KNOWN), 0, 0, 1)
    assert done.pending == 0  # nothing waits any more: not looked at again


@pytest.mark.parametrize(
    ("who", "left"),
    [
        ({"receipt": 1, "contact_gap": 4, "holder": OFFICER}, 1.0),
        ({"receipt": 1, "contact_gap": 5, "holder": OFFICER}, 0.9),
        ({"receipt": 1, "contact_gap": 5, "holder": CASE_MANAGER}, 1.0),
        ({"receipt": 0, "contact_gap": 0, "holder": CASE_MANAGER}, 0.9),
        ({"receipt": 0, "relieved": 0}, 1.0),  # nothing may fade
    ],
)
def test_without_follow_up_gains_fade(who: dict[str, Any], left: float) -> None:
    someone = person(**{"mitigated": {HEALTH: 1.0}, "relieved": 1 << HEALTH, **who})
    LOOPS.service.fade_out(few([someone], par=parameters(), levers=LEVER), 0, 1)
    assert someone.mitigated[HEALTH] == pytest.approx(left)


def test_followed_up_is_who_is_known() -> None:
    assert RULES.is_followed_up(person(contact_gap=4), 4.0)
    assert not RULES.is_followed_up(person(contact_gap=5), 4.0)


def test_only_some_gains_fade() -> None:
    someone = person(mitigated={HEALTH: 1.0, DEBT: 0.5})
    RULES.lose_gains(someone, [0.1] * N_NEEDS, 1 << DEBT)
    assert (someone.mitigated[HEALTH], someone.mitigated[DEBT]) == (1.0, pytest.approx(0.45))


def test_where_nothing_is_left_nothing_fades_any_more() -> None:
    someone = person(mitigated={CARE: 0.5}, relieved=1 << HEALTH | 1 << CARE, relief=0.3)
    RULES.lose_gains(someone, [0.1] * N_NEEDS, 1 << HEALTH | 1 << CARE)
    assert (someone.relieved, someone.relief) == (1 << CARE, 0.0)  # care is no part of relief


def test_a_bound_of_breaking_off_covers_every_chance() -> None:
    for trust in (0.0, 0.5, 1.0):
        for managed, factor in ((False, 0.5), (True, 0.5), (True, 1.7)):
            chance = RULES.drop_chance(0.05, trust, 0.8, managed, factor)
            assert chance < 0.05 * RULES.drop_at_most(0.8, factor)
            assert RULES.drop_chance(0.05, trust, -0.8, managed, factor) < 0.05 * (
                RULES.drop_at_most(-0.8, factor)
            )


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
