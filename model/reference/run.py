"""Running the reference: behind `simulate(engine="reference")`, and how long it takes."""

import time
from collections.abc import Callable

import numpy as np

from model.build import arranged
from model.reference.model import ReferenceModel
from model.reference.reading import write_world
from model.scenario import Scenario
from model.state import State, copy_state
from model.stationary import mixed

NANO = 1.0e9
ONE_IN = 8  # part of the place whose months are timed
TIMED = 3  # months


def reference_months(scenario: Scenario, start: State) -> Callable[[State, int], State]:
    """A function that runs the months from month 0 on and writes the world into tables."""
    model = ReferenceModel(scenario, int(start.seed[0]), start=start)

    def run(state: State, month: int) -> State:
        for space, row in zip(model.spaces, state.spaces, strict=True):
            space.granted_setup = float(row["granted_setup"])
            space.granted_clerks = float(row["granted_clerks"])
        model.step()
        written = write_world(model, state)
        model.tally.clear()
        return written

    return run


def part_of(state: State, one_in: int) -> State:
    """The same world with only every so-manieth household; institutions and ties stay."""
    part = copy_state(state)
    kept = np.arange(0, int(part.size[1]), one_in)
    households = part.households[kept]
    sizes = households["size"].astype(np.int64)
    rows = np.arange(int(part.size[0]))
    people = part.people[rows[np.isin(part.people["household"][rows], kept)]]
    households["first"] = np.cumsum(sizes) - sizes
    people["household"] = np.repeat(np.arange(len(sizes)), sizes)
    size = np.array([len(people), len(households)], np.int64)
    return part._replace(size=size, people=people, households=households)


def small_reference(scenario: Scenario, seed: int, one_in: int = ONE_IN) -> float:
    """Nanoseconds per person followed and month of the reference, on a part of the place."""
    start = arranged(part_of(mixed(scenario, seed), one_in), scenario)
    model = ReferenceModel(scenario, seed, start=start)
    began, rows = time.perf_counter(), 0
    for _ in range(TIMED):
        model.step()
        rows += sum(len(household.members) for household in model.households)
    return (time.perf_counter() - began) / rows * NANO
