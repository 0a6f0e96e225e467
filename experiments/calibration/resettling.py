"""A settled population under other parameters, without running forty years anew.

The settled population of the shipped parameters is moved back in time by so many months, and lives
these months under the drawn parameters and the seed of the run: queues, ties and jobs come to rest
within two or three years, the stock with a time constant of some six. What remains of the shipped
world after N months is the bias of this short cut; `sozialraum calibrate` measures it against runs
with the full burn-in and the record of a posterior names it.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from model.processes.arrivals import IDS_A_MONTH
from model.scenario import Scenario, resolve
from model.state import State
from model.stationary import (
    KEPT,
    MIXING,
    SETTLING,
    STATUS_QUO,
    begin,
    is_kept,
    join_cohort,
    room_for,
    run_months,
    settled,
    under_status_quo,
)

RESETTLING = 120  # months


@lru_cache(maxsize=2)
def shipped_world(place_folder: Path) -> Scenario:
    """The status quo of a place with the parameters as shipped."""
    return resolve(STATUS_QUO, place=place_folder)


def settle_first(place_folder: Path) -> None:
    """Settle the shipped world of a place, so that it is kept when many runs begin from it."""
    settled(shipped_world(place_folder))


def settled_is_kept(place_folder: Path) -> bool:
    """Whether `settle_first` has nothing to do."""
    return is_kept(shipped_world(place_folder))


def resettled(scenario: Scenario, seed: int, months: int = RESETTLING) -> State:
    """The world of a scenario at month 0, settled anew for so many months from the shipped one.

    months: at least 1; the more, the less is left of the shipped world.
    """
    origin = settled(shipped_world(scenario.place_folder))
    state = begin(under_status_quo(scenario), seed, -months)
    state = room_for(_moved_back(state, origin, months), months)
    return join_cohort(run_months(state, -months, 0))


def settled_alone(scenario: Scenario, seed: int, months: int = SETTLING) -> State:
    """The world of a scenario at month 0 after a full burn-in of its own, which is not kept.

    Under drawn parameters nearly every world is met once: keeping each would fill the disk.
    """
    state = begin(under_status_quo(scenario), seed, -months)
    alone: State = join_cohort(run_months(state, -months, 0))
    return alone


def _moved_back(state: State, origin: State, months: int) -> State:
    """The people, queues and ties of `origin` in the world `state`, `months` before month 0.

    Identities move back with them: an arrival of the months to come must not get the identity of
    somebody who is there already.
    """
    earlier = months - MIXING
    parts: dict[str, Any] = {name: getattr(origin, name).copy() for name in KEPT}
    quality = state.institutions["quality"].copy()
    moved = state._replace(**parts, size=origin.size.copy())
    used = moved.people[: moved.size[0]]
    used["id"] = (used["id"].astype(np.int64) - earlier * IDS_A_MONTH).astype(np.uint64)
    used["entered"] -= earlier
    moved.institutions["quality"] = quality
    back: State = moved
    return back
