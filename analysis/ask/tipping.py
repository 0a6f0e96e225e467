"""How little of a network still pays? Turn one thing from low to high, and see the sign change."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.ask.campaigns import carried_out, taken_up
from analysis.publish.campaigns import write_tipping
from analysis.requests.tipping import COMMAND, Request, points_of
from analysis.results.tipping import Swept, swept
from analysis.sensitivity.arms import Arms
from analysis.sensitivity.campaign import Campaign, Collected, record_of, seeds_of
from experiments.plan import name_arms


@dataclass(frozen=True)
class OneAtATime:
    """Runs points of which each sets a single thing: what is not set (NaN) stays as it is."""

    arms: Arms

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, dict[str, float]]:
        """Outcomes of both arms."""
        return self.arms({name: v for name, v in values.items() if np.isfinite(v)}, seed)


def sweeps(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None,
) -> Swept:  # fmt: skip
    """Run the sweeps and find where the difference crosses 0.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    scenarios = request.check()
    arms = name_arms(scenarios)
    names = [arm.name for arm in arms]
    pairs = tuple(zip(names, (request.base, request.other), strict=True))
    evaluate = OneAtATime(Arms(pairs, request.place, request.months, dict(request.changes), "none"))
    points, meaning = points_of(request, scenarios[0])
    identity = {arm.name: arm.scenario.hash for arm in arms} | {"months": request.months}
    campaign = Campaign(COMMAND, evaluate, points, seeds_of(request.seed, request.seeds),
                        request.as_json(), identity)  # fmt: skip
    if say is not None:
        say(len(points), request.seeds)

    def made(collected: Collected) -> Swept:
        return swept(request, collected, record_of(campaign, collected), meaning, names)

    return carried_out(campaign, made, write_tipping, jobs=jobs, out=out, quiet=quiet)


def resume(folder: Path, *, jobs: int | None = None) -> Swept:
    """Go on with interrupted sweeps."""
    request, target = taken_up(folder, Request)
    return sweeps(request, jobs=jobs, out=target)
