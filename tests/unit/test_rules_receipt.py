"""Income, need and receipt of a household: cases computed by hand."""

from types import SimpleNamespace

import pytest
from testkit.rules import LOOPS, RULES, Case, case, counted, few, household, person, table, tally

from model.skipping.job_changes import TENURES
from model.tally import FIXED
from model.vocabulary import (
    APPRENTICESHIP,
    COUPLE,
    FULL_TIME,
    HEALTH,
    IN_SERVICE,
    LONE_PARENT,
    LONG_AGO,
    MINI_JOB,
    MOVED,
    NO_JOB,
    PART_TIME,
    SELF_EMPLOYED,
    SINGLE,
    SUBSIDISED,
)

ALLOWANCE = {"base": 100.0, "rate": 0.2, "largest": 300.0, "gross_per_net": 1.3}
NEED = {
    "rent": 300.0, "single": 399.0, "partner": 360.0, "youth": 320.0, "child": 70.0, "lone": 110.0
}  # fmt: skip


@table(
    [
        case("no earnings", RULES.creditable, 0.0, net=0.0, **ALLOWANCE),
        case("a hundred euro are free", RULES.creditable, 0.0, net=70.0, **ALLOWANCE),
        # gross 377: 100 + 0.2 · 277 = 155.40 free
        case("a mini-job", RULES.creditable, 134.6, net=290.0, **ALLOWANCE),
        # gross 1,300: 100 + 240 = 340, capped at 300
        case("full work", RULES.creditable, 700.0, net=1000.0, **ALLOWANCE),
        case("single", RULES.household_need, 699.0, adults=1, children=0, couple=False,
             lone_parent=False, **NEED),
        case("couple", RULES.household_need, 1020.0, adults=2, children=0, couple=True,
             lone_parent=False, **NEED),
        case("couple, one has left", RULES.household_need, 699.0, adults=1, children=0,
             couple=True, lone_parent=False, **NEED),
        case("couple with an adult child and a small one", RULES.household_need, 1410.0, adults=3,
             children=1, couple=True, lone_parent=False, **NEED),
        case("lone parent of two", RULES.household_need, 949.0, adults=1, children=2, couple=False,
             lone_parent=True, **NEED),
        case("insured: part-time", RULES.insured, True, employment=PART_TIME),
        case("insured: full-time", RULES.insured, True, employment=FULL_TIME),
        case("insured: apprentices", RULES.insured, True, employment=APPRENTICESHIP),
        case("not insured: mini-job", RULES.insured, False, employment=MINI_JOB),
        case("not insured: self-employed", RULES.insured, False, employment=SELF_EMPLOYED),
        case("not counted: subsidised", RULES.insured, False, employment=SUBSIDISED),
        case("left three months ago, job began five ago", RULES.left_by_work, True, months_out=3,
             starts=0b100000),
        case("job began after leaving", RULES.left_by_work, False, months_out=3, starts=0b100),
        case("never a job", RULES.left_by_work, False, months_out=0, starts=0),
        case("longer ago than can be seen", RULES.left_by_work, True, months_out=999,
             starts=1 << 62),
    ]
)  # fmt: skip
def test_money(case: Case) -> None:
    case.check()


PAY = SimpleNamespace(
    separation_per_barrier=1.1,
    need_single=399.0, need_partner=360.0, need_youth=320.0, need_child=70.0,
    need_lone_parent=110.0, allowance_base=100.0, allowance_rate=0.2, allowance_max=300.0,
    gross_per_net=1.3, claim=0.5, federal_share=0.6, alg1_months=12.0, mini_job_in=0.0,
    contract_factor=[1.0, 1.0, 1.0, 1.0],
    self_employment_in=0.0, subsidised_in=0.0, upgrade=0.0, wage_growth=0.0, mini_job_out=0.0,
    self_employment_out=0.0, subsidised_months=24.0, apprentice_months=36.0,
)  # fmt: skip
ALL = SimpleNamespace(employment=PAY, demography=SimpleNamespace(forget_after=84))


def test_need_and_income_of_people() -> None:
    home = household(kind=LONE_PARENT, child_age={0: 40, 1: 100}, rent=300.0, adults=1)
    assert RULES.need_of(home, PAY) == pytest.approx(949.0)
    assert RULES.need_of(household(kind=SINGLE, rent=300.0), PAY) == pytest.approx(699.0)
    assert RULES.need_of(household(kind=COUPLE, rent=300.0, adults=2), PAY) == pytest.approx(1020.0)
    assert RULES.creditable_of(FULL_TIME, 1000.0, PAY) == pytest.approx(700.0)
    assert RULES.creditable_of(NO_JOB, 1000.0, PAY) == 0.0


