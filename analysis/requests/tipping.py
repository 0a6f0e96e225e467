"""Which sweeps are asked for: how many of the levers, how long a ramp-up, how many posts."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.options import unknown
from analysis.requests.points import OfTwoArms
from experiments.study.resolving import MIX
from model.errors import Fault
from model.scenario import Scenario
from model.words import Language, Message, say


@dataclass(frozen=True)
class Sweep:
    """One thing that is turned from low to high.

    factor: name among the values of a point; levels: values, or shares of the present value if
    `relative`; english: what it is, with its unit.
    """

    name: str
    factor: str
    levels: tuple[float, ...]
    english: str
    relative: bool = False

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return say(language, self.english)


SWEEPS: tuple[Sweep, ...] = (
    Sweep("cooperation", MIX, (0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0),
          "share of the network's levers put in place"),
    Sweep("ramp_up", "levers.ramp_months", (0.0, 6.0, 12.0, 24.0, 36.0, 48.0, 60.0),
          "length of the ramp-up, months"),
    Sweep("staffing", "place.officers", (0.85, 0.9, 0.95, 1.0, 1.1, 1.2, 1.27),
          "posts of placement officers", relative=True),
)  # fmt: skip


SWEEP: Mapping[str, Sweep] = {sweep.name: sweep for sweep in SWEEPS}


@dataclass(frozen=True, kw_only=True)
class Request(OfTwoArms):
    """Which sweeps of which arrangements, for which outcomes, under how many seeds."""

    along: tuple[str, ...] = tuple(SWEEP)
    seeds: int = 6

    def faults(self) -> list[Fault]:
        """Everything wrong with the options themselves."""
        return [*super().faults(), *unknown("--along", self.along, SWEEP, Message("sweep"))]


def points_of(request: Request, scenario: Scenario) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A point per sweep and level: the values to set, and what they stand for (along, level).

    A level that is not asked about stands at its own value in every other point.
    """
    rows, meaning = [], []
    for name in request.along:
        sweep = SWEEP[name]
        now = scenario.parameters[sweep.factor].value if sweep.relative else 1.0
        for at in sweep.levels:
            value = at * now
            rows.append({sweep.factor: value})
            meaning.append((name, value))
    points = pd.DataFrame(rows)
    points.insert(0, "point", range(len(points)))
    return points, pd.DataFrame(meaning, columns=["along", "level"])


COMMAND = "tipping"
