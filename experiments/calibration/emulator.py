"""The emulator: what a run would say about the patterns, guessed from runs that were made.

On a scale on which measures answer evenly (`scales`), every measure is

  y(x) = c + Σ β_j x_j + Σ B_jk x_j x_k + error,      x = 2u − 1, the parameters in their ranges,

a ridge regression, or a Gaussian process with the kernel k + b k², k(x, x') = Σ w_j x_j x'_j. Of a
hundred parameters each measure answers to a dozen: a first fit with equal w shows which, a second
takes w_j in proportion to the square of their effects (adaptive ridge), which halves the error.
Bend b and penalty are chosen by leave-one-out error, the emulator's own error, chance of a run
included.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from experiments.calibration.scales import Scale

BENDS = (0.0, 0.3, 1.0, 3.0)
PENALTIES = tuple(10.0**power for power in range(-5, 4))
SHARPNESS = 2.0  # power of an effect that makes its weight
FLOOR = 1e-3  # weight of a parameter without any effect, against the largest
FEWEST_POINTS = 20
TINY = 1e-12
STEP = 0.01  # of a slope, as a share of the range


@dataclass(frozen=True)
class Emulator:
    """A fitted emulator of q measures of d parameters.

    constant (q,), linear (d, q), quadratic (q, d, d): coefficients on the scale; scale: back to
    the measures; error: leave-one-out standard deviation of each measure (q,), in its own unit;
    explained: share of the variance between the runs that it explains, leave-one-out (q,).
    """

    constant: np.ndarray
    linear: np.ndarray
    quadratic: np.ndarray
    scale: Scale
    error: np.ndarray
    explained: np.ndarray

    def __call__(self, unit: np.ndarray) -> np.ndarray:
        """Expected measures at points in unit coordinates (m, d); shape (m, q)."""
        x = _centred(unit)
        bent = np.stack([((x @ matrix) * x).sum(axis=1) for matrix in self.quadratic], axis=1)
        return self.scale.back(self.constant + x @ self.linear + bent)

    def slopes(self, unit: np.ndarray) -> np.ndarray:
        """Slopes of all measures at one point (d,); shape (d, q)."""
        step = STEP * np.eye(len(unit))
        expected = self(np.vstack([unit + step, unit - step]))
        slopes: np.ndarray = (expected[: len(unit)] - expected[len(unit) :]) / (2.0 * STEP)
        return slopes


@dataclass(frozen=True)
class _One:
    """One measure: dual weights (n,), relevance (d,), bend, predictions when left out (n,)."""

    dual: np.ndarray
    relevance: np.ndarray
    bend: float
    left_out: np.ndarray


def fit(
    unit: np.ndarray,
    measures: np.ndarray,
    judged: np.ndarray | None = None,
    scale: Scale | None = None,
) -> Emulator:
    """An emulator of runs at `unit` (n, d) with their measures (n, q), all finite.

    judged: runs (n,) by whose leave-one-out errors it is chosen and its error is told: those that
    lie where it will be used. Without it: all. scale: without it, measures as they are.

    Raises:
        ValueError: fewer runs than can be learnt from.
    """
    count = len(measures)
    if count < FEWEST_POINTS:
        raise ValueError(f"{count} runs are too few for an emulator, {FEWEST_POINTS} are needed")
    rows = np.ones(count, dtype=bool) if judged is None else judged
    scale = scale or Scale()
    x = _centred(unit)
    wanted = scale.to(measures)
    middle, spread = wanted.mean(axis=0), np.maximum(wanted.std(axis=0), TINY)
    ones = [_fit_one(x, column, rows) for column in ((wanted - middle) / spread).T]
    left_out = scale.back(np.stack([one.left_out for one in ones], axis=1) * spread + middle)
    missed = (left_out - measures)[rows]
    error = np.sqrt((missed**2).mean(axis=0))
    differs = np.maximum(measures[rows].var(axis=0), TINY)
    return Emulator(
        middle + spread * np.array([one.dual.sum() for one in ones]),
        spread * np.stack([one.relevance * (x.T @ one.dual) for one in ones], axis=1),
        np.stack([s * _bent(x, one) for s, one in zip(spread, ones, strict=True)]),
        scale,
        np.where(error > TINY, error, 0.0),
        np.where(differs > TINY, 1.0 - error**2 / differs, 0.0),
    )


def _fit_one(x: np.ndarray, y: np.ndarray, rows: np.ndarray) -> _One:
    """Two fits of one standardised measure: with equal relevance, then with what that showed."""
    equal = np.full(x.shape[1], 1.0 / x.shape[1])
    first = _solved(x, y, rows, equal)
    effect = np.abs(first.relevance * (x.T @ first.dual))
    effect = effect + 0.5 * np.sqrt((_bent(x, first) ** 2).sum(axis=1))
    if not effect.max() > TINY:
        return first
    relevance = (effect / effect.max()) ** SHARPNESS + FLOOR
    return _solved(x, y, rows, relevance / relevance.sum())


def _solved(x: np.ndarray, y: np.ndarray, rows: np.ndarray, relevance: np.ndarray) -> _One:
    """The bend and penalty with the smallest leave-one-out error over `rows`."""
    inner = (x * relevance) @ x.T
    best, found = np.inf, None
    for bend in BENDS:
        values, vectors = linalg.eigh(1.0 + inner + bend * inner**2)
        turned = vectors.T @ y
        for penalty in PENALTIES:
            shrunk = 1.0 / (np.maximum(values, 0.0) + penalty)
            dual = vectors @ (shrunk * turned)
            missed = dual / ((vectors**2) @ shrunk)
            size = float((missed[rows] ** 2).mean())
            if size < best or found is None:
                best, found = size, _One(dual, relevance, bend, y - missed)
    assert found is not None
    return found


def _bent(x: np.ndarray, one: _One) -> np.ndarray:
    """Quadratic coefficients of one measure, (d, d)."""
    scaled = x * one.relevance
    matrix: np.ndarray = one.bend * (scaled.T * one.dual) @ scaled
    return matrix


def _centred(unit: np.ndarray) -> np.ndarray:
    return 2.0 * np.asarray(unit, dtype=np.float64) - 1.0
