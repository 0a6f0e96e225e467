"""How little of a network still pays? Turn one thing from low to high, and see the sign change."""

from pathlib import Path
from typing import Any

from analysis.ask.campaigns import carried_out, means_of, of_two_arms
from analysis.figures.style import by_outcome
from analysis.figures.tipping import sweep_figure
from analysis.requests.tipping import COMMAND, Request, points_of
from analysis.results.tipping import Swept, swept
from analysis.sensitivity.campaign import Collected, record_of


def sweeps(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None, store: str | Path | None = None,
) -> Swept:  # fmt: skip
    """Run the sweeps and find where the difference crosses 0.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    scenarios = request.check()
    points, meaning = points_of(request, scenarios[0])
    campaign = of_two_arms(request, COMMAND, scenarios, points)
    if say is not None:
        say(len(points), request.seeds)

    def made(collected: Collected) -> Swept:
        names = [name for name, _ in campaign.arms]
        return swept(request, collected, record_of(campaign, collected), meaning, names)

    means = means_of(jobs, quiet, store)
    return carried_out(campaign, made, by_outcome(request, sweep_figure), means=means, out=out)
