"""Planning moves places and minutes inside a purse, from the shortest queue to the longest."""

import numpy as np
import pytest
from testkit.model_worlds import begun, lived

from model.processes import planning
from model.state import State
from model.vocabulary import FEDERAL, MUNICIPAL, PURSES


def world_with_queues() -> tuple[State, int, int]:
    """A world in which, among municipal services, one has a queue and another has none."""
    state = begun("siloed", months=12)
    institutions = state.institutions
    institutions["queue"] = 1
    big = np.flatnonzero(
        (institutions["purse"] == MUNICIPAL) & (institutions["planned_places"] >= 1.0)
    )
    big = big[big > 0]
    longest, shortest = int(big[0]), int(big[-1])
    institutions["queue"][longest], institutions["queue"][shortest] = 500, 0
    return state, longest, shortest


def sums(state: State, column: str) -> list[float]:
    return [
        float(state.institutions[column][state.institutions["purse"] == purse].sum())
        for purse in range(len(PURSES))
    ]


def test_a_tenth_of_the_places_moves() -> None:
    state, longest, shortest = world_with_queues()
    before = state.institutions.copy()
    places, minutes = sums(state, "planned_places"), sums(state, "minutes")
    planning.move_places(state, MUNICIPAL, 0.1)
    after = state.institutions
    for column in ("planned_places", "minutes"):
        moved = 0.1 * before[column][shortest]
        assert after[column][shortest] == pytest.approx(before[column][shortest] - moved)
        assert after[column][longest] == pytest.approx(before[column][longest] + moved)
        changed = np.flatnonzero(after[column] != before[column])
        assert set(changed) <= {longest, shortest}
    assert sums(state, "planned_places") == pytest.approx(places)
    assert sums(state, "minutes") == pytest.approx(minutes)


def test_other_purses_keep_theirs() -> None:
    state, *_ = world_with_queues()
    before = sums(state, "planned_places")[FEDERAL]
    planning.move_places(state, MUNICIPAL, 0.1)
    assert sums(state, "planned_places")[FEDERAL] == before


@pytest.mark.parametrize(("arm", "moves"), [("production-network", True), ("siloed", False)])
def test_places_move_once_a_year_and_only_by_planning(arm: str, moves: bool) -> None:
    state = begun(arm, months=12)
    before = state.institutions["planned_places"].copy()
    for month, world in enumerate(lived(state, 12)):
        changed = bool((world.institutions["planned_places"] != before).any())
        assert changed is (moves and month == 11)
