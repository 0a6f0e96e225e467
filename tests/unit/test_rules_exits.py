"""Exits without a job, and returns: cases computed by hand."""

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
    tally,
)

from model.skipping.staying import SPELLS
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
    PARTED,
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
    incapacity=0.02, study=0.03, study_until=360, return_other_income=0.1, return_moved=0.02,
    return_fade=24.0, return_disengaged=0.06, return_incapacity=0.004, return_study=0.015,
)  # fmt: skip


NO_CEILING = SimpleNamespace(exit=[1.0] * SPELLS)


def test_queues_end_when_somebody_leaves() -> None:
    stage = {HEALTH: IN_SERVICE, DEBT: WAITING, CARE: RECOGNISED}
    someone = person(stage=stage, provider={HEALTH: 3, DEBT: 4}, busy=2, lock_in=1.2, receipt=1,
                     attention=10.0, months_out=7)  # fmt: skip
    counts, home = tally(), household(adults=2)
    RULES.leave(someone, home, counts, MOVED)
    assert [someone.stage[k] for k in (HEALTH, DEBT, CARE)] == [NOT_RECOGNISED] * 2 + [RECOGNISED]
    assert (someone.provider[HEALTH], someone.busy, someone.lock_in) == (-1, 0, 0.0)
    assert (someone.receipt, someone.absence, someone.months_out) == (0, MOVED, 0)
    assert someone.attention == 0.0
    assert counted(counts) == {"out_moved": 1}
    assert home.adults == 1  # who leaves is counted out of the household
    RULES.leave(someone, home, counts, AGE_LIMIT)
    assert home.adults == 1  # once


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
    RULES.leave(person(receipt=1), household(adults=1), counts, reason)
    assert counted(counts) == {count: 1}
    counts = tally()
    RULES.leave(person(receipt=0), household(adults=1), counts, reason)  # not in receipt: no exit
    assert counted(counts) == {}


def moved(
    home: SimpleNamespace,
    people: list[SimpleNamespace],
    exit_: dict[int, float],
    reason: float = NEVER,
    back: dict[int, float] | None = None,
    gives_up: float = 1.0,
) -> list[int]:
    """A month of exits and returns of one household: why each member is absent afterwards."""
    home.size, home.adults = len(people), sum(p.absence == PRESENT for p in people)
    par = SimpleNamespace(demography=OUT, switches=SimpleNamespace(disengagement=gives_up))
    state = few(people, [home], par=par, lookup=NO_CEILING)
    goes, returns = {0: NEVER, 1: NEVER, **exit_}, {0: NEVER, 1: NEVER, **(back or {})}
    LOOPS.exits.go_and_come(state, 0, len(people), (goes, reason, returns))
    assert home.adults == sum(p.absence == PRESENT for p in people)
    return [int(p.absence) for p in people]


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
    both = [person(receipt=receipt, spell=0), person(receipt=receipt, spell=99)]
    assert moved(home, both, {0: u}, u_reason) == [reason, reason]
    if reason != PRESENT:
        assert (home.receipt, home.months_out) == (0, 0)
    else:
        assert (home.receipt, home.months_out) == (receipt, 5)


def test_exits_are_judged_on_the_first_member() -> None:
    assert RULES.household_exits(0.10, person(spell=0), OUT)
    assert not RULES.household_exits(0.10, person(spell=10), OUT)  # 0.0457
    assert not RULES.household_exits(0.10, person(has={CARE: 1, DEBT: 1}), OUT)
    eased = person(has={CARE: 1, DEBT: 1}, mitigated={CARE: 1.0, DEBT: 1.0}, eased=1)
    assert RULES.household_exits(0.10, eased, OUT)
    assert RULES.household_exits(0.009, person(spell=5 * SPELLS), OUT)
    two = [person(receipt=1, spell=99), person(receipt=1, spell=0)]
    assert moved(household(), two, {0: 0.10}) == [PRESENT, PRESENT]


def test_some_of_those_who_leave_move_away() -> None:
    assert RULES.moves(person(), OUT, {0: 0.29})
    assert not RULES.moves(person(), OUT, {0: 0.30})


