"""Participation (Teilhabe): cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import (
    LOOPS,
    RULES,
    Case,
    Grid,
    Rows,
    case,
    few,
    household,
    lever,
    person,
    table,
    topic,
)
from testkit.rules import parameters as shipped

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
    N_NEEDS,
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
    "in_receipt": -0.4,
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
        case("apprentices: fixed term", RULES.job_effect, 1.0, employment=APPRENTICESHIP,
             **JOB | {"contract": FIXED_TERM}),
        case("AGH, long and voluntary", RULES.agh_effect, 0.4, **AGH_LONG),
        case("AGH, too short", RULES.agh_effect, 0.0, **AGH_LONG | {"months": 5}),
        case("AGH, assigned", RULES.agh_effect, 0.0, **AGH_LONG | {"voluntary": 0.0}),
        case("AGH, a quarter voluntary", RULES.agh_effect, 0.1, **AGH_LONG | {"voluntary": 0.25}),
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
        case("BuT with time", RULES.but_chance, 0.04, base=0.04, school=0.02, reach=0.0,
             free_share=1.0),
        case("BuT with school social work", RULES.but_chance, 0.03, base=0.04, school=0.02,
             reach=1.0, free_share=0.5),
        case("BuT, nobody has time", RULES.but_chance, 0.0, base=0.04, school=0.02, reach=1.0,
             free_share=0.0),
    ]
)  # fmt: skip
def test_effects(case: Case) -> None:
    case.check()


PARTICIPATION = topic(
    "participation",
    base=6.0, causal_share=0.5, permanent=1.6, fixed_term=1.0, temp=0.6, self_employed=0.8,
    subsidised=0.5, mini_job=0.3, in_receipt=-0.4, agh_months=6, service_gain=0.4,
    service_half_life=12,
    health=-0.6, burden=-0.3, lone_parent=0.2, couple_young=0.3, relationships=2.0,
    relationships_rest=0.5, relationships_job=0.1, relationships_speed=0.5, engagement=1.0,
    engagement_rest=0.4, engagement_speed=0.5, but=0.25, young_until=300, milieu=0.2,
    milieu_norms=-0.05, scar_gain=0.05, scar_max=1.0, scar_decay=0.1, scar_buffer=0.0,
    but_from=72, but_take_up=0.04, but_school=0.02, but_end=0.03,
)  # fmt: skip
LEVER = lever(agh_voluntary=1.0, milieu_relationships=0.0, milieu_engagement=0.0)
PLACE = SimpleNamespace(
    pair_of=Grid([Rows([0])]), but_kind=[0], milieu=Grid([Rows([1.0, 1.0, 1.0])])
)
GRADES = {AGH: 1.0, VOCATIONAL: 1.75, CRISIS: -0.5}
SWITCHES = ("insecure_jobs", "agh_strict", "but", "stigma", "scarring", "milieu")


def ties(stage: int = 0) -> Grid:
    """One Sozialraum, one tie."""
    return Grid([Rows([SimpleNamespace(stage=stage)])])


def parameters(changes: dict[str, float] | None = None, **switches: float) -> SimpleNamespace:
    """Parameters as above with some changes, and all switches on but for those given."""
    return shipped(
        participation=SimpleNamespace(**{**vars(PARTICIPATION), **(changes or {})}),
        casework=topic("casework", stigma_decay=0.25),
        needs=topic("needs", participation=[GRADES.get(k, 0.0) for k in range(N_NEEDS)]),
        place=topic("place", but_places=10.0),
        switches=topic("switches", **{**dict.fromkeys(SWITCHES, 1.0), **switches}),
    )


# Of what moves from month to month only participation does; BuT neither begins nor ends.
STILL = {"relationships_speed": 0.0, "engagement_speed": 0.0, "scar_gain": 0.0, "scar_decay": 0.0}


def month(someone: SimpleNamespace, home: SimpleNamespace, par: SimpleNamespace) -> float:
    """Participation of somebody after a month."""
    state = few([someone], [home], par=par, levers=LEVER, place=PLACE, ties=ties(),
                spaces=SimpleNamespace(ramp=1.0, pace=0.0, but_free=1.0))  # fmt: skip
    par.casework.stigma_decay = 0.0
    LOOPS.participation.take_part(state, 0, 0, 1)
    return float(someone.participation)


def target(home: SimpleNamespace | None = None, switches: Any = None, **who: Any) -> float:
    """The level that participation moves to: where it is if it moves the whole way at once."""
    at_rest = {
        "age": 400,
        "relationships": 0.5,
        "circle": 0.5,
        "engagement": 0.4,
        "participation": 5.0,
    }
    par = parameters({**STILL, "speed": 1.0, "loss": 0.0}, **(switches or {}))
    return month(person(**{**at_rest, **who}), home or household(kind=SINGLE), par)


EASED = {"eased": 1, "relieved": 1 << HEALTH | 1 << DEBT}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ({}, 6.0),
        ({"person_effect": 0.7}, 6.7),
        ({"employment": FULL_TIME, "contract": PERMANENT}, 6.8),  # half of 1.6 is causal
        ({"employment": FULL_TIME, "contract": PERMANENT, "receipt": 1}, 6.6),  # tops up
        ({"employment": MINI_JOB}, 6.15),
        ({"employment": MINI_JOB, "age": 299}, 6.0),  # under 25
        ({"has": {HEALTH: 1}}, 5.4),
        ({"has": {HEALTH: 1}, "mitigated": {HEALTH: 0.5}, **EASED}, 5.7),
        ({"has": {DEBT: 1, CRISIS: 1}}, 5.4),
        ({"has": {DEBT: 1, CRISIS: 1}, "mitigated": {DEBT: 1.0}, **EASED}, 5.7),
        ({"relationships": 0.7}, 6.4),
        ({"engagement": 0.5}, 6.1),
        ({"stage": {VOCATIONAL: IN_SERVICE}, "busy": 1}, 6.7),
        ({"stage": {AGH: IN_SERVICE}, "clock": {AGH: 6}, "busy": 1}, 6.4),
        ({"stage": {AGH: IN_SERVICE}, "clock": {AGH: 5}, "busy": 1}, 6.0),
        ({"stage": {AGH: IN_SERVICE}, "clock": {AGH: 6}, "busy": 1, "age": 299}, 6.0),
        ({"stage": {HEALTH: IN_SERVICE}, "busy": 1, "scar": 0.4}, 5.6),
        ({"stage": {AGH: IN_SERVICE, VOCATIONAL: IN_SERVICE}, "clock": {AGH: 9}, "busy": 2}, 7.1),
        ({"stage": {VOCATIONAL: IN_SERVICE}, "misfit": {VOCATIONAL: 1}, "busy": 1}, 6.0),
        ({"stage": {CRISIS: IN_SERVICE}, "busy": 1}, 5.8),
        ({"scar": 0.4, "stigma": 0.1}, 5.5),
    ],
)
def test_what_participation_moves_to(who: dict[str, Any], expected: float) -> None:
    assert target(**who) == pytest.approx(expected)


def test_households_and_switches_move_it_too() -> None:
    family = {"kind": LONE_PARENT, "child_age": {0: 100}, "but": 1}
    assert target(household(**family)) == pytest.approx(6.3)
    assert target(household(**family), {"but": 0.0}) == pytest.approx(6.2)
    assert target(household(kind=SINGLE, but=1), {"but": 0.0}) == pytest.approx(6.0)
    assert target(switches={"stigma": 0.0}, stigma=0.1) == pytest.approx(6.0)
    insecure = {"employment": FULL_TIME, "contract": TEMP, "receipt": 1}
    assert target(**insecure) == pytest.approx(6.1)
    assert target(switches={"insecure_jobs": 0.0}, **insecure) == pytest.approx(6.8)


def test_participation_moves_a_part_of_the_way_and_falls_with_a_lost_job() -> None:
    """The same with and without a service under way, which are moved by different loops."""

    def felt_with(**who: Any) -> float:
        someone = person(age=400, relationships=0.5, engagement=0.4, participation=5.0, **who)
        return month(someone, household(), parameters({**STILL, "speed": 0.1, "loss": 0.5}))

    for busy in (0, 1):
        assert felt_with(busy=busy) == pytest.approx(5.1)
        assert felt_with(busy=busy, job_lost=1) == pytest.approx(4.6)
    bound = person(participation=1.1, job_lost=1)
    RULES.feel(bound, 1.0, True, topic("participation", speed=0.1, loss=5.0))
    assert bound.participation == 1.0


def test_the_level_adds_up_everything() -> None:
    parts = parameters()
    someone = person(person_effect=0.7, relief=-0.3, has={HEALTH: 1}, relationships=0.7,
                     engagement=0.5, scar=0.4, stigma=0.1, employment=FULL_TIME,
                     contract=PERMANENT, age=400, lift=0.2)  # fmt: skip
    level = 6.0 + 0.7 + 0.8 - 0.6 + 0.3 + 0.2 + 0.4 + 0.1 + 0.1 - 0.4 - 0.1 + 0.2
    for services in (0.0, 0.4):
        found = RULES.mood(someone, LONE_PARENT, 1, services, parts)  # one half grade: BuT
        assert found == pytest.approx(level + services)
    assert RULES.effect_of_job(someone, False, parts.participation, True) == 1.6


@pytest.mark.parametrize("lost", [0, 1])
def test_participation_moves_only_if_told(lost: int) -> None:
    par = SimpleNamespace(speed=0.1, loss=0.5)
    for moves, felt in ((True, 5.2 - 0.5 * lost), (False, 5.0)):
        someone = person(participation=5.0, job_lost=lost)
        RULES.feel(someone, 7.0, moves, par)
        assert someone.participation == pytest.approx(felt)


def test_only_latent_burdens_count_as_burdens() -> None:
    has = [1] * N_BARRIERS
    assert RULES.health_and_burdens(has, 0.0, -0.3) == pytest.approx(-0.9)
    relieved = [float(k == ADDICTION) for k in range(N_BARRIERS)]
    left = RULES.health_and_burdens(has, 0.0, -0.3) - RULES.relief(has, relieved, 0.0, -0.3)
    assert left == pytest.approx(-0.6)


def test_mitigation_relieves_health_and_burdens_that_are_there() -> None:
    has = [int(k in (HEALTH, DEBT)) for k in range(N_BARRIERS)]
    half = [0.5] * N_BARRIERS  # of crisis and addiction too, which are not there
    assert RULES.health_and_burdens(has, -0.6, -0.3) == pytest.approx(-0.9)
    assert RULES.relief(has, half, -0.6, -0.3) == pytest.approx(-0.45)
    assert RULES.relief(has, [0.0] * N_BARRIERS, -0.6, -0.3) == 0.0


def test_what_is_finished_lifts_on_and_fades_by_half_in_its_half_life() -> None:
    par = parameters({**STILL, "speed": 1.0, "loss": 0.0}, agh_strict=1.0)
    someone = person(age=400, relationships=0.5, engagement=0.4, lift=0.8)
    felt = [month(someone, household(kind=SINGLE), par) for _ in range(12)]
    assert felt[-1] == pytest.approx(6.4)
    assert someone.lift == pytest.approx(0.4)


def test_a_finished_service_lifts_by_its_grade_if_it_fits() -> None:
    par = parameters()
    for k, gain in ((VOCATIONAL, 0.7), (CRISIS, -0.2), (HEALTH, 0.0)):
        assert RULES.service_gain(person(), k, 0.0, par) == pytest.approx(gain)
        assert RULES.service_gain(person(misfit={k: 1}), k, 0.0, par) == 0.0
    for months, young, gain in ((6, 0, 0.2), (5, 0, 0.0), (6, 1, 0.0)):
        someone = person(clock={AGH: months}, age=299 if young else 300)
        assert RULES.service_gain(someone, AGH, 0.5, par) == pytest.approx(gain)
        someone.stage[AGH] = IN_SERVICE
        assert RULES.gain_of_services(someone, 0.5, par) == pytest.approx(gain)
    both = person(stage={VOCATIONAL: IN_SERVICE, CRISIS: IN_SERVICE, HEALTH: IN_SERVICE})
    assert RULES.gain_of_services(both, 0.0, par) == pytest.approx(0.5)
