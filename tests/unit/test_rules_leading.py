"""Leading digits of draws: a draw below a chance begins below the chance's bound."""

import numpy as np
import pytest
from testkit.rules import RULES

from model.barriers import CHANGING
from model.skipping import SAFE
from model.skipping.leading import DIGITS, bound_of, leading
from model.streams import stream_key_python, uniforms
from model.vocabulary import N_BARRIERS

SEED_AS_KEY = 20_150_401
PEOPLE = np.arange(5000, dtype=np.uint64)


def draws(slot: int) -> tuple[np.ndarray, np.ndarray]:
    """Draws of many people under one key, and their leading digits."""
    key = np.uint64(stream_key_python(SEED_AS_KEY, 1, 0))
    first = np.array([leading(key, identity, slot) for identity in PEOPLE], np.int64)
    return uniforms(SEED_AS_KEY, 1, 0, PEOPLE, slot), first


@pytest.mark.parametrize("slot", [0, 1])
def test_leading_digits_are_those_of_the_draw(slot: int) -> None:
    u, first = draws(slot)
    assert (first == np.floor(u * (1 << DIGITS))).all()


@pytest.mark.parametrize("chance", [1e-9, 0.001, 0.3, 0.5, 1.0, 7.0])
def test_nobody_below_a_chance_is_missed(chance: float) -> None:
    u, first = draws(0)
    marked = first < bound_of(chance)
    assert marked[u < chance].all()
    assert marked.mean() <= min(1.0, chance) + 0.05


def test_chance_zero_marks_nobody() -> None:
    _, first = draws(0)
    assert not (first < bound_of(0.0)).any()


def test_bounds_by_hand() -> None:
    assert RULES.leading(0.5, 7, 0) == 2**14 < RULES.bound_of(0.5) == 2**14 + 1
    assert RULES.bound_of(0.0) == 0
    assert RULES.bound_of(1.0) > RULES.leading(0.999999, 7, 0)


def test_the_bound_of_a_hazard_fades_in_steps() -> None:
    hazards = [1.0 / (1 + month) for month in range(64)]
    found = RULES.bounds(hazards, 0.5)
    assert found == tuple(RULES.bound_of(0.5 * hazards[month]) for month in (0, 3, 6, 12, 36))
    at = [RULES.bound_at(tenure, found) for tenure in (0, 2, 3, 6, 11, 12, 36, 999)]
    assert at == [found[step] for step in (0, 0, 1, 2, 2, 3, 4, 4)]


def test_parts_of_bounds() -> None:
    assert RULES.part_of(RULES.bound_of(0.5), RULES.share_of(0.5, 0.5)) == 2**13 + 1
    assert RULES.part_of(RULES.bound_of(1.0), RULES.share_of(1.0, 1.0)) == RULES.bound_of(1.0)


@pytest.mark.parametrize("share", [0.001, 0.2, 0.75, 1.0])
@pytest.mark.parametrize("largest", [0.2, 1.0, 1.6, 12.0])
def test_the_part_of_a_bound_covers_the_share_of_the_hazard(share: float, largest: float) -> None:
    """Hazards may be above 1, where bounds end: then no less than the share must be left."""
    for hazard in (0.001, 0.1 * largest, 0.5 * largest, largest):
        part = RULES.part_of(RULES.bound_of(hazard), RULES.share_of(share, largest))
        assert RULES.bound_of(share * hazard) <= part <= RULES.bound_of(hazard) + 1


def test_bounds_of_features_that_come_and_go() -> None:
    none, rare, often = [0] * N_BARRIERS, [1 / 64] * N_BARRIERS, [0.5] * N_BARRIERS
    total = RULES.change_at_most(none, rare, often, 1.0)
    assert total == len(CHANGING) * RULES.bound_of(1 / 64)
    assert RULES.sure_change(rare, rare) == (0, SAFE)
    assert RULES.sure_change(rare, often) == (RULES.bound_of(1.0), 0.0)  # everybody is marked
