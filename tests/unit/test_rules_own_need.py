"""Own need: who is a child, who covers the own need, and what becomes of the household."""

from types import SimpleNamespace

import pytest

from model.vocabulary import COUPLE, FULL_TIME, LONE_PARENT, MINI_JOB, MOVED, PRESENT, SINGLE
from tests.testkit.rules import LOOPS, RULES, few, household, parameters, person, tally, topic

PAR = topic(
    "employment", need_single=399.0, need_youth=320.0, need_child=70.0, need_lone_parent=110.0,
    allowance_base=100.0, allowance_rate=0.2, allowance_max=300.0, gross_per_net=1.3,
)  # fmt: skip
OWN = 320.0 + 600.0 / 3  # three heads share the rent


def lone_parent(**changes: object) -> SimpleNamespace:
    """A lone parent with a grown child and a small one, for a rent of 600 euro."""
    return household(
        **{"kind": LONE_PARENT, "child_age": {0: 40}, "rent": 600.0, "adults": 2, "size": 2}
        | changes
    )


@pytest.mark.parametrize(
    ("place", "kind", "child"),
    [(0, SINGLE, False), (1, SINGLE, True), (1, COUPLE, False), (2, COUPLE, True)],
)
def test_children_stand_behind_a_head_and_a_partner(place: int, kind: int, child: bool) -> None:
    assert bool(RULES.is_child(place, kind)) == child


@pytest.mark.parametrize(
    ("place", "income", "apart"), [(1, OWN, True), (1, OWN - 0.01, False), (0, OWN, False)]
)
def test_the_own_need_is_a_rate_and_a_share_of_the_rent(
    place: int, income: float, apart: bool
) -> None:
    assert bool(RULES.covers_own_need(place, income, lone_parent(), PAR)) == apart


def test_heads_share_the_rent_and_nobody_is_no_head() -> None:
    assert RULES.heads_of(lone_parent()) == 3
    assert RULES.heads_of(household(adults=0)) == 1
    assert RULES.children_of(lone_parent()) == 1


@pytest.mark.parametrize(
    ("before", "now", "apart", "stirred"), [(0, 1, 1, 1), (1, 0, 0, 1), (1, 1, 1, 0), (0, 0, 0, 0)]
)
def test_who_begins_or_ends_to_be_apart_stirs_the_household(
    before: int, now: int, apart: int, stirred: int
) -> None:
    home, child = lone_parent(apart=before), person(apart=before)
    RULES.stand_apart(child, home, now)
    assert (child.apart, home.apart, home.stirred) == (now, apart, stirred)


def test_need_of_the_others() -> None:
    with_it, without = lone_parent(), lone_parent(apart=1)
    assert RULES.need_of(with_it, PAR) == pytest.approx(399.0 + 320.0 + 70.0 + 110.0 + 600.0)
    assert RULES.need_of(without, PAR) == pytest.approx(399.0 + 70.0 + 110.0 + 400.0)
    assert (RULES.members_of(with_it), RULES.members_of(without)) == (2, 1)


def added_up(
    job: int, wage: float, absence: int = PRESENT, before: int = 0, on: float = 1.0
) -> tuple[SimpleNamespace, SimpleNamespace]:
    """Household and grown child after their income of a month is added up."""
    home = lone_parent(apart=before, first=0)
    parent = person(employment=MINI_JOB, wage=200.0)  # 68 count
    child = person(employment=job, wage=wage, absence=absence, apart=before)
    par = parameters(employment=PAR, switches=topic("switches", own_need=on))
    LOOPS.receipt.add_up_income(few([parent, child], [home], par=par), 0, 2)
    return home, child


def test_who_covers_the_own_need_goes_and_comes_back() -> None:
    home, child = added_up(FULL_TIME, 900.0)  # 600 count
    assert (child.apart, home.apart, home.stirred, home.income) == (1, 1, 1, 68.0)
    home, child = added_up(FULL_TIME, 700.0)  # 438 count
    assert (child.apart, home.apart, home.stirred, home.income) == (0, 0, 0, 506.0)
    home, child = added_up(FULL_TIME, 700.0, before=1)
    assert (child.apart, home.apart, home.stirred, home.income) == (0, 0, 1, 506.0)
    home, child = added_up(FULL_TIME, 900.0, absence=MOVED, before=1)
    assert (child.apart, home.apart, home.stirred, home.income) == (0, 0, 1, 68.0)


def test_switched_off_all_income_is_the_households() -> None:
    home, child = added_up(FULL_TIME, 900.0, on=0.0)
    assert (child.apart, home.apart, home.income) == (0, 0, 668.0)


@pytest.mark.parametrize(("apart", "receipt"), [(0, 1), (1, 0)])
def test_who_is_apart_leaves_receipt_alone(apart: int, receipt: int) -> None:
    child = person(receipt=1, apart=apart)
    RULES.follow_household(child, 1, tally())
    assert child.receipt == receipt
