"""The state of the workload as compiled loops and the C twin see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.contract import MEASURES, Begun, Contract
from model.lowering import Group
from model.tables import Table


@dataclass(frozen=True, eq=False)
class World(Group):
    """The state of the workload, as compiled loops see it."""

    seed: Any  # (1,)
    people: Table
    par: Any  # one record
    season: Any  # (months,)
    minutes: Any  # (1,) of the Jobcenter a month
    places: Any  # (1,) of the service
    exp: Any
    hazard: Any
    marks: Any  # (n,) scratch paper
    active: Any  # (n,) scratch paper
    line: Any  # (n,) rows in the queue
    starts: Any  # scratch paper of the queue: where each length of wait begins
    totals: Any  # one record of MEASURES per month


def world(given: Contract) -> World:
    """A fresh world of the workload."""
    n = len(given.people)
    totals = np.zeros(given.months, [(name, np.int64) for name in MEASURES])
    return World(
        seed=np.array([given.seed], np.int64),
        people=given.people.copy(),
        par=given.par,
        season=given.season,
        minutes=np.array([given.minutes]),
        places=np.array([given.places], np.int64),
        exp=given.exp,
        hazard=given.hazard,
        marks=np.zeros(n, np.uint8),
        active=np.zeros(n, np.int32),
        line=np.zeros(n, np.int32),
        starts=np.zeros(int(given.par[0]["give_up"]) + 3, np.int64),
        totals=totals,
    )


def begun(given: Contract, live: Callable[[World], object]) -> Begun:
    """A run on a copy of the people given."""
    made = world(given)

    def result() -> tuple[np.ndarray, Table]:
        return np.column_stack([made.totals[name] for name in MEASURES]), made.people

    return Begun(lambda: live(made), result)
