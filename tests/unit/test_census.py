"""The census at a year's end: histories read bit by bit, and counts of people and households."""

from types import SimpleNamespace

import pytest
from testkit.model_worlds import small_run
from testkit.rules import household, person, rules_of

from model import census
from model.tally import YEAR_END
from model.vocabulary import (
    AGH,
    FEMALE,
    FOERDER,
    FULL_TIME,
    HEALTH,
    IN_SERVICE,
    LONE_PARENT,
    LONG_RECEIPT,
    MINI_JOB,
    OTHERS,
    SCHOOL,
    SELF_EMPLOYED,
    VOCATIONAL,
)

RULES = SimpleNamespace(**rules_of(census))
OFFICE = SimpleNamespace(profile_after=3.0, older_from=696.0)


def tally() -> SimpleNamespace:
    return SimpleNamespace(**{measure.name: 0 for measure in YEAR_END})


def counted(found: SimpleNamespace) -> dict[str, int]:
    return {name: count for name, count in vars(found).items() if count}


def bits(months: range | list[int]) -> int:
    """A window with receipt in the months so many months ago."""
    return sum(1 << month for month in months)


@pytest.mark.parametrize(
    ("window", "ago", "age", "long"),
    [
        (bits(range(1, 22)), 0, 300, True),  # 21 of the 24 months before
        (bits(range(1, 21)), 0, 300, False),  # 20
        (bits(range(22)), 0, 300, True),
        (bits(range(21)), 0, 300, False),  # the month of the start itself does not count
        (bits(range(8, 32)), 7, 300, True),
        (bits(range(8, 28)), 7, 300, False),
        (bits(range(1, 25)), 0, 203, False),  # under 17
    ],
)
def test_long_receipt_is_that_of_the_months_before(
    window: int, ago: int, age: int, long: bool
) -> None:
    assert RULES.was_long(window, ago, age) is long


@pytest.mark.parametrize(
    ("window", "ago", "arrived_ago", "came"),
    [
        (bits(range(13)), 12, 40, True),  # back after a year and more without receipt
        (bits([*range(13), 24]), 12, 40, False),  # in receipt twelve months before
        (bits([*range(13), 25]), 12, 40, True),  # thirteen months before
        (bits(range(12)), 12, 40, False),  # not there yet
        (bits(range(13)), 12, 12, True),  # an arrival
        (bits(range(14)), 13, 12, False),  # nobody came before they arrived
        (bits([*range(13), 20]), 12, 12, False),  # an arrival after a short break
    ],
)
def test_an_entry_is_receipt_after_a_year_without(
    window: int, ago: int, arrived_ago: int, came: bool
) -> None:
    assert RULES.came(window, ago, arrived_ago) is came
    assert RULES.began(window) or not came, "who came is asked for"


def test_who_was_there_all_along_is_not_asked() -> None:
    assert not RULES.began(bits(range(32)))
    assert not RULES.began(0)
    assert not RULES.began(bits(range(11)))


@pytest.mark.parametrize(
    ("window", "left"),
    [
        (bits(range(13)), False),
        (bits(range(1, 13)), True),  # out in the twelfth month after
        (bits([12, *range(11)]), True),  # for a month only
    ],
)
def test_who_leaves_within_a_year_has_left_for_good_or_not(window: int, left: bool) -> None:
    assert RULES.left_within_a_year(window, 12) is left


def test_starts_are_counted_by_sex_and_by_what_went_before() -> None:
    found = tally()
    starts = bits([2, 5, 9, 13])  # the last is of the year before, the third is not seen in full
    RULES.count_starts(found, bits([*range(3, 32)]), starts, FEMALE, 300)
    # Off receipt for three months by now, so also three months after the start of five months ago.
    assert counted(found) == {
        "starts_women": 3,
        "starts_seen": 2,
        "starts_long": 2,
        "secured_seen": 1,
        "secured_long": 1,
    }


def test_entries_before_the_run_are_not_looked_at() -> None:
    found = tally()
    RULES.count_entry(found, bits(range(13)), 11, 400)
    assert counted(found) == {}
    RULES.count_entry(found, bits(range(13)), 23, 400)
    assert counted(found) == {"entrants": 1}
    RULES.count_entry(found, bits(range(5, 13)), 23, 400)
    assert counted(found) == {"entrants": 2, "entrants_left": 1}


