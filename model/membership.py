"""Members: what stands at the partners that a form of cooperation names, counted each month.

A member is whom the form names, also if it joins on paper only (`model.build.join`): whether a
network comes about is asked of all who were meant to be in it. Counted are the Jobcenter's ties
with them, as services go along these alone, and who waits at them. It changes nothing but counters.
"""

from typing import Any

import numpy as np

from model.population.place import Place
from model.state import State
from model.tally import FIXED
from model.vocabulary import BY_CONTRACT, MEMBERSHIPS, TIE_STAGES

# What is counted here, beside the month: it says whom a form names, even where nothing is done.
COUNTED = (*(f"members_at_{stage}" for stage in range(len(TIE_STAGES))), "queued", "queued_members")


def named_kinds(place: Place) -> np.ndarray:
    """Membership code of every kind of institution but the Jobcenter, (n_kinds − 1,)."""
    return np.array([MEMBERSHIPS.index(kind.membership) for kind in place.kinds[1:]])


def named_members(state: State, named: np.ndarray) -> np.ndarray:
    """Whom the form that holds in a Sozialraum names, bool (n_spaces, n_kinds − 1)."""
    levers = state.levers[state.spaces["lever"]]
    level = levers["membership"][:, None]
    contracted = (named == BY_CONTRACT) & (level > 0) & (levers["measure_planning"][:, None] > 0)
    there = state.place.institution_of[:, 1:] >= 0
    found: np.ndarray = ((named > 0) & (named <= level) | contracted) & there
    return found


def count_members(state: State, named: np.ndarray) -> None:
    """Add to the month's tally the stages of members' ties, and who waits where."""
    members = named_members(state, named)
    tally: Any = state.tally[0]
    stages = state.ties["stage"][:, : named.size][members]
    for stage in range(len(TIE_STAGES)):
        tally[f"members_at_{stage}"] += int((stages == stage).sum())
    stood = state.institutions["stood"]
    tally["queued"] += int(stood.sum())
    # A city-wide institution is a member as far as people live where a form names it.
    weight = state.spaces["stock"] / max(1, int(state.spaces["stock"].sum()))
    rows = state.place.institution_of[:, 1:]
    city_wide = state.institutions["sozialraum"][rows] < 0
    at_members = stood[rows] * members * np.where(city_wide, weight[:, None], 1.0)
    tally["queued_members"] += int(at_members.sum() * FIXED)
