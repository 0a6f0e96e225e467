"""The settled population of a world: forty years of status quo, run once and kept.

The burn-in brings population, queues and ties to rest. It depends on the world (place and
parameters) and on nothing else, so it is run once per world, under a seed of its own, and kept in
the cache folder. Every run then mixes it for five more years under its own seed, which renews most
of the stock: seeds agree in their means with runs that settled by themselves (a statistical test
compares the two); their spread in the stock is smaller, as all begin from one settled population.
"""

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from model.barriers import counted_features
from model.build import build, redrawn_sites
from model.caching import discard, keep, kept, sweep
from model.compiled import cache_folder, source_hash
from model.population import load_place
from model.scenario import Scenario, resolve
from model.schedule import month_of
from model.state import State, forget, grown
from model.tables import Table
from model.tally import counts_of

SETTLING = 480  # months: 40 years, the length at which the stock has settled
MIXING = 60  # months under the seed of the run
SETTLING_SEED = 2015  # the year of the place; any number would do
STATUS_QUO = "status-quo"
FORGET_EVERY = 24  # months between two clearings of those who left long ago
HEADROOM = 4  # rows per person of the stock that a burn-in begins with
SPREADS = 8  # standard deviations of arrivals that no seed will reach
SPARE = 100  # households, for short runs
KEPT = ("people", "households", "institutions", "ties", "market", "spaces")


def under_status_quo(scenario: Scenario) -> Scenario:
    """The world of a scenario with the levers of the status quo."""
    return replace(scenario, forms=resolve(STATUS_QUO, place=scenario.place_folder).forms)


def begin(scenario: Scenario, seed: int, month: int) -> State:
    """The world of a scenario as its place describes it, at the beginning of a month."""
    rows = int(load_place(scenario.place_folder).stock * HEADROOM)
    return build(scenario, seed, month, rows, rows)


def run_months(state: State, first: int, last: int) -> State:
    """Months first … last − 1 of a burn-in: those who left long ago are forgotten.

    Where more come than leave, the world is given room until the next clearing.
    """
    run_month = month_of(state)
    after = int(state.par[0]["demography"]["forget_after"])
    for month in range(first, last):
        if month == first or month % FORGET_EVERY == 0:
            state = with_room(state, FORGET_EVERY)
        run_month(state, month)
        if (month + 1) % FORGET_EVERY == 0:
            state = forget(state, after)
    empty_tally(state)
    return state


def empty_tally(state: State) -> None:
    """All counts to 0."""
    counts_of(state.tally)[:] = 0


def settled(scenario: Scenario, months: int = SETTLING) -> State:
    """The world of a scenario at rest, at the beginning of month −MIXING. Do not write into it."""
    return _settled(under_status_quo(scenario), months)


@lru_cache(maxsize=2)
def _settled(scenario: Scenario, months: int) -> State:
    file = kept_file(scenario, months)
    state = begin(scenario, SETTLING_SEED, -MIXING - months)
    try:
        return read_state(state, file)
    except OSError:  # none yet, or damaged: then nothing of it has been read
        pass
    except (ValueError, KeyError, EOFError, BadZipFile):  # whole, but of something else
        discard(file)
        state = begin(scenario, SETTLING_SEED, -MIXING - months)
    state = run_months(state, -MIXING - months, -MIXING)
    keep_state(state, file)
    return state


def is_kept(scenario: Scenario) -> bool:
    """True if the settled population of a scenario need not be run first."""
    return kept_file(under_status_quo(scenario), SETTLING).exists()


def kept_file(scenario: Scenario, months: int) -> Path:
    """Where a settled population is kept: by world, code and length."""
    return cache_folder() / f"settled-{scenario.hash[:20]}-{source_hash()}-{months}.npz"


def keep_state(state: State, file: Path) -> None:
    """Keep a population; a folder that cannot be written to only costs time later."""
    arrays: dict[str, Any] = {name: view for name, view in _views(state) if view.size}
    content = io.BytesIO()
    np.savez(content, **arrays)
    sweep(file.parent)
    with suppress(OSError):
        keep(file, content.getbuffer())


def _views(state: State) -> Iterator[tuple[str, np.ndarray]]:
    """What a settled population consists of, by name in its file: rows in use, by column."""
    used = {"people": int(state.size[0]), "households": int(state.size[1])}
    yield "size", state.size
    for table in KEPT:
        found = getattr(state, table)[: used.get(table)]
        if isinstance(found, Table):
            yield from ((f"{table}.{column}", view) for column, view in found.views.items())
        else:
            yield table, found


def read_state(state: State, file: Path) -> State:
    """A kept population from its file, on the world `state`, which it fills.

    Raises:
        OSError: there is no file, or not the one that was written; `state` is untouched.
    """
    with np.load(io.BytesIO(kept(file)), allow_pickle=False) as arrays:
        rows = (len(state.people), len(state.households))
        if (arrays["size"] > rows).any():
            state = grown(state, *np.maximum(arrays["size"], rows))
        before, state.size[:] = state.size.copy(), arrays["size"]
        for name, view in _views(state):
            if view.size:
                view[...] = arrays[name]
    state.people[int(state.size[0]) : int(before[0])] = None
    state.households[int(state.size[1]) : int(before[1])] = None
    return state


def mixed(scenario: Scenario, seed: int) -> State:
    """A settled world after MIXING months under its own seed, at the beginning of month 0."""
    rest = settled(scenario)
    own = grown(rest, len(rest.people), len(rest.households))
    own = own._replace(seed=np.array([seed], np.uint64))
    redrawn_sites(own.institutions, seed)
    return run_months(own, -MIXING, 0)


def burn_in(scenario: Scenario, seed: int) -> State:
    """The world of a scenario after its burn-in under the status quo, at the beginning of month 0.

    Only the scenario's place and parameters count, not its levers: scenarios of one world have the
    same burn-in.
    """
    return join_cohort(mixed(scenario, seed))


def join_cohort(state: State) -> State:
    """Everybody in receipt now belongs to the fixed cohort; personal sums start at 0."""
    people = state.people[: state.size[0]]
    people["cohort"] = people["receipt"]
    for name in (
        "months_receipt",
        "months_employed",
        "months_covered",
        "integrations",
        "chains",
        "months_followed",
        "participation_sum",
    ):
        people[name] = 0
    people["profile_start"] = people["profile"]
    people["features_start"] = counted(people)
    empty_tally(state)
    return state


def counted(people: np.ndarray) -> np.ndarray:
    """Features counted as published (seven), for a table of people."""
    pairs = zip(np.asarray(people["has"]), people["mitigated"], strict=True)
    return np.array([counted_features(has, mitigated) for has, mitigated in pairs], np.uint8)


def rows_for(state: State, months: int) -> tuple[int, int]:
    """Rows of people and households after so many months, with a margin no seed will reach."""
    expected = float(state.par[0]["place"]["arrivals_per_month"]) * months
    households = int(expected + SPREADS * np.sqrt(expected)) + SPARE
    largest = int(state.arriving.households["size"].max())
    mean = float(state.arriving.households["size"].mean())
    people = int(households * min(largest, mean)) + SPARE * largest
    return int(state.size[0]) + people, int(state.size[1]) + households


def with_room(state: State, months: int) -> State:
    """The world itself if it has room for the arrivals of so many months, else a copy that has."""
    people, households = rows_for(state, months)
    enough = people <= len(state.people) and households <= len(state.households)
    return state if enough else grown(state, people, households)


def room_for(state: State, months: int) -> State:
    """Room for the arrivals of so many months, with a margin no seed will reach."""
    return grown(state, *rows_for(state, months))
