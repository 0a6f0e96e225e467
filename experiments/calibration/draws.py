"""Parameters drawn for pairs of a comparison: what is not known is different in every draw.

A draw takes calibrated parameters (and what was fitted along) as one row of the posterior, and
every other assumed parameter from its prior, whose median is the value as shipped (`space`). A few
pairs share a draw: their differences from each other are chance, the differences between draws are
chance and parameters. Every arm of a pair has the same draw.
"""

import zlib
from dataclasses import dataclass
from typing import Literal

import numpy as np

from experiments.calibration.posterior import Posterior
from experiments.calibration.space import Space
from experiments.study.starts import RESETTLING
from model.streams import Decision, uniforms

type Uncertainty = Literal["posterior", "ranges", "none"]
UNCERTAINTIES: tuple[Uncertainty, ...] = ("posterior", "ranges", "none")
SEEDS_PER_DRAW = 2
_ROW, _RANGE = 1, 2  # slots of a draw


@dataclass(frozen=True)
class Draws:
    """Where the parameters of pairs come from.

    ranges: parameters that are drawn from their ranges; posterior: those drawn together (None:
    none); resettling: months each pair settles anew under its draw; seeds: pairs that share a draw.
    """

    kind: Uncertainty
    ranges: Space
    posterior: Posterior | None = None
    resettling: int = RESETTLING
    seeds: int = SEEDS_PER_DRAW

    def values(self, seed: int, number: int) -> dict[str, float]:
        """Parameter values of one draw by name: a function of seed and number alone."""
        names = [zlib.crc32(name.encode()) for name in self.ranges.names]
        identities = np.array(names, dtype=np.uint64)
        unit = uniforms(seed, Decision.PARAMETER, number, identities, _RANGE)
        values = self.ranges.named(self.ranges.values(unit[None])[0])
        if self.posterior is not None:
            one = np.zeros(1, dtype=np.uint64)
            chance = uniforms(seed, Decision.PARAMETER, number, one, _ROW)
            values |= self.posterior.row(float(chance[0]))
        return values

    def identity(self) -> dict[str, object]:
        """What must be equal for pairs of two runs to belong to one result."""
        fitted = None if self.posterior is None else self.posterior.record.get("ended")
        return {
            "kind": self.kind,
            "parameters": len(self.ranges),
            "posterior": fitted,
            "resettling": self.resettling,
            "seeds": self.seeds,
        }
