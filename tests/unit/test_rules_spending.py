"""What ties carry, and what coordination costs: cases computed by hand."""

import math
from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import LOOPS, RULES, Case, Grid, Rows, case, few, person, table

from model.tally import FIXED
from model.vocabulary import (
    CO_LOCATED,
    COLD,
    DEBT,
    FULL_ALIGNMENT,
    HANDOVER,
    HEALTH,
    IN_SERVICE,
    KOOPERATION,
    KOORDINATION,
    N_NEEDS,
    NO_TIE,
    RECOGNISED,
    WAITING,
    ZUSAMMENARBEIT,
)

FORM = {"handover": 0.9, "co_location": 0.2, "u_handover": 0.5, "u_co_location": 0.3}


@table(
    [
        case("no tie carries nothing", RULES.strength, 0.0, stage=NO_TIE, shape=2.0),
        case("a ninth at stage 1", RULES.strength, 1 / 9, stage=KOOPERATION, shape=2.0),
        case("four ninths at stage 2", RULES.strength, 4 / 9, stage=KOORDINATION, shape=2.0),
        case("all at stage 3", RULES.strength, 1.0, stage=ZUSAMMENARBEIT, shape=2.0),
        case("no more at stage 4", RULES.strength, 1.0, stage=FULL_ALIGNMENT, shape=2.0),
        case("the tie's own stage", RULES.carrying_stage, 1, stage=1, cap=3.0, on_paper=False),
        case("paper is enough", RULES.carrying_stage, 3, stage=1, cap=4.0, on_paper=True),
        case("as far as the form means it", RULES.carrying_stage, 2, stage=0, cap=2.0,
             on_paper=True),
        case("no reach, no change", RULES.mixed_in, 0.5, plain=0.5, formed=0.3, reach=0.0),
        case("half of it", RULES.mixed_in, 0.4, plain=0.5, formed=0.3, reach=0.5),
        case("no consent: cold", RULES.referral_form, COLD, consent=0, **FORM),
        case("handed over", RULES.referral_form, HANDOVER, consent=1, **FORM),
        case("under one roof", RULES.referral_form, CO_LOCATED, consent=1,
             **FORM | {"u_co_location": 0.1}),
        case("the tie does not carry it", RULES.referral_form, COLD, consent=1,
             **FORM | {"u_handover": 0.95}),
        case("set-up at the start", RULES.setup_share, 0.07, progress=0.0, share=0.05, time=1.4),
        case("set-up half-way", RULES.setup_share, 0.025, progress=0.5, share=0.05, time=1.0),
        case("set-up ends", RULES.setup_share, 0.0, progress=1.0, share=0.05, time=1.4),
        case("paid in full", RULES.affordable, 1.0, needed=50.0, limit=50.0),
        case("nothing needed, nothing there", RULES.affordable, 1.0, needed=0.0, limit=0.0),
        case("half is paid", RULES.affordable, 0.5, needed=100.0, limit=50.0),
        case("everyday, set-up, and what is done", RULES.spent_share, 0.035, everyday=0.005,
             setup=0.02, minutes=10.0, of=1000.0, most=0.9),
        case("never all minutes", RULES.spent_share, 0.9, everyday=0.0, setup=0.8, minutes=200.0,
             of=1000.0, most=0.9),
        case("nobody there", RULES.spent_share, 0.0, everyday=0.0, setup=0.0, minutes=0.0, of=0.0,
             most=0.9),
        case("two needs are complex", RULES.is_complex, True, known=2, busy=0, complex_from=2.0),
        case("one is not", RULES.is_complex, False, known=1, busy=0, complex_from=2.0),
        case("conferred on once", RULES.is_complex, False, known=3, busy=1, complex_from=2.0),
        case("a case conference", RULES.minutes_of_case, 60.0, complex_case=True, strength_=0.5,
             conference=60.0, route=10.0),
        case("a standing route", RULES.minutes_of_case, 10.0, complex_case=False, strength_=1.0,
             conference=60.0, route=10.0),
        case("a call on a weak tie", RULES.minutes_of_case, 20.0, complex_case=False,
             strength_=0.5, conference=60.0, route=10.0),
        case("clerks in training", RULES.clerks_as_casework, 0.0, minutes=100.0, rate=0.5,
             month=8, start=0, training=9.0),
        case("clerks as case managers", RULES.clerks_as_casework, 50.0, minutes=100.0, rate=0.5,
             month=9, start=0, training=9.0),
        case("a member that is bound", RULES.member_attendance, 0.75, bindingness=0.7,
             job_description=0.05),
        case("at most always", RULES.member_attendance, 1.0, bindingness=0.99,
             job_description=0.05),
        case("joint treatment helps", RULES.joint_effect, math.log(1.12), stage=KOORDINATION,
             low_need=False, helped=1.12, low_need_helped=0.95),
        case("low need: it harms", RULES.joint_effect, math.log(0.95), stage=ZUSAMMENARBEIT,
             low_need=True, helped=1.12, low_need_helped=0.95),
        case("a weak tie treats nobody jointly", RULES.joint_effect, 0.0, stage=KOOPERATION,
             low_need=False, helped=1.12, low_need_helped=0.95),
        case("half is left after fourteen months", RULES.half_left, 0.5 ** (1 / 14),
             half_life=14.0),
    ]
)  # fmt: skip
def test_ties_and_costs(case: Case) -> None:
    case.check()


