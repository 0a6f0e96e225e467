"""Ageing, families and arrivals: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import (
    LOOPS,
    NEVER,
    RULES,
    Case,
    case,
    counted,
    few,
    household,
    person,
    table,
)

from model.skipping.staying import SPELLS
from model.streams import Decision
from model.vocabulary import (
    AGE_50,
    AGE_LIMIT,
    CARE,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    DEBT,
    FEMALE,
    HEALTH,
    LONE_PARENT,
    LONG_RECEIPT,
    MALE,
    MAX_CHILDREN,
    MOTHER,
    N_BARRIERS,
    PRESENT,
    SCHOOL,
    SINGLE,
    VOCATIONAL,
)


def chances(**shares: float) -> list[float]:
    """Chances of some barriers, e.g. chances(health=0.1)."""
    names = {"health": HEALTH, "care": CARE, "debt": DEBT}
    values = [0.0] * N_BARRIERS
    for name, share in shares.items():
        values[names[name]] = share
    return values


APPEAR, VANISH = chances(health=0.1, care=0.2, debt=0.3), chances(health=0.05, care=0.4)


@table(
    [
        case("alone", RULES.household_kind, SINGLE, children=0, couple=False),
        case("alone with a child", RULES.household_kind, LONE_PARENT, children=1, couple=False),
        case("two", RULES.household_kind, COUPLE, children=0, couple=True),
        case("family", RULES.household_kind, COUPLE_WITH_CHILDREN, children=3, couple=True),
        case("no children alone", RULES.has_children, False, kind=SINGLE),
        case("no children in two", RULES.has_children, False, kind=COUPLE),
        case("children with one", RULES.has_children, True, kind=LONE_PARENT),
        case("children with two", RULES.has_children, True, kind=COUPLE_WITH_CHILDREN),
        case("too young to leave school", RULES.leaves_school, False, u=0.0, age=191, chance=0.1,
             age_from=192, age_until=240),
        case("leaves school at sixteen", RULES.leaves_school, True, u=0.09, age=192, chance=0.1,
             age_from=192, age_until=240),
        case("stays in school", RULES.leaves_school, False, u=0.1, age=192, chance=0.1,
             age_from=192, age_until=240),
        case("nobody is a pupil at twenty", RULES.leaves_school, True, u=0.99, age=240,
             chance=0.1, age_from=192, age_until=240),
        # λ = 300: √300 = 17.3205; u = e^−½ gives radius 1
        case("as many arrivals as expected", RULES.arrivals_count, 300, expected=300.0,
             u_first=0.6065306597, u_second=0.25),
        case("one standard deviation more", RULES.arrivals_count, 317, expected=300.0,
             u_first=0.6065306597, u_second=0.0),
        case("one standard deviation less", RULES.arrivals_count, 283, expected=300.0,
             u_first=0.6065306597, u_second=0.5),
        case("never less than nobody", RULES.arrivals_count, 0, expected=0.5, u_first=1e-9,
             u_second=0.5),
        case("ids of a month are a million apart", RULES.arrival_id, 0, month=-1_000_000, slot=0),
        case("sixteen ids for a household", RULES.arrival_id, 1_048_576 + 32, month=-999_999,
             slot=2),
    ]
)  # fmt: skip
def test_families_school_and_arrivals(case: Case) -> None:
    case.check()


FAMILY = SimpleNamespace(
    child_leaves_at=216, birth=0.005, pair=0.001, part=0.003, birth_from=228, birth_until=504
)  # fmt: skip


def family(home: SimpleNamespace, people: list[SimpleNamespace], u: float) -> SimpleNamespace:
    """A month of children in a household; the household is visited if something may change."""
    home.size = len(people)
    state = few(people, [home], par=SimpleNamespace(demography=FAMILY))
    LOOPS.demography.raise_children(state, 0, 1, u)
    if state.home_marks[0]:
        LOOPS.demography.change_family(state, home, u, state.tally[0])
    return home


def test_children_grow_and_leave_and_the_household_follows() -> None:
    her = person(sex=FEMALE, age=600, family=1)
    home = family(household(kind=LONE_PARENT, child_age={0: 215, 1: 10}), [her], 0.9)
    assert home.child_age == [-1, 11, -1, -1]
    assert (home.kind, her.family) == (LONE_PARENT, 1)
    home.child_age[1] = 215
    family(home, [her], 0.9)
    assert home.child_age == [-1, -1, -1, -1]
    assert (home.kind, her.family) == (SINGLE, 0)


def test_only_households_where_something_may_change_are_visited() -> None:
    def visited(u: float, **who: Any) -> bool:
        state = few([person()], [household(**who)], par=SimpleNamespace(demography=FAMILY))
        LOOPS.demography.raise_children(state, 0, 1, u)
        return bool(state.home_marks[0])

    assert visited(0.004, kind=SINGLE)  # a birth: below 0.005
    assert visited(0.006, kind=SINGLE)  # a birth, or a couple parts: below 0.008
    assert not visited(0.009, kind=SINGLE)
    assert not visited(0.004, kind=SINGLE, receipt=0)
    assert visited(0.9, kind=COUPLE_WITH_CHILDREN, child_age={2: 215})  # the last child leaves
    assert not visited(0.9, kind=COUPLE_WITH_CHILDREN, child_age={2: 214})


@pytest.mark.parametrize(
    ("mother", "u", "receipt", "born"),
    [
        ({"sex": FEMALE, "age": 300}, 0.004, 1, True),
        ({"sex": FEMALE, "age": 300}, 0.009, 1, False),
        ({"sex": FEMALE, "age": 300}, 0.004, 0, False),
        ({"sex": FEMALE, "age": 504}, 0.004, 1, False),
        ({"sex": FEMALE, "age": 240, "pupil": 1}, 0.004, 1, False),
        ({"sex": MALE, "age": 300}, 0.004, 1, False),
    ],
)
def test_births(mother: dict[str, int], u: float, receipt: int, born: bool) -> None:
    home = household(kind=COUPLE, receipt=receipt)
    her, him = person(**mother, mitigated={MOTHER: 1.0}), person(sex=MALE, age=300)
    family(home, [him, her], u)
    assert (home.kind == COUPLE_WITH_CHILDREN) is born
    assert home.child_age.count(0) == born
    assert him.family == her.family == born
    assert her.mitigated[MOTHER] == (0.0 if born else 1.0)  # day care begins anew


def test_a_child_needs_room() -> None:
    her = person(sex=FEMALE, age=300)
    home = household(kind=LONE_PARENT, child_age=dict.fromkeys(range(MAX_CHILDREN), 9))
    assert RULES.bear_child(home, [her], FAMILY) == 0
    home.first, home.child_age[1] = 0, -1
    assert RULES.bear_child(home, [her], FAMILY) == 1
    assert home.child_age == [9, 0, 9, 9]


AGEING = SimpleNamespace(
    **vars(FAMILY), age_50_from=600, long_receipt_months=21, adult_from=204, appear=APPEAR,
    vanish=VANISH, leave_school=0.1, school_from=192, school_until=240, no_degree=0.3,
    age_limit=780, disengage_most=0.0, incapacity=0.0, study=0.0, return_other_income=0.0,
    return_disengaged=0.0, return_incapacity=0.0, return_study=0.0, exit_per_feature=0.8,
)  # fmt: skip


def ageing(someone: SimpleNamespace, u_feature: float, u_school: Any = NEVER) -> dict[str, int]:
    """A whole month of demography of somebody who lives alone and neither leaves nor returns."""
    draws = {Decision.FEATURE_CHANGE: u_feature, Decision.LEAVE_SCHOOL: u_school}
    par = SimpleNamespace(demography=AGEING, switches=SimpleNamespace(disengagement=1.0))
    state = few([someone], [household(adults=1)], draws, par=par,
                lookup=SimpleNamespace(exit=[0.0] * SPELLS))  # fmt: skip
    LOOPS.demography.live(state, 0, 0, 1)
    return counted(state.tally[0])


def test_a_birthday_and_long_receipt_are_features() -> None:
    someone = person(age=599, window_count=21, sex=FEMALE, family=1)
    ageing(someone, 0.9)
    present = [k for k in range(N_BARRIERS) if someone.has[k]]
    assert present == [LONG_RECEIPT, AGE_50, MOTHER]
    father = person(age=400, window_count=20, family=1)
    ageing(father, 0.9)
    assert not any(father.has)  # no motherhood for fathers, 20 months are not long
    assert (someone.age, father.age) == (600, 401)


@pytest.mark.parametrize(
    ("who", "feature", "present"),
    [
        ({"age": 598}, AGE_50, 0),
        ({"age": 599}, AGE_50, 1),
        ({"age": 203, "window_count": 21}, LONG_RECEIPT, 1),
        ({"age": 202, "window_count": 21}, LONG_RECEIPT, 0),
        ({"age": 300, "window_count": 20, "has": {LONG_RECEIPT: 1}}, LONG_RECEIPT, 0),  # ends
        ({"age": 300, "sex": FEMALE, "family": 1}, MOTHER, 1),
        ({"age": 300, "sex": FEMALE, "family": 0, "has": {MOTHER: 1}}, MOTHER, 0),  # child left
        ({"age": 226, "sex": FEMALE, "family": 1}, MOTHER, 0),  # a daughter
        ({"age": 227, "sex": FEMALE, "family": 1}, MOTHER, 1),
        ({"age": 230, "sex": FEMALE, "family": 1, "pupil": 1}, MOTHER, 0),
    ],
)
def test_features_that_follow_from_the_person(
    who: dict[str, Any], feature: int, present: int
) -> None:
    someone = person(**who)
    ageing(someone, 0.9)
    assert someone.has[feature] == present


def test_a_feature_that_comes_back_is_not_mitigated() -> None:
    ill = person(age=400, eased=1, mitigated={HEALTH: 0.7})
    ageing(ill, 0.05)
    assert (ill.has[HEALTH], ill.mitigated[HEALTH]) == (1, 0.0)
    ageing(ill, 0.049)
    assert ill.has[HEALTH] == 0  # recovered
    same = person(age=400, mitigated={HEALTH: 0.7})
    RULES.change_features(same, AGEING, 0.61)
    assert (same.has[HEALTH], same.mitigated[HEALTH]) == (0, 0.7)


def test_who_leaves_school_has_no_vocational_degree() -> None:
    pupil = person(age=200, pupil=1, tenure=7)
    ageing(pupil, 0.9, {0: 0.05, 1: 0.2})
    assert (pupil.pupil, pupil.has[VOCATIONAL], pupil.has[SCHOOL]) == (0, 1, 1)
    assert pupil.tenure == 0
    pupil = person(age=200, pupil=1)
    ageing(pupil, 0.9, {0: 0.05, 1: 0.4})
    assert (pupil.pupil, pupil.has[VOCATIONAL], pupil.has[SCHOOL]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("age", "u", "leaves"),
    [(190, 0.0, False), (191, 0.09, True), (200, 0.11, False), (239, 0.99, True)],
)
def test_when_pupils_leave_school(age: int, u: float, leaves: bool) -> None:
    pupil = person(age=age, pupil=1)
    ageing(pupil, 0.9, {0: u, 1: 0.9})
    assert (pupil.pupil == 0) is leaves
    RULES.perhaps_leave_school(graduate := person(age=900, pupil=1), AGEING, {0: 0.9, 1: 0.9})
    assert graduate.pupil == 0


def test_people_retire_at_the_age_limit() -> None:
    someone = person(age=778, receipt=1)
    assert ageing(someone, 0.9) == {}
    assert (someone.absence, someone.receipt) == (PRESENT, 1)
    assert ageing(someone, 0.9) == {"out_age_limit": 1}
    assert (someone.absence, someone.receipt) == (AGE_LIMIT, 0)
    assert ageing(someone, 0.9) == {}  # once


def test_births_are_for_women_of_childbearing_age() -> None:
    may = RULES.may_give_birth
    assert may(FEMALE, 0, 228, FAMILY)
    assert not may(FEMALE, 0, 227, FAMILY)
    assert not may(FEMALE, 0, 504, FAMILY)
    assert not may(FEMALE, 1, 300, FAMILY)
    assert not may(MALE, 0, 300, FAMILY)
