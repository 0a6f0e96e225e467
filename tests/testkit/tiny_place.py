"""A tiny town cut out of the shipped place: some hundred households, all institutions, quick.

Some households of two Sozialräume stay; places, staff, jobs and arrivals shrink with their number,
so that queues form as they do at full size.
"""

from dataclasses import replace
from functools import cache

import numpy as np

from model.build import arranged, build
from model.scenario import Scenario, resolve
from model.state import State, copy_state, grown
from model.tally import NAMES

SHARED_OUT = ("officers", "case_managers", "benefits_staff", "arrivals_per_month", "but_places")
PER_LEVEL = ("market.outside.", "market.hires.")
ALL_ROWS = 30_000
SERVED = (0, 3)  # Sozialräume with people and institutions; fewer ties are quicker
NONE = -1
SHORT = 4.0  # months of a service, at most
SEEN = 3.0  # times as many needs come to light
WELL_TIED = 0.9
ROOM = 60  # households that may arrive in a month of a test, at most
# Cooperation that is cheap and established at once: a tiny town has few minutes and few months.
TIED_AT_ONCE = {
    "casework__case_conference": 1.0,
    "casework__route_minutes": 1.0,
    "casework__conference_length": 1.0,
    "cooperation__ramp_length": 0.0,
}


def tiny(scenario: Scenario, one_in: int, **changes: float) -> Scenario:
    """The scenario with staff, jobs and arrivals of a town one_in times smaller.

    Services are short and needs are seen soon, so that much happens in a few months.

    changes: parameters by dotted name with `__` for the dot; not checked against their ranges.
    """
    parameters = dict(scenario.parameters)
    for name in SHARED_OUT:
        record = parameters[f"place.{name}"]
        parameters[record.name] = replace(record, value=record.value / one_in)
    for name, record in scenario.parameters.items():
        if name.startswith(PER_LEVEL):
            parameters[name] = replace(record, value=record.value / one_in)
    for name, record in scenario.parameters.items():
        if name.endswith(".duration") and record.value > SHORT:
            parameters[name] = replace(record, value=SHORT)
        if name.endswith(".recognition"):
            parameters[name] = replace(record, value=min(1.0, SEEN * record.value))
    for key, value in changes.items():
        name = key.replace("__", ".")
        parameters[name] = replace(parameters[name], value=value)
    return replace(scenario, parameters=parameters)


@cache
def _whole_town(seed: int, month: int) -> State:
    return build(resolve("status-quo"), seed, month, ALL_ROWS, ALL_ROWS)


def tiny_world(seed: int, month: int, one_in: int, months: int) -> State:
    """The tiny town under the status quo at the beginning of `month`, with room for `months`."""
    state = copy_state(_whole_town(seed, month))
    served = np.isin(state.households["sozialraum"][: state.size[1]], SERVED)
    count = int(state.size[1]) // one_in
    step = int(served.sum()) // count
    rows = np.flatnonzero(served)[seed % step :: step]
    households = state.households[rows]
    sizes = households["size"].astype(int)
    ranges = zip(households["first"], sizes, strict=True)
    people = state.people[np.concatenate([np.arange(first, first + n) for first, n in ranges])]
    households["first"] = np.cumsum(sizes) - sizes
    people["household"] = np.repeat(np.arange(len(sizes)), sizes)
    institutions = state.institutions
    institutions["minutes"] /= one_in
    for column in ("places", "planned_places"):
        institutions[column] = np.maximum(1.0, institutions[column] / one_in)
    institution_of = state.place.institution_of.copy()
    institution_of[[s for s in range(len(institution_of)) if s not in SERVED]] = NONE
    size = np.array([len(people), len(households)], np.int64)
    cut = state._replace(size=size, people=people, households=households)
    nearby = state.place.nearby_places / one_in
    cut = cut._replace(
        place=state.place._replace(institution_of=institution_of, nearby_places=nearby)
    )
    cut = grown(cut, len(people) + 3 * ROOM * months, len(households) + ROOM * months)
    empty_tally(cut)
    return arranged(cut, tiny(resolve("status-quo"), one_in))


def tie_up(state: State) -> None:
    """All ties as after years of cooperation, so that chains run from the first month on."""
    for column in ("trust", "knowledge", "formality"):
        state.ties[column] = WELL_TIED


def empty_tally(state: State) -> None:
    """Set all counts of the month to 0."""
    for name in NAMES:
        state.tally[name] = 0


def counts(state: State) -> dict[str, int]:
    """The month's counts by name."""
    return {name: int(state.tally[0][name]) for name in NAMES}
