"""Which mechanisms does a difference come from? Run sets of switches, and share it out."""

from pathlib import Path
from typing import Any

from analysis.ask.campaigns import carried_out, taken_up
from analysis.publish.campaigns import write_decomposition
from analysis.requests.decomposition import COMMAND, Request, points_of
from analysis.results.decomposition import Decomposed, parts_of
from analysis.sensitivity.arms import Arms
from analysis.sensitivity.campaign import Campaign, Collected, record_of, seeds_of
from analysis.sensitivity.shapley import orders_of
from experiments.plan import name_arms


def decompose(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None,
) -> Decomposed:  # fmt: skip
    """Run all sets of mechanisms that are needed and share the difference out.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    arms = name_arms(request.check())
    names = [arm.name for arm in arms]
    pairs = tuple(zip(names, (request.base, request.other), strict=True))
    evaluate = Arms(pairs, request.place, request.months, dict(request.changes), "none")
    orders = orders_of(request.players, request.drawn, request.seed)
    coalitions = orders.coalitions()
    points = points_of(coalitions, request.players)
    identity = {arm.name: arm.scenario.hash for arm in arms} | {"months": request.months}
    campaign = Campaign(COMMAND, evaluate, points, seeds_of(request.seed, request.seeds),
                        request.as_json(), identity)  # fmt: skip
    if say is not None:
        say(len(points), request.seeds, orders.exact)

    def made(collected: Collected) -> Decomposed:
        parts = parts_of(collected.runs, coalitions, orders, request.outcomes, names)
        record = record_of(campaign, collected)
        return Decomposed(request, parts, points, collected.runs, collected.failures, record,
                          orders.exact)  # fmt: skip

    return carried_out(campaign, made, write_decomposition, jobs=jobs, out=out, quiet=quiet)


def resume(folder: Path, *, jobs: int | None = None) -> Decomposed:
    """Go on with an interrupted decomposition."""
    request, target = taken_up(folder, Request)
    return decompose(request, jobs=jobs, out=target)
