"""Which mechanisms does a difference come from? Run sets of switches, and share it out."""

from pathlib import Path
from typing import Any

from analysis.ask.campaigns import carried_out, means_of
from analysis.figures.decomposition import draw_all
from analysis.requests.decomposition import COMMAND, Request, points_of
from analysis.results.decomposition import Decomposed, parts_of
from analysis.sensitivity.campaign import Campaign, Collected, record_of
from analysis.sensitivity.shapley import orders_of
from experiments.plan import name_arms


def decompose(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None, store: str | Path | None = None,
) -> Decomposed:  # fmt: skip
    """Run all sets of mechanisms that are needed and share the difference out.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    arms = name_arms(request.check())
    names = [arm.name for arm in arms]
    given = tuple(zip(names, (request.base, request.other), strict=True))
    orders = orders_of(request.players, request.drawn, request.seed)
    coalitions = orders.coalitions()
    points = points_of(coalitions, request.players)
    identity = {arm.name: arm.scenario.hash for arm in arms} | {"months": request.months}
    campaign = Campaign(
        COMMAND, given, points, request.seeds, request.seed, request.months, request.place,
        request.changes, arguments=request.as_json(), identity=identity,
    )  # fmt: skip
    if say is not None:
        say(len(points), request.seeds, orders.exact)

    def made(collected: Collected) -> Decomposed:
        parts = parts_of(collected.runs, coalitions, orders, request.outcomes, names)
        record = record_of(campaign, collected)
        return Decomposed(request, parts, points, collected.runs, collected.failures, record,
                          orders.exact)  # fmt: skip

    return carried_out(campaign, made, draw_all, means=means_of(jobs, quiet, store), out=out)
