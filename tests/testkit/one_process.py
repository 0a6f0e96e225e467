"""A town in which a single process runs: everything else stands still."""

from collections.abc import Callable
from typing import Any

import numpy as np

from model.build import build
from model.scenario import resolve
from model.schedule import SCHEDULE, loops_of
from model.state import State
from model.vocabulary import NO_JOB, PRESENT
from testkit.model_worlds import Values, changed

ROWS = 30_000
NEVER = 30_000.0  # months
GROWN = 30 * 12  # months of age: of working age, and far from every limit
# Nobody comes, is born, grows old, changes, returns; nobody leaves but by what a test sets.
STILL: Values = {
    "place.arrivals_per_month": 0.0,
    "demography.birth": 0.0,
    "demography.pair": 0.0,
    "demography.part": 0.0,
    "demography.birth_from": NEVER,
    "demography.age_limit": NEVER,
    "demography.age_50_from": NEVER,
    "demography.long_receipt_months": NEVER,
    "demography.exit_base": 0.0,
    "demography.exit_early": 0.0,
    "demography.incapacity": 0.0,
    "demography.study": 0.0,
    "demography.disengage": 0.0,
    "demography.return_other_income": 0.0,
    "demography.return_moved": 0.0,
    "demography.return_incapacity": 0.0,
    "demography.return_study": 0.0,
    "demography.return_disengaged": 0.0,
    "search.season": 0.0,
}


class OneProcess:
    """The whole town at its beginning, all of working age, without a job, and one process."""

    def __init__(self, process: str, values: Values, seed: int) -> None:
        scenario = changed(resolve("siloed"), {**still_features(), **STILL, **values})
        self.state: State = build(scenario, seed, 0, ROWS, ROWS)
        loops = dict(zip((one.name for one in SCHEDULE), loops_of(self.state), strict=True))
        self.loop: Callable[[Any, int], None] = loops[process]
        self.size, self.households = int(self.state.size[0]), int(self.state.size[1])
        self.set(age=GROWN, pupil=0, receipt=1, absence=PRESENT, employment=NO_JOB, spell=0)
        self.month = 0

    def people(self, name: str) -> Any:
        """A column of everybody."""
        return self.state.people[name][: self.size]

    def set(self, **values: Any) -> None:
        """Give columns of everybody a value, or one for each person."""
        for name, value in values.items():
            self.people(name)[...] = value

    @property
    def heads(self) -> Any:
        """Rows of the first members of all households."""
        return self.state.households["first"][: self.households].astype(int)

    def run(self) -> None:
        """One month of the process."""
        self.loop(self.state, self.month)
        self.month += 1


def still_features() -> dict[str, float]:
    """No feature appears or vanishes."""
    names = resolve("siloed").parameters
    moving = ("demography.appear.", "demography.vanish.")
    return {name: 0.0 for name in names if name.startswith(moving)}


def farthest(found: Any, expected: Any, count: Any) -> float:
    """Largest distance of observed shares from expected ones, in binomial standard errors."""
    spread = np.sqrt(expected * (1.0 - expected) / count)
    return float(np.max(np.abs(found - expected) / spread))
