"""Many towns as one world: who is who, and that one town is the town itself."""

import numpy as np
import pytest
from testkit.model_worlds import begun

from benchmarks.country import MOST, country, in_receipt
from model.build import month_of_entry
from model.processes.arrivals import arrival_id
from model.schedule import month_of
from model.state import State
from model.stationary import room_for

MONTHS = 6
TOWNS = 3


def lived(world: State) -> State:
    run = month_of(world)
    for month in range(MONTHS):
        run(world, month)
    return world


@pytest.fixture(scope="module")
def town() -> State:
    return begun("production-network")


def test_one_town_is_the_town(town: State) -> None:
    alone, copied = lived(room_for(town, MONTHS)), lived(country(town, 1, MONTHS))
    assert alone.tally.tobytes() == copied.tally.tobytes()
    for column in alone.people.names:
        assert np.array_equal(alone.people[column], copied.people[column]), column


def test_towns_are_whole_and_nobody_is_there_twice(town: State) -> None:
    world = country(town, TOWNS, MONTHS)
    assert in_receipt(world) == TOWNS * in_receipt(town)
    lived(world)
    people, homes = (int(size) for size in world.size)
    assert people > TOWNS * int(town.size[0]), "somebody arrives"
    assert len(np.unique(world.people["id"][:people])) == people
    sizes = world.households["size"][:homes].astype(np.int64)
    assert np.array_equal(world.households["first"][:homes], np.cumsum(sizes) - sizes)
    rows = np.repeat(np.arange(homes), sizes)
    assert np.array_equal(world.people["household"][:people], rows)


def test_the_town_is_left_as_it_is(town: State) -> None:
    before = town.people["age"].copy(), town.par.copy(), town.institutions.copy()
    lived(country(town, 2, MONTHS))
    for old, new in zip(before, (town.people["age"], town.par, town.institutions), strict=True):
        assert old.tobytes() == new.tobytes()


def test_a_country_without_identities_is_refused(town: State) -> None:
    with pytest.raises(ValueError, match="identities"):
        country(town, MOST + 1, 1)
    par = town.par.copy()
    par["place"]["arrivals_per_month"] = 65_000.0
    with pytest.raises(ValueError, match="identities"):
        country(town._replace(par=par), 2, 1)


@pytest.mark.parametrize("households", [1, 14_000, 65_536, 65_537, 300_000])
def test_first_people_and_arrivals_share_no_identity(households: int) -> None:
    last = arrival_id.py_func(month_of_entry(-540, households), households - 1)  # type: ignore[attr-defined]
    assert last + 15 < arrival_id.py_func(-540, 0)  # type: ignore[attr-defined]


def test_places_that_fit_a_month_enter_in_the_month_before() -> None:
    assert month_of_entry(-540, 65_536) == -541
