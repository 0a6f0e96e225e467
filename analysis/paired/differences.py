"""Paired differences: mean, interval, and how many pairs it would take.

All arms of a pair share their seed, so the difference within a pair is free of most of the luck
that both arms share. Pairs are independent: the mean difference has a Student t interval.
"""

from dataclasses import dataclass, replace

import numpy as np

from experiments.study.stopping import LEVEL, half_width


@dataclass(frozen=True)
class Difference:
    """Mean of the paired differences with its interval; NaN bounds with fewer than two pairs."""

    pairs: int
    base_mean: float
    arm_mean: float
    difference: float
    low: float
    high: float
    deviation: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval, NaN with fewer than two pairs."""
        return (self.high - self.low) / 2.0

    @property
    def exactly_zero(self) -> bool:
        """Not one pair differs: the two arms are the same, not just alike."""
        return self.pairs > 0 and self.difference == 0.0 and not self.deviation

    @property
    def sign(self) -> int:
        """+1 or −1 if the whole interval lies on that side of zero, else 0 (cannot be told)."""
        if self.low > 0.0:
            return 1
        return -1 if self.high < 0.0 else 0


def level_of_each(count: int) -> float:
    """Level of each of so many intervals that hold at once in LEVEL of all cases."""
    return 1.0 - (1.0 - LEVEL) / max(1, count)


def paired(base: np.ndarray, arm: np.ndarray, level: float = LEVEL) -> Difference:
    """Difference arm − base over pairs; shapes (pairs,), one value per pair and arm.

    A pair in which either value is NaN (nothing to divide by) is left out.

    Raises:
        ValueError: the two do not have the same number of pairs.
    """
    base = np.asarray(base, dtype=np.float64)
    arm = np.asarray(arm, dtype=np.float64)
    if base.shape != arm.shape:
        raise ValueError(f"{base.shape[0]} pairs of the base, {arm.shape[0]} of the arm")
    known = np.isfinite(base) & np.isfinite(arm)
    base, arm = base[known], arm[known]
    count = int(base.size)
    if not count:
        nan = float("nan")
        return Difference(0, nan, nan, nan, nan, nan, nan)
    differences = arm - base
    mean = float(differences.mean())
    deviation = float(differences.std(ddof=1)) if count > 1 else float("nan")
    half = half_width(deviation, count, level)
    return Difference(
        count, float(base.mean()), float(arm.mean()), mean, mean - half, mean + half, deviation
    )


def possible[Found: Difference](
    found: Found, base: np.ndarray, bounds: tuple[float, float]
) -> Found:
    """The difference with its interval cut where an outcome of these bounds cannot go.

    base: the outcome without the arrangement, one value per pair. An interval is symmetric, what it
    stands for may not be: from a share of 0 % nothing falls.
    """
    base = base[np.isfinite(base)]
    if not base.size:
        return found
    lowest, highest = bounds[0] - float(base.max()), bounds[1] - float(base.min())
    low, high = max(found.low, lowest), min(found.high, highest)
    return replace(found, low=low, high=high) if found.pairs > 1 else found
