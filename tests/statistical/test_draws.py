"""Draws are uniform, and independent across everything that names them.

Fixed seeds: no test can fail by chance. With 200,000 draws a chi-square test on 64 bins finds a
density that is off by 2 % (power above 0.99 at the level used); `test_the_tests_can_fail` shows it.
"""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import chisquare, kstest

from model.processes.arrivals import arrival_id
from model.streams import (
    Decision,
    stream_key,
    stream_key_python,
    uniform,
    uniform_python,
    uniforms,
)

pytestmark = pytest.mark.statistical

N = 200_000
LEVEL = 1.0e-4
# Identities as they are given: households of a month, members, sixteen ids apart.
IDS = np.array([arrival_id(m, s) + k for m in range(-40, 40) for s in range(1250) for k in (0, 1)])


def draws(
    seed: int = 1, decision: int = Decision.OFFER, month: int = 0, slot: int = 0
) -> np.ndarray:
    return uniforms(seed, decision, month, IDS, slot)


def is_uniform(values: np.ndarray) -> bool:
    counts = np.bincount((values * 64).astype(int), minlength=64)
    return bool(chisquare(counts).pvalue > LEVEL and kstest(values, "uniform").pvalue > LEVEL)


def are_independent(first: np.ndarray, second: np.ndarray) -> bool:
    """Chi-square on 16 × 16 cells, which also finds dependence without correlation."""
    cells = (first * 16).astype(int) * 16 + (second * 16).astype(int)
    return bool(chisquare(np.bincount(cells, minlength=256)).pvalue > LEVEL)


@pytest.mark.parametrize("seed", [0, 1, 2015, 2**31 - 1, 2**63])
@pytest.mark.parametrize("month", [-540, 0, 95])
def test_draws_of_many_people_are_uniform(seed: int, month: int) -> None:
    assert is_uniform(draws(seed, Decision.CONTACT, month))


@pytest.mark.parametrize("decision", list(Decision))
def test_draws_of_every_decision_are_uniform(decision: Decision) -> None:
    assert is_uniform(draws(decision=decision))


def test_draws_of_one_person_over_time_are_uniform() -> None:
    life = [uniform_python(stream_key_python(1, 25, m), int(IDS[7]), 0) for m in range(20_000)]
    assert is_uniform(np.array(life))


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("the next month", lambda: draws(month=1)),
        ("the month after", lambda: draws(month=2)),
        ("the next slot", lambda: draws(slot=1)),
        ("a slot of a bit", lambda: draws(slot=64)),
        ("the next decision", lambda: draws(decision=Decision.OFFER + 1)),
        ("the next seed", lambda: draws(seed=2)),
        ("the next person", lambda: np.roll(draws(), 1)),
        ("the first member of the next household", lambda: np.roll(draws(), 2)),
        ("the same place a month later in the list", lambda: np.roll(draws(), 2500)),
    ],
)
def test_draws_are_independent(what: str, other: Callable[[], np.ndarray]) -> None:
    assert are_independent(draws(), other()), what


def test_no_two_draws_of_a_month_are_the_same() -> None:
    slots = [*range(200), 4096, 4096 + 128, 8192]
    some = IDS[:: len(IDS) // 2000]
    found = np.concatenate([uniforms(1, Decision.PROVIDER, 3, some, slot) for slot in slots])
    assert len(np.unique(found)) == len(found)


@pytest.mark.parametrize("seed", [0, 1, 2**40 + 3])
def test_three_forms_of_the_draw_are_one(seed: int) -> None:
    ids = IDS[::40_000]
    many = uniforms(seed, Decision.ARRIVE, -17, ids, 9)
    key = np.uint64(stream_key(seed, int(Decision.ARRIVE), -17))
    plain = stream_key_python(seed, int(Decision.ARRIVE), -17)
    assert int(key) == plain
    for identity, value in zip(ids.tolist(), many.tolist(), strict=True):
        assert uniform(key, np.uint64(identity), 9) == value == uniform_python(plain, identity, 9)


def test_the_tests_can_fail() -> None:
    good = draws()
    assert not is_uniform(good**1.02)
    assert not is_uniform(np.floor(good * 100) / 100)
    assert not are_independent(good, good)
    assert not are_independent(good, np.where(good < 0.5, draws(month=1), draws(month=1) ** 1.1))
