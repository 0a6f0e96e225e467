"""Counts of 64 rows at once: the parts of which `observe` makes a month's counts."""

import pytest
from testkit.rules import RULES, Rows, counted, person, tally

from model.vocabulary import (
    AGE_50,
    CARE,
    FULL_TIME,
    HEALTH,
    LANGUAGE,
    LONG_RECEIPT,
    MIGRATED,
    MOTHER,
    PART_TIME,
    PERMANENT,
    SCHOOL,
    TEMP,
    VOCATIONAL,
)

ALL_ROWS = -1


def test_three_bits_are_summed_in_every_place() -> None:
    ones, twos = RULES.sum_of_three(0b1111, 0b0011, 0b0101)
    assert [(ones >> k & 1) + 2 * (twos >> k & 1) for k in range(4)] == [3, 2, 2, 1]


def test_a_barrier_is_open_unless_it_is_mitigated_by_half() -> None:
    people = Rows([person(has={CARE: 1}), person(has={CARE: 1}, halved={CARE: 1}), person()])
    assert RULES.open_rows(people, 0, CARE) == 0b001


@pytest.mark.parametrize(
    ("has", "halved", "features"),
    [
        ((), (), 0),
        ((SCHOOL, VOCATIONAL), (), 1),
        ((SCHOOL, VOCATIONAL), (VOCATIONAL,), 1),
        ((MIGRATED, LANGUAGE), (LANGUAGE,), 1),
        ((LANGUAGE, HEALTH), (LANGUAGE,), 1),
        ((LONG_RECEIPT, AGE_50, MOTHER), (), 3),
        ((LONG_RECEIPT, AGE_50, MOTHER, HEALTH, CARE, SCHOOL, MIGRATED), (), 7),
        ((LONG_RECEIPT, AGE_50, HEALTH, CARE), (HEALTH, CARE), 2),
    ],
)
def test_features_as_binary_digits(
    has: tuple[int, ...], halved: tuple[int, ...], features: int
) -> None:
    someone = person(has=dict.fromkeys(has, 1), halved=dict.fromkeys(halved, 1))
    people = Rows([person(), someone])
    ill, unskilled = (RULES.open_rows(people, 0, k) for k in (HEALTH, VOCATIONAL))
    digits = RULES.features_of_rows(people, 0, ill, unskilled)
    assert sum((digit >> 1 & 1) << place for place, digit in enumerate(digits)) == features
    counts = tally()
    RULES.count_features(people, 0, 0b10, counts)
    found = {name: n for name, n in counted(counts).items() if name.startswith("count_")}
    assert found == {f"count_{min(features, 3)}": 1}


def test_only_rows_that_are_asked_for_count() -> None:
    both = {"employment": PART_TIME, "profile": 2, "has": {CARE: 1}}
    people = Rows([person(**both, contract=TEMP), person(**both, contract=PERMANENT), person()])
    people[1].employment = FULL_TIME
    counts = tally()
    RULES.count_jobs(people, 0, 0b101, counts)
    assert counted(counts) == {"temp": 1}
    RULES.count_stock(people, 0, 0b110, counts)
    RULES.count_barriers(people, 0, 0b110, counts)
    assert counted(counts) == {
        "temp": 1, "stock": 2, "employed_in_receipt": 1, "unemployed": 1, "profile_0": 1,
        "profile_2": 1, "with_care": 1, "carers": 1, "features_nine": 1,
    }  # fmt: skip
    RULES.count_jobs(people, 0, ALL_ROWS, counts)
    assert (counts.temp, counts.permanent) == (2, 1)
