"""Runs: a burn-in under the status quo, then a scenario from month 0 on.

The burn-in gives every seed a stationary population and settled queues and ties; arms that share
their world (place and parameters) share it. From month 0 on everybody is followed to the end.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from model.build import arranged
from model.checks import Checker
from model.membership import named_kinds
from model.observe import (
    MONTHLY,
    cohort,
    group_snapshot,
    groups,
    measures_of,
    stages_of_ties,
    tie_shares,
)
from model.population import load_place
from model.scenario import Scenario
from model.scenario.rival import is_rival, paired
from model.schedule import month_of
from model.state import State
from model.stationary import burn_in, join_cohort, room_for

__all__ = ["Engine", "RunResult", "burn_in", "join_cohort", "room_for", "simulate"]

YEAR = 12
SPENT = ("setup", "coordination", "clerks", "partners")  # shares of minutes, columns of SPACES
Engine = Literal["fast", "reference"]


@dataclass
class RunResult:
    """What one run leaves behind.

    monthly: measure → (months,) in the units of model.observe.MONTHLY; groups: (years, n_groups,
    n_measures); group_names; ties: (months, n_spaces, 5) share of the Jobcenter's ties per stage;
    people: column → (n_cohort,) sorted by id; spent: (months, n_spaces, 4) shares of minutes, as
    SPENT; person_months: rows simulated; seconds: of computing.
    """

    scenario: str
    hash: str
    seed: int
    months: int
    monthly: dict[str, np.ndarray]
    groups: np.ndarray
    group_names: tuple[str, ...]
    ties: np.ndarray
    people: dict[str, np.ndarray] = field(repr=False)
    spent: np.ndarray = field(repr=False)
    person_months: int = 0
    seconds: float = 0.0


def months_of(
    engine: Engine, scenario: Scenario, start: State, cores: int
) -> Callable[[State, int], State]:
    """A function that runs one month in an engine and returns the world after it."""
    if engine == "reference":
        from model.reference.run import reference_months  # Mesa is slow to import

        return reference_months(scenario, start)
    compiled = month_of(start, cores)

    def run(state: State, month: int) -> State:
        compiled(state, month)
        return state

    return run


def _grant(state: State, spent: np.ndarray) -> None:
    """What a rival gets this month of what its network spent; spent: (n_spaces, 4)."""
    state.spaces["granted_setup"] = spent[:, 0]
    state.spaces["granted_clerks"] = spent[:, 2] - spent[:, 0]


def simulate(
    scenario: Scenario,
    seed: int,
    months: int = 96,
    start: State | None = None,
    checks: bool = False,
    engine: Engine = "fast",
    cores: int = 1,
    spent: np.ndarray | None = None,
) -> RunResult:
    """One run of a scenario. `start`: a burnt-in world of the same place, left as it is.

    engine: "fast", or "reference" for the readable agents of model.reference, with the same result.
    cores: threads of the fast engine for one run; the result is the same.
    spent: for a rival, `RunResult.spent` of the network that `paired` names, under the same seed,
    months and start; if None, that network is run first. Other scenarios do not look at it.
    Raises CheckError if `checks` is on and a law of conservation does not hold.
    """
    began = time.perf_counter()
    burnt = start if start is not None else burn_in(scenario, seed)
    granted = spent if is_rival(scenario) else None
    if granted is None and is_rival(scenario):
        granted = simulate(paired(scenario), seed, months, burnt, cores=cores).spent
    state = arranged(room_for(burnt, months), scenario)
    place = load_place(scenario.place_folder)
    table, named = groups(place.spaces), named_kinds(place)
    low = float(state.par[0]["participation"]["low"])
    monthly = np.zeros((months, len(MONTHLY)))
    stages = np.zeros((months, *stages_of_ties(state).shape), np.uint8)
    used = np.zeros((months, len(state.spaces), len(SPENT)))
    yearly, rows = [], 0
    checker = Checker(state) if checks else None
    run_month = months_of(engine, scenario, state, cores)
    for month in range(months):
        if granted is not None:
            _grant(state, granted[month])
        state = run_month(state, month)
        if checker is not None:
            checker.after_month(state, month)
        monthly[month] = measures_of(state, month, named)
        stages[month] = stages_of_ties(state)
        used[month] = np.stack([state.spaces[name] for name in SPENT], axis=-1)
        rows += int(state.size[0])
        if (month + 1) % YEAR == 0:
            yearly.append(group_snapshot(state, table, low))
    return RunResult(
        scenario=scenario.name,
        hash=scenario.hash,
        seed=seed,
        months=months,
        monthly={m.name: monthly[:, i].copy() for i, m in enumerate(MONTHLY)},
        groups=np.array(yearly),
        group_names=tuple(group.name for group in table),
        ties=tie_shares(state, stages),
        people=cohort(state),
        spent=used,
        person_months=rows,
        seconds=time.perf_counter() - began,
    )
