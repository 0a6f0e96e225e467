"""A world reduced to its queues: every institution is a queue of its own, people are customers.

Admission and service are the model's own loops; only who asks for a place is made up here: a
Poisson number a month at every institution, all for one need. All institutions have the same number
of places, so one world holds some hundred independent queues.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from model.build import build
from model.scenario import resolve
from model.schedule import SCHEDULE, loops_of
from model.streams import uniforms
from model.vocabulary import CRISIS, IN_SERVICE, NOT_RECOGNISED, WAITING
from testkit.model_worlds import changed

NEED = CRISIS
NEVER = 30_000.0  # months: longer than any run here
ROWS = 30_000
ARRIVING = 77  # decision of the made-up arrivals: a number that the model does not use
OF_NEED = "needs.crisis."
# Nothing but the queue decides who is served: no trust, no waiting decay, no refusals.
PLAIN = {
    "pipeline.week_odds": 1.0,
    "pipeline.trust_log_odds": 0.0,
    "pipeline.distance_log_odds": 0.0,
    "pipeline.drop_trust": 0.0,
    "pipeline.give_up": NEVER,
    "switches.recognition": 0.0,
    "switches.fade_out": 0.0,
    "switches.cost_shifting": 0.0,
    "switches.other_clients": 0.0,
    "pipeline.kept": 1.0 - 1e-12,
    "needs.crisis.drop_out": 0.0,
    "needs.crisis.duration": NEVER,
}


@dataclass(frozen=True)
class Month:
    """What happened in a month at every queue: arrays of shape (queues,).

    asked: persons who came; began: who were admitted; at_once: of these, in the month they came;
    waited: months waited by those who began; waiting: persons left in the queue; left: persons who
    gave up or did not come when it was their turn.
    """

    asked: Any
    began: Any
    at_once: Any
    waited: Any
    waiting: Any
    left: Any


class QueueWorld:
    """Some hundred equal queues; `values` changes parameters, `PLAIN` holds for the others."""

    def __init__(self, places: int, arrivals: float, values: dict[str, float], seed: int) -> None:
        all_values = {**PLAIN, **values}
        own = {name for name in all_values if name.startswith(OF_NEED)}
        others = {name: all_values[name] for name in all_values.keys() - own}
        state = build(changed(resolve("siloed"), others), seed, 0, ROWS, ROWS)
        for name in own:  # laid out for every need when the world is built
            state.par[0]["needs"][name.removeprefix(OF_NEED)][NEED] = all_values[name]
        self.state, self.arrivals, self.seed = state, arrivals, seed
        loops = dict(zip((process.name for process in SCHEDULE), loops_of(state), strict=True))
        self.admit, self.serve = loops["admission"], loops["service"]
        self.queues = len(state.institutions["places"]) - 1  # all but the Jobcenter
        # Customers are as many at each queue; the few people left over never ask for anything.
        people = int(state.size[0]) // self.queues * self.queues
        self.queue = np.repeat(np.arange(self.queues), people // self.queues)
        state.institutions["planned_places"][1:] = places
        self.month = 0

    def column(self, name: str) -> Any:
        """A column of the customers; of a vector column, the element of the need."""
        column = self.state.people[name][: len(self.queue)]
        return column[:, NEED] if column.ndim == 2 else column

    def ask(self) -> Any:
        """People who ask for a place this month; returns how many at each queue."""
        u = uniforms(self.seed, ARRIVING, self.month, np.arange(self.queues, dtype=np.uint64), 0)
        asked = stats.poisson.ppf(u, self.arrivals).astype(int)
        idle = self.column("stage") == NOT_RECOGNISED
        rank = idle.reshape(self.queues, -1).cumsum(axis=1).ravel()
        new = np.flatnonzero(idle & (rank <= asked[self.queue]))
        assert len(new) == asked.sum(), "no customers left: fewer arrivals or more people"
        self.column("stage")[new] = WAITING
        self.column("provider")[new] = self.queue[new] + 1
        self.column("clock")[new] = 0
        self.column("form")[new] = 0
        self.column("busy")[new] = 1
        return asked

    def per_queue(self, rows: Any, weights: Any = None) -> Any:
        """Number of customers of a mask at each queue, or the sum of their weights."""
        chosen = None if weights is None else weights[rows]
        return np.bincount(self.queue[rows], weights=chosen, minlength=self.queues)

    def lived(self, months: int) -> Iterator[Month]:
        """Run month by month."""
        for _ in range(months):
            asked = self.ask()
            before, clock = self.column("stage").copy(), self.column("clock").astype(float)
            self.admit(self.state, self.month)
            queued, began = self.column("stage") == WAITING, before == WAITING
            began &= self.column("stage") == IN_SERVICE
            self.serve(self.state, self.month)  # who has waited for too long leaves here
            waiting = self.column("stage") == WAITING
            yield Month(
                asked,
                self.per_queue(began),
                self.per_queue(began & (clock == 0)),
                self.per_queue(began, clock),
                self.per_queue(waiting),
                self.per_queue(queued & ~waiting),
            )
            self.free()
            self.month += 1

    def free(self) -> None:
        """Whoever is neither waiting nor served can ask again."""
        stage = self.column("stage")
        done = (stage != WAITING) & (stage != IN_SERVICE)
        for name in ("stage", "clock", "busy"):
            self.column(name)[done] = 0


@dataclass(frozen=True)
class Measured:
    """Mean over queues with its standard error."""

    mean: float
    error: float

    def away_from(self, other: float, other_error: float = 0.0) -> float:
        """Distance from another value in standard errors."""
        return abs(self.mean - other) / float(np.hypot(self.error, other_error))


def measured(months: list[Month]) -> dict[str, Measured]:
    """Mean wait (months), share that waits at all, mean queue and share that leaves, over queues.

    Queues are independent, so their spread gives the error whatever the months have in common.
    """

    def total(name: str) -> Any:
        return np.sum([getattr(month, name) for month in months], axis=0).astype(float)

    ratios = {
        "wait": total("waited") / total("began"),
        "waits": 1.0 - total("at_once") / total("began"),
        "queue": total("waiting") / len(months),
        "leaves": total("left") / total("asked"),
    }
    return {
        name: Measured(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))))
        for name, values in ratios.items()
    }
