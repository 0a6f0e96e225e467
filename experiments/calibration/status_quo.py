"""One run of the status quo under drawn parameters, and what it says about the patterns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.pattern_measures import pattern_measures
from experiments.study.resolving import under
from experiments.study.starts import (
    RESETTLING,
    Resettled,
    settle_first,
    settled_alone,
    shipped_world,
)

MONTHS = 60  # the five years that shares and rates of the patterns look at

type Simulator = Callable[[Mapping[str, float], int], Mapping[str, float]]
"""Parameter values by name and a seed → measures by name. Runs in a worker process."""


def patterns_of(run: Any) -> dict[str, float]:
    """Measures of the patterns of one run."""
    return pattern_measures([run])


@dataclass(frozen=True)
class StatusQuo:
    """The simulator of a place.

    months: of the run; resettling: months under the drawn parameters before month 0, starting from
    the settled population of the shipped ones, or None for a burn-in of their own (40 years); told:
    what is said of a run, a function of a module.
    """

    place_folder: Path
    months: int = MONTHS
    resettling: int | None = RESETTLING
    told: Callable[[Any], dict[str, float]] = patterns_of

    def prepare(self) -> None:
        """Compile, and settle the shipped world, before workers begin."""
        if self.resettling is not None:
            settle_first(self.place_folder)

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, float]:
        """What is said of one run."""
        from model.simulate import burn_in, simulate

        shipped = shipped_world(self.place_folder)
        scenario = under(shipped, values)
        if self.resettling is None:
            start = settled_alone(scenario, seed) if values else burn_in(scenario, seed)
        else:
            start = Resettled(self.resettling)(scenario, seed)
        return self.told(simulate(scenario, seed, months=self.months, start=start))
