"""Runs at full size: Oberhausen with 19,967 people, settled under the status quo."""

from functools import cache

from model.build import arranged
from model.scenario import Scenario, resolve
from model.simulate import RunResult, burn_in, room_for, simulate
from model.state import State, copy_state
from testkit.model_worlds import Values, changed


@cache
def scenario_of(name: str) -> Scenario:
    """A shipped arrangement in Oberhausen."""
    return resolve(name)


@cache
def settled_start(name: str, seed: int) -> State:
    """The world of an arrangement at month 0. Do not write into it."""
    return burn_in(scenario_of(name), seed)


def start_of(name: str, seed: int) -> State:
    """The same; arrangements of one world share it."""
    siloed, own = scenario_of("siloed"), scenario_of(name)
    return settled_start("siloed" if own.world_hash == siloed.world_hash else name, seed)


def full_run(name: str, seed: int, months: int = 96, values: Values | None = None) -> RunResult:
    """A run from the settled world; `values` hold from month 0 on."""
    scenario = changed(scenario_of(name), values or {})
    return simulate(scenario, seed, months=months, start=start_of(name, seed))


def full_state(name: str, seed: int, months: int, values: Values | None = None) -> State:
    """A world at month 0 that may be written into."""
    state = room_for(copy_state(start_of(name, seed)), months)
    return arranged(state, changed(scenario_of(name), values or {}))
