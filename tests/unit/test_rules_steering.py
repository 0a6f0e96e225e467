"""Profiles, weights and target groups: cases computed by hand."""

import math
from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import LOOPS, RULES, Case, case, few, household, person, table

from model.streams import Decision
from model.tally import FIXED
from model.vocabulary import (
    AKTIVIERUNG,
    CARE,
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
    NOT_RECOGNISED,
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
        case("half of the gain is participation", RULES.purpose_share, 0.5, outlook=0.0, gain=0.6,
             participation=1.0, participation_gain=0.6),
        case("no target, no purpose", RULES.purpose_share, 0.0, outlook=0.0, gain=0.6,
             participation=0.0, participation_gain=0.6),
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
    RULES.aim(someone, STEERING, PROFILING, kappa)
    assert someone.weight == pytest.approx(weight)
    assert someone.purpose == 0.0  # participation is no target


def test_participation_is_the_purpose_most_of_all_far_from_the_market() -> None:
    lever = SimpleNamespace(**{**vars(STEERING), "weight_participation": 1.0})
    shares = []
    for outlook in (0.0, -2.0):
        someone = person(outlook=outlook, profile=FOERDER)
        RULES.aim(someone, lever, PROFILING, 1.0)
        shares.append(someone.purpose)
    assert 0.0 < shares[0] < shares[1] < 1.0


def test_the_marked_are_listed_in_order() -> None:
    state = few(person() for _ in range(6))
    state.marks[:] = [0, 1, 1, 0, 1, 0]
    assert LOOPS.spans.listed(state, 0, 6) == 3
    assert state.active[:3] == [1, 2, 4]
    assert LOOPS.spans.listed(state, 2, 5) == 4  # a block lists from its first row on
    assert state.active[:4] == [1, 2, 2, 4]
    assert LOOPS.spans.listed(state, 3, 3) == 3  # nobody
    state.home_marks[:] = [1, 0, 0, 1, 1, 0]
    assert LOOPS.spans.listed_homes(state, 1, 6) == 3
    assert state.home_list[:3] == [-1, 3, 4]


def test_many_marks_are_listed_alike() -> None:
    """Whole lines of 64 marks and the rest, from any row on."""
    marks = [int(row % 7 == 0 or row in (63, 64, 191)) for row in range(200)]
    for first, end in ((0, 200), (3, 131), (64, 192), (10, 40)):
        rows = [-1] * 200
        last = RULES.list_marked(rows, marks, first, end)
        assert rows[first:last] == [row for row in range(first, end) if marks[row]]


def test_blocks_of_households_are_runs_of_people() -> None:
    state = few((person() for _ in range(6)), [household(size=n) for n in (1, 3, 2)])
    assert LOOPS.spans.people_of(state, 0, 3) == (0, 6)
    assert LOOPS.spans.people_of(state, 1, 2) == (1, 4)
    assert LOOPS.spans.people_of(state, 2, 2) == (0, 0)


WEIGHING = SimpleNamespace(**vars(PROFILING), kappa=1.0)


def test_only_people_in_receipt_are_weighed() -> None:
    """The whole step: profile, weight and the sums of the Sozialraum."""
    served = person(receipt=1, spell=9, window_count=3, has={HEALTH: 1, CARE: 1})
    gone = person(receipt=0, spell=9, weight=7.0, profile=MARKT)
    space = SimpleNamespace(stock=0, weight=0, far=0)
    par = SimpleNamespace(casework=WEIGHING, switches=SimpleNamespace(attention=1.0))
    state = few([gone, served], draws={Decision.PROFILE: {0: 0.5, 1: 0.99}}, par=par,
                spaces=space, forms=SimpleNamespace(), levers=STEERING)  # fmt: skip
    LOOPS.steering.weigh(state, 1, 0, 2)
    chance = 1.0 / (1.0 + math.exp(0.2))  # outlook 0.6 − 2 · 0.4
    assert served.profile == FOERDER
    assert served.weight == pytest.approx(1.5 * chance)
    assert (space.stock, space.far, space.weight) == (1, 0, int(served.weight * FIXED))
    assert (gone.profile, gone.weight) == (MARKT, 7.0)
