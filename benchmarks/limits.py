"""What nothing can go below: the draws alone, and moving all columns through memory once."""

from time import perf_counter

import numpy as np

from benchmarks.caching import kernel
from benchmarks.contract import Contract
from benchmarks.world import World, world
from model.streams import Decision, stream_key, uniform

D_FIRST = int(Decision.FEATURE_CHANGE)
DRAWS = 4  # draws that everybody needs: feature, contact, separation, offer
NANO = 1.0e9
ROUNDS = 5


@kernel
def draw_only(state, month):  # type: ignore[no-untyped-def]
    """The draws that everybody needs, and nothing else."""
    people = state.people
    for decision in range(DRAWS):
        key = stream_key(state.seed[0], D_FIRST + decision, month)
        for i in range(people.shape[0]):
            state.marks[i] = uniform(key, people[i].id, 0) < state.par[0].referral


def seconds_of_draws(made: World, months: int) -> float:
    """Seconds of the draws of so many months."""
    draw_only(made, 0)
    began = perf_counter()
    for month in range(months):
        draw_only(made, month)
    return perf_counter() - began


def seconds_of_copying(made: World, months: int) -> float:
    """Seconds of reading and writing every column once a month."""
    other = made.people.copy()
    began = perf_counter()
    for _ in range(months):
        for name in made.people.names:
            np.copyto(other[name], made.people[name])
    return perf_counter() - began


def limits(given: Contract) -> dict[str, float]:
    """Nanoseconds per person-month of the draws alone and of moving all columns; bytes of a person.

    Medians of rounds.
    """
    made = world(given)
    months, n = given.months, len(given.people)
    draws = [seconds_of_draws(made, months) for _ in range(ROUNDS)]
    copying = [seconds_of_copying(made, months) for _ in range(ROUNDS)]
    return {
        "draws": float(np.median(draws)) / months / n * NANO,
        "copying": float(np.median(copying)) / months / n * NANO,
        "bytes_per_person": made.people.nbytes / n,
    }