def test_members_are_those_of_the_form() -> None:
    core, extended, nobody, bought = (SimpleNamespace(membership=m) for m in (1, 2, 0, 3))
    form = SimpleNamespace(membership=1.0, measure_planning=0.0)
    assert RULES.is_member(core, form)
    assert not RULES.is_member(extended, form)
    assert not RULES.is_member(nobody, form)
    assert not RULES.is_member(bought, form)
    assert not RULES.is_member(core, SimpleNamespace(membership=0.0, measure_planning=0.0))
    planned = SimpleNamespace(membership=1.0, measure_planning=1.0)
    assert [bool(RULES.is_member(one, planned)) for one in (core, extended, nobody, bought)] == [
        True, False, False, True,
    ]  # fmt: skip
    assert not RULES.is_member(bought, SimpleNamespace(membership=0.0, measure_planning=1.0))


@pytest.mark.parametrize(("membership", "due"), [(1.0, True), (0.0, False)])
def test_only_members_confer(membership: float, due: bool) -> None:
    lever = SimpleNamespace(membership=membership, conference_frequency=12.0)
    assert bool(RULES.conference_due(lever, 3)) is due


def test_where_there_are_to_be_no_ties_nothing_is_left_of_one() -> None:
    tie = SimpleNamespace(trust=0.5, success=0.4, formality=0.8, reliability=0.9, stage=3, joint=2,
                          completed=1, knowledge=0.5)  # fmt: skip
    par = SimpleNamespace(knowledge_gain=0.1, knowledge_spread=0.1, knowledge_loss=0.02,
                          knowledge_floor=0.25)  # fmt: skip
    RULES.sever(tie, par)
    assert (tie.trust, tie.success, tie.formality, tie.reliability) == (0.0, 0.0, 0.0, 1.0)
    assert (tie.stage, tie.joint, tie.completed) == (0, 0, 0)
    assert tie.knowledge == pytest.approx(0.49)  # offers are forgotten slowly


@pytest.mark.parametrize(
    ("stage", "form", "inside"),
    [
        ({HEALTH: IN_SERVICE}, {HEALTH: HANDOVER}, True),
        ({HEALTH: IN_SERVICE}, {HEALTH: COLD}, False),
        ({HEALTH: IN_SERVICE, DEBT: WAITING}, {HEALTH: HANDOVER, DEBT: COLD}, False),
        ({DEBT: RECOGNISED}, {DEBT: COLD}, True),  # nothing is under way
    ],
)
def test_a_chain_is_of_those_who_are_guided(stage: Any, form: Any, inside: bool) -> None:
    assert bool(RULES.in_chain(person(stage=stage, form=form))) is inside


@pytest.mark.parametrize(
    ("stage", "clock", "soon"),
    [(IN_SERVICE, 4, True), (IN_SERVICE, 3, False), (WAITING, 9, False)],
)
def test_the_next_place_is_asked_for_before_the_last_step_ends(
    stage: int, clock: int, soon: bool
) -> None:
    someone = person(stage={HEALTH: stage}, clock={HEALTH: clock})
    assert bool(RULES.ends_soon(someone, [6.0] * N_NEEDS, 2.0)) is soon
    two = person(stage={HEALTH: stage, DEBT: IN_SERVICE}, clock={HEALTH: clock, DEBT: 1})
    assert bool(RULES.ends_soon(two, [6.0] * N_NEEDS, 2.0)) is soon


