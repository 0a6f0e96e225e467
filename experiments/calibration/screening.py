"""Which assumed parameters move the status quo, so that they must be fitted along.

A posterior of the calibrated parameters that held all assumed ones at their shipped values would
break as soon as a comparison draws those from their ranges. So every assumed parameter is moved to
the farther end of its range, one run each; whoever moves a pattern by more than chance, and by a
noticeable part of its tolerance, becomes a nuisance parameter and has its place in the posterior.
The others are drawn from their ranges later, free of the patterns.
"""

from dataclasses import dataclass

import numpy as np

from experiments.calibration.points import Finished, Point
from experiments.calibration.space import Space
from experiments.calibration.targets import Targets

# An effect must exceed so many standard deviations of chance (thousands are looked at) …
CERTAIN = 4.0
# … and move some pattern by so many of its tolerance's standard deviations.
NOTICEABLE = 0.5
STAGE, REPEATS = "screen", "repeat"
# Topics that act on everybody's life in the status quo. The rest (needs, referral, cooperation and
# its factors) decides who is served by whom, and moves the patterns little: a check with all of
# them drawn together says how much.
TOPICS = frozenset(
    {"casework", "demography", "employment", "market", "participation", "place", "search"}
)


@dataclass(frozen=True)
class Screened:
    """Effect of moving one parameter to the end of its range: the largest over all patterns."""

    name: str
    effect: float
    measure: str
    kept: bool


def repeats(space: Space, seeds: list[int]) -> list[Point]:
    """The shipped values under several seeds: what chance alone does."""
    shipped = space.named(space.shipped)
    return [Point(REPEATS, number, seed, shipped) for number, seed in enumerate(seeds)]


def screening_points(assumed: Space, seeds: list[int], stage: str = STAGE) -> list[Point]:
    """One point a parameter: it alone stands at the end of its range that is farther away."""
    ends = np.where(assumed.origin < 0.5, assumed.high, assumed.low)
    return [
        Point(stage, number, seed, {name: float(end)})
        for number, (name, end, seed) in enumerate(zip(assumed.names, ends, seeds, strict=True))
    ]


def screened(runs: list[Finished], base: np.ndarray, targets: Targets, most: int) -> list[Screened]:
    """Effects of all parameters, largest first; the `most` largest that are certain are kept.

    base: measures of the repeats, shape (n_repeats, n_targets).
    """
    mean, chance = base.mean(axis=0), base.std(axis=0, ddof=1)
    tolerance = np.minimum(targets.below, targets.above)
    found = []
    for run in runs:
        moved = np.abs(targets.row(run.measures) - mean)
        sure = moved > CERTAIN * chance * np.sqrt(1.0 + 1.0 / len(base))
        effects = np.where(sure & np.isfinite(moved), moved / tolerance, 0.0)
        largest = int(np.argmax(effects))
        (name,) = run.point.values
        found.append((float(effects[largest]), name, targets.measures[largest]))
    found.sort(reverse=True)
    return [
        Screened(name, effect, measure, effect >= NOTICEABLE and rank < most)
        for rank, (effect, name, measure) in enumerate(found)
    ]
