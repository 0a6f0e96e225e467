"""Does the shipped world lie in the middle of the posterior? Outcomes and patterns, by new runs.

    python -m analysis.ask.centred oberhausen-2015

Draws of the posterior are run, and the shipped values under several seeds; the mean of these should
lie within the middle half of the draws' runs: for every headline, and for `ENOUGH` of all others.
Nothing is written.
"""

import argparse
import sys
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.diagnostics import MIDDLE
from analysis.measures.outcomes import HEADLINES, OUTCOMES, outcomes_of
from experiments.calibration.points import History, Point, run_points
from experiments.calibration.posterior import posterior_of
from experiments.calibration.sampling import systematic
from experiments.calibration.status_quo import Simulator, StatusQuo
from experiments.pattern_measures import pattern_measures
from experiments.plan import pair_seed
from experiments.progress import Progress
from model.scenario import resolve
from model.words import Message

DRAWS, SEEDS = 48, 12
ENOUGH = 0.8
ROUNDING = 1e-9
COLUMNS = ["name", "kind", "shipped", "low", "high", "inside"]
HEADLINE, OUTCOME, PATTERN = "headline", "outcome", "fitted pattern"


def told(run: Any) -> dict[str, float]:
    """Outcomes and pattern measures of one run; they share no name of what differs."""
    measures = {_pattern(name): one for name, one in pattern_measures([run]).items()}
    return {**outcomes_of(run), **measures}


def centred(
    place: str,
    *,
    draws: int = DRAWS,
    seeds: int = SEEDS,
    seed: int = 1,
    jobs: int | None = None,
    quiet: bool = False,
    simulator: Simulator | None = None,
) -> pd.DataFrame:
    """Where the shipped world lies among the posterior's draws; see COLUMNS.

    low, high: the middle half of the draws' runs; inside: whether the mean of the shipped world's
    runs lies there. Outcomes that are the same in all runs, or none, are left out.

    Raises InputError: the place has no posterior.
    """
    folder, posterior = resolve("status-quo", place=place).place_folder, posterior_of(place)
    if simulator is None:
        simulator = StatusQuo(folder, resettling=posterior.resettling, told=told)
        simulator.prepare()
    named = [posterior.named(row) for row in np.unique(systematic(posterior.weights, draws, 0.5))]
    points = [Point("draws", n, pair_seed(seed, n), one) for n, one in enumerate(named)]
    points += [Point("shipped", n, pair_seed(seed, draws + n), {}) for n in range(seeds)]
    with Progress(Message("runs"), len(points), silent=quiet) as progress:
        found = run_points(simulator, points, History(None), jobs=jobs, progress=progress)
    drawn, shipped = (
        pd.DataFrame([dict(one.measures) for one in found if one.point.stage == stage])
        for stage in ("draws", "shipped")
    )
    kinds = {one.name: OUTCOME for one in OUTCOMES} | {one.name: HEADLINE for one in HEADLINES}
    kinds |= {_pattern(name): PATTERN for name in sorted(posterior.fitted)}
    rows = [_row(name, kind, drawn, shipped) for name, kind in kinds.items() if name in drawn]
    table = pd.DataFrame(rows, columns=COLUMNS)
    ends = table[["low", "high"]]
    differs = ends["high"] - ends["low"] > ROUNDING * ends.abs().max(axis=1)
    return table[differs].reset_index(drop=True)


def share_inside(table: pd.DataFrame, kind: str) -> float:
    """Share of the rows of a kind whose shipped mean lies in the middle half; NaN without any."""
    return float(table.loc[table["kind"] == kind, "inside"].mean())


def _row(
    name: str, kind: str, drawn: pd.DataFrame, shipped: pd.DataFrame
) -> tuple[str, str, float, float, float, bool]:
    low, high = drawn[name].quantile(list(MIDDLE))
    mean = float(shipped[name].mean())
    return name, kind, mean, float(low), float(high), bool(low <= mean <= high)


def _pattern(measure: str) -> str:
    return f"pattern.{measure}"


def main(arguments: list[str]) -> None:
    """Print the shares and what lies outside."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("place")
    asked.add_argument("--draws", type=int, default=DRAWS)
    asked.add_argument("--seeds", type=int, default=SEEDS)
    asked.add_argument("--jobs", type=int)
    given = asked.parse_args(arguments)
    table = centred(given.place, draws=given.draws, seeds=given.seeds, jobs=given.jobs)
    for kind in (HEADLINE, OUTCOME, PATTERN):
        count = int((table["kind"] == kind).sum())
        asked_for = 1.0 if kind == HEADLINE else ENOUGH
        share = share_inside(table, kind)
        sys.stdout.write(f"{kind}: {share:.0%} of {count} in the middle half ({asked_for:.0%})\n")
    outside = table[~table["inside"]]
    sys.stdout.write(outside.to_string(index=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
