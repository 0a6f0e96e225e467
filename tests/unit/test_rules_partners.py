"""Couples that form and part: cases computed by hand."""

from types import SimpleNamespace

import pytest
from testkit.rules import LOOPS, RULES, Case, case, counted, few, household, person, table, tally

from model.vocabulary import COUPLE, FEMALE, MALE, MOVED, PARTED, PRESENT, SINGLE

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


@table(
    [
        case("a birth", RULES.meets_or_parts, False, u=0.004, couple=False, birth=0.005,
             pair=0.001, part=0.003),
        case("finds a partner", RULES.meets_or_parts, True, u=0.0055, couple=False, birth=0.005,
             pair=0.001, part=0.003),
        case("finds none", RULES.meets_or_parts, False, u=0.0065, couple=False, birth=0.005,
             pair=0.001, part=0.003),
        case("parts", RULES.meets_or_parts, True, u=0.0075, couple=True, birth=0.005,
             pair=0.001, part=0.003),
        case("stays together", RULES.meets_or_parts, False, u=0.0085, couple=True, birth=0.005,
             pair=0.001, part=0.003),
        case("never", RULES.meets_or_parts, False, u=0.005, couple=True, birth=0.005, pair=0.0,
             part=0.0),
        case("a partner by age", RULES.is_partner, True, age=400, other_age=600, birth_from=228),
        case("a child by age", RULES.is_partner, False, age=500, other_age=272, birth_from=228),
    ]
)  # fmt: skip
def test_who_finds_a_partner_and_who_parts(case: Case) -> None:
    case.check()


def test_a_partner_who_parts_and_comes_back() -> None:
    him, her = person(sex=MALE, age=400, receipt=1), person(sex=FEMALE, age=380, receipt=1)
    home = household(kind=COUPLE, adults=2, receipt=1)
    family(home, [him, her], 0.0075)
    assert (home.kind, him.absence, her.absence, her.receipt) == (SINGLE, PRESENT, PARTED, 0)
    assert (home.adults, home.stirred) == (1, 0)
    family(home, [him, her], 0.0055)
    assert (home.kind, her.absence, home.adults, home.stirred) == (COUPLE, PRESENT, 2, 1)


@pytest.mark.parametrize("absence", [PRESENT, MOVED])
def test_a_couple_of_which_only_one_is_able_to_work(absence: int) -> None:
    her, child = person(sex=FEMALE, age=500), person(sex=MALE, age=200, absence=absence)
    for people in ([her], [her, child]):
        home = household(kind=COUPLE, receipt=1, adults=1)
        family(home, people, 0.0075)
        assert (home.kind, child.absence) == (SINGLE, absence)
        family(home, people, 0.0055)
        assert (home.kind, child.absence) == (COUPLE, absence)


def test_the_same_partner_changes_nothing_twice() -> None:
    him, her, counts = person(age=400), person(age=380, receipt=1), tally()
    home = household(kind=COUPLE, size=2, adults=2, receipt=1)
    for _ in range(2):
        RULES.change_partner(home, [him, her], True, FAMILY, counts)
    assert counted(counts) == {"out_parted": 1}
    assert home.adults == 1


def test_who_is_away_for_other_reasons_neither_parts_nor_comes_back() -> None:
    him, her = person(age=400), person(age=380, absence=MOVED)
    home = household(kind=COUPLE, receipt=1, adults=1)
    family(home, [him, her], 0.0075)
    family(home, [him, her], 0.0055)
    assert (home.kind, her.absence, home.adults) == (COUPLE, MOVED, 1)
