"""How a month is observed: the ladder, the stock, the cohort, counted for people made by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import LOOPS, RULES, Case, case, counted, few, person, table

from model.barriers import HALF
from model.tally import FIXED
from model.vocabulary import (
    AGE_50,
    APPRENTICESHIP,
    BARRIERS,
    CARE,
    DEBT,
    FIXED_TERM,
    FULL_TIME,
    HEALTH,
    LANGUAGE,
    LONG_RECEIPT,
    MIGRATED,
    MINI_JOB,
    MOVED,
    NO_JOB,
    PART_TIME,
    PERMANENT,
    PRESENT,
    SCHOOL,
    SELF_EMPLOYED,
    TEMP,
    VOCATIONAL,
)

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
    employment=SimpleNamespace(needs_covering_from=450.0),
)
MID_YEAR, YEAR_BEFORE, LAST_OF_YEAR = 5, 23, 35
OUTSIDE = 255


def observed(*people: SimpleNamespace, month: int = MID_YEAR) -> dict[str, int]:
    """What a month of observation counts for some people."""
    for someone in people:
        someone.halved = [int(share >= HALF) for share in someone.mitigated]
    state = few(people, par=COUNTING)
    LOOPS.observation.observe(state, month, 0, len(people))
    return counted(state.tally[0])


def test_who_is_in_the_stock() -> None:
    someone = person(receipt=1, age=610, window_count=21, profile=3, participation=4.5,
                     employment=MINI_JOB, has={HEALTH: 1, CARE: 1, LONG_RECEIPT: 1},
                     mitigated={CARE: 1.0}, eased=1)  # fmt: skip
    expected = {
        "stock": 1, "participation": int(4.5 * FIXED), "participation_low": 1,
        "employed_in_receipt": 1, "adults": 1, "long_receipt": 1, "profile_3": 1, "count_2": 1,
        "features_nine": 3, "ill": 1, "carers": 1, "with_health": 1, "with_care": 1,
        "with_long_receipt": 1,
    }  # fmt: skip
    assert observed(someone) == expected
    twice = {name: 2 * count for name, count in expected.items()}
    assert observed(someone, someone) == twice
    someone.receipt = 0
    assert observed(someone) == {}


@pytest.mark.parametrize(
    ("who", "measure", "count"),
    [
        ({"age": 203}, "adults", 0),
        ({"age": 204}, "adults", 1),
        ({"age": 203, "window_count": 24}, "long_receipt", 0),
        ({"age": 400, "window_count": 20}, "long_receipt", 0),
        ({"age": 400, "window_count": 21}, "long_receipt", 1),
        ({"participation": 5.0}, "participation_low", 0),
        ({"participation": 4.99}, "participation_low", 1),
        ({"has": {AGE_50: 1}}, "aged_50", 1),
        ({"has": {VOCATIONAL: 1}}, "unskilled", 1),
        ({"has": {VOCATIONAL: 1}, "mitigated": {VOCATIONAL: 0.5}, "eased": 1}, "unskilled", 0),
        ({"has": {HEALTH: 1}, "mitigated": {HEALTH: 0.49}, "eased": 1}, "ill", 1),
        ({"has": {HEALTH: 1}, "mitigated": {HEALTH: 0.5}, "eased": 1}, "ill", 0),
        ({"has": {CARE: 1}, "mitigated": {CARE: 1.0}, "eased": 1}, "carers", 1),
        ({"has": {DEBT: 1}}, "features_nine", 0),
    ],
)
def test_edges_of_the_counts(who: dict[str, Any], measure: str, count: int) -> None:
    assert observed(person(receipt=1, **who)).get(measure, 0) == count
    assert observed(person(receipt=0, **who)).get(measure, 0) == 0


@pytest.mark.parametrize(
    ("has", "step"),
    [
        ((), 0),
        ((DEBT,), 0),
        ((SCHOOL, VOCATIONAL), 1),
        ((MIGRATED, LANGUAGE), 1),
        ((HEALTH, CARE), 2),
        ((HEALTH, CARE, AGE_50), 3),
        ((HEALTH, CARE, AGE_50, LONG_RECEIPT), 3),
    ],
)
@pytest.mark.parametrize("eased", [0, 1])
def test_features_are_counted_alike_with_and_without_help(
    has: tuple[int, ...], step: int, eased: int
) -> None:
    """Who ever had help is counted on another path; nothing is mitigated any more here."""
    found = observed(person(receipt=1, has=dict.fromkeys(has, 1), eased=eased))
    assert {n: c for n, c in found.items() if n.startswith("count_")} == {f"count_{step}": 1}
    assert found.get("ill", 0) == (HEALTH in has)
    assert found.get("unskilled", 0) == (VOCATIONAL in has)


@pytest.mark.parametrize("features", range(5))
def test_every_step_of_features_has_its_count(features: int) -> None:
    has = dict.fromkeys((HEALTH, CARE, AGE_50, LONG_RECEIPT)[:features], 1)
    found = observed(person(receipt=1, has=has))
    assert {n: c for n, c in found.items() if n.startswith("count_")} == {
        f"count_{min(features, 3)}": 1
    }
    assert found.get("ill", 0) == (features > 0)


@pytest.mark.parametrize("profile", range(7))
def test_every_profile_has_its_count(profile: int) -> None:
    found = observed(person(receipt=1, profile=profile), person(receipt=0, profile=profile))
    assert {n: c for n, c in found.items() if "profile" in n} == {f"profile_{profile}": 1}


@pytest.mark.parametrize("barrier", range(len(BARRIERS)))
def test_every_barrier_has_its_count(barrier: int) -> None:
    """Present counts, mitigated or not; out of receipt it does not."""
    has = {"has": {barrier: 1}, "mitigated": {barrier: 1.0}, "eased": 1}
    found = observed(person(receipt=1, **has), person(receipt=0, **has))
    assert {n: c for n, c in found.items() if n.startswith("with_")} == {
        f"with_{BARRIERS[barrier]}": 1
    }


STATES = ("unemployed", "permanent", "fixed_term", "temp")


@pytest.mark.parametrize(
    ("who", "state"),
    [
        ({"receipt": 1}, "unemployed"),
        ({"receipt": 1, "pupil": 1}, None),
        ({"receipt": 0}, None),
        ({"receipt": 1, "employment": MINI_JOB}, None),
        ({"employment": FULL_TIME, "contract": PERMANENT}, "permanent"),
        ({"employment": PART_TIME, "contract": FIXED_TERM}, "fixed_term"),
        ({"employment": FULL_TIME, "contract": TEMP}, "temp"),
        ({"employment": FULL_TIME, "contract": TEMP, "receipt": 1}, "temp"),
        ({"employment": APPRENTICESHIP, "contract": FIXED_TERM}, None),
        ({"employment": MINI_JOB}, None),
    ],
)
def test_participation_by_state(who: dict[str, Any], state: str | None) -> None:
    found = observed(person(**who, participation=6.0))
    names = {f"{prefix}{name}" for name in STATES for prefix in ("", "participation_")}
    sums = {state: 1, f"participation_{state}": int(6 * FIXED)}
    assert {n: c for n, c in found.items() if n in names} == (sums if state else {})


def test_the_cohort_keeps_its_own_sums() -> None:
    someone = person(cohort=1, employment=FULL_TIME, participation=7.5, wage=900.0)
    first = observed(someone)
    someone.wage = 450.0  # covers the need no more
    second = observed(someone)
    assert (someone.months_followed, someone.months_employed) == (2, 2)
    assert (someone.months_covered, someone.months_receipt) == (1, 0)
    assert someone.participation_sum == 15.0
    assert first["cohort_participation"] == second["cohort_participation"] == int(7.5 * FIXED)
    assert (first["cohort"], first["cohort_employed"], first["cohort_covered"]) == (1, 1, 1)
    assert "cohort_covered" not in second
    someone.receipt, someone.participation = 1, 4.0
    third = observed(someone)
    assert (third["cohort_receipt"], third["cohort_low"], someone.months_receipt) == (1, 1, 1)


def test_outside_the_cohort_nothing_is_summed_up() -> None:
    someone = person(cohort=0, employment=FULL_TIME, participation=7.5, wage=900.0)
    found = observed(someone)
    assert not any(name.startswith("cohort") for name in found)
    assert (someone.months_followed, someone.months_employed, someone.months_covered) == (0, 0, 0)
    assert someone.participation_sum == 0.0


@pytest.mark.parametrize("step", range(4))
def test_steps_of_the_ladder(step: int) -> None:
    hit, missed = person(ladder=step, ladder_hit=1), person(ladder=step)
    never = person(ladder=OUTSIDE, ladder_hit=1)
    found = observed(hit, missed, never, month=LAST_OF_YEAR)
    ladder = {n: c for n, c in found.items() if n.startswith("ladder")}
    assert ladder == {f"ladder_{step}": 2, f"ladder_{step}_hit": 1}
    assert not any(name.startswith("ladder") for name in observed(hit, missed, month=MID_YEAR))


def test_a_year_on_the_ladder() -> None:
    someone = person(receipt=1, age=400, has={HEALTH: 1, CARE: 1}, ladder=OUTSIDE, ladder_hit=1)
    observed(someone, month=YEAR_BEFORE)
    assert (someone.ladder, someone.ladder_hit) == (2, 0)
    someone.receipt, someone.employment, someone.wage = 0, FULL_TIME, 900.0
    observed(someone)
    someone.employment = NO_JOB
    assert (
        observed(someone, month=LAST_OF_YEAR)["ladder_2_hit"] == 1
    )  # once within the year is ever
    LOOPS.observation.begin_year(few([someone]), 0, 1)
    assert (someone.ladder, someone.ladder_hit) == (OUTSIDE, 0)  # off receipt: not on it this year


def test_the_step_at_the_year_s_start_counts_what_is_not_mitigated() -> None:
    helped = person(
        receipt=1, age=400, has={HEALTH: 1, CARE: 1}, mitigated={HEALTH: 1.0}, eased=1, ladder_hit=1
    )
    LOOPS.observation.begin_year(few([helped]), 0, 1)
    assert (helped.ladder, helped.ladder_hit) == (1, 0)