def town(**levers: float) -> SimpleNamespace:
    """A Sozialraum with one member of 10,000 minutes and a conference every month."""
    lever = SimpleNamespace(
        **{
            "spend_as_casework": 0.0, "setup_share": 0.0, "setup_time": 1.0, "membership": 1.0,
            "case_minutes": 1.0, "conference_frequency": 12.0, "attendance_placement": 0.5,
            "attendance_case_management": 0.5, "attendance_benefits": 0.25, "bindingness": 0.5,
            "coordination_limit": 0.05, "everyday_coordination": 0.0, "measure_planning": 0.0,
            **levers,
        }
    )  # fmt: skip
    space = SimpleNamespace(ramp=1.0, stock=100, on_cases=0, owed=0.0, owed_by_members=0.0,
                            lever=0, granted_setup=0.02, granted_clerks=0.01)  # fmt: skip
    casework = SimpleNamespace(conference_length=100.0, conference_heads=2.0, case_own=0.5,
                               coordination_most=0.9, clerks_rate=0.5,
                               clerks_training=9.0)  # fmt: skip
    par = SimpleNamespace(casework=casework, switches=SimpleNamespace(fixed_minutes=1.0))
    member = SimpleNamespace(sozialraum=0, membership=1, minutes=10_000.0, cooperation_minutes=0.0)
    state = few([], par=par, levers=lever, spaces=space, forms=SimpleNamespace(start=0))
    state.institutions = Rows([SimpleNamespace(sozialraum=-1, membership=0), member])
    return state


def test_conferences_cost_those_who_sit_at_the_table() -> None:
    """Two heads of each group, at half of the conferences: 200 of 20,000 minutes, and so on."""
    state = town()
    assert LOOPS.spending.settle(state, 0, 0, 20_000.0, 10_000.0) == 0.0
    space = state.spaces[0]
    assert space.held == 1.0
    assert space.coordination == pytest.approx(0.01)
    assert space.clerks == pytest.approx(0.005)
    assert space.partners == pytest.approx(0.005)
    # 800 minutes are left to the Jobcenter, 450 to the member: each pays half of a case.
    assert space.joint_share == pytest.approx(900.0)


def test_a_limit_is_the_most_that_is_spent() -> None:
    state = town(coordination_limit=0.005)
    LOOPS.spending.settle(state, 0, 0, 20_000.0, 10_000.0)
    space = state.spaces[0]
    assert space.held == pytest.approx(0.5)  # 200 minutes are needed, 100 are there
    assert space.coordination == pytest.approx(0.005)
    nothing = town(coordination_limit=0.0)
    LOOPS.spending.settle(nothing, 0, 0, 20_000.0, 10_000.0)
    assert nothing.spaces[0].held == nothing.spaces[0].coordination == 0.0


def test_cases_are_paid_in_the_next_month_or_owed() -> None:
    state = town(conference_frequency=0.0)
    state.spaces[0].on_cases = int(2_400 * FIXED)
    LOOPS.spending.settle(state, 0, 0, 20_000.0, 10_000.0)
    space = state.spaces[0]
    assert space.coordination == pytest.approx(0.05)  # 1,000 of 1,200 minutes
    assert (space.owed, space.owed_by_members) == (pytest.approx(200.0), pytest.approx(700.0))
    assert space.joint_share == 0.0  # members owe more than a month's limit
    LOOPS.spending.settle(state, 1, 0, 20_000.0, 10_000.0)
    assert (space.owed, space.owed_by_members) == (0.0, pytest.approx(200.0))


def test_a_rival_gets_what_was_spent_once_clerks_are_trained() -> None:
    state = town(spend_as_casework=1.0)
    assert LOOPS.spending.settle(state, 3, 0, 20_000.0, 10_000.0) == 0.0
    space = state.spaces[0]
    assert (space.coordination, space.partners) == (0.02, 0.02)
    assert space.clerks == pytest.approx(0.03)
    assert LOOPS.spending.settle(state, 9, 0, 20_000.0, 10_000.0) == pytest.approx(50.0)


def test_ties_with_members_reach_by_stage_and_ramp() -> None:
    lever = SimpleNamespace(membership=1.0, stage_cap=3.0, measure_planning=0.0)
    space = SimpleNamespace(lever=0, ramp=0.5, carried=[0.0] * N_NEEDS)
    ties = Grid([[SimpleNamespace(stage=s) for s in (0, ZUSAMMENARBEIT, ZUSAMMENARBEIT)]])
    place = SimpleNamespace(
        pair_of=Grid([Rows([0, 1, 2])]), sees=Rows([0.0] * 3),
        institution_of=Grid([Rows([0, 1, 2])]), kinds_serving=Grid([[1, 2, 0]] * N_NEEDS),
    )  # fmt: skip
    par = SimpleNamespace(cooperation=SimpleNamespace(reach_shape=1.7),
                          switches=SimpleNamespace(paper_agreements=1.0))  # fmt: skip
    state = few([], par=par, levers=lever, spaces=space, ties=ties, place=place)
    state.institutions = Rows([SimpleNamespace(membership=m) for m in (0, 1, 0)])
    place.institution_of.shape = (1, 3)
    LOOPS.reach.carry(state)
    assert [ties[0, p].reach for p in (1, 2)] == [0.5, 0.0]  # the other is no member
    assert space.reach == 0.5
    assert space.carried[HEALTH] == 0.25
