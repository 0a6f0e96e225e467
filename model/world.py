"""The fast world as a Mesa model: scenario → columns → schedule. No arithmetic.

    world = World("production-network", seed=1)
    world.step()
    world.agents_by_type[Elb].agg("participation", np.mean)
    world.datacollector.get_model_vars_dataframe()

Agents are views, made when asked for and then held by the world (Mesa's sets hold weak references
only). Stepping makes none.
"""

from functools import partial
from typing import Any

import mesa

from model.agents import Elb, Everybody, Institution, Jobcenter, People
from model.build import arranged
from model.membership import named_kinds
from model.observe import MONTHLY, measures_of
from model.population import load_place
from model.scenario import Scenario, resolve
from model.schedule import month_of
from model.state import State, copy_state, renew_notes
from model.stationary import burn_in, room_for, rows_for

MONTHS_OF_ROOM = 24  # arrivals for which rows are set aside at a time


def _reported(measure: str, world: "World") -> float:
    """One measure of the last month."""
    return world.measures[measure]


class World(mesa.Model):  # type: ignore[misc]
    """A world of columns, month by month.

    arrangement: scenario or its name; start: a burnt-in world of the same place, left as it is
    (made if None, which takes a moment). `month` is the next month; `measures` holds the last
    month's measures by name, in the units of model.observe.MONTHLY; `datacollector` all of them
    over time.

    Raises InputError if the scenario has faults.
    """

    def __init__(
        self,
        arrangement: str | Scenario,
        seed: int = 0,
        start: State | None = None,
    ) -> None:
        super().__init__(rng=seed)
        if isinstance(arrangement, str):
            arrangement = resolve(arrangement)
        self.arrangement = arrangement
        self.seed = seed
        self.month = 0
        self.measures: dict[str, float] = {measure.name: 0.0 for measure in MONTHLY}
        burnt = burn_in(arrangement, seed) if start is None else start
        self.state: State = arranged(room_for(copy_state(burnt), MONTHS_OF_ROOM), arrangement)
        self._run_month = month_of(self.state)
        self._named = named_kinds(load_place(arrangement.place_folder))
        self._views: dict[int, Elb] = {}
        self.people = People(self)
        self.institutions = self._make_institutions()
        self._everybody = Everybody(self)
        self.datacollector = mesa.DataCollector(
            model_reporters={m.name: partial(_reported, m.name) for m in MONTHLY}
        )

    def _make_institutions(self) -> list[Institution]:
        """An agent for every row of the institutions; row 0 is the Jobcenter."""
        names = load_place(self.arrangement.place_folder).institution_names
        return [
            (Institution if row else Jobcenter)(self, row, name) for row, name in enumerate(names)
        ]

    def step(self) -> None:
        """One month of the schedule."""
        if self._is_nearly_full():
            self.state = room_for(self.state, MONTHS_OF_ROOM)
        if self._views or self.people.written:
            renew_notes(self.state)  # somebody may have written into columns
        self._run_month(self.state, self.month)
        values = measures_of(self.state, self.month, self._named)
        self.month += 1
        self.measures = dict(zip((m.name for m in MONTHLY), values.tolist(), strict=True))
        self.datacollector.collect(self)

    def _is_nearly_full(self) -> bool:
        """True if the arrivals of a month might not find room."""
        people, households = rows_for(self.state, 1)
        return people > len(self.state.people) or households > len(self.state.households)

    @property
    def agents(self) -> Everybody:
        """All persons and institutions."""
        return self._everybody

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """Persons and institutions by type."""
        return {Elb: self.people, **super().agents_by_type}

    @property
    def agent_types(self) -> list[type]:
        """Types of agents."""
        return list(self.agents_by_type)

    @property
    def views_made(self) -> int:
        """Persons somebody has asked for so far."""
        return len(self._views)

    def person(self, row: int) -> Elb:
        """The person in a row."""
        identity = int(self.state.people["id"][row])
        view = self._views.get(identity)
        if view is None:
            view = self._views[identity] = Elb(self, row)
        return view

    def row_of(self, identity: int) -> int:
        """Row of a person. Raises LookupError if there is no such person."""
        found = (self.state.people["id"][: self.state.size[0]] == identity).nonzero()[0]
        if not len(found):
            raise LookupError(f"nobody has the id {identity} in this world")
        return int(found[0])

    def find(self, identity: int) -> Elb:
        """The person with an id. Raises LookupError if there is no such person."""
        return self._views.get(identity) or self.person(self.row_of(identity))
