"""Planning moves places and minutes inside a purse, from members with short queues to long ones."""

import numpy as np
import pytest
from testkit.model_worlds import begun, lived

from model.processes import planning
from model.state import State
from model.vocabulary import FEDERAL, MUNICIPAL, PURSES

SHIFT = 0.05  # of planning_shift, all else 1: what a tied institution may give up


def world_with_queues() -> tuple[State, int, int, int]:
    """A world in which some municipal services are tied: two with a queue, the others without."""
    state = begun("production-network", months=12)
    levers, institutions = state.levers, state.institutions
    levers["planning"], levers["planning_shift"] = 1.0, SHIFT
    state.spaces["reflection"] = 1.0
    state.ties["reach"] = 0.0
    big = np.flatnonzero(
        (institutions["purse"] == MUNICIPAL) & (institutions["planned_places"] >= 1.0)
    )
    big = big[big > 0]
    longest, second, shortest, untied = (int(big[at]) for at in (0, 1, -1, -2))
    for row in (longest, second, shortest):
        state.ties["reach"][:, state.place.pair_of[0, institutions["kind"][row]]] = 1.0
    untied_pair = state.place.pair_of[0, institutions["kind"][untied]]
    if institutions["kind"][untied] in institutions["kind"][[longest, second, shortest]]:
        state.ties["reach"][institutions["sozialraum"][untied], untied_pair] = 0.0
    institutions["queue"] = 0
    institutions["queue"][longest], institutions["queue"][second] = 900, 700
    return state, longest, second, untied


def sums(state: State, column: str) -> list[float]:
    return [
        float(state.institutions[column][state.institutions["purse"] == purse].sum())
        for purse in range(len(PURSES))
    ]


def test_a_share_of_the_places_moves_to_those_who_wait() -> None:
    state, longest, second, untied = world_with_queues()
    before = state.institutions.copy()
    places, minutes = sums(state, "planned_places"), sums(state, "minutes")
    planning.move_places(state, MUNICIPAL)
    after = state.institutions
    gained = after["planned_places"] - before["planned_places"]
    givers = np.flatnonzero(gained < 0.0)
    assert givers.size
    assert {longest, second, untied}.isdisjoint(givers)
    for column in ("planned_places", "minutes"):
        assert after[column][givers] == pytest.approx((1.0 - SHIFT) * before[column][givers])
    assert gained[longest] > gained[second] > 0.0
    assert gained[longest] + gained[second] == pytest.approx(-gained[givers].sum())
    assert gained[untied] == 0.0
    assert sums(state, "planned_places") == pytest.approx(places)
    assert sums(state, "minutes") == pytest.approx(minutes)


def test_nobody_gives_where_nobody_waits() -> None:
    state, *_ = world_with_queues()
    state.institutions["queue"] = 0
    before = state.institutions.copy()
    planning.move_places(state, MUNICIPAL)
    assert (state.institutions["planned_places"] == before["planned_places"]).all()


def test_other_purses_keep_theirs() -> None:
    state, *_ = world_with_queues()
    before = sums(state, "planned_places")[FEDERAL]
    planning.move_places(state, MUNICIPAL)
    assert sums(state, "planned_places")[FEDERAL] == before


@pytest.mark.parametrize(("arm", "moves"), [("production-network", True), ("siloed", False)])
def test_places_move_once_a_year_and_only_by_planning(arm: str, moves: bool) -> None:
    state = begun(arm, months=12)
    before = state.institutions["planned_places"].copy()
    for month, world in enumerate(lived(state, 12)):
        changed = bool((world.institutions["planned_places"] != before).any())
        assert changed is (moves and month == 11)
