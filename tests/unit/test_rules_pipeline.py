"""Referral, admission and service: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from testkit.rules import RULES, Case, case, counted, person, table, tally

from model.vocabulary import (
    ALL_NEEDS,
    CRISIS,
    DEBT,
    ENTWICKLUNG,
    FEDERAL,
    HEALTH,
    HEALTH_INSURANCE,
    IN_SERVICE,
    MARKT,
    MUNICIPAL,
    N_NEEDS,
    OTHERS,
    RECOGNISED,
    VOCATIONAL,
    WAITING,
)

RATES = {"officer_rate": 0.4, "manager_rate": 0.6, "delay": 0.5}
SCORE = {"places": 10.0, "preference": 0.5, "dislike": 0.3}


@table(
    [
        case("far from the market", RULES.referral_chance, 0.4, near=False, managed=False, **RATES),
        case("search comes first", RULES.referral_chance, 0.2, near=True, managed=False, **RATES),
        case("a case manager refers more", RULES.referral_chance, 0.6, near=False, managed=True,
             **RATES),
        case("joint by share", RULES.joint_chance, 0.1, share=0.1, near=False, creaming=0.0),
        case("near the market: picked", RULES.joint_chance, 0.13, share=0.1, near=True,
             creaming=0.3),
        case("far from it: passed over", RULES.joint_chance, 0.07, share=0.1, near=False,
             creaming=0.3),
        case("never above one", RULES.joint_chance, 1.0, share=9.0, near=True, creaming=0.3),
        case("liking by chance", RULES.provider_score, 0.7, u=0.7, reach=0.0, queue=0, **SCORE),
        case("a long queue is disliked", RULES.provider_score, 0.1, u=0.7, reach=0.0, queue=20,
             **SCORE),
        case("a tie is liked", RULES.provider_score, 1.2, u=0.7, reach=1.0, queue=0, **SCORE),
        case("a weak one less", RULES.provider_score, 0.95, u=0.7, reach=0.5, queue=0, **SCORE),
        case("treated without need", RULES.treats_without_need, True, u=0.019, low_need=True,
             chance=0.02, triage_error=1.0),
        case("focus helps", RULES.treats_without_need, False, u=0.019, low_need=True, chance=0.02,
             triage_error=0.6),
        case("high need: no", RULES.treats_without_need, False, u=0.0, low_need=False, chance=0.02,
             triage_error=1.0),
        case("a far profile", RULES.is_near, False, profile=ENTWICKLUNG),
        case("a near profile", RULES.is_near, True, profile=MARKT),
        case("no profile", RULES.is_near, False, profile=OTHERS),
    ]
)  # fmt: skip
def test_referral(case: Case) -> None:
    case.check()


@pytest.mark.parametrize(
    ("chain", "parallel", "sequential", "services"),
    [(0.0, 1.0, 1.0, 1.0), (0.8, 1.0, 1.0, 3.0), (0.8, 0.0, 1.0, 1.0), (0.0, 1.0, 0.0, 4.0)],
)
def test_services_at_once(
    chain: float, parallel: float, sequential: float, services: float
) -> None:
    lever = SimpleNamespace(chain=chain, max_parallel=3.0)
    switches = SimpleNamespace(parallel=parallel, sequential=sequential)
    assert RULES.services_at_once(lever, switches) == services


def test_needs_come_in_the_order_of_priority() -> None:
    priority = [float(k) for k in range(N_NEEDS)]
    assert RULES.first_of(0, priority) == N_NEEDS
    assert RULES.first_of(1 << DEBT, priority) == DEBT
    assert RULES.first_of(1 << DEBT | 1 << HEALTH, priority) == HEALTH
    priority[DEBT] = 0.5
    assert RULES.first_of(1 << DEBT | 1 << HEALTH, priority) == DEBT
    assert RULES.first_of(1 << DEBT | 1 << HEALTH, [1.0] * N_NEEDS) == HEALTH  # as they are listed


def test_a_month_for_participation_takes_up_first_what_lifts_it() -> None:
    priority = [float(k) for k in range(N_NEEDS)]
    ready, lifting = 1 << HEALTH | 1 << DEBT, 1 << DEBT
    for purpose, u, found in ((0.5, 0.49, DEBT), (0.5, 0.51, HEALTH), (0.0, 0.0, HEALTH)):
        someone = person(purpose=purpose)
        assert RULES.next_need(someone, ready, lifting, priority, u) == found
        assert RULES.next_need(someone, 1 << HEALTH, lifting, priority, u) == HEALTH


def test_needs_for_which_there_is_a_service() -> None:
    assert RULES.served_needs([6.0, 0.0] + [1.0] * (N_NEEDS - 2)) == ALL_NEEDS - 2


def test_pauses_run_out_and_waits_for_referral_grow() -> None:
    someone = person(
        stage={HEALTH: RECOGNISED, DEBT: RECOGNISED, CRISIS: WAITING},
        clock={HEALTH: -1, DEBT: 3, CRISIS: 5, VOCATIONAL: -6},
        pending=ALL_NEEDS,
    )
    assert RULES.take_up(someone) == 1 << DEBT  # health is held back
    waiting = (HEALTH, DEBT, VOCATIONAL)
    assert someone.pending == sum(1 << k for k in waiting)  # crisis waits for a service already
    assert [someone.clock[k] for k in (HEALTH, DEBT, CRISIS, VOCATIONAL)] == [0, 4, 5, -5]
    longest = person(stage={HEALTH: RECOGNISED}, clock={HEALTH: 10_000}, pending=1 << HEALTH)
    assert RULES.take_up(longest) == 1 << HEALTH
    assert longest.clock[HEALTH] == 10_000
    nobody = person(pending=ALL_NEEDS)
    assert RULES.take_up(nobody) == 0
    assert (nobody.clock[HEALTH], nobody.pending) == (0, 0)  # what is not there does not wait


@pytest.mark.parametrize(
    ("who", "duration", "is_open"),
    [
        ({"has": {HEALTH: 1}}, 6.0, True),
        ({}, 6.0, False),
        ({"has": {HEALTH: 1}}, 0.0, False),
        ({"has": {HEALTH: 1}, "stage": {HEALTH: WAITING}}, 6.0, False),
        ({"has": {HEALTH: 1}, "clock": {HEALTH: -1}}, 6.0, False),
        ({"has": {HEALTH: 1}, "mitigated": {HEALTH: 0.9}}, 6.0, True),
        ({"has": {HEALTH: 1}, "mitigated": {HEALTH: 1.0}}, 6.0, False),
    ],
)
def test_what_partners_may_notice(who: dict[str, Any], duration: float, is_open: bool) -> None:
    assert bool(RULES.open_to_recognition(person(**who), HEALTH, duration)) is is_open


def chain(**changes: Any) -> SimpleNamespace:
    switches = {"over_treatment": 1.0, "wrong_triage": 1.0, **changes}
    pipeline = SimpleNamespace(low_need_below=1.5, overtreatment=0.02)
    return SimpleNamespace(pipeline=pipeline, switches=SimpleNamespace(**switches))


@pytest.mark.parametrize(
    ("who", "reach", "u", "switches", "given"),
    [
        ({}, 1.0, 0.019, {}, CRISIS),
        ({"has": {CRISIS: 1}}, 1.0, 0.019, {}, HEALTH),
        ({"has": {CRISIS: 1, HEALTH: 1}}, 1.0, 0.019, {}, None),  # two: not low
        ({"busy": 1}, 1.0, 0.019, {}, None),
        ({"stage": {CRISIS: WAITING}}, 1.0, 0.019, {}, None),  # on its way already
        (
            {"has": {CRISIS: 1, HEALTH: 1}, "eased": 1, "mitigated": {HEALTH: 1.0}},
            1.0,
            0.019,
            {},
            None,
        ),
        ({}, 0.0, 0.0, {}, None),  # no ties
        ({}, 0.5, 0.019, {}, None),  # half the reach, half the chance
        ({}, 0.5, 0.014, {}, CRISIS),
        ({}, 1.0, 0.021, {}, CRISIS),  # triage errs half as often again
        ({}, 1.0, 0.021, {"wrong_triage": 0.0}, None),
        ({}, 1.0, 0.0, {"over_treatment": 0.0}, None),
    ],
)
def test_chains_treat_people_who_need_nothing(
    who: dict[str, Any], reach: float, u: float, switches: dict[str, float], given: int | None
) -> None:
    someone, lever = person(**who), SimpleNamespace(triage_error=1.5, chain=1.0)
    RULES.overtreat(someone, lever, chain(**switches), reach, u)
    found = [k for k in range(N_NEEDS) if someone.stage[k] == RECOGNISED]
    assert found == ([] if given is None else [given])


ARRIVAL = {
    "p0": 0.4, "form_odds": 1.0, "weeks": 0.0, "week_odds": 0.95, "trust": 0.5, "per_trust": 0.8,
    "shift": 0.0,
}  # fmt: skip
CALL = {"slot_refusal": 0.25, "bindingness": 0.2, "own_process_priority": 1.0, "reliability": 0.9}


@table(
    [
        case("a cold referral", RULES.arrival_chance, 0.4, **ARRIVAL),
        # odds 2/3 × 1.5 = 1
        case("brought in person", RULES.arrival_chance, 0.5, **ARRIVAL | {"form_odds": 1.5}),
        # odds 2/3 × 0.95^8.696 = 2/3 × 0.640143
        case("two months of waiting", RULES.arrival_chance, 0.299116, **ARRIVAL | {"weeks": 8.696}),
        # odds 2/3 × e^0.4
        case("in full trust", RULES.arrival_chance, 0.498634, **ARRIVAL | {"trust": 1.0}),
        case("far away", RULES.arrival_chance, 0.330602, **ARRIVAL | {"shift": -0.3}),
        case("ten places", RULES.places_open, 10, places=10.0, coordination=0.0, taken=0.85),
        case("ten per cent coordination", RULES.places_open, 9, places=10.0, coordination=0.1,
             taken=0.85),
        case("whole places stay whole", RULES.places_open, 9, places=10.0, coordination=0.1,
             taken=1.0),
        case("a newcomer stands last", RULES.queue_order, 2000, clock=0, guided=False, bonus=3.0),
        case("half a year before him", RULES.queue_order, 1994, clock=6, guided=False, bonus=3.0),
        case("guided: three months ahead", RULES.queue_order, 1997, clock=0, guided=True,
             bonus=3.0),
        case("within twelve bits", RULES.queue_order, 0, clock=9999, guided=False, bonus=3.0),
        case("institution, order, person, need", RULES.queue_key, (8197 << 44) + (3 << 4) + 1,
             institution=2, order=5, identity=np.uint64(3), k=1),
        case("slots not promised", RULES.refusal_chance, 0.1, mode=0, **CALL),
        case("slots kept", RULES.refusal_chance, 0.1, mode=1, **CALL),
        # 0.25 · 2 · 0.8 = 0.4; 1 − 0.6 · 0.9
        case("on call without obligation", RULES.refusal_chance, 0.46, mode=2, **CALL),
        case("on call and binding", RULES.refusal_chance, 0.1, mode=2,
             **CALL | {"bindingness": 1.0}),
        case("the federal purse takes all", RULES.selection_chance, 0.0, far=True, purse=FEDERAL,
             selection=0.2, cost_shifting=0.5),
        case("others refuse far cases", RULES.selection_chance, 0.1, far=True, purse=MUNICIPAL,
             selection=0.2, cost_shifting=0.5),
        case("not near ones", RULES.selection_chance, 0.0, far=False, purse=HEALTH_INSURANCE,
             selection=0.2, cost_shifting=0.5),
    ]
)  # fmt: skip
def test_admission(case: Case) -> None:
    case.check()


def test_every_minute_is_paid_by_one_purse() -> None:
    for purse, name in enumerate(("federal", "municipal", "health")):
        counts = tally()
        RULES.pay(counts, purse, 60)
        assert counted(counts) == {f"minutes_{name}": 60, "minutes_total": 60}


def test_a_referral_that_comes_to_nothing() -> None:
    someone = person(stage={HEALTH: WAITING}, provider={HEALTH: 3}, busy=1, lock_in=0.0)
    RULES.give_back(someone, HEALTH, 6.0)
    assert (someone.stage[HEALTH], someone.clock[HEALTH]) == (RECOGNISED, -6)
    assert (someone.provider[HEALTH], someone.busy) == (-1, 0)
    two = person(stage={HEALTH: WAITING, DEBT: IN_SERVICE}, busy=2, lock_in=0.8)
    RULES.give_back(two, HEALTH, 6.0)
    assert (two.busy, two.lock_in) == (1, 0.8)  # the other service still locks in


def test_waits_are_counted_in_steps() -> None:
    counts = tally()
    for months in (0, 3, 12):
        RULES.count_wait(counts, months)
    assert counted(counts) == {
        "waiting_months": 15, "waited_1": 2, "waited_2": 2, "waited_3": 2, "waited_4": 1,
        "waited_6": 1, "waited_9": 1, "waited_12": 1,
    }  # fmt: skip


DROP = {"base": 0.05, "per_trust": 0.8, "manager_factor": 0.5}


@table(
    [
        case("drop-out at middling trust", RULES.drop_chance, 0.05, trust=0.5, managed=False,
             **DROP),
        case("a case manager halves it", RULES.drop_chance, 0.025, trust=0.5, managed=True, **DROP),
        # 0.05 · e^0.4
        case("without trust", RULES.drop_chance, 0.074591, trust=0.0, managed=False, **DROP),
        case("never above one", RULES.drop_chance, 1.0, trust=0.0, managed=False,
             **DROP | {"base": 0.9}),
        case("an average site", RULES.site_quality, 1.0, z=0.0, spread=0.25),
        case("a good one", RULES.site_quality, 1.284025, z=1.0, spread=0.25),
        case("a bad one does harm", RULES.site_quality, 0.778801, z=-1.0, spread=0.25),
        case("alone", RULES.diffusion, 1.0, parties=1, held=False, per_party=0.12),
        case("three parties, nobody holds", RULES.diffusion, 0.76, parties=3, held=False,
             per_party=0.12),
        case("three parties, one hand", RULES.diffusion, 1.0, parties=3, held=True, per_party=0.12),
        case("nothing is left of it", RULES.diffusion, 0.0, parties=12, held=False, per_party=0.12),
        case("specialists stay", RULES.specialisation, 1.0, low_need=False, guided=True,
             low_need_loss=0.21, loss=0.0, specialist_loss=0.15),
        case("low need in a team", RULES.specialisation, 0.79, low_need=True, guided=True,
             low_need_loss=0.21, loss=0.0, specialist_loss=0.15),
        case("low need on its own", RULES.specialisation, 1.0, low_need=True, guided=False,
             low_need_loss=0.21, loss=0.0, specialist_loss=0.15),
        case("all specialists gone", RULES.specialisation, 0.85, low_need=False, guided=False,
             low_need_loss=0.21, loss=1.0, specialist_loss=0.15),
        case("fades by three per cent", RULES.faded, 0.776, mitigated=0.8, fade=0.03),
    ]
)  # fmt: skip
def test_service(case: Case) -> None:
    case.check()