def test_members_leave_with_the_household_or_alone_without_a_job() -> None:
    def left(
        someone: SimpleNamespace, household_leaves: bool, u: float, switch: float = 1.0
    ) -> int:
        draws = {0: 0.0 if household_leaves else NEVER, 1: u}
        # The head has a job and so never leaves alone.
        head = person(receipt=1, employment=FULL_TIME)
        return moved(household(), [head, someone], draws, 0.0, gives_up=switch)[1]

    assert left(person(receipt=1), True, NEVER) == MOVED
    assert left(person(receipt=1, absence=STUDY), True, NEVER) == STUDY
    assert left(person(receipt=1, trust=0.5, age=500), False, 0.009) == DISENGAGED
    assert left(person(receipt=1, trust=0.5, age=500), False, 0.009, switch=0.0) == PRESENT
    # No trust: 0.0268, still below the most there may be (0.03); much pressure stops there.
    assert left(person(receipt=1, trust=0.0, age=500), False, 0.0265) == DISENGAGED
    pressed = {"receipt": 1, "trust": 0.0, "age": 500, "attention": 500.0}
    assert left(person(**pressed), False, 0.0301) == PRESENT
    assert left(person(receipt=1, employment=FULL_TIME), False, 0.0) == PRESENT
    assert left(person(receipt=1, pupil=1), False, 0.0) == PRESENT
    assert left(person(receipt=0), False, 0.0) == PRESENT


@pytest.mark.parametrize("who", [{"employment": FULL_TIME}, {"pupil": 1}, {"receipt": 0}])
def test_who_cannot_leave_alone(who: dict[str, Any]) -> None:
    someone = person(**{"receipt": 1, "age": 500, **who})
    assert moved(household(receipt=0), [someone], {1: 0.0}) == [PRESENT]
    counts = tally()
    RULES.exit_alone(person(receipt=1, age=500), household(adults=1), 1.0, OUT, counts, {1: 0.0})
    assert counted(counts) == {"disengaged": 1}


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
    head, someone = person(absence=OTHER_INCOME), person(absence=absence)
    home = household(receipt=0)
    draws = {0: 0.0 if household_back else NEVER, 1: u}
    first, second = moved(home, [head, someone], {}, back=draws)
    assert (first == PRESENT) is household_back
    assert (second == PRESENT) is back
    assert home.stirred == (household_back or back)  # its claim is judged again
    assert (head.receipt, someone.receipt) == (0, 0)  # by need and income, not here


def test_coming_back_alone_is_seen_by_the_household() -> None:
    student, home = person(absence=STUDY), household(adults=1, receipt=0)
    RULES.return_alone(student, home, OUT, {1: 0.016})
    assert (student.absence, home.adults, home.stirred) == (STUDY, 1, 0)
    RULES.return_alone(student, home, OUT, {1: 0.014})
    assert (student.absence, home.adults, home.stirred) == (PRESENT, 2, 1)
    someone = person(absence=DISENGAGED)
    RULES.come_back(someone, home)
    assert (someone.absence, home.adults) == (PRESENT, 3)


@pytest.mark.parametrize(
    ("head", "u", "back"),
    [
        ({"absence": OTHER_INCOME, "months_out": 0}, 0.09, True),
        ({"absence": OTHER_INCOME, "months_out": 24}, 0.09, False),  # 0.037 after two years
        ({"absence": OTHER_INCOME, "months_out": 24}, 0.03, True),
        ({"absence": MOVED, "months_out": 0}, 0.03, False),  # seldom: 0.02
        ({"absence": MOVED, "months_out": 0}, 0.01, True),
    ],
)
def test_households_come_back_from_elsewhere(head: dict[str, int], u: float, back: bool) -> None:
    assert RULES.household_returns(person(**head), OUT, {0: u}) is back


def test_a_household_that_moved_comes_back_as_a_whole() -> None:
    head, someone, ill = person(absence=MOVED), person(absence=MOVED), person(absence=INCAPACITY)
    absences = moved(household(receipt=0), [head, someone, ill], {}, back={0: 0.01, 1: 0.9})
    assert absences == [PRESENT, PRESENT, INCAPACITY]
    assert [RULES.left_together(each) for each in (OTHER_INCOME, MOVED)] == [True, True]
    assert not any(RULES.left_together(each) for each in (PRESENT, AGE_LIMIT, PARTED, STUDY))


def test_a_partner_who_parts_is_counted() -> None:
    counts, home = tally(), household(adults=2)
    RULES.leave(person(receipt=1), home, counts, PARTED)
    assert counted(counts) == {"out_parted": 1}
    assert home.adults == 1


def test_nobody_is_left_in_a_queue() -> None:
    someone = person(stage=dict.fromkeys(range(14), WAITING), busy=14, lock_in=3.0)
    RULES.end_pipelines(someone)
    assert set(someone.stage) == {NOT_RECOGNISED}
    assert (someone.busy, someone.lock_in) == (0, 0.0)
