"""Ageing, families, features and arrivals: cases computed by hand."""

from types import SimpleNamespace

import pytest
from testkit.rules import RULES, Case, case, household, person, table

from model.vocabulary import (
    AGE_50,
    CARE,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    DEBT,
    FEMALE,
    HEALTH,
    LANGUAGE,
    LONE_PARENT,
    LONG_RECEIPT,
    MALE,
    MIGRATED,
    MOTHER,
    N_BARRIERS,
    SCHOOL,
    SINGLE,
    VOCATIONAL,
)

NO_CHANGE = [0.0] * N_BARRIERS


def barriers(**shares: float) -> list[float]:
    """A vector over barriers, e.g. barriers(health=1)."""
    names = {"health": HEALTH, "care": CARE, "debt": DEBT, "school": SCHOOL, "language": LANGUAGE}
    names |= {"vocational": VOCATIONAL, "migrated": MIGRATED, "long": LONG_RECEIPT, "old": AGE_50}
    names |= {"mother": MOTHER}
    values = [0.0] * N_BARRIERS
    for name, share in shares.items():
        values[names[name]] = share
    return values


APPEAR, VANISH = barriers(health=0.1, care=0.2, debt=0.3), barriers(health=0.05, care=0.4)


@table(
    [
        case("healthy: falls ill below 0.1", RULES.change_of_features, HEALTH, u=0.09,
             present=NO_CHANGE, appear=APPEAR, vanish=VANISH),
        case("then care below 0.3", RULES.change_of_features, CARE, u=0.11, present=NO_CHANGE,
             appear=APPEAR, vanish=VANISH),
        case("then debt below 0.6", RULES.change_of_features, DEBT, u=0.59, present=NO_CHANGE,
             appear=APPEAR, vanish=VANISH),
        case("above nothing happens", RULES.change_of_features, -1, u=0.61, present=NO_CHANGE,
             appear=APPEAR, vanish=VANISH),
        case("ill: recovers below 0.05", RULES.change_of_features, HEALTH, u=0.049,
             present=barriers(health=1), appear=APPEAR, vanish=VANISH),
        case("ill: care follows at once", RULES.change_of_features, CARE, u=0.051,
             present=barriers(health=1), appear=APPEAR, vanish=VANISH),
        case("the largest sum of chances", RULES.most_change, 0.1 + 0.4 + 0.3, appear=APPEAR,
             vanish=VANISH),
        case("none open", RULES.count_open_features, 0.0, has=NO_CHANGE, mitigated=NO_CHANGE),
        case("one open, one half", RULES.count_open_features, 1.5, has=barriers(health=1, care=1),
             mitigated=barriers(care=0.5)),
        case("what is mitigated but not there does not count", RULES.count_open_features, 1.0,
             has=barriers(health=1), mitigated=barriers(debt=1)),
    ]
)  # fmt: skip
def test_barriers_come_and_go(case: Case) -> None:
    case.check()


@table(
    [
        case("nothing", RULES.counted_features, 0, has=barriers(), mitigated=barriers()),
        case("school and vocational count once", RULES.counted_features, 1,
             has=barriers(school=1, vocational=1), mitigated=barriers()),
        case("one of both mitigated still counts", RULES.counted_features, 1,
             has=barriers(school=1, vocational=1), mitigated=barriers(school=1)),
        case("migration and language count once", RULES.counted_features, 1,
             has=barriers(migrated=1, language=1), mitigated=barriers()),
        case("language mitigated, migration stays", RULES.counted_features, 1,
             has=barriers(migrated=1, language=1), mitigated=barriers(language=1)),
        case("burdens are not among the seven", RULES.counted_features, 0, has=barriers(debt=1),
             mitigated=barriers()),
        case("half mitigated health counts no more", RULES.counted_features, 1,
             has=barriers(health=1, care=1), mitigated=barriers(health=0.5)),
        case("all nine are seven", RULES.counted_features, 7, has=[1.0] * N_BARRIERS,
             mitigated=barriers()),
    ]
)  # fmt: skip
def test_features_are_counted_as_published(case: Case) -> None:
    case.check()


def test_short_cuts_agree_with_the_whole_count() -> None:
    eased = person(has={HEALTH: 1, CARE: 1}, mitigated={CARE: 1.0}, eased=1)
    not_eased = person(has={HEALTH: 1, CARE: 1})
    assert (RULES.open_barriers(eased), RULES.open_barriers(not_eased)) == (1.0, 2.0)
    assert (RULES.features_of(eased), RULES.features_of(not_eased)) == (1, 2)


