"""Worlds for tests of the model: a fiftieth of Oberhausen with a labour market to match.

Built and settled once per test process (some seconds); a run of two years then takes a twentieth of
a second. Values may be set beyond their ranges, which files would refuse.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from model.build import arranged
from model.membership import COUNTED
from model.scenario import Scenario, list_scenarios, resolve
from model.schedule import month_of
from model.simulate import RunResult, join_cohort, room_for, simulate
from model.state import State, copy_state
from model.stationary import begin, run_months
from model.tally import NAMES
from testkit.places import small

SHARE = 0.02
SETTLING = 60  # months under the status quo: queues and ties are there, if not at rest
LEVERS = "levers."
Values = Mapping[str, float]


@cache
def town() -> Path:
    """The small place; its folder is removed when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="sozialraum-town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return small(folder, SHARE)


def arrangements() -> tuple[str, ...]:
    """Names of all arrangements that are shipped."""
    return tuple(list_scenarios())


@cache
def _resolved(name: str) -> Scenario:
    scenario = resolve(name, place=town())
    market = {
        key: found.value * SHARE
        for key, found in scenario.parameters.items()
        if key.startswith(("market.hires.", "market.outside."))
    }
    # Sozialräume and institutions are as many as in the city: a conference takes as large a share.
    length = scenario.parameters["casework.conference_length"].value * SHARE
    return changed(scenario, {**market, "casework.conference_length": length})


def small_scenario(name: str, values: Values | None = None) -> Scenario:
    """An arrangement in the small place, with some values changed."""
    return changed(_resolved(name), values or {})


def changed(scenario: Scenario, values: Values) -> Scenario:
    """The scenario with parameters (`search.base`) and levers (`levers.chain`, all forms) set.

    Nothing is checked against ranges; an unknown name is a KeyError.
    """
    parameters = dict(scenario.parameters)
    for name, value in values.items():
        parameters[name] = replace(parameters[name], value=float(value))
    levers = {n.removeprefix(LEVERS): float(v) for n, v in values.items() if n.startswith(LEVERS)}
    forms = tuple(replace(form, levers={**form.levers, **levers}) for form in scenario.forms)
    return replace(scenario, parameters=parameters, forms=forms)


@cache
def burnt(seed: int = 1) -> State:
    """The small place after some years of status quo, at month 0. Do not write into it."""
    state = begin(small_scenario("status-quo"), seed, -SETTLING)
    return join_cohort(run_months(state, -SETTLING, 0))


def small_run(
    name: str, values: Values | None = None, months: int = 24, seed: int = 1
) -> RunResult:
    """A run of an arrangement from the common start of the seed, with the checks on."""
    scenario = small_scenario(name, values)
    return simulate(scenario, seed, months=months, start=burnt(seed), checks=True)


def begun(name: str, values: Values | None = None, months: int = 24, seed: int = 1) -> State:
    """A world at month 0 that may be written into, with room for so many months."""
    return arranged(room_for(copy_state(burnt(seed)), months), small_scenario(name, values))


def lived(state: State, months: int, first: int = 0) -> Iterator[State]:
    """Run the world month by month; the state is given after each month, its tally untouched."""
    run_month = month_of(state)
    for month in range(first, first + months):
        for name in NAMES:
            state.tally[0][name] = 0
        run_month(state, month)
        yield state


def tally_of(state: State) -> dict[str, int]:
    """The counts of the month that was run last."""
    return {name: int(state.tally[0][name]) for name in NAMES}


def by_id(state: State, leave_out: tuple[str, ...] = ("household",)) -> np.ndarray:
    """Everything about everybody, sorted by id; the household's row is no property of a person."""
    people = state.people[: state.size[0]]
    rows = people[np.argsort(people["id"], kind="stable")]
    names = [name for name in rows.names if name not in leave_out]
    plain = np.zeros(len(rows), [(n, rows[n].dtype, rows[n].shape[1:]) for n in names])
    for name in names:
        plain[name] = rows[name]
    return plain


def same_people(first: np.ndarray, second: np.ndarray) -> list[str]:
    """Columns in which two tables of people differ, bit by bit ("id" if they are not the same)."""
    if not np.array_equal(first["id"], second["id"]):
        return ["id"]
    return [name for name in first.dtype.names if first[name].tobytes() != second[name].tobytes()]


def same_run(first: RunResult, second: RunResult) -> list[str]:
    """Measures and columns in which two runs differ; whom a form merely names is none of them."""
    found = {n: v for n, v in first.monthly.items() if n not in COUNTED}
    differing = [n for n, v in found.items() if not np.array_equal(v, second.monthly[n])]
    differing += [
        f"people.{n}" for n, v in first.people.items() if not np.array_equal(v, second.people[n])
    ]
    if not np.array_equal(first.ties, second.ties):
        differing.append("ties")
    if not np.array_equal(first.groups, second.groups):
        differing.append("groups")
    return differing
