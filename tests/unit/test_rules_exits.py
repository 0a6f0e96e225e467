"""Exits without a job, and returns: cases computed by hand."""

from types import SimpleNamespace

import pytest
from testkit.rules import RULES, Case, case, counted, household, person, table, tally

from model.vocabulary import (
    AGE_LIMIT,
    CARE,
    DEBT,
    DISENGAGED,
    FULL_TIME,
    HEALTH,
    IN_SERVICE,
    INCAPACITY,
    MOVED,
    NOT_RECOGNISED,
    OTHER_INCOME,
    PRESENT,
    RECOGNISED,
    STUDY,
    WAITING,
)

# Hazard 0.01 for ever and 0.10 more at the start, fading with ten months; × 0.8 per feature.
EXIT = {"base": 0.01, "early": 0.10, "decay": 10.0, "per_feature": 0.8}
GIVE_UP = {"base": 0.01, "per_trust": 2.0, "per_log_minute": 0.5}
ALONE = {"gives_up": 0.01, "incapacity": 0.02, "study": 0.03, "study_until": 360}


@table(
    [
        # 1 − e^−0.11; 1 − e^−(0.01 + 0.1/e) = 1 − e^−0.0467879; 1 − e^−0.01
        case("new spell, no feature", RULES.exit_chance, 0.104166, spell=0, features=0, **EXIT),
        case("ten months on", RULES.exit_chance, 0.045710, spell=10, features=0, **EXIT),
        case("very long spell", RULES.exit_chance, 0.009950, spell=999, features=0, **EXIT),
        # 0.11 × 0.64 = 0.0704
        case("two features", RULES.exit_chance, 0.067979, spell=0, features=2, **EXIT),
        case("a feature half mitigated", RULES.exit_chance, 0.008905, spell=999, features=0.5,
             **EXIT),
        case("no hazard, no exit", RULES.exit_chance, 0.0, spell=0, features=0, base=0.0,
             early=0.0, decay=9.0, per_feature=1.0),
        # 1 − e^−0.01; e^(2·0.5) = 2.718282 times; ln(1 + 3) · ½ = ln 2 doubles
        case("middling trust, no minutes", RULES.disengagement_chance, 0.009950, trust=0.5,
             minutes=0.0, **GIVE_UP),
        case("no trust", RULES.disengagement_chance, 0.026817, trust=0.0, minutes=0.0, **GIVE_UP),
        case("pressure of three minutes", RULES.disengagement_chance, 0.019801, trust=0.5,
             minutes=3.0, **GIVE_UP),
        case("comes back at once", RULES.return_chance, 0.1, months_out=0, base=0.1, fade=24),
        case("after two years less", RULES.return_chance, 0.036788, months_out=24, base=0.1,
             fade=24),
    ]
)  # fmt: skip
def test_chances_to_leave_and_return(case: Case) -> None:
    case.check()


@table(
    [
        case("gives up first", RULES.individual_exit, DISENGAGED, u=0.009, age=300, ill=1,
             school=0, **ALONE),
        case("then falls ill for good", RULES.individual_exit, INCAPACITY, u=0.011, age=300,
             ill=1, school=0, **ALONE),
        case("then studies", RULES.individual_exit, STUDY, u=0.031, age=300, ill=1, school=0,
             **ALONE),
        case("the healthy do not leave for incapacity", RULES.individual_exit, STUDY, u=0.011,
             age=300, ill=0, school=0, **ALONE),
        case("no study without a school degree", RULES.individual_exit, PRESENT, u=0.011, age=300,
             ill=0, school=1, **ALONE),
        case("no study at thirty", RULES.individual_exit, PRESENT, u=0.011, age=360, ill=0,
             school=0, **ALONE),
        case("most stay", RULES.individual_exit, PRESENT, u=0.9, age=300, ill=1, school=0,
             **ALONE),
    ]
)  # fmt: skip
def test_one_draw_decides_why_somebody_leaves_alone(case: Case) -> None:
    case.check()


OUT = SimpleNamespace(
    exit_base=0.01, exit_early=0.1, exit_decay=10.0, exit_per_feature=0.8, exit_moved_share=0.3,
    disengage=0.01, disengage_most=0.03, disengage_trust=2.0, disengage_attention=0.5,
    incapacity=0.02, study=0.03, study_until=360, return_other_income=0.1, return_fade=24.0,
    return_disengaged=0.06, return_incapacity=0.004, return_study=0.015,
)  # fmt: skip


def test_queues_end_when_somebody_leaves() -> None:
    stage = {HEALTH: IN_SERVICE, DEBT: WAITING, CARE: RECOGNISED}
    someone = person(stage=stage, provider={HEALTH: 3, DEBT: 4}, busy=2, lock_in=1.2, receipt=1,
                     attention=10.0, months_out=7)  # fmt: skip
    counts = tally()
    RULES.leave(someone, counts, MOVED)
    assert [someone.stage[k] for k in (HEALTH, DEBT, CARE)] == [NOT_RECOGNISED] * 2 + [RECOGNISED]
    assert (someone.provider[HEALTH], someone.busy, someone.lock_in) == (-1, 0, 0.0)
    assert (someone.receipt, someone.absence, someone.months_out) == (0, MOVED, 0)
    assert someone.attention == 0.0
    assert counted(counts) == {"out_moved": 1}


