"""Draws that the emulator has put in the wrong place are moved by what their own runs have shown.

With a hundred parameters an emulator of a few hundred runs is off by more than the tolerance of
some patterns; importance weights then leave two or three draws. But *where* a draw's run misses is
known, and the emulator's slopes are good nearby. So every draw is moved, as little as possible in
the metric of the prior, until its run should give what the emulator had promised for it: one step
of an iterative ensemble smoother (Chen and Oliver 2012), with slopes from the emulator:

  z' = z + J'(J J' + R)⁻¹ (y − s),  R = (share · tolerance)²

s: the run; y: the promised measures, drawn in from tolerance and emulator error to tolerance alone.
Directions that no pattern informs stay as they were drawn: as wide as the prior.
"""

import numpy as np
from scipy import special

from experiments.calibration.emulator import STEP, Emulator
from experiments.calibration.sampling import to_unit
from experiments.calibration.space import Space
from experiments.calibration.targets import Targets

RESIDUAL = 0.3  # what may be left of a tolerance
FARTHEST = 1.0  # no coordinate moves by more than one deviation of the prior at once


def promised(emulator: Emulator, unit: np.ndarray, targets: Targets) -> np.ndarray:
    """Measures that draws (n, d) should have: spread by tolerance alone; (n, n_targets)."""
    expected = emulator(unit)
    tolerance = np.where(expected > targets.value, targets.above, targets.below)
    shrink = tolerance / np.sqrt(tolerance**2 + emulator.error**2)
    aim: np.ndarray = targets.value + shrink * (expected - targets.value)
    return aim


def corrected(
    emulator: Emulator,
    space: Space,
    targets: Targets,
    unit: np.ndarray,
    measures: np.ndarray,
    aim: np.ndarray,
) -> np.ndarray:
    """Unit coordinates (n, d) of draws moved so that their measures (n, n_targets) meet `aim`."""
    tolerance = np.minimum(targets.above, targets.below)
    moved = np.empty_like(unit)
    z = special.ndtri(to_unit(special.ndtri(np.clip(unit, STEP / 100.0, 1.0 - STEP / 100.0))))
    for row, start in enumerate(unit):
        density = np.exp(-0.5 * z[row] ** 2) / np.sqrt(2.0 * np.pi)
        scaled = (
            emulator.slopes(start) * density[:, None]
        ) / tolerance  # d measures / d z, in tolerances
        gap = (aim[row] - measures[row]) / tolerance
        gap = np.where(np.isfinite(gap), gap, 0.0)  # a run without a number says nothing about it
        inner = scaled.T @ scaled + RESIDUAL**2 * np.eye(len(gap))
        step = scaled @ np.linalg.solve(inner, gap)
        farthest = float(np.abs(step).max())
        if farthest > FARTHEST:
            step *= FARTHEST / farthest
        moved[row] = to_unit(z[row] + step)
    return space.unit(space.values(moved))