@pytest.mark.parametrize(
    ("receipt", "out", "in_receipt", "gone", "long"),
    [(0, 50, 40, 1, 0), (0, 20, 40, 0, 0), (1, 0, 68, 0, 1), (1, 0, 67, 0, 0)],
)
def test_what_has_become_of_arrivals(
    receipt: int, out: int, in_receipt: int, gone: int, long: int
) -> None:
    found = tally()
    someone = person(receipt=receipt, months_out=out, months_receipt=in_receipt, months_followed=90)
    RULES.count_cohort(found, someone)
    assert (found.entrants_7, found.entrants_7_gone, found.entrants_7_long) == (1, gone, long)


def homes(child_age: int) -> list[SimpleNamespace]:
    home = household()
    home.child_age[0] = child_age
    return [home]


@pytest.mark.parametrize(
    ("changes", "child_age", "found"),
    [
        ({"employment": MINI_JOB}, -1, True),
        ({"employment": FULL_TIME}, -1, False),
        ({"pupil": 1}, -1, False),
        ({"sex": FEMALE, "family": 1}, 35, False),
        ({"sex": FEMALE, "family": 1}, 36, True),
        ({}, 35, True),  # a father
    ],
)
def test_who_counts_as_registered(changes: dict[str, int], child_age: int, found: bool) -> None:
    someone = person(**changes)
    assert RULES.registered(someone, homes(child_age), OFFICE) == found
    someone.stage[AGH], someone.busy = IN_SERVICE, 1
    assert RULES.in_measure(someone)
    assert not RULES.registered(someone, homes(child_age), OFFICE)


@pytest.mark.parametrize(
    ("changes", "feature", "aside"),
    [
        ({"profile": OTHERS, "age": 696}, LONG_RECEIPT, True),  # § 53a SGB II
        ({"profile": OTHERS, "age": 695}, LONG_RECEIPT, False),
        ({"profile": OTHERS, "age": 400}, HEALTH, True),  # on sick leave
        ({"profile": OTHERS, "age": 696}, SCHOOL, False),
        ({"profile": OTHERS, "age": 400, "spell": 2}, HEALTH, False),  # new: not profiled yet
        ({"profile": FOERDER, "age": 700}, LONG_RECEIPT, False),
    ],
)
def test_whom_the_office_sets_aside_is_not_registered(
    changes: dict[str, int], feature: int, aside: bool
) -> None:
    someone = person(**{"spell": 30, **changes})
    someone.has[feature] = 1
    assert bool(RULES.set_aside(someone, OFFICE)) is aside
    assert bool(RULES.registered(someone, homes(-1), OFFICE)) is not aside


def test_people_in_receipt_by_sex_job_and_degree() -> None:
    found = tally()
    young = person(receipt=1, sex=FEMALE, age=290)
    young.has[VOCATIONAL] = 1
    RULES.count_person(found, young, homes(-1), OFFICE)
    young.family = 1
    RULES.count_person(found, young, homes(10), OFFICE)  # with a small child: not free to work
    own = person(receipt=1, employment=SELF_EMPLOYED, age=400)
    RULES.count_person(found, own, homes(-1), OFFICE)
    assert counted(found) == {
        "year_stock": 3,
        "women": 2,
        "in_self_employment": 1,
        "registered": 1,
        "registered_young": 1,
        "registered_young_unqualified": 1,
    }


def test_lone_parents_and_their_children() -> None:
    home = household(kind=LONE_PARENT)
    home.child_age[0], home.child_age[1] = 35, 179
    assert [RULES.child_under(home, months) for months in (35, 36, 180)] == [0, 1, 2]
    found = tally()
    idle = person()
    idle.has[SCHOOL] = 1
    RULES.count_lone_parent(found, idle, True)
    RULES.count_lone_parent(found, person(employment=MINI_JOB), False)
    assert counted(found) == {
        "lone_households": 2,
        "lone_households_small": 1,
        "lone_parents": 2,
        "lone_employed": 1,
        "lone_idle": 1,
        "lone_idle_school": 1,
    }


def test_the_census_agrees_with_the_months() -> None:
    """The stock is that of the month, and the year's starts are its integrations."""
    monthly = small_run("status-quo", months=24).monthly
    for name, of_months in (("year_stock", "stock"), ("year_households", "households")):
        assert monthly[name][23] == monthly[of_months][23]
        assert (monthly[name][:23] == 0).all()
    starts = monthly["starts_men"] + monthly["starts_women"]
    assert starts[23] == monthly["integrations"][12:].sum()
    assert monthly["starts_seen"][23] == monthly["integrations"][16:].sum()
    assert monthly["secured_seen"][23] == monthly["secured_3"][19:].sum()
    assert 0 < monthly["entrants_left"][23] < monthly["entrants"][23]
