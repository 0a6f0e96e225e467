"""Months with a hand in them: what a trial does to people it has drawn, between two steps.

A trial changes nothing in the rules. Before contacts it may give somebody more minutes, as if more
staff were there for the treated alone; after contacts it may decide who consents to being handed
over. Both arms begin as copies of one world with the same seed (common random numbers), so whoever
is untouched by the trial has the same luck in both.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from model.processes import casework
from model.schedule import SCHEDULE, in_order, month_of
from model.state import State
from model.streams import Decision, uniforms
from model.vocabulary import ENTWICKLUNG

DRAWN_BY = 2015  # seed by which trials draw people; not that of a run

type Hand = Callable[[State, int], None]
"""What a trial does to people in a month; writes into columns."""


def nothing(state: State, month: int) -> None:
    """No hand at all."""


def lived(
    state: State,
    first: int,
    last: int,
    before_contacts: Hand = nothing,
    after_contacts: Hand = nothing,
    seen: Hand = nothing,
) -> State:
    """Months first … last − 1. `seen` looks at the world after every month."""
    month_of(state)  # compiles all steps, in the order of their need
    steps = [step for process in SCHEDULE for step in process.steps]
    at = next(i for i, step in enumerate(steps) if step.loop is casework.meet)
    until, meeting, after = (
        in_order(part, state) for part in (steps[:at], steps[at : at + 1], steps[at + 1 :])
    )
    for month in range(first, last):
        until(state, month)
        before_contacts(state, month)
        meeting(state, month)
        after_contacts(state, month)
        after(state, month)
        seen(state, month)
    return state


def column(state: State, name: str) -> np.ndarray:
    """A column of everybody who is or was there: a view to write into, of marks a copy."""
    return np.asarray(state.people.views[name][: state.size[0]])


def drawn(state: State, share: float, slot: int = 0) -> np.ndarray:
    """A random part of all people, the same in every arm; (people,) of bool."""
    return uniforms(DRAWN_BY, Decision.PARAMETER, 0, column(state, "id"), slot) < share


class MoreMinutes:
    """Multiplies the minutes of the treated; the others lose none.

    Minutes are shared by weights: for one month's contacts the treated get the weight that brings
    so many minutes, those of a case manager included, and then their own again.
    """

    def __init__(self, treated: np.ndarray, times: float) -> None:
        self.treated, self.times = np.flatnonzero(treated), times
        self.weights: Any = None

    def give(self, state: State, month: int) -> None:
        """Before contacts."""
        rows, spaces = self.treated, state.spaces
        self.weights = np.array(column(state, "weight")[rows])
        space = column(state, "sozialraum")[rows]
        far = column(state, "profile")[rows] >= ENTWICKLUNG
        coverage = np.asarray(spaces["coverage"])[space]
        luck = uniforms(int(state.seed[0]), Decision.HOLDER, 0, column(state, "id")[rows], 0)
        case = float(state.par[0]["casework"]["minutes_per_managed_case"])
        managed = np.where(far & (luck < coverage), case * np.maximum(1.0, coverage), 0.0)
        each = np.asarray(spaces["minutes_per_weight"])[space]
        extra = (self.times - 1.0) * managed / np.maximum(each, 1e-9)
        column(state, "weight")[rows] = self.times * self.weights + extra

    def take(self, state: State, month: int) -> None:
        """After contacts."""
        column(state, "weight")[self.treated] = self.weights
