"""The draws of a place, made once: runs of the shipped arrangements under each of them.

Whoever compares arrangements of this place later finds these runs in the store.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from analysis.ask.campaigns import means_of
from analysis.measures.pairs import paired_study
from analysis.measures.run_tables import keeper
from analysis.requests.comparison import Request
from experiments.study.definition import Study
from experiments.study.forecast import Forecast, forecast
from experiments.study.frames import Results
from experiments.study.running import Means, run_study
from model.scenario import list_scenarios

COMMAND = "prepare"
PAIRS = 24  # a few more than a comparison has unless told otherwise
BASE = "siloed"


@dataclass(frozen=True)
class Prepared:
    """A place to prepare: the study of its draws, and with what it is run."""

    study: Study
    means: Means

    def forecast(self) -> Forecast:
        """What it will cost, from a short probe whose runs are kept."""
        return forecast(self.study, keeper(), self.means)

    def run(self) -> Results:
        """Make what is missing."""
        return run_study(self.study, keeper(), self.means)


def prepared(
    place: str | Path,
    *,
    pairs: int = PAIRS,
    jobs: int | None = None,
    quiet: bool = False,
    store: str | Path | None = None,
) -> Prepared:
    """What has to be made for a place.

    Raises:
        InputError: no such place, or arrangements that do not fit it.
    """
    others = tuple(name for name in list_scenarios() if name != BASE)
    request = Request(BASE, others, place=str(place))
    plan = replace(request.plan(jobs), prior=None)
    study = paired_study(plan, (BASE, *others), pairs, place=str(place))
    study = replace(study, name=f"{COMMAND}-{plan.place}")
    return Prepared(study, means_of(jobs, quiet, store))
