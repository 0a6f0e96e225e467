"""More minutes for a year and then no more: how much of what they have done is left later.

The same random fifth as in `minutes`, followed for two years beyond the treatment. Looked at is who
has insured work: untreated people catch up and jobs end, and no other rule lets the effect fade.
"""

from dataclasses import dataclass, field

import numpy as np

from experiments.trials.minutes import MONTHS, VIENNA, Counted, ended, fifth
from experiments.trials.world import column
from model.jobs import insured
from model.state import State

LOOKS = (MONTHS, 18, 24, 36)  # months after which it is looked who has work


@dataclass
class InWork:
    """How many of some people have insured work after the months in `LOOKS`."""

    rows: np.ndarray
    found: dict[int, float] = field(default_factory=dict)

    def look(self, state: State, month: int) -> None:
        """After a month; the first is 0."""
        if month + 1 in LOOKS:
            jobs = column(state, "employment")[self.rows]
            self.found[month + 1] = float(sum(insured(job) for job in jobs))


def fading_trial(seed: int, place: str | None = None) -> dict[str, Counted]:
    """One seed: people in insured work after the months in `LOOKS`, untreated and treated."""
    scenario, start, chosen = fifth(seed, place)
    usual, more = (InWork(np.flatnonzero(chosen)) for _ in range(2))
    for seen, times in ((usual, 1.0), (more, VIENNA)):
        ended(scenario, start, chosen, times, LOOKS[-1], seen.look)
    return {f"in_work_{m}": Counted(usual.found[m], more.found[m]) for m in LOOKS}


def fading_measures(total: dict[str, Counted]) -> dict[str, float]:
    """Measures of published.toml; total: of all seeds together."""
    apart = {m: total[f"in_work_{m}"].treated - total[f"in_work_{m}"].without for m in LOOKS}
    return {f"left_{m}": apart[m] / apart[MONTHS] for m in LOOKS[1:]}