FULL_PACE = SimpleNamespace(pace=1.0)


def judged(
    home: SimpleNamespace,
    adults: int,
    income: float,
    u: float = 0.4,
    insurance: float = 0.0,
    pace: float = 1.0,
) -> dict[str, int]:
    """A household of single persons with a need of 700 euro is judged; returns the counts."""
    home.adults, home.income = adults, income
    home.rent = 700.0 - (399.0 if adults <= 1 else 719.0)  # further adults as youths
    state = few([person()], [home], par=ALL, spaces=SimpleNamespace(pace=pace))
    RULES.pause_claim(home, insurance, ALL.employment)
    LOOPS.receipt.judge(state, 0, 1, u)
    assert (home.income, home.stirred) == (0.0, 0)  # for the next month
    home.changed = bool(state.home_marks[0])
    return counted(state.tally[0])


def test_income_that_reaches_the_need_ends_receipt() -> None:
    home = household(months_out=7)
    assert judged(home, 1, 200.0) == {
        "households": 1, "benefit_federal": int(300 * FIXED), "benefit_municipal": int(200 * FIXED)
    }  # fmt: skip
    assert (home.receipt, home.months_out, home.changed) == (1, 7, False)
    assert judged(home, 1, 700.0) == {}
    assert (home.receipt, home.months_out, home.changed) == (0, 1, True)


def test_a_household_in_need_claims_again() -> None:
    home = household(receipt=0, months_out=7)
    assert judged(home, 1, 200.0, u=0.6) == {}  # not this month
    assert (home.receipt, home.months_out, home.changed) == (0, 8, False)
    assert judged(home, 1, 200.0)["households"] == 1
    assert (home.receipt, home.changed) == (1, True)
    assert judged(household(receipt=0), 1, 700.0) == {}  # not in need


def test_claims_take_longer_where_staff_is_short() -> None:
    home = household(receipt=0)
    assert judged(home, 1, 0.0, u=0.26, pace=0.5) == {}  # half of 0.5 is the chance
    judged(home, 1, 0.0, u=0.24, pace=0.5)
    assert home.receipt == 1


def test_after_years_nobody_comes_back() -> None:
    home = household(receipt=0, months_out=83)
    judged(home, 1, 0.0)
    assert home.receipt == 1
    home = household(receipt=0, months_out=84)
    judged(home, 1, 0.0)
    assert (home.receipt, home.months_out) == (0, 85)
    judged(gone := household(receipt=0, months_out=LONG_AGO), 1, 0.0)
    assert gone.months_out == LONG_AGO


def test_insurance_comes_before_benefit() -> None:
    home = household(receipt=0, claim_pause=2)
    judged(home, 1, 0.0)
    assert (home.receipt, home.claim_pause) == (0, 1)
    judged(home, 1, 0.0)
    assert (home.receipt, home.claim_pause) == (1, 0)


def test_unemployment_insurance_is_claimed_first_if_it_is_enough() -> None:
    home = household(receipt=0)
    judged(home, 1, 0.0, insurance=700.0)
    assert (home.receipt, home.claim_pause) == (0, 11)  # a year, this month included
    home = household(receipt=0)
    judged(home, 1, 0.0, insurance=699.0)
    assert (home.receipt, home.claim_pause) == (1, 0)
    topping_up = household(receipt=1)
    judged(topping_up, 1, 0.0, insurance=700.0)
    assert (topping_up.receipt, topping_up.claim_pause) == (0, 11)


def test_nobody_left_ends_receipt() -> None:
    home = household()
    assert judged(home, 0, 0.0) == {}
    assert (home.receipt, home.months_out) == (0, 1)
    empty = household(receipt=0)
    judged(empty, 0, 0.0)
    assert empty.receipt == 0  # and nobody claims


def test_who_comes_back_to_a_household_is_looked_at() -> None:
    home = household(stirred=1)
    judged(home, 2, 0.0)
    assert (home.receipt, home.changed) == (1, True)


def counters(person_: SimpleNamespace, receipt: int) -> dict[str, int]:
    """A month is counted for a person whose household is in receipt, or is not."""
    state = few([person_], par=ALL)
    RULES.follow_household(person_, receipt, state.tally[0])
    LOOPS.receipt.keep_counters(state, 0, 1)
    state.marks[0] = RULES.integration_due(person_.starts)
    LOOPS.receipt.follow_integrations(state, 0, 1)
    return counted(state.tally[0])


