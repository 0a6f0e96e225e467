"""Between the tables of the fast engine and the agents: read a world, write it back.

Reading makes agents from a state (a burnt-in world, or a place at its beginning); writing gives the
tables that observation, checks and the comparison of the two engines read.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from model.barriers import HALF
from model.columns import (
    HOUSEHOLD_COLUMNS,
    INSTITUTIONS,
    PEOPLE,
    TIES,
    records,
)
from model.reference.elb import Elb
from model.reference.household import Bedarfsgemeinschaft
from model.reference.institution import Institution, Jobcenter
from model.reference.market import Market
from model.reference.rules import plain
from model.reference.sozialraum import FormOfCooperation, Sozialraum
from model.reference.tie import Tie
from model.state import MARKET, SPACES, Arriving, State
from model.tables import Column, Table
from model.tally import NAMES
from model.vocabulary import ALL_NEEDS

# Columns that are objects in the reference, or follow from the order of things.
PERSON_OBJECTS = ("household", "sozialraum", "provider", "family")
HOUSEHOLD_OBJECTS = ("first", "size", "sozialraum", "adults", "apart")
NONE = -1


class ArrivingHouseholds(Sequence[tuple[Any, list[Any]]]):
    """The list of households that arrivals are drawn from, each with its members."""

    def __init__(self, tables: Arriving) -> None:
        self.tables = tables

    def __len__(self) -> int:
        return len(self.tables.households)

    def __getitem__(self, position: Any) -> Any:
        household = plain(self.tables.households[position])
        rows = range(household.first, household.first + household.size)
        return household, [plain(self.tables.people[row]) for row in rows]


def fill(thing: Any, columns: tuple[Column, ...], row: Any, leave_out: tuple[str, ...]) -> None:
    """Attributes of a thing from a row of a table."""
    for column in columns:
        if column.name not in leave_out:
            setattr(thing, column.name, row[column.name].tolist())


def read_world(model: Any, state: State) -> None:
    """Parameters, levers and all agents of a state."""
    place = state.place
    model.par = plain(state.par)
    model.levers = [plain(row) for row in state.levers]
    model.forms = [
        FormOfCooperation(
            int(form["start"]), int(form["end"]), int(form["target"]), tuple(form["spaces"] != 0)
        )
        for form in state.forms
    ]
    model.sees = place.sees.tolist()
    model.kinds_serving = [
        [kind for kind in kinds if kind > 0] for kinds in place.kinds_serving.tolist()
    ]
    model.pair_with_jobcenter = place.pair_of[0].tolist()
    model.frailty = place.frailty.tolist()
    model.but_kind = int(place.but_kind[0])
    model.nearby_kinds = place.nearby_kinds.tolist()
    model.nearby_places = place.nearby_places.tolist()
    model.onlookers = [kind for kind in place.onlookers.tolist() if kind > 0]
    model.tally.update(vars(plain(state.tally)))
    model.arriving = ArrivingHouseholds(state.arriving)
    read_town(model, state)
    read_people(model, state)


def read_town(model: Any, state: State) -> None:
    """Sozialräume, institutions, ties and the labour market."""
    for s, row in enumerate(state.spaces):
        space = Sozialraum(model, s)
        fill(space, SPACES, row, ())
        space.milieu = state.place.milieu[s].tolist()
        model.spaces.append(space)
    for j, row in enumerate(state.institutions):
        own = int(row["sozialraum"])
        kind = Institution if j else Jobcenter
        institution = kind(model, j, model.spaces[own] if own >= 0 else None)
        fill(institution, INSTITUTIONS, row, ("sozialraum",))
        model.institutions.append(institution)
    for s, space in enumerate(model.spaces):
        space.institutions = [
            model.institutions[j] if j >= 0 else None for j in state.place.institution_of[s]
        ]
        for p, row in enumerate(state.ties[s]):
            kinds = state.place.pair_a[p], state.place.pair_b[p]
            first, second = (space.institutions[kind] for kind in kinds)
            tie = Tie(space, p, (first, second))
            fill(tie, TIES, row, ())
            space.ties.append(tie)
    model.market = [Market(model, level) for level in range(len(state.market))]


def read_people(model: Any, state: State) -> None:
    """Households and their members."""
    for h in range(int(state.size[1])):
        row = state.households[h]
        household = Bedarfsgemeinschaft(model, model.spaces[int(row["sozialraum"])])
        fill(household, HOUSEHOLD_COLUMNS, row, HOUSEHOLD_OBJECTS)
        model.households.append(household)
        for i in range(int(row["first"]), int(row["first"]) + int(row["size"])):
            elb = Elb(model, household)
            fill(elb, PEOPLE, state.people[i], PERSON_OBJECTS)
            elb.sozialraum = model.spaces[int(state.people[i]["sozialraum"])]
            elb.provider = [
                model.institutions[j] if j >= 0 else None for j in state.people[i]["provider"]
            ]
            household.members.append(elb)


def written(things: list[Any], columns: tuple[Column, ...], leave_out: tuple[str, ...] = ()) -> Any:
    """Records, one per thing."""
    return _filled(records(columns, len(things)), things, columns, leave_out)


def written_table(
    things: list[Any], columns: tuple[Column, ...], leave_out: tuple[str, ...] = ()
) -> Table:
    """A table kept by column, with a row per thing."""
    table: Table = _filled(Table.zeros(columns, len(things)), things, columns, leave_out)
    return table


def _filled(
    result: Any, things: list[Any], columns: tuple[Column, ...], leave_out: tuple[str, ...]
) -> Any:
    for column in columns:
        if column.name not in leave_out and things:
            result[column.name] = [getattr(thing, column.name) for thing in things]
    return result


def write_world(model: Any, state: State) -> State:
    """A state with the agents of the model; what never changes is taken from `state`."""
    people = written_table(list(model.people), PEOPLE, PERSON_OBJECTS)
    households = written_table(model.households, HOUSEHOLD_COLUMNS, HOUSEHOLD_OBJECTS)
    sizes = np.array([len(h.members) for h in model.households], np.int64)
    households["size"] = sizes
    for name in ("adults", "apart"):
        households[name] = [getattr(h, name) for h in model.households]
    households["first"] = np.cumsum(sizes) - sizes
    households["sozialraum"] = [h.sozialraum.index for h in model.households]
    people["household"] = np.repeat(np.arange(len(sizes)), sizes)
    people["pending"] = ALL_NEEDS  # to be safe: somebody may have something to refer
    people["halved"] = people["mitigated"] >= HALF
    people["family"] = [elb.family for elb in model.people]
    people["sozialraum"] = [elb.sozialraum.index for elb in model.people]
    people["provider"] = [
        [NONE if institution is None else institution.index for institution in elb.provider]
        for elb in model.people
    ]
    institutions = written(list(model.institutions), INSTITUTIONS, ("sozialraum",))
    institutions["sozialraum"] = state.institutions["sozialraum"]
    market = written(list(model.market), MARKET, ("candidates",))
    market["candidates"] = [len(level.candidates) for level in model.market]
    tally = state.tally.copy()
    for name in NAMES:
        tally[name] = model.tally[name]
    return state._replace(
        size=np.array([len(people), len(households)], np.int64),
        people=people,
        households=households,
        institutions=institutions,
        ties=np.stack([written(list(space.ties), TIES) for space in model.spaces]),
        market=market,
        spaces=written(list(model.spaces), SPACES),
        tally=tally,
    )
