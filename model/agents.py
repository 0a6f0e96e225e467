"""Mesa agents of the fast world: views on rows of its tables.

    elb = world.agents_by_type[Elb][0]
    elb.participation          # reads the column
    elb.trust = 0.8            # writes the column
    elb.has[HEALTH]            # vector columns are views, too

A view has no state of its own. A person is found by id, because rows move; the properties are made
from the tables of `model.columns`. Institutions are ordinary agents on a row that never moves.
"""

from collections.abc import Callable, Iterator
from typing import Any, Literal, NoReturn, Protocol
from weakref import WeakKeyDictionary

import mesa
import numpy as np
from mesa.agentset import AgentSet

from model.columns import INSTITUTIONS, PEOPLE
from model.state import State
from model.tables import Column

COLUMNS = {column.name: column for column in PEOPLE}
FIXED_COLUMNS = ("id", "household")  # who a person is, and with whom: not to be written


class Tables(Protocol):
    """What agents need of their world: its tables, and who stands in which row."""

    state: State
    people: "People"
    institutions: "list[Institution]"
    random: Any

    def person(self, row: int) -> "Elb":
        """The person of a row."""

    def row_of(self, identity: int) -> int:
        """Row of a person. Raises LookupError if there is none."""


class Elb(mesa.Agent):  # type: ignore[misc]
    """A person able to work: a view on the row of one id. Made by the world when asked for.

    `unique_id` is the arrival id, the same in every run of the seed. Every column of
    `model.columns.PEOPLE` is a property; writing it changes the world.
    """

    def __init__(self, model: "Tables", row: int) -> None:
        # No call of super(): a view is not registered, the world holds it.
        self.model = model
        self.pos = None
        self.unique_id = int(model.state.people["id"][row])
        self._last_row = row

    @property
    def row(self) -> int:
        """Row of the person now. Raises LookupError if the person is in the world no more."""
        people = self.model.state.people
        if people["id"][self._last_row] != self.unique_id:
            self._last_row = self.model.row_of(self.unique_id)
        return self._last_row

    def remove(self) -> None:
        """People leave by the processes of a month, never by hand."""
        _refuse("a person leaves by the processes of a month")

    def __repr__(self) -> str:
        return f"Elb({self.unique_id})"


class Institution(mesa.Agent):  # type: ignore[misc]
    """A partner of the Jobcenter: every column of `model.columns.INSTITUTIONS` is a property."""

    def __init__(self, model: "Tables", row: int, name: str) -> None:
        super().__init__(model)
        self.row = row
        self.name = name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


class Jobcenter(Institution):
    """The Jobcenter."""


def _refuse(reason: str) -> NoReturn:
    raise TypeError(f"{reason}; work on a copy: agents.copy()")


def _property(column: Column, table: str) -> property:
    """A property that reads and writes one column of a table at the agent's row."""

    def read(agent: Any) -> Any:
        value = getattr(agent.model.state, table)[column.name][agent.row]
        return value if column.width else value.item()

    def write(agent: Any, value: Any) -> None:
        getattr(agent.model.state, table)[column.name][agent.row] = value

    writable = column.name not in FIXED_COLUMNS
    return property(read, write if writable else None, doc=f"{column.meaning} ({column.unit}).")


for _column in PEOPLE:
    setattr(Elb, _column.name, _property(_column, "people"))
for _column in INSTITUTIONS:
    setattr(Institution, _column.name, _property(_column, "institutions"))


