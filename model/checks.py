"""Laws that hold in every month of every run; a broken one stops the run with what was found.

- people are conserved: nobody vanishes, ids are unique, members of a household are adjacent
- places are never exceeded: nobody is admitted beyond the open places, other clients included
- other clients are conserved: who asked begins, misses the appointment or waits; who began is
  served until the service ends
- equal minutes: the minutes of all institutions are the same every month, and every minute is spent
- stock–flow balance: stock = stock before + entries − exits
- pipelines: what is under way per person adds up; nobody is served or waits where no place is used
  and no queue is counted
- Little's law, exactly: the number waiting, summed over months, is the time people have waited
"""

from typing import Any

import numpy as np

from model.errors import CheckError
from model.state import State
from model.vocabulary import IN_SERVICE, N_NEEDS, WAITING
from model.words import Message, joined

TOLERANCE = 1.0e-6  # relative, for sums of minutes in fixed point

SPENT_ON = ("contact", "benefits", "coordination", "partners")
INFLOWS = ("in_new", "in_from_work", "in_from_elsewhere")
OUTFLOWS = (
    "out_covered",
    "out_other_income",
    "out_age_limit",
    "out_moved",
    "out_parted",
    "out_incapacity",
    "out_study",
    "disengaged",
)


class Checker:
    """Keeps what a month must be compared with."""

    def __init__(self, state: State) -> None:
        """Remember the world before the first month."""
        self.people = int(state.size[0])
        self.stock = int(state.people["receipt"][: state.size[0]].sum())
        self.minutes: float | None = None
        self.used = _taken(state)
        self.others = _others(state)
        self.waiting, self.clocks = _queue(state)
        self.queued, self.waited = 0, 0  # service-months: numbers summed, and time of persons

    def after_month(self, state: State, month: int) -> None:
        """Check one month. Raises CheckError with everything that does not hold."""
        broken = [
            *self._people(state),
            *self._places(state),
            *self._minutes(state),
            *self._balance(state),
            *self._pipelines(state),
            *self._little(state),
            *self._other_clients(state),
        ]
        if broken:
            raise CheckError(
                Message("month {month}: {broken}", month=month, broken=joined(broken, "; "))
            )

    def _people(self, state: State) -> list[Message]:
        broken: list[Message] = []
        n, arrived = int(state.size[0]), int(state.tally[0]["in_new"])
        if n != self.people + arrived:
            broken.append(
                Message(
                    "{count} persons, but {before} before and {arrived} arrivals",
                    count=n,
                    before=self.people,
                    arrived=arrived,
                )
            )
        self.people = n
        ids = state.people["id"][:n]
        if len(np.unique(ids)) != n:
            broken.append(Message("an id stands twice"))
        sizes = state.households["size"][: state.size[1]]
        owner = np.repeat(np.arange(len(sizes)), sizes)
        if len(owner) != n or not np.array_equal(owner, state.people["household"][:n]):
            broken.append(Message("members of a household are not adjacent"))
        return broken

    def _places(self, state: State) -> list[Message]:
        used, open_places = _taken(state), state.institutions["open_places"]
        over = np.flatnonzero(used > np.maximum(open_places, self.used))
        self.used = used
        return [
            Message(
                "institution {number}: {used} of {open} places in use",
                number=j,
                used=used[j],
                open=open_places[j],
            )
            for j in over
        ]

    def _minutes(self, state: State) -> list[Message]:
        tally = state.tally[0]
        spent = sum(float(tally[f"minutes_{part}"]) for part in SPENT_ON)
        total = float(tally["minutes_total"])
        broken: list[Message] = []
        if abs(spent - total) > TOLERANCE * total:
            broken.append(Message("{share:.8f} of the minutes are spent", share=spent / total))
        if self.minutes is not None and abs(total - self.minutes) > TOLERANCE * total:
            factor = total / self.minutes
            broken.append(Message("minutes changed by the factor {factor:.8f}", factor=factor))
        self.minutes = total
        return broken

    def _balance(self, state: State) -> list[Message]:
        tally: Any = state.tally[0]
        expected = self.stock + sum(int(tally[name]) for name in INFLOWS)
        expected -= sum(int(tally[name]) for name in OUTFLOWS)
        stock = int(tally["stock"])
        before, self.stock = self.stock, stock
        if stock != expected:
            return [
                Message(
                    "stock {stock}, but {before} before and flows to {expected}",
                    stock=stock,
                    before=before,
                    expected=expected,
                )
            ]
        return []

    def _pipelines(self, state: State) -> list[Message]:
        people = state.people[: state.size[0]]
        under_way = (people["stage"] == WAITING) | (people["stage"] == IN_SERVICE)
        wrong = int((under_way.sum(axis=1) != people["busy"]).sum())
        broken: list[Message] = []
        if wrong:
            broken.append(Message("{count} persons whose pipelines do not add up", count=wrong))
        for stage, column in ((IN_SERVICE, "used"), (WAITING, "queue")):
            providers = people["provider"][people["stage"] == stage]
            counted = np.bincount(providers, minlength=len(state.institutions))
            for j in np.flatnonzero(counted > state.institutions[column]):
                at_most = state.institutions[column][j]
                broken.append(
                    Message(
                        "institution {number}: {column} {at_most}, but {count} persons",
                        number=j,
                        at_most=at_most,
                        column=column,
                        count=counted[j],
                    )
                )
        return broken

    def _other_clients(self, state: State) -> list[Message]:
        """Other clients: numbers waiting and served follow from who asked, came, missed, ended."""
        tally = state.tally[0]
        asked, begun, missed, ended = (
            int(tally[f"others_{event}"]) for event in ("asked", "begun", "missed", "ended")
        )
        waiting, served = self.others
        self.others = _others(state)
        expected = (waiting + asked - begun - missed, served + begun - ended)
        if self.others == expected:
            return []
        return [
            Message(
                "{waiting} other clients wait and {served} are served, expected {first} and {then}",
                waiting=self.others[0],
                served=self.others[1],
                first=expected[0],
                then=expected[1],
            )
        ]

    def _little(self, state: State) -> list[Message]:
        """Number in the queues × months = persons × their months of waiting, since month 0."""
        waiting, clocks = _queue(state)
        stayed = waiting[: len(self.waiting)] & self.waiting
        grown = clocks[: len(self.clocks)] - self.clocks
        self.waited += int(grown[stayed].sum()) + int(waiting.sum()) - int(stayed.sum())
        self.queued += int(waiting.sum())
        self.waiting, self.clocks = waiting, clocks
        broken: list[Message] = []
        if self.queued != self.waited:
            broken.append(
                Message(
                    "queues of {queued} service-months, but {waited} months of waiting",
                    queued=self.queued,
                    waited=self.waited,
                )
            )
        # Who takes up work is still counted in the queue of that month.
        counted, there = int(state.tally[0]["waiting"]), int(waiting.sum())
        if not there <= counted <= there + N_NEEDS * int(state.tally[0]["out_covered"]):
            broken.append(
                Message(
                    "queues of {count} counted, but {there} waiting", count=counted, there=there
                )
            )
        return broken


def _taken(state: State) -> np.ndarray:
    """Places that nobody else can use, by institution."""
    taken: np.ndarray = sum(state.institutions[name] for name in ("used", "others", "held"))
    return taken


def _others(state: State) -> tuple[int, int]:
    """Other clients who wait, and who are served."""
    institutions = state.institutions
    return int(institutions["others_waiting"].sum()), int(institutions["others"].sum())


def _queue(state: State) -> tuple[np.ndarray, np.ndarray]:
    """Who waits for which need, and for how many months; rows stay where they are in a run."""
    people = state.people[: state.size[0]]
    return people["stage"] == WAITING, people["clock"].astype(np.int64)
