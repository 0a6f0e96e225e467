"""A made-up city for calibration: measures are smooth functions of a few parameters, plus chance.

Known parameters give known patterns, at no cost, so that whole calibrations can be repeated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from experiments.calibration.space import Space
from experiments.calibration.targets import Targets
from model.streams import uniforms

MEASURES = 8
DECISION = 99  # no decision of the model


def fake_space(parameters: int = 5) -> Space:
    """Parameters a, b, c … (many: p0, p1, …) with ranges of different lengths."""
    letters = "abcdefgh"
    names = (
        letters[:parameters] if parameters <= len(letters) else map("p{}".format, range(parameters))
    )
    low = np.arange(parameters, dtype=np.float64)
    high = low + 1.0 + np.arange(parameters)
    return Space(
        tuple(names), low, high, 0.5 * (low + high),
        ("calibrated",) * parameters, np.zeros(parameters, dtype=bool),
    )  # fmt: skip


def normals(seed: int, count: int, slot: int = 0) -> np.ndarray:
    """Standard normal numbers; shape (count,)."""
    u = uniforms(seed, DECISION, 0, np.arange(count, dtype=np.uint64), slot)
    z: np.ndarray = ndtri(u)
    return z


@dataclass(frozen=True)
class FakeCity:
    """A simulator: values by name and a seed → measures by name (m0, m1, …)."""

    space: Space
    chance: float = 0.05
    measures: int = MEASURES

    def expected(self, unit: np.ndarray) -> np.ndarray:
        """Measures without chance at points in unit coordinates (n, d); (n, measures)."""
        d = len(self.space)
        x = 2.0 * unit - 1.0
        slopes = normals(7, d * self.measures).reshape(d, self.measures)
        bends = 0.3 * normals(8, d * self.measures).reshape(d, self.measures)
        cross = 0.3 * (x[:, :1] * x[:, 1:2])
        found: np.ndarray = x @ slopes + (x**2) @ bends + cross
        return found

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, float]:
        row = np.array([[values[name] for name in self.space.names]])
        found = self.expected(self.space.unit(row))[0]
        found = found + self.chance * normals(seed, self.measures)
        return {f"m{i}": float(v) for i, v in enumerate(found)}


def fake_targets(values: Sequence[float], half_band: float = 0.4) -> Targets:
    """Targets at these values of m0, m1, …, with equal bands."""
    value = np.asarray(values, dtype=np.float64)
    tolerance = np.full(len(value), half_band / 2.0)
    names = tuple(f"m{i}" for i in range(len(value)))
    return Targets(
        tuple(f"P{i + 1}" for i in range(len(value))), names, names, value,
        tolerance, tolerance, value - half_band, value + half_band, {},
    )  # fmt: skip
