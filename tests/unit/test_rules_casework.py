"""Minutes, contacts, recognition, profiles and steering: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import RULES, Case, case, household, person, table

from model.tally import FIXED
from model.vocabulary import (
    AGH,
    AKTIVIERUNG,
    CARE,
    CASE_MANAGER,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    DEBT,
    ENTWICKLUNG,
    EVERYONE,
    FAMILIES,
    FAR_FROM_MARKET,
    FEMALE,
    FOERDER,
    FULL_TIME,
    HEALTH,
    ILL,
    IN_LONG_RECEIPT,
    ISOLATION,
    LONE_PARENT,
    LONE_PARENTS,
    LONG_RECEIPT,
    MARKT,
    MIGRANTS,
    MIGRATED,
    MINI_JOB,
    MOTHER,
    N_BARRIERS,
    N_NEEDS,
    NO_HOLDER,
    NOT_RECOGNISED,
    OFFICER,
    OTHERS,
    RECOGNISED,
    SINGLE,
    STABILISIERUNG,
    UNDER_25,
    UNTERSTUETZUNG,
)

NOBODY = {"age": 400, "kind": SINGLE, "profile": MARKT, "has": [0] * N_BARRIERS}
EDGES = {
    "markt": 1.0, "aktivierung": 0.5, "foerder": -0.5, "entwicklung": -1.0, "stabilisierung": -2.0
}  # fmt: skip
TARGETS = {
    "need": 1.0, "receipt": 1.0, "participation": 0.0, "need_gain": 0.5, "receipt_gain": 0.4,
    "participation_gain": 0.6, "floor": 0.02,
}  # fmt: skip


def has(*barriers: int) -> list[int]:
    """A vector of barriers that are present."""
    return [int(k in barriers) for k in range(N_BARRIERS)]


@table(
    [
        case("before the form begins", RULES.ramp_progress, 0.0, month=3, start=6,
             ramp_months=12.0),
        case("half-way", RULES.ramp_progress, 0.5, month=12, start=6, ramp_months=12.0),
        case("established", RULES.ramp_progress, 1.0, month=99, start=6, ramp_months=12.0),
        case("no ramp", RULES.ramp_progress, 1.0, month=0, start=0, ramp_months=0.0),
        case("dear while built up", RULES.coordination_share, 0.10, progress=0.0, during_ramp=0.10,
             established=0.05, case_minutes=1.0, most=0.9),
        case("cheaper half-way", RULES.coordination_share, 0.075, progress=0.5, during_ramp=0.10,
             established=0.05, case_minutes=1.0, most=0.9),
        case("40 % longer cases", RULES.coordination_share, 0.07, progress=1.0, during_ramp=0.10,
             established=0.05, case_minutes=1.4, most=0.9),
        case("never all minutes", RULES.coordination_share, 0.9, progress=1.0, during_ramp=0.0,
             established=0.8, case_minutes=1.4, most=0.9),
        case("perception: all four", RULES.perception, 0.36, boundaries=1.0, people=0.9,
             services=0.8, communicated=0.5),
        case("perception: one is missing", RULES.perception, 0.0, boundaries=1.0, people=1.0,
             services=1.0, communicated=0.0),
        case("teams act", RULES.capacity_to_act, 0.7, teams=1.0, coordinator=0.0, placement=0.8,
             benefits=0.5, case_management=0.8, offices=1.0),
        case("a coordinator half as well", RULES.capacity_to_act, 0.35, teams=0.0, coordinator=0.5,
             placement=0.8, benefits=0.5, case_management=0.8, offices=1.0),
        case("closed offices act nowhere", RULES.capacity_to_act, 0.0, teams=1.0, coordinator=1.0,
             placement=1.0, benefits=1.0, case_management=1.0, offices=0.0),
    ]
)  # fmt: skip
def test_minutes_and_gates(case: Case) -> None:
    case.check()


@table(
    [
        case("no minutes, no contact", RULES.contact_chance, 0.0, minutes=0.0,
             minutes_per_contact=45.0),
        case("minutes of one contact", RULES.contact_chance, 0.632121, minutes=45.0,
             minutes_per_contact=45.0),
        case("17 minutes a month", RULES.contact_chance, 0.314618, minutes=17.0,
             minutes_per_contact=45.0),
        case("missed at middling trust", RULES.missed_chance, 0.2, trust=0.5, base=0.2,
             per_trust=1.5),
        # odds 0.25 · e^(±0.75)
        case("missed without trust", RULES.missed_chance, 0.346085, trust=0.0, base=0.2,
             per_trust=1.5),
        case("missed in full trust", RULES.missed_chance, 0.105619, trust=1.0, base=0.2,
             per_trust=1.5),
        case("consents", RULES.consents, True, u=0.79, trust=0.5, level=0.8, per_trust=0.5,
             sanction_setting=0.0, per_sanction=0.1),
        case("not under sanctions", RULES.consents, False, u=0.79, trust=0.5, level=0.8,
             per_trust=0.5, sanction_setting=1.0, per_sanction=0.1),
        case("trust brings consent back", RULES.consents, True, u=0.79, trust=0.7, level=0.8,
             per_trust=0.5, sanction_setting=1.0, per_sanction=0.1),
        case("drifts down", RULES.drifted, 0.78, value=0.8, rest=0.6, speed=0.1),
        case("drifts up", RULES.drifted, 0.42, value=0.4, rest=0.6, speed=0.1),
        case("own pillar", RULES.recognition_chance, 0.1, base=0.1, own_pillar=1.0, foreign=0.35,
             cross=0.0, factor=1.0),
        case("other pillar", RULES.recognition_chance, 0.035, base=0.1, own_pillar=0.0,
             foreign=0.35, cross=0.0, factor=1.0),
        case("other pillar with half of the look across", RULES.recognition_chance, 0.0675,
             base=0.1, own_pillar=0.0, foreign=0.35, cross=0.5, factor=1.0),
        case("case manager sees twice", RULES.recognition_chance, 0.2, base=0.1, own_pillar=1.0,
             foreign=0.35, cross=0.0, factor=2.0),
    ]
)  # fmt: skip
def test_contacts(case: Case) -> None:
    case.check()


PRESENCE = {"relationships": 0.5, "isolation_below": 0.35, "far": True, "spell": 12, "agh_from": 12}


@table(
    [
        case("a barrier that is there", RULES.need_present, True, k=HEALTH, **PRESENCE,
             has=has(HEALTH)),
        case("a barrier that is not", RULES.need_present, False, k=DEBT, **PRESENCE,
             has=has(HEALTH)),
        case("few relationships", RULES.need_present, True, k=ISOLATION,
             **PRESENCE | {"relationships": 0.34}, has=has()),
        case("enough relationships", RULES.need_present, False, k=ISOLATION, **PRESENCE, has=has()),
        case("AGH after a year, far from the market", RULES.need_present, True, k=AGH, **PRESENCE,
             has=has()),
        case("no AGH before", RULES.need_present, False, k=AGH, **PRESENCE | {"spell": 11},
             has=has()),
        case("no AGH near the market", RULES.need_present, False, k=AGH,
             **PRESENCE | {"far": False}, has=has()),
    ]
)  # fmt: skip
def test_what_is_a_need(case: Case) -> None:
    case.check()


OBSERVED = [-0.4] * N_BARRIERS
SEEN = {"observed": OBSERVED, "level": 0.6, "noise": 0.5, "u": 0.5}


@table(
    [
        case("nobody's features", RULES.predicted_outlook, 0.6, **SEEN, has=has(),
             stage=[0] * N_NEEDS),
        case("two features", RULES.predicted_outlook, -0.2, **SEEN, has=has(HEALTH, CARE),
             stage=[0] * N_NEEDS),
        case("a hidden burden is not seen", RULES.predicted_outlook, 0.6, **SEEN, has=has(DEBT),
             stage=[NOT_RECOGNISED] * N_NEEDS),
        case("a known one is", RULES.predicted_outlook, 0.2, **SEEN, has=has(DEBT),
             stage=[RECOGNISED] * N_NEEDS),
        # ½ · ln(0.731059 / 0.268941) = ½
        case("an error of one scale", RULES.predicted_outlook, 1.1, **SEEN | {"u": 0.7310585786},
             has=has(), stage=[0] * N_NEEDS),
        case("Markt", RULES.assigned_profile, MARKT, outlook=1.0, **EDGES),
        case("Aktivierung", RULES.assigned_profile, AKTIVIERUNG, outlook=0.99, **EDGES),
        case("Förder", RULES.assigned_profile, FOERDER, outlook=0.49, **EDGES),
        case("Entwicklung", RULES.assigned_profile, ENTWICKLUNG, outlook=-0.51, **EDGES),
        case("Stabilisierung", RULES.assigned_profile, STABILISIERUNG, outlook=-1.01, **EDGES),
        case("Unterstützung", RULES.assigned_profile, UNTERSTUETZUNG, outlook=-2.01, **EDGES),
        # chance ½ at outlook 0: 1·½ + 1·½·½ (+ 1·0.4·½ after a year)
        case("weight of a newcomer", RULES.steering_weight, 0.75, outlook=0.0, months=11,
             integration=1.0, **TARGETS),
        case("a year in receipt counts more", RULES.steering_weight, 0.95, outlook=0.0, months=12,
             integration=1.0, **TARGETS),
        case("participation is for the others", RULES.steering_weight, 0.3, outlook=0.0, months=0,
             integration=0.0, **TARGETS | {"need": 0.0, "participation": 1.0}),
        case("nobody is without weight", RULES.steering_weight, 0.02, outlook=-99.0, months=0,
             integration=1.0, **TARGETS),
    ]
)  # fmt: skip
def test_profiles_and_weights(case: Case) -> None:
    case.check()


@table(
    [
        case("everyone", RULES.in_target_group, True, target=EVERYONE, **NOBODY),
        case("24 is young", RULES.in_target_group, True, target=UNDER_25, **NOBODY | {"age": 299}),
        case("25 is not", RULES.in_target_group, False, target=UNDER_25, **NOBODY | {"age": 300}),
        case("a couple is no family", RULES.in_target_group, False, target=FAMILIES,
             **NOBODY | {"kind": COUPLE}),
        case("with children it is", RULES.in_target_group, True, target=FAMILIES,
             **NOBODY | {"kind": COUPLE_WITH_CHILDREN}),
        case("lone parents are families", RULES.in_target_group, True, target=FAMILIES,
             **NOBODY | {"kind": LONE_PARENT}),
        case("families are not all lone parents", RULES.in_target_group, False,
             target=LONE_PARENTS, **NOBODY | {"kind": COUPLE_WITH_CHILDREN}),
        case("Förder is near", RULES.in_target_group, False, target=FAR_FROM_MARKET,
             **NOBODY | {"profile": FOERDER}),
        case("Entwicklung is far", RULES.in_target_group, True, target=FAR_FROM_MARKET,
             **NOBODY | {"profile": ENTWICKLUNG}),
        case("long receipt", RULES.in_target_group, True, target=IN_LONG_RECEIPT,
             **NOBODY | {"has": has(LONG_RECEIPT)}),
        case("migrants", RULES.in_target_group, True, target=MIGRANTS,
             **NOBODY | {"has": has(MIGRATED)}),
        case("the ill", RULES.in_target_group, False, target=ILL, **NOBODY | {"has": has(CARE)}),
        case("the ill with a limitation", RULES.in_target_group, True, target=ILL,
             **NOBODY | {"has": has(HEALTH)}),
    ]
)  # fmt: skip
def test_target_groups(case: Case) -> None:
    case.check()


PROFILING = SimpleNamespace(
    profile_after=1, profile_every=6, topping_up_not_profiled=0.7, older_from=696,
    older_not_profiled=0.3, ill_not_profiled=0.05, outlook_level=0.6, outlook_noise=0.5,
    observed=OBSERVED, edge_markt=1.0, edge_aktivierung=0.5, edge_foerder=-0.5,
    edge_entwicklung=-1.0, edge_stabilisierung=-2.0, need_gain=0.5, receipt_gain=0.4,
    participation_gain=0.6, weight_floor=0.02, unactivated=0.25,
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "small_child", "u", "others"),
    [
        ({"spell": 0}, -1, 0.99, True),  # new
        ({"spell": 1}, -1, 0.99, False),
        ({"spell": 9, "pupil": 1}, -1, 0.99, True),
        ({"spell": 9, "employment": FULL_TIME}, -1, 0.69, True),
        ({"spell": 9, "employment": FULL_TIME}, -1, 0.71, False),
        ({"spell": 9, "employment": MINI_JOB}, -1, 0.10, False),
        ({"spell": 9, "age": 696, "has": {LONG_RECEIPT: 1}}, -1, 0.29, True),
        ({"spell": 9, "age": 696, "has": {LONG_RECEIPT: 1}}, -1, 0.31, False),
        ({"spell": 9, "age": 696}, -1, 0.29, False),
        ({"spell": 9, "sex": FEMALE, "has": {MOTHER: 1}}, 35, 0.99, True),
        ({"spell": 9, "sex": FEMALE, "has": {MOTHER: 1}}, 36, 0.99, False),
        ({"spell": 9, "has": {HEALTH: 1}}, -1, 0.04, True),
        ({"spell": 9, "has": {HEALTH: 1}}, -1, 0.06, False),
    ],
)
def test_who_is_not_profiled(who: dict[str, Any], small_child: int, u: float, others: bool) -> None:
    home = household(child_age={0: small_child})
    assert bool(RULES.not_profiled(person(**who), home, PROFILING, u)) is others


def test_profiles_are_revised_twice_a_year_and_at_first_sight() -> None:
    settled = {"spell": 30, "outlook": 0.4, "entered": -4}
    due = [m for m in range(12) if RULES.profile_is_due(m, person(**settled), PROFILING)]
    assert due == [4, 10]
    assert RULES.profile_is_due(1, person(**{**settled, "outlook": 0.0}), PROFILING)
    assert RULES.profile_is_due(1, person(**{**settled, "spell": 1}), PROFILING)


def test_a_profile_is_assigned_from_what_is_seen() -> None:
    someone = person(spell=9, has={HEALTH: 1, CARE: 1})  # 0.6 − 0.8 = −0.2
    RULES.revise_profile(someone, household(), PROFILING, {0: 0.5, 1: 0.99})
    assert someone.outlook == pytest.approx(-0.2)
    assert someone.profile == FOERDER
    RULES.revise_profile(someone, household(), PROFILING, {0: 0.5, 1: 0.01})
    assert someone.profile == OTHERS  # on sick leave


STEERING = SimpleNamespace(
    weight_integration=1.0, weight_need=1.0, weight_receipt=1.0, weight_participation=0.0
)


@pytest.mark.parametrize(
    ("profile", "kappa", "weight"),
    [
        (FOERDER, 1.0, 0.75),
        (FOERDER, 2.0, 0.5625),
        (FOERDER, 0.0, 1.0),  # neutral
        (OTHERS, 1.0, 0.1875),
    ],
)
def test_attention_follows_the_weight(profile: int, kappa: float, weight: float) -> None:
    someone = person(outlook=0.0, window_count=3, profile=profile)
    assert RULES.person_weight(someone, STEERING, PROFILING, kappa) == pytest.approx(weight)


SPACE = {"weight": int(10 * FIXED), "officer_minutes": 1000.0, "far": 4, "effectiveness": 1.0}
ATTENDING = SimpleNamespace(minutes_per_managed_case=60.0, gap_follow_up=4.0)


@pytest.mark.parametrize(
    ("profile", "gap", "managers", "effectiveness", "holder", "minutes"),
    [
        (FOERDER, 4, 120.0, 1.0, OFFICER, 100.0),  # 1,000 minutes × 1 / 10
        (FOERDER, 5, 120.0, 1.0, NO_HOLDER, 100.0),
        (ENTWICKLUNG, 4, 120.0, 1.0, CASE_MANAGER, 160.0),  # half of four are covered, u = 0.4
        (ENTWICKLUNG, 4, 60.0, 1.0, OFFICER, 100.0),  # a quarter is
        (ENTWICKLUNG, 4, 480.0, 1.0, CASE_MANAGER, 220.0),  # twice as many minutes as cases
        (FOERDER, 4, 120.0, 0.9, OFFICER, 90.0),  # transition
    ],
)
def test_who_holds_a_case(
    profile: int, gap: int, managers: float, effectiveness: float, holder: int, minutes: float
) -> None:
    someone = person(profile=profile, contact_gap=gap, weight=1.0)
    space = SimpleNamespace(
        **{**SPACE, "manager_minutes": managers, "effectiveness": effectiveness}
    )
    RULES.attend(someone, space, ATTENDING, 0.4)
    assert someone.holder == holder
    assert someone.attention == pytest.approx(minutes)
