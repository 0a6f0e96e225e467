"""What a posterior is made of: the likelihood as the emulator sees it."""

import numpy as np

from experiments.calibration.emulator import Emulator
from experiments.calibration.space import Space
from experiments.calibration.targets import Targets


class Likelihood:
    """Log likelihood of points in unit coordinates, as the emulator sees it.

    variance: of the emulator, beside the tolerance; its own if not given.
    """

    def __init__(
        self,
        emulator: Emulator,
        space: Space,
        targets: Targets,
        variance: np.ndarray | float | None = None,
    ) -> None:
        self.emulator, self.space, self.targets = emulator, space, targets
        self.variance = emulator.error**2 if variance is None else variance

    def __call__(self, unit: np.ndarray) -> np.ndarray:
        """Points (n, d) → (n,)."""
        ordered = self.space.unit(self.space.values(unit))
        return self.targets.log_likelihood(self.emulator(ordered), self.variance)

    def information(self, unit: np.ndarray) -> np.ndarray:
        """Fisher information at one point (d,), from slopes of the emulator: (d, d)."""
        tolerance = np.maximum(self.targets.below, self.targets.above)
        scaled = self.emulator.slopes(unit) / np.sqrt(tolerance**2 + self.variance)
        found: np.ndarray = scaled @ scaled.T
        return found
