"""Relationships, engagement, scars, milieu, and BuT of families: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import (
    LOOPS,
    RULES,
    Grid,
    Rows,
    counted,
    few,
    household,
    lever,
    person,
    topic,
)
from testkit.rules import parameters as shipped

from model.streams import Decision
from model.vocabulary import (
    COMMUNITY_WORK,
    DAY_CARE,
    FULL_TIME,
    LONE_PARENT,
    MINI_JOB,
    SINGLE,
)

LEVEL = ("base", "causal_share", "health", "burden", "lone_parent", "couple_young", "relationships",
         "engagement", "but", "young_until", "speed", "loss", "permanent", "fixed_term", "temp",
         "self_employed", "subsidised", "mini_job", "in_receipt", "service_gain")  # fmt: skip
PARTICIPATION = topic(
    "participation",
    relationships_rest=0.5, relationships_job=0.1, relationships_speed=0.5, engagement_rest=0.4,
    engagement_speed=0.5, milieu=0.2, milieu_norms=-0.05, scar_gain=0.05, scar_max=1.0,
    scar_decay=0.1, scar_buffer=0.0, service_half_life=12, but_from=72, but_take_up=0.04,
    but_school=0.02, but_end=0.03,
    **dict.fromkeys(LEVEL, 0.0),  # here participation stays where it is
)  # fmt: skip
PLACE = SimpleNamespace(
    pair_of=Grid([Rows([0])]), but_kind=[0], milieu=Grid([Rows([0.5, 1.0, 1.0])])
)
SWITCHES = ("but", "scarring", "stigma", "milieu", "insecure_jobs", "school_social_work")


def ties(reach: float = 0.0) -> Grid:
    """One Sozialraum, one tie."""
    return Grid([Rows([SimpleNamespace(reach=reach)])])


def parameters(**switches: float) -> SimpleNamespace:
    """Parameters as above, and all switches on but for those given."""
    return shipped(
        participation=PARTICIPATION,
        casework=topic("casework", stigma_decay=0.25),
        place=topic("place", but_places=10.0),
        switches=topic("switches", **{**dict.fromkeys(SWITCHES, 1.0), **switches}),
    )


def but_of(
    home: SimpleNamespace,
    u: dict[int, float],
    on: float = 1.0,
    pace: float = 1.0,
    reach: float = 0.0,
) -> int:
    """Whether a household uses BuT after a month."""
    space = SimpleNamespace(pace=pace)
    state = few([person()], [home], {Decision.BUT: u}, par=parameters(but=on), place=PLACE,
                spaces=space, ties=ties(reach))  # fmt: skip
    LOOPS.but.count_families(state, 0, 0, 1)
    LOOPS.but.share_places(state, 0)
    LOOPS.but.begin_but(state, 0, 0, 1)
    return int(home.but)


def test_families_begin_and_end_but() -> None:
    def family(**who: Any) -> SimpleNamespace:
        return household(**{"kind": LONE_PARENT, "child_age": {0: 72}, **who})

    assert but_of(family(), {0: 0.039}) == 1
    assert but_of(family(), {0: 0.041}) == 0
    assert but_of(family(), {0: 0.041}, reach=0.5) == 1  # school social work
    assert but_of(family(), {0: 0.051}, reach=0.5) == 0
    assert but_of(family(), {0: 0.039}, pace=0.9) == 0  # the benefits department lacks minutes
    assert but_of(family(child_age={0: 71}), {0: 0.0}) == 0
    assert but_of(family(receipt=0), {0: 0.0}) == 0
    assert but_of(household(kind=SINGLE, child_age={0: 72}), {0: 0.0}) == 0
    assert but_of(family(), {0: 0.0}, on=0.0) == 0
    assert but_of(family(but=1), {0: 0.9, 1: 0.031}) == 1
    assert but_of(family(but=1), {0: 0.9, 1: 0.029}) == 0
    assert but_of(family(but=1, receipt=0), {0: 0.9, 1: 0.9}) == 0
    assert but_of(family(but=1, child_age={0: 71}), {0: 0.9, 1: 0.9}) == 0


def test_what_a_contact_for_participation_tells() -> None:
    assert RULES.told(person(purpose=0.5)) == 0.5
    assert RULES.told(person(purpose=0.5, contact_gap=1)) == 0.0


def test_the_chance_to_begin_but() -> None:
    space = SimpleNamespace(pace=0.5, but_free=0.8)
    assert RULES.chance_to_begin(PARTICIPATION, space, 0.0) == pytest.approx(0.5 * 0.04 * 0.8)
    assert RULES.chance_to_begin(PARTICIPATION, space, 1.0) == pytest.approx(0.5 * 0.06 * 0.8)


def test_but_places_are_finite() -> None:
    made = parameters()
    made.place.but_places = 4.0
    homes = [household(kind=LONE_PARENT, child_age={0: 72}, but=int(i < 3)) for i in range(5)]
    state = few([person() for _ in homes], homes, par=made)
    LOOPS.but.count_families(state, 0, 0, 5)
    LOOPS.but.share_places(state, 0)
    assert counted(state.tally[0]) == {"family_households": 5, "but_households": 3}
    assert state.spaces[0].but_free == pytest.approx(0.25)
    assert RULES.of_school_age(homes[0], 72)
    assert not RULES.of_school_age(homes[0], 73)


def felt(
    lifts: dict[str, float], ramp: float, switches: Any = None, nearby: int = 0, **who: Any
) -> SimpleNamespace:
    """Somebody after a month of relationships, engagement, scars and milieu."""
    someone = person(
        **{"relationships": 0.5, "circle": 0.5, "engagement": 0.4, "trust": 0.5, "scar": 0.2, **who}
    )
    levers = lever(**{"milieu_relationships": 0.0, "milieu_engagement": 0.0, **lifts})
    state = few([someone], [household(nearby=nearby)], par=parameters(**(switches or {})),
                levers=levers, spaces=SimpleNamespace(ramp=ramp), place=PLACE)  # fmt: skip
    LOOPS.participation.take_part(state, 0, 0, 1)
    return someone


def test_stigma_decays() -> None:
    assert felt({}, 1.0, stigma=0.4).stigma == pytest.approx(0.3)


def test_relationships_and_engagement_drift() -> None:
    assert felt({}, 1.0).relationships == pytest.approx(0.5)
    assert felt({}, 1.0, employment=FULL_TIME).relationships == pytest.approx(0.55)
    assert felt({}, 1.0, employment=MINI_JOB).relationships == pytest.approx(0.5)
    assert felt({}, 1.0, relationships=0.9).relationships == pytest.approx(0.7)
    assert felt({}, 1.0, engagement=0.0).engagement == pytest.approx(0.2)


def test_relationships_drift_to_the_level_of_the_person() -> None:
    assert felt({}, 1.0, circle=0.3).relationships == pytest.approx(0.4)


def test_the_milieu_lifts_both_and_its_norms_may_cost_trust() -> None:
    full = {"milieu_relationships": 1.0, "milieu_engagement": 1.0}
    lifted = felt(full, 1.0, receipt=1)
    assert (lifted.relationships, lifted.engagement) == (pytest.approx(0.6), pytest.approx(0.5))
    assert lifted.trust == pytest.approx(0.45)
    assert felt(full, 0.5).relationships == pytest.approx(0.55)
    off = felt(full, 1.0, {"milieu": 0.0}, receipt=1)
    assert (off.relationships, off.trust) == (pytest.approx(0.5), pytest.approx(0.5))


def test_meeting_places_lift_both_by_the_contacts_of_the_sozialraum() -> None:
    met = felt({}, 1.0, nearby=1 << COMMUNITY_WORK)
    assert (met.relationships, met.engagement) == (pytest.approx(0.55), pytest.approx(0.45))
    assert felt({}, 1.0, nearby=1 << DAY_CARE).relationships == pytest.approx(0.5)
    off = felt({}, 1.0, {"milieu": 0.0}, nearby=1 << COMMUNITY_WORK)
    assert off.relationships == pytest.approx(0.5)


def test_scars() -> None:
    assert felt({}, 1.0).scar == pytest.approx(0.25)
    assert felt({}, 1.0, employment=FULL_TIME).scar == pytest.approx(0.18)
    assert felt({}, 1.0, employment=MINI_JOB).scar == pytest.approx(0.25)
    assert felt({}, 1.0, {"scarring": 0.0}).scar == pytest.approx(0.2)


def test_whether_any_form_lifts() -> None:
    none, some = ({"milieu_relationships": x, "milieu_engagement": -x} for x in (0.0, 0.1))
    assert RULES.lifted_anywhere(few(levers=[lever(**none)]).levers) == 0.0
    both = few(levers=[lever(**none), lever(**some)]).levers
    assert RULES.lifted_anywhere(both) > 0.0  # also if they pull in opposite directions


def test_a_lift_adds_to_where_things_rest() -> None:
    made = parameters(scarring=0.0)
    made.casework.stigma_decay = 0.5
    par = made.participation
    plain, lifted = (person(relationships=0.5, engagement=0.4, stigma=0.4) for _ in range(2))
    RULES.feel_close(plain, made, 0.0, 0.0)
    RULES.feel_close(lifted, made, 0.2, 0.1)
    more = lifted.relationships - plain.relationships
    assert more == pytest.approx(0.2 * par.relationships_speed)
    more = lifted.engagement - plain.engagement
    assert more == pytest.approx(0.1 * par.engagement_speed)
    assert lifted.stigma == 0.2


def test_norms_move_the_trust_of_people_in_receipt_only() -> None:
    for receipt, lift, trust in ((1, 1.0, 0.45), (0, 1.0, 0.5), (1, 0.0, 0.5)):
        someone = person(receipt=receipt, trust=0.5)
        RULES.follow_norms(someone, lift, parameters())
        assert someone.trust == pytest.approx(trust)
