"""Which mechanisms does a difference come from? Run sets of switches, and share it out."""

from pathlib import Path
from typing import Any

from analysis.ask.campaigns import carried_out, means_of, of_two_arms
from analysis.figures.decomposition import waterfall
from analysis.figures.style import by_outcome
from analysis.requests.decomposition import COMMAND, Request, points_of
from analysis.results.decomposition import Decomposed, parts_of
from analysis.sensitivity.campaign import Collected, record_of
from analysis.sensitivity.shapley import orders_of


def decompose(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None, store: str | Path | None = None,
) -> Decomposed:  # fmt: skip
    """Run all sets of mechanisms that are needed and share the difference out.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    scenarios = request.check()
    orders = orders_of(request.players, request.drawn, request.seed)
    coalitions = orders.coalitions()
    points = points_of(coalitions, request.players)
    campaign = of_two_arms(request, COMMAND, scenarios, points)
    if say is not None:
        say(len(points), request.seeds, orders.exact)

    def made(collected: Collected) -> Decomposed:
        names = [name for name, _ in campaign.arms]
        parts = parts_of(collected.runs, coalitions, orders, request.outcomes, names)
        record = record_of(campaign, collected)
        return Decomposed(request, parts, points, collected.runs, collected.failures, record,
                          orders.exact)  # fmt: skip

    means = means_of(jobs, quiet, store)
    return carried_out(campaign, made, by_outcome(request, waterfall), means=means, out=out)
