"""How far a point of a study that is only re-settled is from one with a burn-in of its own.

    python -m analysis.sensitivity.settling_bias 12

Runs some random points of the whole range of assumptions twice under one seed: after a burn-in of
their own (45 years), and from the shipped settled population after five years under the values of
the point, which is what `sozialraum sensitivity` does. Prints, for levels and for the paired
difference, the spread over points, the mean error, its spread, and the correlation of the two.
"""

import sys
from itertools import product

import numpy as np

from analysis.options import MONTHS
from analysis.sensitivity.campaign import Campaign, Settling, collect
from analysis.sensitivity.designs import make_design, method_named
from analysis.sensitivity.factors import uncertain_space
from analysis.sensitivity.frames import level
from experiments.study.running import Means
from model.scenario import resolve

ARMS = (("siloed", "siloed"), ("production-network", "production-network"))
OUTCOMES = ("participation", "integrations", "stock")
SETTLINGS: tuple[Settling, ...] = ("own", "resettled")
SEED = 1
USUAL, FEWEST = 12, 100  # points; and points a design needs


def both_ways(count: int) -> np.ndarray:
    """Outcomes of random points; shape (settlings, points, arms, outcomes)."""
    space = uncertain_space(resolve(ARMS[0][1]).parameters)
    design = make_design(space, method_named("delta"), max(FEWEST, count), SEED)
    points = space.points(design.unit[:count])
    found = np.full((len(SETTLINGS), count, len(ARMS), len(OUTCOMES)), np.nan)
    for number, settling in enumerate(SETTLINGS):
        campaign = Campaign("settling-bias", ARMS, points, 1, SEED, MONTHS, settling=settling)
        runs = collect(campaign, Means()).runs
        for (arm, (name, _)), (at, outcome) in product(enumerate(ARMS), enumerate(OUTCOMES)):
            found[number, :, arm, at] = level(runs, count, outcome, name).values[:, 0]
    return found


def main(count: int) -> None:
    """Run the points and print the table."""
    found = both_ways(count)
    whole = np.isfinite(found).all(axis=(0, 2, 3))
    found = found[:, whole]
    sys.stdout.write(f"{int(whole.sum())} of {count} points could be run both ways\n")
    sys.stdout.write("outcome        seen as       spread  mean error  its spread  correlation\n")
    seen = {"level": found[:, :, 0], "difference": found[:, :, 1] - found[:, :, 0]}
    for (at, outcome), (name, values) in product(enumerate(OUTCOMES), seen.items()):
        own, cheap = values[0, :, at], values[1, :, at]
        error = cheap - own
        sys.stdout.write(
            f"{outcome:14} {name:10} {own.std(ddof=1):9.4g} {error.mean():11.3g} "
            f"{error.std(ddof=1):11.3g} {np.corrcoef(own, cheap)[0, 1]:12.3f}\n"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL)
