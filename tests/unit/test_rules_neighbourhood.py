"""What households use in the neighbourhood without being sent: cases by hand."""

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
    counted,
    few,
    household,
    parameters,
    person,
    table,
    topic,
)

from model.processes.neighbourhood import D_NEARBY, HALVES
from model.vocabulary import (
    COMMUNITY_WORK,
    CRISIS,
    DAY_CARE,
    EARLY_HELP,
    LONE_PARENT,
    N_NEARBY,
    NEIGHBOURHOOD_CENTRE,
    PARENT_EDUCATION,
    SCHOOL_SOCIAL_WORK,
    YOUTH_CENTRE,
)


def bits(*services: int) -> int:
    return sum(1 << b for b in services)


FOR_ALL = bits(COMMUNITY_WORK, NEIGHBOURHOOD_CENTRE)


@table(
    [
        case("no child", RULES.for_child, 0, age=-1, school_from=72),
        case("a baby", RULES.for_child, bits(PARENT_EDUCATION, EARLY_HELP), age=0, school_from=72),
        case("from the first birthday", RULES.for_child,
             bits(PARENT_EDUCATION, EARLY_HELP, DAY_CARE), age=12, school_from=72),
        case("from the third", RULES.for_child, bits(PARENT_EDUCATION, DAY_CARE), age=36,
             school_from=72),
        case("at school", RULES.for_child,
             bits(PARENT_EDUCATION, SCHOOL_SOCIAL_WORK, YOUTH_CENTRE), age=72, school_from=72),
        case("as many hear of it as meet", RULES.chance_to_use, 0.05, take_up=0.04, talk=1.25,
             tied=0.0, free_share=0.5),
        case("ties look for people", RULES.chance_to_use, 0.06, take_up=0.04, talk=1.0, tied=0.02,
             free_share=0.5),
        case("places are finite", RULES.chance_to_use, 0.01, take_up=0.04, talk=1.0, tied=0.02,
             free_share=0.01),
        case("early help is a whole grade", RULES.half_grades, 4,
             nearby=bits(EARLY_HELP, YOUTH_CENTRE), but=1),
        case("nothing", RULES.half_grades, 0, nearby=0, but=0),
        case("all as one number", RULES.in_use, LONE_PARENT + 2 * HALVES,
             kind=LONE_PARENT, nearby=bits(YOUTH_CENTRE), but=1),
        case("no meeting place", RULES.in_use, LONE_PARENT + HALVES, kind=LONE_PARENT,
             nearby=bits(DAY_CARE), but=0),
        case("a pupil by BuT", RULES.is_reached, True, age=72, nearby=0, but=1, school_from=72),
        case("no small child by BuT", RULES.is_reached, False, age=71, nearby=0, but=1,
             school_from=72),
        case("by day care", RULES.is_reached, True, age=40, nearby=bits(DAY_CARE), but=0,
             school_from=72),
        case("not by a youth centre alone", RULES.is_reached, False, age=100,
             nearby=bits(YOUTH_CENTRE, PARENT_EDUCATION), but=0, school_from=72),
        case("no child, no reach", RULES.is_reached, False, age=-1, nearby=bits(DAY_CARE), but=1,
             school_from=72),
    ]
)  # fmt: skip
def test_use(case: Case) -> None:
    case.check()


def test_what_a_household_may_use_follows_from_its_children() -> None:
    assert RULES.may_use(household(), 72) == FOR_ALL
    both = household(child_age={0: 100, 2: 40})
    assert RULES.may_use(both, 72) == FOR_ALL | bits(
        PARENT_EDUCATION, SCHOOL_SOCIAL_WORK, YOUTH_CENTRE, DAY_CARE
    )


def test_who_is_burdened() -> None:
    assert RULES.is_burdened(person(has={CRISIS: 1}, relationships=0.9), 0.35)
    assert RULES.is_burdened(person(relationships=0.34), 0.35)
    assert not RULES.is_burdened(person(relationships=0.36), 0.35)


PARTICIPATION = {"but_take_up": 0.04, "but_school": 0.02, "but_end": 0.03, "but_from": 72}
PLACES = [0.0] * COMMUNITY_WORK + [2.0, 0.0]


