"""What a study will cost, from a short probe, and how its runs are best split.

The probe does real runs of the study, which stay in the store: nothing is run twice. The best split
follows from two variances of the paired difference of the first outcome and first arm: between
points, and between pairs at a point. With a cost per point (settling a new world) and a cost per
pair, the mean over points is known best with sqrt(cost of a point / cost of a pair × variance
within / variance between) pairs at each (two-stage sampling, Cochran 1977, § 10.6).
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from experiments.executors import available_cores
from experiments.store.writer import batches_in
from experiments.study.blocks import Cell
from experiments.study.definition import Study
from experiments.study.frames import Results, differences_frame
from experiments.study.keeper import Keeper
from experiments.study.running import Means, Runner

PROBE_POINTS, PROBE_PAIRS = 3, 3
BATCH_BYTES = 60_000  # of a batch besides its rows: heads of its files, manifest
FEWEST_PAIRS = 2  # fewer tell nothing about chance


@dataclass(frozen=True)
class Split:
    """How points and pairs are best balanced for the same time.

    outcome, arm: whose paired difference was looked at; between, within: its standard deviations
    between points and between the pairs of a point; points, pairs: the best split (0 points: any
    number); known: differences that this rests on.
    """

    outcome: str
    arm: str
    between: float
    within: float
    points: int
    pairs: int
    known: int


@dataclass(frozen=True)
class Forecast:
    """What is left of a study will cost this; `probe_runs` were done for it and are kept.

    runs_asked = runs_alike (the same as others, so done once) + runs_done + runs_left.

    seconds: with `workers` workers, this machine being as busy as now; memory: of all workers of
    this machine together (bytes); disk: bytes in the store, at most.
    """

    runs_asked: int
    runs_alike: int
    runs_done: int
    runs_left: int
    worlds_left: int
    probe_runs: int
    failed: int
    seconds_of_run: float
    seconds_of_burn_in: float
    seconds_of_settling: float
    workers: int
    seconds: float
    memory: int
    disk: int
    split: Split | None


def forecast(study: Study, keeper: Keeper, means: Means) -> Forecast:
    """Run a probe and say what the rest costs; see `run_study` for what is raised."""
    runner = Runner(study, keeper, means)
    runner.prepare()
    probe = _probe(study, runner.missing())
    if probe:
        runner.carry_out(probe, once=True)
    left = runner.missing()
    runs = sum(len(cell.runs) for cell in left)
    worlds = len({cell.world for cell in left})
    pace, tally = runner.pace, runner.tally
    workers = max(1, means.jobs or available_cores()) if means.executor == "local" else 1
    settling = pace.settling if len({cell.world for cell in [*left, *probe]}) > 1 else 0.0
    work = pace.run * runs + pace.burn_in * len(left) + settling * worlds
    seconds = work / min(workers, max(1, len(left)))
    row = (runner.writer.collected / tally.finished) if runner.writer and tally.finished else 0.0
    results = runner.results()
    asked = sum(results.counts) * len(study.arms)
    different = len(set(results.run_table(results.counts).column("run").to_pylist()))
    return Forecast(
        runs_asked=asked,
        runs_alike=asked - different,
        runs_done=different - runs,
        runs_left=runs,
        worlds_left=worlds,
        probe_runs=tally.finished,
        failed=tally.failed,
        seconds_of_run=pace.run if tally.finished else math.nan,
        seconds_of_burn_in=pace.burn_in if tally.finished else math.nan,
        seconds_of_settling=settling if tally.finished else math.nan,
        workers=workers,
        seconds=seconds if tally.finished or not runs else math.nan,
        memory=tally.memory * workers,
        disk=math.ceil(row * runs + BATCH_BYTES * batches_in(seconds)) if runs else 0,
        split=best_split(results, pace.run, pace.burn_in, settling),
    )


def _probe(study: Study, cells: list[Cell]) -> list[Cell]:
    """A few missing runs: the first pairs at the first, a middle and the last point.

    Where these are done already, the first few that are missing.
    """
    last = len(study.points) - 1
    points = {last * step // max(1, PROBE_POINTS - 1) for step in range(PROBE_POINTS)}
    chosen = []
    for cell in cells:
        runs = tuple(place for place in cell.runs if place.point in points)
        if cell.pair < PROBE_PAIRS and runs:
            chosen.append(replace(cell, runs=runs))
    return chosen or [replace(cell, runs=cell.runs[:PROBE_POINTS]) for cell in cells[:PROBE_PAIRS]]


def best_split(results: Results, run: float, burn_in: float, settling: float) -> Split | None:
    """The best balance of points and pairs; None if too little is known to tell."""
    study = results.study
    acted_on = [arm.name for arm in study.arms[1:] if _acts_on(study, arm.name)]
    if not acted_on or len(study.points) < FEWEST_PAIRS or not study.outcomes:
        return None
    outcome, arm = study.outcomes[0], acted_on[0]
    frame = differences_frame(results)
    mine = frame[(frame["arm"] == arm) & (frame["outcome"] == outcome)].dropna()
    groups = [group["difference"].to_numpy() for _, group in mine.groupby("point")]
    groups = [values for values in groups if values.size >= FEWEST_PAIRS]
    if len(groups) < FEWEST_PAIRS:
        return None
    sizes = np.array([values.size for values in groups])
    within = float(np.mean([values.var(ddof=1) for values in groups]))
    means = np.array([values.mean() for values in groups])
    between = max(0.0, float(means.var(ddof=1)) - within * float(np.mean(1.0 / sizes)))
    per_pair = run * len(study.arms) + (burn_in if settling else 0.0)
    pairs = study.pairs
    if between > 0.0:
        ratio = (settling or per_pair) / per_pair * within / between
        pairs = max(FEWEST_PAIRS, round(math.sqrt(ratio)))
    spent = len(study.points) * (settling + study.pairs * per_pair)
    points = max(FEWEST_PAIRS, int(spent / (settling + pairs * per_pair))) if between > 0.0 else 0
    return Split(
        outcome, arm, math.sqrt(between), math.sqrt(within), points, pairs, int(sizes.sum())
    )


def _acts_on(study: Study, arm: str) -> bool:
    """Whether a factor is set in this arm, so that its difference says something about points.

    An arm on which nothing acts has one and the same run at every point.
    """
    return any(not factor.arms or arm in factor.arms for factor in study.factors)
