"""Participation (Teilhabe): cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import RULES, Case, case, household, person, table

from model.vocabulary import (
    ADDICTION,
    AGH,
    APPRENTICESHIP,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    CRISIS,
    DEBT,
    FIXED_TERM,
    FULL_TIME,
    HEALTH,
    IN_SERVICE,
    LONE_PARENT,
    MINI_JOB,
    N_BARRIERS,
    NO_CONTRACT,
    NO_JOB,
    PERMANENT,
    SELF_EMPLOYED,
    SINGLE,
    SUBSIDISED,
    TEMP,
    VOCATIONAL,
)

JOB = {
    "contract": PERMANENT, "receipt": 0, "young": False, "insecure": True, "permanent": 1.6,
    "fixed_term": 1.0, "temp": 0.6, "self_employed": 0.8, "subsidised": 0.5, "mini_job": 0.3,
    "training": 0.7, "in_receipt": -0.4,
}  # fmt: skip
AGH_LONG = {
    "young": False, "strict": True, "months": 6, "voluntary": 1.0, "from_months": 6, "effect": 0.4
}  # fmt: skip
KIND = {"lone_parent": 0.2, "couple_young": 0.3}
SCAR = {"gain": 0.05, "largest": 1.0, "decay": 0.1, "buffer": 0.5}


@table(
    [
        case("no job", RULES.job_effect, 0.0, employment=NO_JOB, **JOB | {"contract": NO_CONTRACT}),
        case("permanent", RULES.job_effect, 1.6, employment=FULL_TIME, **JOB),
        case("fixed term", RULES.job_effect, 1.0, employment=FULL_TIME,
             **JOB | {"contract": FIXED_TERM}),
        case("temporary agency", RULES.job_effect, 0.6, employment=FULL_TIME,
             **JOB | {"contract": TEMP}),
        case("topping up", RULES.job_effect, 1.2, employment=FULL_TIME, **JOB | {"receipt": 1}),
        case("insecurity switched off", RULES.job_effect, 1.6, employment=FULL_TIME,
             **JOB | {"contract": TEMP, "receipt": 1, "insecure": False}),
        case("mini-job", RULES.job_effect, 0.3, employment=MINI_JOB, **JOB),
        case("mini-job, under 25", RULES.job_effect, 0.0, employment=MINI_JOB,
             **JOB | {"young": True}),
        case("self-employed", RULES.job_effect, 0.8, employment=SELF_EMPLOYED, **JOB),
        case("subsidised", RULES.job_effect, 0.5, employment=SUBSIDISED, **JOB),
        case("apprentices: the better of both", RULES.job_effect, 1.0, employment=APPRENTICESHIP,
             **JOB | {"contract": FIXED_TERM}),
        case("AGH, long and voluntary", RULES.agh_effect, 0.4, **AGH_LONG),
        case("AGH, too short", RULES.agh_effect, 0.0, **AGH_LONG | {"months": 5}),
        case("AGH, assigned", RULES.agh_effect, 0.0, **AGH_LONG | {"voluntary": 0.0}),
        case("AGH as in the talk", RULES.agh_effect, 0.4,
             **AGH_LONG | {"months": 0, "voluntary": 0.0, "strict": False}),
        case("AGH, under 25", RULES.agh_effect, 0.0, **AGH_LONG | {"young": True}),
        case("single", RULES.household_effect, 0.0, kind=SINGLE, young=False, **KIND),
        case("lone parent", RULES.household_effect, 0.2, kind=LONE_PARENT, young=False, **KIND),
        case("couple", RULES.household_effect, 0.0, kind=COUPLE, young=False, **KIND),
        case("young couple", RULES.household_effect, 0.3, kind=COUPLE, young=True, **KIND),
        case("young family", RULES.household_effect, 0.3, kind=COUPLE_WITH_CHILDREN, young=True,
             **KIND),
        case("a tenth of the way", RULES.next_participation, 6.1, value=6.0, target=7.0, speed=0.1,
             loss=0.0),
        case("a job is lost", RULES.next_participation, 5.6, value=6.0, target=7.0, speed=0.1,
             loss=0.5),
        case("never above ten", RULES.next_participation, 10.0, value=9.9, target=30.0, speed=0.1,
             loss=0.0),
        case("never below one", RULES.next_participation, 1.0, value=1.2, target=1.0, speed=0.1,
             loss=3.0),
        case("scar grows", RULES.next_scar, 0.25, scar=0.2, working=False, relationships=0.0,
             **SCAR),
        case("friends buffer it", RULES.next_scar, 0.225, scar=0.2, working=False,
             relationships=1.0, **SCAR),
        case("scar has an end", RULES.next_scar, 1.0, scar=0.99, working=False, relationships=0.0,
             **SCAR),
        case("scar heals at work", RULES.next_scar, 0.18, scar=0.2, working=True,
             relationships=0.0, **SCAR),
        case("BuT with time", RULES.but_chance, 0.04, base=0.04, school=0.02, tied=False,
             free_share=1.0),
        case("BuT with school social work", RULES.but_chance, 0.03, base=0.04, school=0.02,
             tied=True, free_share=0.5),
        case("BuT, nobody has time", RULES.but_chance, 0.0, base=0.04, school=0.02, tied=True,
             free_share=0.0),
    ]
)  # fmt: skip
def test_effects(case: Case) -> None:
    case.check()


PARTICIPATION = SimpleNamespace(
    base=6.0, causal_share=0.5, permanent=1.6, fixed_term=1.0, temp=0.6, self_employed=0.8,
    subsidised=0.5, mini_job=0.3, training=0.7, in_receipt=-0.4, agh_months=6, agh=0.4,
    health=-0.6, burden=-0.3, lone_parent=0.2, couple_young=0.3, relationships=2.0,
    relationships_rest=0.5, relationships_job=0.1, relationships_speed=0.5, engagement=1.0,
    engagement_rest=0.4, engagement_speed=0.5, but=0.1, young_until=300, milieu=0.2,
    milieu_norms=-0.05, scar_gain=0.05, scar_max=1.0, scar_decay=0.1, scar_buffer=0.0,
)  # fmt: skip


def parameters(**switches: float) -> SimpleNamespace:
    on = {"insecure_jobs": 1.0, "agh_strict": 1.0, "but": 1.0, "stigma": 1.0, "scarring": 1.0}
    return SimpleNamespace(
        participation=PARTICIPATION, switches=SimpleNamespace(**{**on, "milieu": 1.0, **switches})
    )


def target(home: SimpleNamespace | None = None, switches: Any = None, **who: Any) -> float:
    someone = person(**{"age": 400, "relationships": 0.5, "engagement": 0.4, **who})
    lever = SimpleNamespace(agh_voluntary=1.0)
    made = parameters(**(switches or {}))
    return float(RULES.target_of(someone, home or household(kind=SINGLE), lever, made))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ({}, 6.0),
        ({"person_effect": 0.7}, 6.7),
        ({"employment": FULL_TIME, "contract": PERMANENT}, 6.8),  # half of 1.6 is causal
        ({"has": {HEALTH: 1}}, 5.4),
        ({"has": {HEALTH: 1}, "mitigated": {HEALTH: 0.5}, "eased": 1}, 5.7),
        ({"has": {DEBT: 1, CRISIS: 1}}, 5.4),
        ({"has": {DEBT: 1, CRISIS: 1}, "mitigated": {DEBT: 1.0}, "eased": 1}, 5.7),
        ({"relationships": 0.7}, 6.4),
        ({"engagement": 0.5}, 6.1),
        ({"stage": {VOCATIONAL: IN_SERVICE}}, 6.7),
        ({"stage": {AGH: IN_SERVICE}, "clock": {AGH: 6}}, 6.4),
        ({"stage": {AGH: IN_SERVICE}, "clock": {AGH: 5}}, 6.0),
        ({"scar": 0.4, "stigma": 0.1}, 5.5),
    ],
)
def test_what_participation_moves_to(who: dict[str, Any], expected: float) -> None:
    assert target(**who) == pytest.approx(expected)


def test_households_and_switches_move_it_too() -> None:
    assert target(household(kind=LONE_PARENT, but=1)) == pytest.approx(6.3)
    assert target(household(but=1), {"but": 0.0}) == pytest.approx(6.0)
    assert target(switches={"stigma": 0.0}, stigma=0.1) == pytest.approx(6.0)


def test_only_latent_burdens_count_as_burdens() -> None:
    has, none = [1] * N_BARRIERS, [0.0] * N_BARRIERS
    assert RULES.burdens_effect(has, none, -0.3) == pytest.approx(-0.9)
    relieved = [float(k == ADDICTION) for k in range(N_BARRIERS)]
    assert RULES.burdens_effect(has, relieved, -0.3) == pytest.approx(-0.6)


def felt(lever: dict[str, float], ramp: float, switches: Any = None, **who: Any) -> SimpleNamespace:
    someone = person(**{"relationships": 0.5, "engagement": 0.4, "trust": 0.5, "scar": 0.2, **who})
    levers = SimpleNamespace(**{"milieu_relationships": 0.0, "milieu_engagement": 0.0, **lever})
    RULES.feel(someone, levers, ramp, parameters(**(switches or {})))
    return someone


def test_relationships_and_engagement_drift() -> None:
    assert felt({}, 1.0).relationships == pytest.approx(0.5)
    assert felt({}, 1.0, employment=FULL_TIME).relationships == pytest.approx(0.55)
    assert felt({}, 1.0, employment=MINI_JOB).relationships == pytest.approx(0.5)
    assert felt({}, 1.0, relationships=0.9).relationships == pytest.approx(0.7)
    assert felt({}, 1.0, engagement=0.0).engagement == pytest.approx(0.2)


def test_the_milieu_lifts_both_and_its_norms_may_cost_trust() -> None:
    full = {"milieu_relationships": 1.0, "milieu_engagement": 1.0}
    lifted = felt(full, 1.0, receipt=1)
    assert (lifted.relationships, lifted.engagement) == (pytest.approx(0.6), pytest.approx(0.5))
    assert lifted.trust == pytest.approx(0.45)
    assert felt(full, 0.5).relationships == pytest.approx(0.55)
    off = felt(full, 1.0, {"milieu": 0.0}, receipt=1)
    assert (off.relationships, off.trust) == (pytest.approx(0.5), pytest.approx(0.5))


def test_scars() -> None:
    assert felt({}, 1.0).scar == pytest.approx(0.25)
    assert felt({}, 1.0, employment=FULL_TIME).scar == pytest.approx(0.18)
    assert felt({}, 1.0, employment=MINI_JOB).scar == pytest.approx(0.25)
    assert felt({}, 1.0, {"scarring": 0.0}).scar == pytest.approx(0.2)
