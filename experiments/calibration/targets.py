"""What calibration aims at: pattern values whose use is to be fitted, each with its tolerance.

The band of a value, fixed before fitting, is taken as the middle 95 % of a normal error around the
target: half of it on either side is two standard deviations (the sides may differ). The error
stands for the sampling error of the published figure, for the difference of place and year, and for
what the model leaves out. A value whose target is assumed is never fitted (`Patterns.fitted`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from experiments.patterns import Patterns
from model.errors import InputError
from model.words import Message

DEVIATIONS_IN_BAND = 2.0


@dataclass(frozen=True)
class Targets:
    """Fitted pattern values; arrays of shape (n_targets,).

    ids: pattern (P1 …); measures: what is simulated; value; below, above: standard deviations on
    either side; low, high: the band. must: measures that hold or do not (an order): no distance.
    may_miss: measures that a fit may miss and be taken all the same.
    """

    ids: tuple[str, ...]
    measures: tuple[str, ...]
    names: tuple[str, ...]
    value: np.ndarray
    below: np.ndarray
    above: np.ndarray
    low: np.ndarray
    high: np.ndarray
    must: Mapping[str, float]
    may_miss: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.measures)

    def row(self, measures: Mapping[str, float]) -> np.ndarray:
        """Simulated values in the order of the targets; NaN where there is none."""
        return np.array([measures.get(name, float("nan")) for name in self.measures])

    def keeps_order(self, measures: Mapping[str, float]) -> bool:
        """Whether everything that must hold exactly does."""
        return all(measures.get(name) == value for name, value in self.must.items())

    def off(self, simulated: np.ndarray) -> np.ndarray:
        """Distances in half bands: 0 on target, ±1 at the edge of the band; shape as given."""
        return self.deviations(simulated) / DEVIATIONS_IN_BAND

    def deviations(self, simulated: np.ndarray, variance: np.ndarray | float = 0.0) -> np.ndarray:
        """Distances in standard deviations of tolerance plus `variance`; (…, n_targets)."""
        residual = simulated - self.value
        tolerance = np.where(residual > 0, self.above, self.below)
        found: np.ndarray = residual / np.sqrt(tolerance**2 + variance)
        return found

    def log_likelihood(
        self, simulated: np.ndarray, variance: np.ndarray | float = 0.0
    ) -> np.ndarray:
        """Log density of the targets given simulated values (…, n_targets), up to a constant.

        variance: of the simulated values themselves. No number is no fit: −inf.
        """
        squares = self.deviations(simulated, variance) ** 2
        total: np.ndarray = -0.5 * squares.sum(axis=-1)
        return np.where(np.isfinite(total), total, -np.inf)

    def holds(self, simulated: np.ndarray) -> np.ndarray:
        """Which values lie in their bands; shape as given."""
        inside: np.ndarray = (simulated >= self.low) & (simulated <= self.high)
        return inside

    def spared(self) -> np.ndarray:
        """Which values a fit may miss; shape (n_targets,)."""
        return np.array([measure in self.may_miss for measure in self.measures])

    def sharpened(self, numbers: Sequence[int], factor: float) -> "Targets":
        """The same with the tolerances of some targets multiplied by `factor`."""
        scale = np.ones(len(self))
        scale[list(numbers)] = factor
        return replace(self, below=self.below * scale, above=self.above * scale)


def targets_of(patterns: Patterns, place: str) -> Targets:
    """The targets of a place.

    Raises:
        InputError: no value of the place is to be fitted.
    """
    rows = [(k, v) for k, _, v in patterns.values() if v.fits]
    bands = [
        (k, v, float(v.target), float(v.low), float(v.high))
        for k, v in rows
        if v.target is not None and v.low is not None and v.high is not None
    ]
    must = {v.measure: target for _, v, target, low, high in bands if low == high}
    fitted = [row for row in bands if row[3] < row[4]]
    if not fitted:
        allowed = Message('values with a target and use = "fit"')
        problem = Message("no value is to be fitted")
        raise InputError.of(place, "patterns.toml", problem, allowed)
    value, low, high = (np.array([row[i] for row in fitted]) for i in (2, 3, 4))
    whole = (high - low) / (2.0 * DEVIATIONS_IN_BAND)
    # An edge as target (an upper bound): that side is as tolerant as the band is wide.
    below, above = (value - low) / DEVIATIONS_IN_BAND, (high - value) / DEVIATIONS_IN_BAND
    return Targets(
        tuple(row[0] for row in fitted),
        tuple(row[1].measure for row in fitted),
        tuple(row[1].name.en for row in fitted),
        value,
        np.where(below > 0, below, whole),
        np.where(above > 0, above, whole),
        low,
        high,
        must,
        frozenset(row[1].measure for row in fitted if row[1].may_miss),
    )
