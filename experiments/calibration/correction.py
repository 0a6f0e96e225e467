"""Draws that the emulator has put in the wrong place are moved by what their own runs have shown.

With a hundred parameters an emulator of a few hundred runs is off by more than the tolerance of
some patterns; importance weights then leave two or three draws. But *where* a draw's run misses is
known, and the emulator's slopes are good nearby. So every draw is moved, as little as possible in
the metric of the prior, until its run should give what the emulator had promised for it: one step
of an iterative ensemble smoother (Chen and Oliver 2012), with slopes from the emulator:

  z' = z + J'(J J' + R)⁻¹ (y − s),  R = (share · tolerance)²

s: the run; y: the promised measures, drawn in from tolerance and emulator error to tolerance alone.
Directions that no pattern informs stay as they were drawn: as wide as the prior.

In the same way draws of an earlier posterior are carried over when ranges have changed a little:
each keeps its place between the ends of every range, and is moved until its run gives again what
it gave before.
"""

import numpy as np
from scipy import special

from experiments.calibration.emulator import STEP, Emulator
from experiments.calibration.posterior import Posterior
from experiments.calibration.sampling import systematic, to_unit
from experiments.calibration.space import Space
from experiments.calibration.targets import Targets
from model.errors import InputError
from model.words import Message

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


def carried_over(
    earlier: Posterior, space: Space, targets: Targets, draws: int
) -> tuple[np.ndarray, np.ndarray]:
    """Unit coordinates (draws, d) of an earlier posterior in this space, and what they gave.

    The second: the measures of their runs then, (draws, n_targets).

    Raises:
        InputError: it has no draws of a parameter, or no numbers of a measure.
    """
    lacking = [name for name in space.names if name not in earlier.names]
    lacking += [name for name in targets.measures if name not in earlier.measures]
    if lacking:
        problem = Message("has no draws of {names}", names=", ".join(lacking))
        raise InputError.of("posterior", "", problem, Message("leave out --earlier"))
    rows = systematic(earlier.weights, draws, 0.5)
    known = earlier.record["parameters"]
    low, high = (np.array([known[name][end] for name in space.names]) for end in ("low", "high"))
    values = earlier.values[np.ix_(rows, [earlier.names.index(name) for name in space.names])]
    place = (values - low) / (high - low)
    unit = space.unit(space.low + place * (space.high - space.low))
    return unit, np.column_stack([earlier.measures[name][rows] for name in targets.measures])
