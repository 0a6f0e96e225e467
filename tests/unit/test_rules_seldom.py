"""What seldom happens in a rule: the other side of conditions that the main cases leave out."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from testkit.rules import RULES, Rows, household, lever, parameters, person, tally, topic

from model.vocabulary import (
    APPRENTICESHIP,
    CARE,
    CRISIS,
    DEBT,
    EVERYONE,
    FEMALE,
    FULL_TIME,
    HEALTH,
    ILL,
    IN_SERVICE,
    ISOLATION,
    LONE_PARENT,
    MOTHER,
    N_NEEDS,
    NOT_RECOGNISED,
    OTHERS,
    PART_TIME,
    PRESENT,
    RECOGNISED,
    SINGLE,
    SKILLED,
    UNDER_25,
    VOCATIONAL,
    WAITING,
)

LATE = 0.999999  # a draw above every chance


@pytest.mark.parametrize("kind", [SINGLE, LONE_PARENT])
def test_a_grown_child_needs_the_rate_of_young_people(kind: int) -> None:
    """Two members and no couple: the partner's rate is for couples alone."""
    par = topic("employment", need_single=399.0, need_partner=360.0, need_youth=320.0,
                need_child=70.0, need_lone_parent=110.0)  # fmt: skip
    extra = 110.0 if kind == LONE_PARENT else 0.0
    home = household(kind=kind, rent=300.0, adults=2)
    assert RULES.need_of(home, par) == pytest.approx(399.0 + 320.0 + 300.0 + extra)


def test_nothing_found_is_nothing_passed_on() -> None:
    someone, counts = person(has={HEALTH: 1}), tally()
    RULES.pass_on(someone, 0, [3.0] * N_NEEDS, counts)
    assert (someone.stage[HEALTH], counts.recognised) == (NOT_RECOGNISED, 0)


@pytest.mark.parametrize(
    "who",
    [
        {"has": {CRISIS: 1, HEALTH: 1}},  # both are there: that would be treatment
        {"stage": {CRISIS: IN_SERVICE}},  # known already
    ],
)
def test_treatment_that_is_needed_or_known_is_not_given_without_need(who: dict[str, Any]) -> None:
    par = parameters(pipeline=topic("pipeline", low_need_below=9.0, overtreatment=0.5))
    someone = person(**who)
    before = list(someone.stage)
    RULES.overtreat(someone, lever(triage_error=1.0), par, 1.0, 0.0)
    assert someone.stage == before


def test_trust_without_knowledge_makes_no_tie() -> None:
    needed = [0.0, 0.1, 0.3, 0.5, 0.7]
    given = {"need_trust": needed, "need_knowledge": needed, "need_formality": [0.0] * 5}
    assert RULES.tie_stage(0.4, 0.2, 0.0, cap=4, **given) == 1
    assert RULES.tie_stage(0.4, 0.4, 0.0, cap=4, **given) == 2


def test_without_moderation_trust_grows_as_it_does() -> None:
    plain = lever(trust_gain=0.1, moderation=0.0)
    assert RULES.gain_of_trust(plain, topic("cooperation"), False, 12, 3) == pytest.approx(0.1)


def test_mostly_no_feature_changes() -> None:
    someone = person(age=400, has={HEALTH: 1})
    RULES.change_features(someone, topic("demography"), LATE)
    assert someone.has == person(has={HEALTH: 1}).has


@pytest.mark.parametrize(("eased", "left"), [(0, 0.7), (1, 0.0)])
def test_a_feature_that_vanishes_is_no_longer_mitigated(eased: int, left: float) -> None:
    """Without the mark that something was mitigated nobody looks."""
    vanish = [float(k == HEALTH) for k in range(N_NEEDS)]
    par = topic("demography", appear=[0.0] * N_NEEDS, vanish=vanish)
    someone = person(has={HEALTH: 1}, mitigated={HEALTH: 0.7}, eased=eased)
    RULES.change_features(someone, par, 0.5)
    assert (someone.has[HEALTH], someone.mitigated[HEALTH]) == (0, left)


def test_an_integration_of_somebody_without_a_profile_counts_as_others() -> None:
    counts = tally()
    par = topic("employment")
    someone = person(receipt=1, receipt_window=1, profile=OTHERS, level=SKILLED)
    RULES.begin_job(someone, par, counts, [0.5] * 9)
    assert (counts.integrations, counts.integrations_others) == (1, 1)
    assert (counts.integrations_near, counts.integrations_far) == (0, 0)


@pytest.mark.parametrize(("tenure", "trained"), [(3, False), (60, True)])
def test_an_apprenticeship_ends_in_a_degree_when_it_is_over(tenure: int, trained: bool) -> None:
    someone = person(employment=APPRENTICESHIP, wage=560.0, hours=40.0, tenure=tenure,
                     has={VOCATIONAL: 1})  # fmt: skip
    RULES.keep_job(someone, topic("employment", apprentice_months=36.0), [LATE] * 9)
    assert (someone.employment == FULL_TIME) is trained
    assert someone.mitigated[VOCATIONAL] == float(trained)


