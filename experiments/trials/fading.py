"""More minutes for a year and then no more: how much of what they have done is left later.

The same random fifth as in `minutes`, followed for two years beyond the treatment. Looked at is who
has insured work: untreated people catch up and jobs end, and no other rule lets the effect fade.
"""

from dataclasses import dataclass, field

import numpy as np

from experiments.trials.minutes import MONTHS, SHARE, VIENNA, Counted, unemployed
from experiments.trials.world import MoreMinutes, column, drawn, lived
from model.build import arranged
from model.jobs import insured
from model.scenario import Scenario, resolve
from model.state import State, copy_state
from model.stationary import burn_in, room_for

LOOKS = (MONTHS, 18, 24, 36)  # months after which it is looked who has work


@dataclass
class InWork:
    """How many of some people have insured work after the months in `LOOKS`."""

    rows: np.ndarray
    found: dict[int, float] = field(default_factory=dict)

    def look(self, state: State, month: int) -> None:
        """After a month; the first is 0."""
        if month + 1 in LOOKS:
            jobs = np.asarray(column(state, "employment"))[self.rows]
            self.found[month + 1] = float(sum(insured(job) for job in jobs))


def followed(scenario: Scenario, start: State, treated: np.ndarray, times: float) -> InWork:
    """Who has work, if the treated get `times` the minutes in the first months."""
    state = arranged(room_for(copy_state(start), LOOKS[-1]), scenario)
    hand, seen = MoreMinutes(treated, times), InWork(np.flatnonzero(treated))
    lived(state, 0, MONTHS, hand.give, hand.take, seen.look)
    lived(state, MONTHS, LOOKS[-1], seen=seen.look)
    return seen


def fading_trial(seed: int, place: str | None = None) -> dict[str, Counted]:
    """One seed: people in insured work after the months in `LOOKS`, untreated and treated."""
    scenario = resolve("status-quo", place)
    start = burn_in(scenario, seed)
    chosen = drawn(start, SHARE) & unemployed(start)
    usual, more = (followed(scenario, start, chosen, times) for times in (1.0, VIENNA))
    return {f"in_work_{m}": Counted(usual.found[m], more.found[m]) for m in LOOKS}


def fading_measures(total: dict[str, Counted]) -> dict[str, float]:
    """Measures of published.toml; total: of all seeds together."""
    apart = {m: total[f"in_work_{m}"].treated - total[f"in_work_{m}"].without for m in LOOKS}
    return {f"left_{m}": apart[m] / apart[MONTHS] for m in LOOKS[1:]}