@table(
    [
        case("alone", RULES.household_kind, SINGLE, children=0, couple=False),
        case("alone with a child", RULES.household_kind, LONE_PARENT, children=1, couple=False),
        case("two", RULES.household_kind, COUPLE, children=0, couple=True),
        case("family", RULES.household_kind, COUPLE_WITH_CHILDREN, children=3, couple=True),
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


FAMILY = SimpleNamespace(child_leaves_at=216, birth=0.005, birth_from=228, birth_until=504)


def test_children_grow_and_leave_and_the_household_follows() -> None:
    home = household(kind=LONE_PARENT, child_age={0: 215, 1: 10})
    RULES.family(home, [person(sex=FEMALE, age=600)], 0.9, FAMILY)
    assert home.child_age == [-1, 11, -1, -1]
    assert home.kind == LONE_PARENT
    home.child_age[1] = 215
    RULES.family(home, [person(sex=FEMALE, age=601)], 0.9, FAMILY)
    assert home.kind == SINGLE


@pytest.mark.parametrize(
    ("mother", "u", "receipt", "born"),
    [
        ({"sex": FEMALE, "age": 300}, 0.004, 1, True),
        ({"sex": FEMALE, "age": 300}, 0.006, 1, False),
        ({"sex": FEMALE, "age": 300}, 0.004, 0, False),
        ({"sex": FEMALE, "age": 504}, 0.004, 1, False),
        ({"sex": FEMALE, "age": 240, "pupil": 1}, 0.004, 1, False),
        ({"sex": MALE, "age": 300}, 0.004, 1, False),
    ],
)
def test_births(mother: dict[str, int], u: float, receipt: int, born: bool) -> None:
    home = household(kind=COUPLE, receipt=receipt)
    her = person(**mother, mitigated={MOTHER: 1.0})
    RULES.family(home, [her], u, FAMILY)
    assert (home.kind == COUPLE_WITH_CHILDREN) is born
    assert home.child_age.count(0) == born
    assert her.mitigated[MOTHER] == (0.0 if born else 1.0)  # day care begins anew


AGEING = SimpleNamespace(
    age_50_from=600, long_receipt_months=21, adult_from=204, birth_from=228, appear=APPEAR,
    vanish=VANISH, leave_school=0.1, school_from=192, school_until=240, no_degree=0.3,
)  # fmt: skip


def test_a_birthday_and_long_receipt_are_features() -> None:
    someone = person(age=599, window_count=21, sex=FEMALE)
    RULES.ageing(someone, household(kind=LONE_PARENT), AGEING, 0.8, 0.9, 0.9)
    present = [k for k in range(N_BARRIERS) if someone.has[k]]
    assert present == [LONG_RECEIPT, AGE_50, MOTHER]
    father = person(age=400, window_count=20)
    RULES.ageing(father, household(kind=LONE_PARENT), AGEING, 0.8, 0.9, 0.9)
    assert not any(father.has)  # no motherhood for fathers, 20 months are not long


def test_a_feature_that_comes_back_is_not_mitigated() -> None:
    ill = person(age=400, mitigated={HEALTH: 0.7})
    RULES.ageing(ill, household(), AGEING, 0.8, 0.05, 0.9)
    assert (ill.has[HEALTH], ill.mitigated[HEALTH]) == (1, 0.0)


def test_who_leaves_school_has_no_vocational_degree() -> None:
    pupil = person(age=200, pupil=1)
    RULES.ageing(pupil, household(), AGEING, 0.8, 0.9, {0: 0.05, 1: 0.2})
    assert (pupil.pupil, pupil.has[VOCATIONAL], pupil.has[SCHOOL]) == (0, 1, 1)
    pupil = person(age=200, pupil=1)
    RULES.ageing(pupil, household(), AGEING, 0.8, 0.9, {0: 0.05, 1: 0.4})
    assert (pupil.pupil, pupil.has[VOCATIONAL], pupil.has[SCHOOL]) == (0, 1, 0)


def test_births_are_for_women_of_childbearing_age() -> None:
    may = RULES.may_give_birth
    assert may(FEMALE, 0, 228, FAMILY)
    assert not may(FEMALE, 0, 227, FAMILY)
    assert not may(FEMALE, 0, 504, FAMILY)
    assert not may(FEMALE, 1, 300, FAMILY)
    assert not may(MALE, 0, 300, FAMILY)
