"""More minutes for a random fifth: what lower caseloads do to starts of work.

The treated are few, so that they take few jobs from each other: as in a trial, and not as in a city
in which everybody is treated. Each is compared with the same person, untreated.
"""

from dataclasses import dataclass

import numpy as np

from experiments.trials.world import Hand, MoreMinutes, column, drawn, lived, nothing
from model.barriers import features_present
from model.build import arranged
from model.scenario import Scenario, resolve
from model.state import State, copy_state
from model.stationary import burn_in, room_for
from model.vocabulary import MINI_JOB, NO_JOB, PRESENT

SHARE = 0.2
MONTHS = 12
FROM, TO = 25 * 12, 58 * 12  # months of age
VIENNA, SOME = 2.5, 1.5  # times the minutes: 1:250 → 1:100, and a middling change


@dataclass(frozen=True)
class Counted:
    """Starts of the treated, without and with the treatment."""

    without: float
    treated: float

    @property
    def ratio(self) -> float:
        """Treated against the same people untreated."""
        return self.treated / self.without


def unemployed(state: State) -> np.ndarray:
    """In receipt and looking for work, of the age of trials; (people,) of bool."""
    job, age = column(state, "employment"), column(state, "age")
    free = ((job == NO_JOB) | (job == MINI_JOB)) & (column(state, "pupil") == 0)
    there = (column(state, "absence") == PRESENT) & (column(state, "receipt") != 0)
    found: np.ndarray = free & there & (age >= FROM) & (age < TO)
    return found


def features(state: State) -> np.ndarray:
    """Features present, as job search counts them; (people,)."""
    return np.array([features_present(row) for row in column(state, "has")])


def starts(state: State, rows: np.ndarray) -> np.ndarray:
    """Starts of work so far, of the people in these rows."""
    found: np.ndarray = column(state, "integrations")[rows].astype(int)
    return found


def ended(
    scenario: Scenario,
    start: State,
    treated: np.ndarray,
    times: float,
    months: int = MONTHS,
    seen: Hand = nothing,
) -> State:
    """The world after `months`, in the first of which the treated get `times` the minutes."""
    state = arranged(room_for(copy_state(start), months), scenario)
    hand = MoreMinutes(treated, times)
    lived(state, 0, MONTHS, hand.give, hand.take, seen)
    return lived(state, MONTHS, months, seen=seen)


def fifth(seed: int, place: str | None) -> tuple[Scenario, State, np.ndarray]:
    """The status quo, its world at month 0, and the unemployed among a random fifth of people."""
    scenario = resolve("status-quo", place)
    start = burn_in(scenario, seed)
    return scenario, start, drawn(start, SHARE) & unemployed(start)


def minutes_trial(seed: int, place: str | None = None) -> dict[str, Counted]:
    """One seed: starts near and far from the market, and people of Vienna's kind with a start."""
    scenario, start, chosen = fifth(seed, place)
    near = features(start) <= scenario.parameters["search.near_features"].value
    without = ended(scenario, start, chosen, 1.0)
    some = ended(scenario, start, chosen, SOME)
    vienna = ended(scenario, start, chosen, VIENNA)

    def counted(rows: np.ndarray, treated: State) -> Counted:
        at = np.flatnonzero(rows)
        return Counted(float(starts(without, at).sum()), float(starts(treated, at).sum()))

    at = np.flatnonzero(chosen)
    people = len(at)
    shares = [float((starts(state, at) > 0).sum()) * 100.0 for state in (without, vienna)]
    return {
        "near": counted(chosen & near, some),
        "far": counted(chosen & ~near, some),
        "vienna": Counted(*shares),
        "people": Counted(people, people),
    }


def minutes_measures(total: dict[str, Counted]) -> dict[str, float]:
    """Measures of published.toml; total: of all seeds together."""
    vienna, people = total["vienna"], total["people"].without
    return {
        "elasticity_near": float(np.log(total["near"].ratio) / np.log(SOME)),
        "elasticity_far": float(np.log(total["far"].ratio) / np.log(SOME)),
        "caseload_points": (vienna.treated - vienna.without) / people,
    }
