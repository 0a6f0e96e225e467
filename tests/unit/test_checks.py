"""Every law of model.checks fires when the world breaks it, and only then."""

from collections.abc import Callable

import numpy as np
import pytest
from testkit.model_worlds import begun, lived

from model.checks import INFLOWS, OUTFLOWS, Checker
from model.errors import CheckError
from model.state import State
from model.vocabulary import IN_SERVICE, MOVED, NOT_RECOGNISED, WAITING

MONTHS = 6


@pytest.fixture
def world() -> State:
    return begun("production-network", months=MONTHS)


def broken_by(world: State, break_it: Callable[[State], None], month: int = 2) -> str:
    """What the checker says when a world is broken at the end of a month."""
    checker = Checker(world)
    for number, state in enumerate(lived(world, MONTHS)):
        if number == month:
            break_it(state)
            with pytest.raises(CheckError) as raised:
                checker.after_month(state, number)
            return str(raised.value)
        checker.after_month(state, number)
    raise AssertionError("the months were over")


def checked(world: State, between: Callable[[State], None]) -> None:
    """Months with checks; `between` changes the world between two of them."""
    checker = Checker(world)
    for month, state in enumerate(lived(world, MONTHS)):
        checker.after_month(state, month)
        between(state)


def a_person(state: State, stage: int) -> tuple[int, int]:
    """Row and need of somebody at a stage of a pipeline."""
    row, need = np.argwhere(state.people["stage"][: state.size[0]] == stage)[0]
    return int(row), int(need)


def test_a_sound_world_passes(world: State) -> None:
    checker = Checker(world)
    for month, state in enumerate(lived(world, MONTHS)):
        checker.after_month(state, month)
    # The world is full enough for the laws to mean something.
    assert checker.queued == checker.waited > 0
    assert checker.stock > 0
    assert checker.used.sum() > 0


def drop_a_person(state: State) -> None:
    state.size[0] -= 1


def drop_a_household(state: State) -> None:
    size = int(state.households["size"][state.size[1] - 1])
    state.size[:2] -= (size, 1)


def repeat_an_id(state: State) -> None:
    state.people["id"][3] = state.people["id"][4]


def part_a_household(state: State) -> None:
    state.people["household"][5] += 1


def forget_an_arrival(state: State) -> None:
    state.tally[0]["in_new"] += 1


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (drop_a_person, "persons, but"),
        (drop_a_household, "persons, but"),
        (repeat_an_id, "an id stands twice"),
        (part_a_household, "not adjacent"),
        (forget_an_arrival, "arrivals"),
    ],
)
def test_people_are_conserved(world: State, break_it: Callable[[State], None], says: str) -> None:
    assert says in broken_by(world, break_it)


def test_places_are_never_exceeded(world: State) -> None:
    def admit_too_many(state: State) -> None:
        institutions = state.institutions
        institutions["used"][7] = max(institutions["open_places"][7], institutions["used"][7]) + 1

    assert "institution 7" in broken_by(world, admit_too_many)


def test_places_may_stay_in_use_when_fewer_are_open(world: State) -> None:
    """Nobody is thrown out of a service because coordination takes places away."""

    def close(state: State) -> None:
        state.institutions["planned_places"] = 0.0

    checked(world, close)
    assert world.institutions["open_places"][1:].sum() == 0


def test_minutes_are_equal(world: State) -> None:
    """An institution with more staff than the month before: every minute is still spent."""

    def hire(state: State) -> None:
        more = int(state.tally[0]["minutes_total"]) // 100
        for part in ("total", "partners", "federal"):
            state.tally[0][f"minutes_{part}"] += more

    said = broken_by(world, hire)
    assert "minutes changed by the factor 1.01" in said
    assert "are spent" not in said


@pytest.mark.parametrize("part", ["contact", "coordination", "partners"])
def test_every_minute_is_spent(world: State, part: str) -> None:
    def waste(state: State) -> None:
        state.tally[0][f"minutes_{part}"] -= int(state.tally[0]["minutes_total"]) // 1000

    assert "0.999" in broken_by(world, waste)


def test_more_staff_from_one_month_to_the_next_is_found(world: State) -> None:

    def hire(state: State) -> None:
        state.institutions["minutes"][9] *= 1.5

    with pytest.raises(CheckError, match="minutes changed"):
        checked(world, hire)


@pytest.mark.parametrize("flow", [*INFLOWS, *OUTFLOWS])
def test_stock_and_flows_balance(world: State, flow: str) -> None:
    def miscount(state: State) -> None:
        state.tally[0][flow] += 1

    assert "flows to" in broken_by(world, miscount)


def test_nobody_leaves_receipt_unseen(world: State) -> None:
    """A person who loses receipt between two months without any exit."""

    def take_away(state: State) -> None:
        household = int(np.flatnonzero(state.households["receipt"])[0])
        first = int(state.households["first"][household])
        size = int(state.households["size"][household])
        state.people["receipt"][first : first + size] = 0
        state.people["absence"][first : first + size] = MOVED
        state.households["receipt"][household] = 0

    with pytest.raises(CheckError, match="flows to"):
        checked(world, take_away)


def lose_a_pipeline(state: State) -> None:
    state.people["stage"][a_person(state, IN_SERVICE)] = NOT_RECOGNISED


def forget_that_a_person_waits(state: State) -> None:
    row, _ = a_person(state, WAITING)
    state.people["busy"][row] -= 1


def serve_without_a_place(state: State) -> None:
    row, need = a_person(state, IN_SERVICE)
    state.institutions["used"][state.people["provider"][row, need]] = 0


def wait_in_no_queue(state: State) -> None:
    row, need = a_person(state, WAITING)
    state.institutions["queue"][state.people["provider"][row, need]] = 0


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lose_a_pipeline, "pipelines do not add up"),
        (forget_that_a_person_waits, "pipelines do not add up"),
        (serve_without_a_place, "used 0, but"),
        (wait_in_no_queue, "queue 0, but"),
    ],
)
def test_pipelines_add_up(world: State, break_it: Callable[[State], None], says: str) -> None:
    assert says in broken_by(world, break_it)


def stand_still(state: State) -> None:
    """Somebody waits a month that is not counted."""
    waiting = state.people["stage"] == WAITING
    longest = np.argmax(np.where(waiting, state.people["clock"], -1))
    state.people["clock"][np.unravel_index(longest, waiting.shape)] -= 1


def wait_unseen(state: State) -> None:
    state.tally[0]["waiting"] = 0


@pytest.mark.parametrize(
    ("break_it", "says"), [(stand_still, "months of waiting"), (wait_unseen, "queues of 0 counted")]
)
def test_littles_law(world: State, break_it: Callable[[State], None], says: str) -> None:
    assert says in broken_by(world, break_it, month=4)


def test_all_that_is_broken_is_said(world: State) -> None:
    def break_much(state: State) -> None:
        repeat_an_id(state)
        wait_unseen(state)
        state.tally[0]["disengaged"] += 1

    said = broken_by(world, break_much)
    assert said.startswith("month 2: ")
    assert said.count("; ") == 2
