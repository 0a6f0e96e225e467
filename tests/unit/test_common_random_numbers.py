"""The same person has the same luck, whatever happens to anybody else (docs: model.streams)."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from testkit.model_worlds import (
    begun,
    by_id,
    lived,
    same_people,
    small_scenario,
    tally_of,
)

from model.columns import PEOPLE
from model.processes.arrivals import arrival_id
from model.processes.observation import OUTSIDE
from model.state import State, copy_state
from model.vocabulary import MOVED

MONTHS = 18
INERT = 2**39 + 7
ARMS = ("siloed", "production-network-extended", "project-network", "milieu-building-network")

Months = Iterator[tuple[np.ndarray, dict[str, int]]]


def months_of(state: State, leave_out: tuple[int, ...] = ()) -> Months:
    """Everybody by id (but those left out) and the counts, month by month."""
    for world in lived(state, MONTHS):
        people = by_id(world)
        yield people[~np.isin(people["id"], leave_out)], tally_of(world)


def departures(first: Months, second: Months) -> list[str]:
    """What differs between two histories, with the month it first does so."""
    for month, ((a, counted_a), (b, counted_b)) in enumerate(zip(first, second, strict=True)):
        columns = same_people(a, b)
        counts = [name for name in counted_a if counted_a[name] != counted_b[name]]
        if columns or counts:
            return [f"month {month}", *columns, *counts]
    return []


def with_inert_person(state: State) -> State:
    """One more person at the end of the tables, alone, moved away, without receipt."""
    state = copy_state(state)
    row, home = state.size[:2]
    person, household = state.people[row], state.households[home]
    person["id"], person["household"] = INERT, home
    person["age"], person["absence"], person["receipt"] = 400, MOVED, 0
    person["provider"], person["ladder"] = -1, OUTSIDE
    household["first"], household["size"], household["child_age"] = row, 1, -1
    state.size[0] += 1
    state.size[1] += 1
    return state


def reordered(state: State, order: Callable[[int], np.ndarray]) -> State:
    """The same households in another order of rows, members adjacent as before."""
    n_people, n_homes = state.size[:2]
    new = order(n_homes)
    homes = state.households[:n_homes][new]
    rows = np.concatenate([np.arange(h["first"], h["first"] + h["size"]) for h in homes])
    moved = copy_state(state)
    moved.people[:n_people] = state.people[rows]
    moved.people["household"][:n_people] = np.repeat(np.arange(n_homes), homes["size"])
    homes["first"] = np.cumsum(homes["size"].astype(np.int64)) - homes["size"]
    moved.households[:n_homes] = homes
    return moved


def shuffled(n: int) -> np.ndarray:
    """A fixed order without pattern: multiples of the golden section, sorted by their remainder."""
    return np.argsort((np.arange(n) * 0.6180339887498949) % 1.0)


@pytest.mark.parametrize("arm", ARMS)
def test_a_scenario_that_changes_nothing_changes_nobody(arm: str) -> None:
    # The changed value is the one that holds already: another file, the same world.
    unchanged = {"search.base": small_scenario(arm).parameters["search.base"].value}
    assert departures(months_of(begun(arm)), months_of(begun(arm, unchanged))) == []


@pytest.mark.parametrize("arm", ARMS)
def test_one_more_inert_person_changes_nobody_else(arm: str) -> None:
    plain = begun(arm)
    crowded = with_inert_person(plain)
    assert departures(months_of(plain), months_of(crowded, leave_out=(INERT,))) == []
    end = by_id(crowded)
    inert = end[end["id"] == INERT]
    assert len(inert) == 1
    assert (inert["absence"][0], inert["receipt"][0], inert["employment"][0]) == (MOVED, 0, 0)


def test_one_more_person_in_receipt_does_change_others() -> None:
    """The test above can fail: somebody who takes part takes minutes and places."""
    plain = begun("siloed")
    crowded = with_inert_person(plain)
    row = plain.size[0]
    crowded.people["receipt"][row], crowded.people["absence"][row] = 1, 0
    crowded.people["spell"][row] = 3
    crowded.households["receipt"][crowded.size[1] - 1] = 1
    crowded.households["rent"][crowded.size[1] - 1] = 300.0
    assert departures(months_of(plain), months_of(crowded, leave_out=(INERT,)))


@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize("order", [shuffled, lambda n: np.arange(n)[::-1]])
def test_the_order_of_rows_does_not_matter(arm: str, order: Callable[[int], np.ndarray]) -> None:
    plain = begun(arm)
    assert departures(months_of(plain), months_of(reordered(plain, order))) == []


def test_arrivals_are_the_same_under_every_arrangement() -> None:
    """Who comes, with what luck and which features, is a list of the seed alone."""
    columns = ("id", "sex", "frailty", "person_effect", "entered", "sozialraum")
    arrived = []
    for arm in ARMS:
        *_, end = months_of(begun(arm))
        people = end[0][end[0]["entered"] >= 0]
        arrived.append([people[name].tobytes() for name in columns])
    assert len(arrived[0][0]) > 0
    assert all(other == arrived[0] for other in arrived)


def test_no_two_arrivals_share_an_id() -> None:
    """Ids leave room for 16 members of a household and fit the 40 bits of the queue's key."""
    slots = [arrival_id(month, slot) for month in (-1200, -1, 0, 1, 1200) for slot in (0, 1, 65535)]
    assert len({identity // 16 for identity in slots}) == len(slots)
    assert min(slots) > 0
    assert max(slots) + 15 < 2**40


def test_rows_are_compared_bit_by_bit() -> None:
    people = by_id(begun("siloed"))[:3]
    people["id"] = (3, 1, 2)
    other = people.copy()
    other["trust"][1] = np.nextafter(0.0, 1.0)
    assert same_people(people, people) == []
    assert same_people(people, other) == ["trust"]
    assert "household" not in by_id(begun("siloed")).dtype.names
    assert {column.name for column in PEOPLE} - set(by_id(begun("siloed")).dtype.names) == {
        "household"
    }