def test_leaving_by_work_ends_services() -> None:
    someone = person(receipt=1, employment=FULL_TIME, stage={HEALTH: IN_SERVICE}, busy=1,
                     receipt_window=0b111, window_count=3, spell=5, attention=9.0)  # fmt: skip
    assert counters(someone, 0) == {"out_covered": 1}
    assert (someone.receipt, someone.busy, someone.months_out) == (0, 0, 1)
    assert someone.attention == 0.0
    assert (someone.receipt_window, someone.window_count) == (0b1110, 3)
    assert (counters(someone, 0), someone.months_out) == ({}, 2)


def test_coming_back_begins_a_spell() -> None:
    after_work = person(months_out=3, starts=0b100000, spell=9, outlook=1.0)
    assert counters(after_work, 1)["in_from_work"] == 1
    assert (after_work.spell, after_work.outlook) == (1, 0.0)
    assert counters(person(months_out=3), 1) == {"in_from_elsewhere": 1}
    assert counters(absent := person(absence=MOVED), 1) == {}
    assert absent.receipt == 0


def test_counters_stop_far_away() -> None:
    someone = person(receipt=1, spell=LONG_AGO)
    counters(someone, 1)
    assert someone.spell == LONG_AGO
    someone = person(months_out=LONG_AGO)
    counters(someone, 0)
    assert someone.months_out == LONG_AGO


def test_the_count_forgets_after_24_months_and_the_window_after_32() -> None:
    someone = person(receipt=1, receipt_window=(1 << 24) - 1, window_count=24)
    counters(someone, 1)
    assert someone.window_count == 24
    counters(someone, 0)
    assert (someone.window_count, someone.receipt_window) == (23, (1 << 26) - 2)
    someone = person(receipt=1, receipt_window=(1 << 32) - 1, window_count=24)
    counters(someone, 0)
    assert (someone.window_count, someone.receipt_window) == (23, (1 << 32) - 2)


@pytest.mark.parametrize("months", [3, 6, 12])
def test_integrations_are_looked_at_when_they_are_due(months: int) -> None:
    working = person(starts=1 << months, employment=FULL_TIME)
    assert counters(working, 0)[f"due_{months}"] == 1
    assert counters(person(starts=1 << months + 1, employment=FULL_TIME), 0) == {}


def test_what_a_household_is_paid_and_by_whom() -> None:
    par = SimpleNamespace(federal_share=0.75)
    assert RULES.benefit(1000.0, 600.0, par) == (300 * FIXED, 100 * FIXED)
    assert RULES.benefit(600.0, 1000.0, par) == (0, 0)


def test_months_are_counted_in_two_bytes() -> None:
    assert [RULES.later(*case) for case in ((3, True), (3, False), (LONG_AGO, True))] == [
        4, 3, LONG_AGO
    ]  # fmt: skip
    assert RULES.two_bytes(7) == 7


def test_receipt_follows_need_and_income() -> None:
    """The whole step: jobs bring income, the household is judged, its members follow."""
    earner = person(receipt=1, employment=FULL_TIME, wage=2000.0, tenure=99, hours=40.0)
    partner = person(receipt=1, spell=4)
    home = household(size=2, kind=COUPLE, adults=2, rent=300.0)  # need 1,020, credited 1,700
    state = few(
        [earner, partner],
        [home],
        par=ALL,
        spaces=FULL_PACE,
        lookup=SimpleNamespace(separation=[0.0] * TENURES),
    )
    LOOPS.employment.work_and_claim(state, 0, 0, 1)
    assert (home.receipt, earner.receipt, partner.receipt) == (0, 0, 0)
    assert counted(state.tally[0]) == {"out_covered": 2}
    assert (partner.spell, partner.months_out, home.income) == (4, 1, 0.0)


@pytest.mark.parametrize(
    ("starts", "employed", "receipt", "expected"),
    [
        (0b1000, True, 0, {"due_3": 1, "secured_3": 1}),
        (0b1000, True, 1, {"due_3": 1}),
        (1 << 6, True, 0, {"due_6": 1, "secured_6": 1}),
        (1 << 6, False, 0, {"due_6": 1}),
        (1 << 12, True, 1, {"due_12": 1, "employed_12": 1}),
        (1 << 12 | 1 << 3, False, 0, {"due_3": 1, "secured_3": 1, "due_12": 1}),
        (1 << 5, True, 0, {}),
    ],
)
def test_what_became_of_an_integration(
    starts: int, employed: bool, receipt: int, expected: dict[str, int]
) -> None:
    counts = tally()
    RULES.follow_integration(starts, employed, receipt, counts)
    assert counted(counts) == expected
