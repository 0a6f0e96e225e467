"""Where do more posts bring most? Every way of sharing them out is run, good ones more often."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.campaigns import published, taken_up
from analysis.publish.campaigns import write_frontier
from analysis.requests.frontier import COMMAND, Request
from analysis.results.frontier import GRID, Searched, gains_of, judged, ways_of
from analysis.sensitivity.campaign import Campaign, collect, record_of, seeds_of
from analysis.sensitivity.fronts import promising
from analysis.sensitivity.staffing import Posts
from model.scenario import resolve


def search(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None,
) -> Searched:  # fmt: skip
    """Run all ways, then the promising ones under more seeds.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    options = request.check()
    ways = ways_of(request, options)
    seeds = seeds_of(request.seed, max(request.seeds, request.more))
    evaluate = Posts(request.arrangement, request.place, request.months, dict(request.changes))
    points = ways.drop(columns="rule")
    points.insert(0, "point", range(len(points)))
    identity = {"arrangement": resolve(request.arrangement, request.place, request.changes).hash}
    whole = Campaign(COMMAND, evaluate, points, seeds[: request.seeds], request.as_json(), identity)
    if say is not None:
        say(len(ways), request)
    kept = None if out is None else whole.kept(out)
    first = collect(whole, kept, jobs, quiet=quiet)
    gains = gains_of(first.runs, len(ways), seeds, request.aims)
    fixed = np.flatnonzero(ways["rule"] != GRID)  # nothing and the rules are always compared
    chosen = np.union1d(fixed, promising(gains[:, : request.seeds], request.promising))
    closer = replace(
        whole, points=points.iloc[chosen], seeds=seeds[: max(request.seeds, request.more)]
    )
    second = collect(closer, kept, jobs, quiet=quiet) if request.more > request.seeds else first
    runs = pd.concat([first.runs, second.runs]).drop_duplicates(["point", "seed", "arm", "outcome"])
    gains = gains_of(runs, len(ways), seeds, request.aims)
    table = pd.concat([ways, judged(gains, chosen, request.seed)], axis=1)
    failures = pd.concat([first.failures, second.failures]).drop_duplicates(["point", "seed"])
    done = Searched(request, options, table, runs, failures, record_of(closer, second))
    return done if kept is None else published(done, kept, write_frontier)


def resume(folder: Path, *, jobs: int | None = None) -> Searched:
    """Go on with an interrupted search."""
    request, target = taken_up(folder, Request)
    return search(request, jobs=jobs, out=target)