@pytest.mark.parametrize(
    ("reason", "count"),
    [
        (OTHER_INCOME, "out_other_income"),
        (AGE_LIMIT, "out_age_limit"),
        (MOVED, "out_moved"),
        (INCAPACITY, "out_incapacity"),
        (STUDY, "out_study"),
        (DISENGAGED, "disengaged"),
    ],
)
def test_every_exit_has_its_own_count(reason: int, count: str) -> None:
    counts = tally()
    RULES.leave(person(receipt=1), counts, reason)
    assert counted(counts) == {count: 1}
    counts = tally()
    RULES.leave(person(receipt=0), counts, reason)  # was not in receipt: no exit
    assert counted(counts) == {}


@pytest.mark.parametrize(
    ("u", "u_reason", "receipt", "reason"),
    [
        (0.10, 0.5, 1, OTHER_INCOME),  # the chance at the start of a spell is 0.104
        (0.10, 0.2, 1, MOVED),
        (0.105, 0.2, 1, PRESENT),
        (0.5, 0.2, 1, PRESENT),
        (0.10, 0.5, 0, PRESENT),
    ],
)
def test_exits_of_whole_households(u: float, u_reason: float, receipt: int, reason: int) -> None:
    home = household(receipt=receipt, months_out=5)
    assert RULES.household_exit(home, person(spell=0), OUT, u, u_reason) == reason
    if reason != PRESENT:
        assert (home.receipt, home.months_out) == (0, 0)


def test_members_leave_with_the_household_or_alone_without_a_job() -> None:
    def left(someone: SimpleNamespace, household_reason: int, u: float, switch: float = 1.0) -> int:
        RULES.member_exit(someone, household_reason, switch, OUT, tally(), {1: u})
        return int(someone.absence)

    assert left(person(receipt=1), MOVED, 0.9) == MOVED
    assert left(person(receipt=1, absence=STUDY), MOVED, 0.9) == STUDY
    assert left(person(receipt=1, trust=0.5, age=500), PRESENT, 0.009) == DISENGAGED
    assert left(person(receipt=1, trust=0.5, age=500), PRESENT, 0.009, switch=0.0) == PRESENT
    # No trust: 0.0268, still below the most there may be (0.03); much pressure stops there.
    assert left(person(receipt=1, trust=0.0, age=500), PRESENT, 0.0265) == DISENGAGED
    pressed = {"receipt": 1, "trust": 0.0, "age": 500, "attention": 500.0}
    assert left(person(**pressed), PRESENT, 0.0301) == PRESENT
    assert left(person(receipt=1, employment=FULL_TIME), PRESENT, 0.0) == PRESENT
    assert left(person(receipt=1, pupil=1), PRESENT, 0.0) == PRESENT
    assert left(person(receipt=0), PRESENT, 0.0) == PRESENT


@pytest.mark.parametrize(
    ("absence", "household_back", "u", "back"),
    [
        (OTHER_INCOME, True, 0.9, True),
        (OTHER_INCOME, False, 0.0, False),
        (DISENGAGED, False, 0.05, True),
        (DISENGAGED, False, 0.07, False),
        (STUDY, False, 0.014, True),
        (STUDY, False, 0.016, False),
        (INCAPACITY, False, 0.003, True),
        (INCAPACITY, False, 0.005, False),
        (MOVED, True, 0.0, False),
        (AGE_LIMIT, True, 0.0, False),
    ],
)
def test_who_comes_back(absence: int, household_back: bool, u: float, back: bool) -> None:
    someone = person(absence=absence)
    RULES.member_return(someone, household_back, OUT, {1: u})
    assert (someone.absence == PRESENT) is back


@pytest.mark.parametrize(
    ("head", "u", "back"),
    [
        ({"absence": OTHER_INCOME, "months_out": 0}, 0.09, True),
        ({"absence": OTHER_INCOME, "months_out": 24}, 0.09, False),  # 0.037 after two years
        ({"absence": OTHER_INCOME, "months_out": 24}, 0.03, True),
        ({"absence": MOVED, "months_out": 0}, 0.0, False),
    ],
)
def test_households_come_back_from_other_income(head: dict[str, int], u: float, back: bool) -> None:
    assert RULES.household_return(person(**head), OUT, u) is back


def test_nobody_is_left_in_a_queue() -> None:
    someone = person(stage=dict.fromkeys(range(14), WAITING), busy=14, lock_in=3.0)
    RULES.end_pipelines(someone)
    assert set(someone.stage) == {NOT_RECOGNISED}
    assert (someone.busy, someone.lock_in) == (0, 0.0)
