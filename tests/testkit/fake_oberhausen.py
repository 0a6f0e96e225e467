"""A simulator in place of the model: most patterns of Oberhausen answer to one parameter each.

Measures are at their targets near the shipped values, so that a whole calibration of the shipped
place takes seconds. `shift` moves one measure out of reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from experiments.calibration.space import space_of
from experiments.calibration.targets import Targets, targets_of
from experiments.patterns import load_patterns
from model.scenario import resolve
from testkit.fake_city import normals


@dataclass(frozen=True)
class FakeOberhausen:
    """Values by name and a seed → all measures of the patterns, in a few microseconds."""

    targets: Targets
    moved_by: tuple[tuple[str, float, float], ...]  # parameter, shipped value, width of its range
    kept_out: Mapping[str, float]  # measure → target of what is not fitted
    shift: Mapping[str, float] = field(default_factory=dict)

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, float]:
        half = (self.targets.high - self.targets.low) / 2.0
        noise = 0.1 * normals(seed, len(half))
        found = {}
        for i, measure in enumerate(self.targets.measures):
            off = noise[i]
            if i < len(self.moved_by):
                name, shipped, width = self.moved_by[i]
                off += 4.0 * (values.get(name, shipped) - shipped) / width
            found[measure] = float(self.targets.value[i] + half[i] * off) + self.shift.get(
                measure, 0.0
            )
        participation = {
            f"participation_{state}": level
            for state, level in (("permanent", 7.6), ("fixed_term", 7.3), ("temp", 7.0))
        }
        others = {name: value + self.shift.get(name, 0.0) for name, value in self.kept_out.items()}
        return {
            **others,
            **participation,
            **found,
            "participation_order": 1.0,
            "stock_trend": 0.0,
            "neutral.share_near": 0.57,
            "neutral.profile_near_share": 0.24,
        }


def fake_oberhausen(**shift: float) -> FakeOberhausen:
    """The simulator for the shipped patterns."""
    scenario = resolve("status-quo")
    patterns = load_patterns(scenario.place_folder)
    targets = targets_of(patterns, scenario.place)
    kept_out = {
        value.measure: value.target
        for _, _, value in patterns.values()
        if value.target is not None and not value.fits and value.not_measured is None
    }
    space = space_of(scenario)
    width = space.high - space.low
    # Parameters well inside their ranges, so that each target can be met from both sides; some
    # parameters move nothing.
    inner = np.argsort(np.abs(space.origin - 0.5))[: len(space) * 3 // 4]
    moved_by = tuple((space.names[i], float(space.shipped[i]), float(width[i])) for i in inner)
    return FakeOberhausen(targets, moved_by, kept_out, shift)