class LazySet(AgentSet):  # type: ignore[misc]
    """A set of agents that is a window on the world: views are made when something needs them.

    Its members follow the world; selections, groups, shuffled and sorted sets are ordinary ones.
    """

    def __init__(self, world: "Tables") -> None:
        self.world = world
        self.random = world.random

    @property
    def _agents(self) -> "WeakKeyDictionary[Any, None]":  # what Mesa's own methods work on
        return WeakKeyDictionary(dict.fromkeys(self))

    def __len__(self) -> int:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError

    def __contains__(self, agent: object) -> bool:
        raise NotImplementedError

    def __getitem__(self, item: Any) -> Any:
        return list(self)[item]

    def copy(self) -> "AgentSet[Any]":
        """An ordinary AgentSet with the same members now."""
        return AgentSet(self, self.random)

    __copy__ = copy

    def to_list(self) -> list[Any]:
        """All members."""
        return list(self)

    def select(
        self,
        filter_func: Callable[[Any], bool] | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> "AgentSet[Any]":
        """An ordinary AgentSet of the members for whom `filter_func` is true; see Mesa."""
        if inplace:
            _refuse("the members of this set follow the world")
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        chosen: list[Any] = []
        for agent in self:
            if len(chosen) >= at_most:
                break
            if agent_type is not None and not isinstance(agent, agent_type):
                continue
            if filter_func is None or filter_func(agent):
                chosen.append(agent)
        return AgentSet(chosen, self.random)

    def groupby(self, by: Any, result_type: Literal["agentset", "list"] = "agentset") -> Any:
        """Groups of ordinary AgentSets; see Mesa."""
        return self.copy().groupby(by, result_type)

    def shuffle(self, inplace: bool = False) -> "AgentSet[Any]":
        """An ordinary AgentSet in random order."""
        if inplace:
            _refuse("the order of this set is that of the world")
        return self.copy().shuffle(inplace=True)

    def sort(self, key: Any, ascending: bool = False, inplace: bool = False) -> "AgentSet[Any]":
        """An ordinary AgentSet in order of a key."""
        if inplace:
            _refuse("the order of this set is that of the world")
        return self.copy().sort(key, ascending, inplace=True)

    def add(self, agent: Any) -> None:
        """Refused: people arrive by the processes of a month."""
        _refuse("agents enter the world by its processes")

    def discard(self, agent: Any) -> None:
        """Refused: people leave by the processes of a month."""
        _refuse("agents leave the world by its processes")

    remove = discard

    def _update(self, agents: Any) -> NoReturn:
        _refuse("the members of this set follow the world")


class People(LazySet):
    """All persons followed, in the order of their rows.

    `len`, `get`, `agg`, `set` and `[i]` read and write columns: no view is made, or only one.
    `written` is true once a column was written as a whole.
    """

    written = False

    def __len__(self) -> int:
        return int(self.world.state.size[0])

    def __iter__(self) -> Iterator[Elb]:
        return map(self.world.person, range(len(self)))

    def __contains__(self, agent: object) -> bool:
        return isinstance(agent, Elb) and agent.model is self.world

    def __getitem__(self, item: Any) -> Any:
        rows = range(len(self))[item]
        if isinstance(rows, range):
            return [self.world.person(row) for row in rows]
        return self.world.person(rows)

    def column(self, name: str) -> np.ndarray:
        """The column of everybody followed: a view, (n,) or (n, width)."""
        found: np.ndarray = self.world.state.people[name][: len(self)]
        return found

    def get(
        self,
        attr_names: Any,
        handle_missing: Literal["error", "default"] = "error",
        default_value: Any = None,
    ) -> list[Any]:
        """Values of one attribute, or of several, of everybody, as plain Python numbers."""
        single = isinstance(attr_names, str)
        names = [attr_names] if single else list(attr_names)
        if not all(name in COLUMNS for name in names):
            return list(super().get(attr_names, handle_missing, default_value))
        # Python's numbers do not overflow when they are summed, as those of a narrow column would.
        columns = [
            list(self.column(name)) if COLUMNS[name].width else self.column(name).tolist()
            for name in names
        ]
        return columns[0] if single else [list(row) for row in zip(*columns, strict=True)]

    def set(self, attr_name: str, value: Any) -> "People":
        """The same value for everybody."""
        if attr_name not in COLUMNS:
            super().set(attr_name, value)
        elif attr_name in FIXED_COLUMNS:
            raise AttributeError(f"{attr_name} cannot be set")
        else:
            self.column(attr_name)[:] = value
            self.written = True
        return self


class Everybody(LazySet):
    """All persons and all institutions."""

    def __len__(self) -> int:
        return len(self.world.people) + len(self.world.institutions)

    def __iter__(self) -> Iterator[Any]:
        yield from self.world.people
        yield from self.world.institutions

    def __contains__(self, agent: object) -> bool:
        return agent in self.world.people or agent in self.world.institutions
