"""Where do more posts bring most? Every way of sharing them out is run, good ones more often."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.campaigns import means_of, published
from analysis.figures.frontier import front_figure
from analysis.figures.style import save
from analysis.requests.frontier import COMMAND, Request
from analysis.results.frontier import GRID, Searched, gains_of, judged, ways_of
from analysis.sensitivity.campaign import Campaign, collect, record_of
from analysis.sensitivity.fronts import promising
from experiments.plan import pair_seed
from experiments.study.resolving import POSTS
from experiments.writing import refuse_taken
from model.scenario import resolve


def search(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None, store: str | Path | None = None,
) -> Searched:  # fmt: skip
    """Run all ways, then the promising ones under more seeds.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    options = request.check()
    ways = ways_of(request, options)
    points = ways.drop(columns="rule").add_prefix(POSTS)
    points.insert(0, "point", range(len(points)))
    plain = resolve(request.arrangement, request.place, request.changes)
    whole = Campaign(
        COMMAND, ((plain.name, request.arrangement),), points, request.seeds, request.seed,
        request.months, request.place, request.changes, arguments=request.as_json(),
        identity={"arrangement": plain.hash},
    )  # fmt: skip
    if say is not None:
        say(len(ways), request)
    refuse_taken(out)
    means = means_of(jobs, quiet, store)
    found = collect(whole, means)
    most = max(request.seeds, request.more)
    seeds = [pair_seed(request.seed, number) for number in range(most)]
    gains = gains_of(found.runs, len(ways), seeds, request.aims)
    fixed = np.flatnonzero(ways["rule"] != GRID)  # nothing and the rules are always compared
    chosen = np.union1d(fixed, promising(gains[:, : request.seeds], request.promising))
    counts = np.full(len(ways), request.seeds)
    counts[chosen] = most
    closer = replace(whole, seeds=tuple(counts.tolist()))
    if request.more > request.seeds:
        found = collect(closer, means)
        gains = gains_of(found.runs, len(ways), seeds, request.aims)
    table = pd.concat([ways, judged(gains, chosen, request.seed)], axis=1)
    record = record_of(closer, found)
    done = Searched(request, options, table, found.runs, found.failures, record)

    def draw(result: Searched, folder: Path) -> None:
        save(front_figure(result, request.language), folder)

    return published(done, out, draw)
