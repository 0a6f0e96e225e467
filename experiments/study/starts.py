"""How a world comes to month 0, before the first month of its arms.

A world of its own takes forty-five years of burn-in. Points that change parameters would each need
them; the other ways are short cuts or, where something changes today, what is meant:

    own         the burn-in of its own: exact, and dear where every point is a world of its own
    shipped     the burn-in of the study without its factors: values change at month 0. Right for
                what a city would change (posts, switches), wrong for what it is like
    short       the population that settled under the shipped values lives for five more years under
                the values of the point, with the seed of the run
    resettled   the settled population of the place, moved back in time by so many months, lives
                these months under the values of the point: queues, ties and jobs come to rest
                within two or three years, the stock with a time constant of some six

What remains of the shipped world is the bias of a short cut; `sozialraum calibrate` measures it
against full burn-ins, `analysis/sensitivity/README.md` has that of `short`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from model.scenario import Scenario, resolve

STATUS_QUO = "status-quo"
RESETTLING = 120  # months


class Start:
    """Makes the world of a scenario at month 0 under a seed; picklable: here its own burn-in does.

    rests_on: the settled world it needs: of a place, of a scenario; None: of the world itself.
    """

    rests_on: Path | Scenario | None = None

    @property
    def name(self) -> str:
        """What tells this way from others, beside the world and the seed."""
        return "own"

    def __call__(self, frame: Scenario, seed: int) -> Any:
        """The world at month 0."""
        from model.simulate import burn_in

        return burn_in(frame, seed)


class Own(Start):
    """The burn-in of its own."""


@dataclass(frozen=True)
class Short(Start):
    """Five years under the values of the world, from the population settled under `rests_on`'s."""

    rests_on: Scenario

    @property
    def name(self) -> str:
        """With the world it comes from."""
        return f"short-{self.rests_on.world_hash}"

    def __call__(self, frame: Scenario, seed: int) -> Any:
        """The world at month 0."""
        from model.build import arranged, redrawn_sites
        from model.state import grown
        from model.stationary import MIXING, join_cohort, run_months, settled, under_status_quo

        rest = settled(replace(self.rests_on, place_folder=frame.place_folder))
        own = grown(rest, len(rest.people), len(rest.households))
        for table in ("size", "institutions", "ties", "market", "spaces", "tally"):
            own = own._replace(**{table: getattr(own, table).copy()})
        own = own._replace(seed=np.array([seed], np.uint64))
        redrawn_sites(own.institutions, seed)
        own = arranged(own, under_status_quo(frame))
        return join_cohort(run_months(own, -MIXING, 0))


@dataclass(frozen=True)
class Resettled(Start):
    """So many months (at least 1) under the values of the world, from the settled one of its place.

    The more months, the less is left of the shipped world.
    """

    months: int = RESETTLING
    rests_on: Path | None = None

    @property
    def name(self) -> str:
        """With the months."""
        return f"resettled-{self.months}"

    def __call__(self, frame: Scenario, seed: int) -> Any:
        """The world at month 0."""
        from model.stationary import (
            begin,
            join_cohort,
            room_for,
            run_months,
            settled,
            under_status_quo,
        )

        origin = settled(shipped_world(frame.place_folder))
        state = begin(under_status_quo(frame), seed, -self.months)
        state = room_for(_moved_back(state, origin, self.months), self.months)
        return join_cohort(run_months(state, -self.months, 0))


@dataclass(frozen=True)
class Posts(Start):
    """The burn-in of its own, then more posts in institutions, by their kind."""

    posts: Mapping[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """With the posts."""
        return "posts-" + ",".join(f"{kind}={count!r}" for kind, count in self.posts.items())

    def __call__(self, frame: Scenario, seed: int) -> Any:
        """The world at month 0."""
        from model.state import copy_state

        state = copy_state(super().__call__(frame, seed))
        for kind, count in self.posts.items():
            _add(frame, state, kind, count)
        return state


def minutes_per_post(scenario: Scenario) -> float:
    """Minutes a month that a post works."""
    return scenario.parameters["place.minutes_per_post"].value


def rows_of(scenario: Scenario, kind: str) -> np.ndarray:
    """The institutions of a kind: rows of the table of institutions."""
    from model.population import load_place

    place = load_place(scenario.place_folder)
    number = [k.name for k in place.kinds].index(kind)
    rows: np.ndarray = np.flatnonzero(np.asarray(place.institutions.kind) == number)
    return rows


def _add(scenario: Scenario, state: Any, kind: str, posts: float) -> None:
    """More minutes and places, in proportion, for all institutions of a kind."""
    rows = rows_of(scenario, kind)
    institutions = state.institutions
    now = float(institutions["minutes"][rows].sum()) / minutes_per_post(scenario)
    for column in ("minutes", "places", "planned_places"):
        institutions[column][rows] *= 1.0 + posts / now


@lru_cache(maxsize=2)
def shipped_world(place_folder: Path) -> Scenario:
    """The status quo of a place with the parameters as shipped."""
    return resolve(STATUS_QUO, place=place_folder)


def settle_first(place_folder: Path) -> None:
    """Settle the shipped world of a place, so that it is kept when many runs begin from it."""
    from model.stationary import settled

    settled(shipped_world(place_folder))


def is_settled(start: Start, frame: Scenario) -> bool:
    """Whether the settled population that a world begins from is on the disk."""
    from model.stationary import is_kept

    rests_on = start.rests_on
    if isinstance(rests_on, Path):
        return is_kept(shipped_world(rests_on))
    return is_kept(frame if rests_on is None else rests_on)


def settled_alone(scenario: Scenario, seed: int) -> Any:
    """The world of a scenario at month 0 after a full burn-in of its own, which is not kept.

    Under drawn parameters nearly every world is met once: keeping each would fill the disk.
    """
    from model.stationary import SETTLING, begin, join_cohort, run_months, under_status_quo

    state = begin(under_status_quo(scenario), seed, -SETTLING)
    return join_cohort(run_months(state, -SETTLING, 0))


def _moved_back(state: Any, origin: Any, months: int) -> Any:
    """The people, queues and ties of `origin` in the world `state`, `months` before month 0.

    Identities move back with them: an arrival of the months to come must not get the identity of
    somebody who is there already.
    """
    from model.processes.arrivals import IDS_A_MONTH
    from model.stationary import KEPT, MIXING

    earlier = months - MIXING
    parts: dict[str, Any] = {name: getattr(origin, name).copy() for name in KEPT}
    quality = state.institutions["quality"].copy()
    moved = state._replace(**parts, size=origin.size.copy())
    used = moved.people[: moved.size[0]]
    used["id"] = (used["id"].astype(np.int64) - earlier * IDS_A_MONTH).astype(np.uint64)
    used["entered"] -= earlier
    moved.institutions["quality"] = quality
    return moved
