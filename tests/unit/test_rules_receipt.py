"""Income, need and receipt of a household, and how a month is counted: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import RULES, Case, case, counted, household, person, table, tally

from model.tally import FIXED
from model.vocabulary import (
    APPRENTICESHIP,
    CARE,
    COUPLE,
    FIXED_TERM,
    FULL_TIME,
    HEALTH,
    IN_SERVICE,
    LONE_PARENT,
    LONG_RECEIPT,
    MINI_JOB,
    MOVED,
    NO_JOB,
    PART_TIME,
    PERMANENT,
    PRESENT,
    SELF_EMPLOYED,
    SINGLE,
    SUBSIDISED,
    TEMP,
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
    need_single=399.0, need_partner=360.0, need_youth=320.0, need_child=70.0,
    need_lone_parent=110.0, allowance_base=100.0, allowance_rate=0.2, allowance_max=300.0,
    gross_per_net=1.3, claim=0.5, federal_share=0.6,
)  # fmt: skip


def test_need_and_income_of_people() -> None:
    home = household(kind=LONE_PARENT, child_age={0: 40, 1: 100}, rent=300.0)
    assert RULES.need_of(home, 1, PAY) == pytest.approx(949.0)
    assert RULES.need_of(household(kind=SINGLE, rent=300.0), 0, PAY) == pytest.approx(699.0)
    assert RULES.need_of(household(kind=COUPLE, rent=300.0), 2, PAY) == pytest.approx(1020.0)
    assert RULES.creditable_of(FULL_TIME, 1000.0, PAY) == pytest.approx(700.0)
    assert RULES.creditable_of(NO_JOB, 1000.0, PAY) == 0.0


def judged(home: SimpleNamespace, adults: int, income: float, u: float = 0.4) -> dict[str, int]:
    counts = tally()
    RULES.judge_receipt(home, adults, 700.0, income, PAY, counts, u, 84)
    return counted(counts)


def test_income_that_reaches_the_need_ends_receipt() -> None:
    home = household(months_out=7)
    assert judged(home, 1, 200.0) == {
        "households": 1, "benefit_federal": int(300 * FIXED), "benefit_municipal": int(200 * FIXED)
    }  # fmt: skip
    assert judged(home, 1, 700.0) == {}
    assert (home.receipt, home.months_out) == (0, 1)


def test_a_household_in_need_claims_again() -> None:
    home = household(receipt=0, months_out=7)
    assert judged(home, 1, 200.0, u=0.6) == {}  # not this month
    assert (home.receipt, home.months_out) == (0, 8)
    judged(home, 1, 200.0)
    assert home.receipt == 1


def test_after_years_nobody_comes_back() -> None:
    home = household(receipt=0, months_out=83)
    judged(home, 1, 0.0)
    assert home.receipt == 1
    home = household(receipt=0, months_out=84)
    judged(home, 1, 0.0)
    assert (home.receipt, home.months_out) == (0, 85)


def test_insurance_comes_before_benefit() -> None:
    home = household(receipt=0, claim_pause=2)
    judged(home, 1, 0.0)
    assert (home.receipt, home.claim_pause) == (0, 1)
    judged(home, 1, 0.0)
    assert (home.receipt, home.claim_pause) == (1, 0)


def test_nobody_left_ends_receipt() -> None:
    home = household()
    assert judged(home, 0, 0.0) == {}
    assert (home.receipt, home.months_out) == (0, 1)


def counters(person_: SimpleNamespace, receipt: int) -> dict[str, int]:
    counts = tally()
    RULES.keep_counters(person_, receipt, counts)
    return counted(counts)


def test_leaving_by_work_ends_services() -> None:
    someone = person(receipt=1, employment=FULL_TIME, stage={HEALTH: IN_SERVICE}, busy=1,
                     receipt_window=0b111, window_count=3, spell=5)  # fmt: skip
    assert counters(someone, 0) == {"out_work": 1}
    assert (someone.receipt, someone.busy, someone.months_out) == (0, 0, 1)
    assert (someone.receipt_window, someone.window_count) == (0b1110, 3)


def test_coming_back_begins_a_spell() -> None:
    after_work = person(months_out=3, starts=0b100000, spell=9, outlook=1.0)
    assert counters(after_work, 1)["in_from_work"] == 1
    assert (after_work.spell, after_work.outlook) == (1, 0.0)
    assert counters(person(months_out=3), 1) == {"in_from_elsewhere": 1}
    assert counters(person(absence=MOVED), 1) == {}


def test_the_window_forgets_after_24_months() -> None:
    someone = person(receipt=1, receipt_window=(1 << 24) - 1, window_count=24)
    counters(someone, 1)
    assert someone.window_count == 24
    counters(someone, 0)
    assert (someone.window_count, someone.receipt_window) == (23, (1 << 24) - 2)


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


LADDER = {"receipt": 1, "age": 400, "pupil": 0, "employment": NO_JOB, "features": 2}
COVERED = {
    "employment": FULL_TIME, "wage": 900.0, "receipt": 0, "absence": PRESENT, "from_wage": 450.0
}  # fmt: skip


@table(
    [
        case("two features", RULES.ladder_step, 2, **LADDER),
        case("three and more", RULES.ladder_step, 3, **LADDER | {"features": 6}),
        case("a mini-job is no work", RULES.ladder_step, 2, **LADDER | {"employment": MINI_JOB}),
        case("tops up", RULES.ladder_step, 255, **LADDER | {"employment": PART_TIME}),
        case("pupil", RULES.ladder_step, 255, **LADDER | {"pupil": 1}),
        case("off receipt", RULES.ladder_step, 255, **LADDER | {"receipt": 0}),
        case("not fifteen yet", RULES.ladder_step, 255, **LADDER | {"age": 179}),
        case("sixty-five", RULES.ladder_step, 255, **LADDER | {"age": 780}),
        case("work that covers the need", RULES.needs_covering, True, **COVERED),
        case("self-employed too", RULES.needs_covering, True,
             **COVERED | {"employment": SELF_EMPLOYED}),
        case("450 euro are a mini-job", RULES.needs_covering, False, **COVERED | {"wage": 450.0}),
        case("still in receipt", RULES.needs_covering, False, **COVERED | {"receipt": 1}),
        case("has moved", RULES.needs_covering, False, **COVERED | {"absence": MOVED}),
        case("no job", RULES.needs_covering, False, **COVERED | {"employment": NO_JOB}),
    ]
)  # fmt: skip
def test_the_ladder(case: Case) -> None:
    case.check()


COUNTING = SimpleNamespace(
    participation=SimpleNamespace(low=5.0),
    demography=SimpleNamespace(adult_from=204, long_receipt_months=21),
)


def test_who_is_in_the_stock() -> None:
    counts = tally()
    someone = person(age=610, window_count=21, profile=3, participation=4.5, employment=MINI_JOB,
                     has={HEALTH: 1, CARE: 1, LONG_RECEIPT: 1}, mitigated={CARE: 1.0},
                     eased=1)  # fmt: skip
    RULES.count_stock(someone, counts, COUNTING)
    expected = {
        "stock": 1, "participation": int(4.5 * FIXED), "participation_low": 1,
        "employed_in_receipt": 1, "adults": 1, "long_receipt": 1, "profile_3": 1, "count_2": 1,
        "features_nine": 3, "ill": 1, "carers": 1,
    }  # fmt: skip
    assert counted(counts) == expected


@pytest.mark.parametrize("profile", range(7))
def test_every_profile_has_its_count(profile: int) -> None:
    counts = tally()
    RULES.count_profile(counts, profile)
    assert counted(counts) == {f"profile_{profile}": 1}


@pytest.mark.parametrize(
    ("who", "state"),
    [
        ({"receipt": 1}, "unemployed"),
        ({"receipt": 1, "pupil": 1}, None),
        ({"receipt": 0}, None),
        ({"employment": FULL_TIME, "contract": PERMANENT}, "permanent"),
        ({"employment": PART_TIME, "contract": FIXED_TERM}, "fixed_term"),
        ({"employment": FULL_TIME, "contract": TEMP}, "temp"),
        ({"employment": APPRENTICESHIP, "contract": FIXED_TERM}, None),
        ({"employment": MINI_JOB}, None),
    ],
)
def test_participation_by_state(who: dict[str, Any], state: str | None) -> None:
    counts = tally()
    RULES.count_states(person(**who, participation=6.0), counts)
    sums = {state: 1, f"participation_{state}": int(6 * FIXED)}
    assert counted(counts) == (sums if state else {})


def test_the_cohort_keeps_its_own_sums() -> None:
    someone, counts = person(employment=FULL_TIME, participation=7.5), tally()
    for covered in (True, False):
        RULES.count_cohort(someone, counts, covered, 5.0)
    assert (someone.months_followed, someone.months_employed) == (2, 2)
    assert (someone.months_covered, someone.months_receipt) == (1, 0)
    assert someone.participation_sum == 15.0
    assert counts.cohort_participation == int(15 * FIXED)
    assert (counts.cohort, counts.cohort_employed, counts.cohort_covered) == (2, 2, 1)


@pytest.mark.parametrize("step", range(4))
def test_steps_of_the_ladder(step: int) -> None:
    counts = tally()
    RULES.count_ladder(counts, step, 1)
    RULES.count_ladder(counts, step, 0)
    assert counted(counts) == {f"ladder_{step}": 2, f"ladder_{step}_hit": 1}
