"""How little of a network still pays? Turn one thing from low to high, and see the sign change."""

from pathlib import Path
from typing import Any

from analysis.ask.campaigns import carried_out, means_of
from analysis.figures.tipping import draw_sweeps
from analysis.requests.tipping import COMMAND, Request, points_of
from analysis.results.tipping import Swept, swept
from analysis.sensitivity.campaign import Campaign, Collected, record_of
from experiments.plan import name_arms


def sweeps(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None, store: str | Path | None = None,
) -> Swept:  # fmt: skip
    """Run the sweeps and find where the difference crosses 0.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    scenarios = request.check()
    arms = name_arms(scenarios)
    names = [arm.name for arm in arms]
    given = tuple(zip(names, (request.base, request.other), strict=True))
    points, meaning = points_of(request, scenarios[0])
    identity = {arm.name: arm.scenario.hash for arm in arms} | {"months": request.months}
    campaign = Campaign(
        COMMAND, given, points, request.seeds, request.seed, request.months, request.place,
        request.changes, arguments=request.as_json(), identity=identity,
    )  # fmt: skip
    if say is not None:
        say(len(points), request.seeds)

    def made(collected: Collected) -> Swept:
        return swept(request, collected, record_of(campaign, collected), meaning, names)

    return carried_out(campaign, made, draw_sweeps, means=means_of(jobs, quiet, store), out=out)