def test_only_reasons_that_exist_are_counted() -> None:
    counts = tally()
    RULES.leave(person(receipt=1), household(adults=1), counts, PRESENT)
    assert vars(counts) == vars(tally())


def test_a_woman_without_children_searches_like_anybody() -> None:
    par, home = parameters(), household(child_age={0: 3})
    hers = RULES.personal_log_hazard(person(sex=FEMALE, age=400), home, SKILLED, 0.0, par)
    his = RULES.personal_log_hazard(person(age=400), home, SKILLED, 0.0, par)
    assert hers == his


def test_isolation_is_no_barrier_that_could_be_mitigated() -> None:
    assert not RULES.is_mitigated(person(eased=1), ISOLATION)


def test_nobody_gives_up_before_it_has_taken_too_long() -> None:
    someone, counts = person(stage={DEBT: WAITING}, clock={DEBT: 3}, busy=1), tally()
    RULES.wait_on(someone, topic("pipeline", give_up=24.0), counts)
    assert (someone.clock[DEBT], counts.waiting) == (4, 1)


def test_two_that_have_taken_too_long_are_both_given_up() -> None:
    waiting = {"stage": {DEBT: WAITING, HEALTH: WAITING}, "clock": {DEBT: 30, HEALTH: 30}}
    someone, counts = person(**waiting, busy=2), tally()
    RULES.wait_on(someone, topic("pipeline", give_up=24.0), counts)
    assert (someone.busy, counts.waiting) == (0, 0)


def test_somebody_who_waits_alone_is_in_turn() -> None:
    keys = np.array([RULES.queue_key(4, 7, np.uint64(3), 0)], np.uint64)
    rows = np.array([0])
    assert RULES.put_in_turn(rows, keys, 0) == 1
    assert rows.tolist() == [0]


def test_gains_above_and_below_half() -> None:
    someone = person(mitigated={HEALTH: 1.0, CARE: 0.3}, halved={HEALTH: 1})
    RULES.lose_gains(someone, [0.1] * N_NEEDS, 1 << HEALTH | 1 << CARE)
    assert someone.mitigated[HEALTH] == pytest.approx(0.9)
    assert (someone.halved[HEALTH], someone.halved[CARE]) == (1, 0)
    RULES.lose_gains(someone, [0.1] * N_NEEDS, 0)
    assert someone.mitigated[HEALTH] == pytest.approx(0.9)


def test_gains_that_are_gone_take_their_relief_only_when_none_is_left() -> None:
    someone = person(relieved=1 << HEALTH | 1 << DEBT, relief=0.3)
    RULES.lose_gains(someone, [0.1] * N_NEEDS, 1 << HEALTH)
    assert (someone.relieved, someone.relief) == (1 << DEBT, 0.3)


def test_a_second_service_goes_on() -> None:
    someone = person(stage={HEALTH: IN_SERVICE, DEBT: IN_SERVICE}, busy=2, lock_in=0.4)
    RULES.end_service(someone, HEALTH, RECOGNISED, -6)
    assert (someone.busy, someone.lock_in) == (1, 0.4)


def test_nobody_belongs_to_a_group_that_does_not_exist() -> None:
    sick = [int(k == HEALTH) for k in range(N_NEEDS)]
    assert RULES.in_target_group(ILL, 400, SINGLE, 0, sick)
    assert not RULES.in_target_group(99, 400, SINGLE, 0, sick)


@pytest.mark.parametrize(
    ("who", "u", "others"),
    [
        ({"employment": PART_TIME}, 0.0, True),
        ({"sex": FEMALE}, 0.99, False),  # no mother
    ],
)
def test_part_time_and_women_without_children(who: dict[str, Any], u: float, others: bool) -> None:
    par, home = topic("casework"), household(child_age={0: 3})
    assert bool(RULES.not_profiled(person(spell=30, **who), home, par, u)) is others


def test_the_last_form_that_covers_a_person_holds() -> None:
    def form(start: int, end: int, target: int, space: int) -> SimpleNamespace:
        spaces = [int(s == space) for s in range(3)]
        return SimpleNamespace(start=start, end=end, target=target, spaces=spaces)

    forms = Rows([form(-99, 99, EVERYONE, 1), form(0, 12, EVERYONE, 1), form(6, 99, UNDER_25, 1),
                  form(0, 99, EVERYONE, 2)])  # fmt: skip
    young, old = person(age=240, sozialraum=1), person(age=480, sozialraum=1)

    def rows(who: SimpleNamespace) -> list[int]:
        return [RULES.lever_row(who, SINGLE, forms, month) for month in (-1, 3, 7, 20)]

    assert rows(young) == [0, 1, 2, 2]
    assert rows(old) == [0, 1, 1, 0]


def test_a_mother_is_no_mother_of_small_children_by_her_barrier_alone() -> None:
    par = topic("casework")
    assert not RULES.not_profiled(
        person(spell=30, sex=FEMALE, has={MOTHER: 1}), household(), par, 0.99
    )