def used(home: SimpleNamespace, u: Any, reach: float = 0.0, **who: Any) -> tuple[int, Any]:
    """What a household uses after a month, and the counts."""
    place = SimpleNamespace(
        pair_of=Grid([Rows([0] * 2)]), nearby_kinds=[1] * N_NEARBY, nearby_places=PLACES,
        milieu=Grid([Rows([1.0, 1.0, 1.0])]),
    )  # fmt: skip
    someone = person(**{"relationships": 0.9, **who})
    state = few([someone], [home], {D_NEARBY: u}, place=place,
                par=parameters(participation=topic("participation", **PARTICIPATION)),
                spaces=SimpleNamespace(nearby_usual=[0.0] * N_NEARBY, nearby_tied=[0.0] * N_NEARBY,
                                       nearby_told=[0.0] * N_NEARBY),
                ties=Grid([Rows([SimpleNamespace(reach=reach)])]))  # fmt: skip
    LOOPS.neighbourhood.count_users(state, 0, 0, 1)
    LOOPS.neighbourhood.share_places(state, 0)
    LOOPS.neighbourhood.begin_use(state, 0, 0, 1)
    return int(home.nearby), counted(state.tally[0])


def test_households_begin_and_stop() -> None:
    assert used(household(), 0.039)[0] == bits(COMMUNITY_WORK)
    assert used(household(), 0.041)[0] == 0
    assert used(household(), 0.059, reach=1.0)[0] == 0
    assert used(household(), 0.059, reach=1.0, has={CRISIS: 1})[0] == bits(COMMUNITY_WORK)
    told = {"has": {CRISIS: 1}, "purpose": 0.5}
    assert used(household(), {0: 0.059, 1: 0.4}, **told)[0] == bits(COMMUNITY_WORK)
    assert used(household(), {0: 0.059, 1: 0.6}, **told)[0] == 0
    assert used(household(), {0: 0.059, 1: 0.4}, contact_gap=1, **told)[0] == 0
    assert used(household(nearby=bits(COMMUNITY_WORK)), 0.031)[0] == bits(COMMUNITY_WORK)
    assert used(household(nearby=bits(COMMUNITY_WORK)), 0.029)[0] == 0
    out = household(receipt=0, nearby=bits(COMMUNITY_WORK))
    assert used(out, 0.0) == (bits(COMMUNITY_WORK), {})  # kept, not counted
    grown = household(nearby=bits(DAY_CARE), child_age={0: 72})
    assert used(grown, 0.9)[0] == 0  # the child is too old


def test_users_places_and_children_are_counted() -> None:
    ages = {0: 50, 1: 100}
    home = household(kind=LONE_PARENT, nearby=bits(DAY_CARE, COMMUNITY_WORK), child_age=ages)
    uses, counts = used(home, 0.9)
    assert uses == bits(DAY_CARE, COMMUNITY_WORK)
    assert counts["nearby_day_care"] == counts["nearby_gwa"] == 1
    assert "open_to_gwa" not in counts
    assert counts["open_to_youth_centre"] == 1
    assert (counts["children"], counts["children_reached"]) == (2, 1)


@pytest.mark.parametrize(
    ("waiting", "usual", "tied", "told"), [(50, 0.02, 0.02, 0.02), (0, 0.05, 0.06, 0.07)]
)
def test_free_places_are_shared_by_those_who_may_begin(
    waiting: int, usual: float, tied: float, told: float
) -> None:
    place = SimpleNamespace(
        nearby_places=[3.0] * N_NEARBY, pair_of=Grid([Rows([0] * 2)]),
        nearby_kinds=[1] * N_NEARBY, milieu=Grid([Rows([1.0, 1.25, 1.0])]),
    )  # fmt: skip
    state = few(place=place, ties=Grid([Rows([SimpleNamespace(reach=0.5)])]),
                par=parameters(participation=topic("participation", **PARTICIPATION)),
                spaces=SimpleNamespace(nearby_usual=[0.0] * N_NEARBY, nearby_tied=[0.0] * N_NEARBY,
                                       nearby_told=[0.0] * N_NEARBY)
                )  # fmt: skip
    state.tally[0].nearby = [2] * N_NEARBY
    state.tally[0].open_to = [waiting] * N_NEARBY
    LOOPS.neighbourhood.share_places(state, 0)
    assert state.spaces[0].nearby_usual == pytest.approx([usual] * N_NEARBY)
    assert state.spaces[0].nearby_tied == pytest.approx([tied] * N_NEARBY)
    assert state.spaces[0].nearby_told == pytest.approx([told] * N_NEARBY)


def test_one_draw_begins_or_ends_one_service() -> None:
    begins = [0.1] * N_NEARBY
    may = bits(DAY_CARE, COMMUNITY_WORK)
    for u, b in ((0.05, DAY_CARE), (0.15, COMMUNITY_WORK), (0.21, N_NEARBY)):
        assert RULES.change_of_use(u, 0, may, begins, 0.03) == b
    assert RULES.change_of_use(0.02, may, may, begins, 0.03) == COMMUNITY_WORK  # stops
    assert RULES.change_of_use(0.04, may, may, begins, 0.03) == N_NEARBY  # day care is held
