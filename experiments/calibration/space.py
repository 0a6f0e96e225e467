"""The space that is searched: parameters with their ranges, and points in it.

A point is a row of `unit` coordinates in 0 … 1: the chance of a lower value under the prior.

Two kinds of prior. An *assumed* parameter is drawn around the value as shipped, which is its
median: half of the draws below, half above, ever fewer towards the ends of the range (two triangles
that meet at the value; at an end of its range the value itself stands for one half). A published
90 % interval thus lies well inside the range. A *calibrated* parameter is drawn evenly from its
range: the fit moves the value as shipped, and the prior must not move along.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from model.parameters import Parameter
from model.scenario import Scenario
from model.streams import Decision, uniforms
from model.units import WHOLE_UNITS

# Not drawn: what another parameter is drawn for (`drawn_by`: of several numbers that move one
# quantity, one). Nor codes and sizes of samples are no assumptions about the world, levers are what
# arrangements consist of, and switches turn mechanisms off for tests.
NOT_DRAWN_UNITS = frozenset({"code", "switch"})
NOT_DRAWN_TOPICS = frozenset({"levers", "switches"})
NOT_DRAWN = frozenset({"place.sample_households", "place.arrival_templates"})
# Thresholds of one ladder: values drawn out of order are put in order, falling.
ORDERED: tuple[tuple[str, ...], ...] = (
    tuple(
        f"casework.edge_{profile}"
        for profile in ("markt", "aktivierung", "foerder", "entwicklung", "stabilisierung")
    ),
)


@dataclass(frozen=True)
class Space:
    """Parameters that are drawn, in a fixed order.

    names; low, high: ends of the ranges, in each parameter's unit; shipped: values as shipped;
    status: "calibrated" or "assumed"; whole: values are whole numbers. Arrays (n_parameters,).
    """

    names: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray
    shipped: np.ndarray
    status: tuple[str, ...]
    whole: np.ndarray

    def __len__(self) -> int:
        return len(self.names)

    @property
    def centred(self) -> np.ndarray:
        """Where the value as shipped is the median of the prior; shape (n_parameters,)."""
        return np.array([status == "assumed" for status in self.status], dtype=bool)

    @property
    def origin(self) -> np.ndarray:
        """Unit coordinates of the shipped values; shape (n_parameters,)."""
        unit: np.ndarray = np.where(
            self.centred, 0.5, (self.shipped - self.low) / (self.high - self.low)
        )
        return unit

    def values(self, unit: np.ndarray) -> np.ndarray:
        """Values of points, (n, n_parameters): thresholds in order, whole numbers rounded."""
        unit = np.clip(unit, 0.0, 1.0)
        below = self.low + (self.shipped - self.low) * np.sqrt(2.0 * np.minimum(unit, 0.5))
        above = self.high - (self.high - self.shipped) * np.sqrt(2.0 * np.minimum(1.0 - unit, 0.5))
        even = self.low + unit * (self.high - self.low)
        values = np.where(self.centred, np.where(unit < 0.5, below, above), even)
        for members in ORDERED:
            at = [self.names.index(name) for name in members if name in self.names]
            values[:, at] = np.sort(values[:, at], axis=1)[:, ::-1]
        values = np.where(self.whole, np.round(values), values)
        clipped: np.ndarray = np.clip(values, self.low, self.high)
        return clipped

    def unit(self, values: np.ndarray) -> np.ndarray:
        """Unit coordinates of values; shapes (n, n_parameters)."""
        left, right = self.shipped - self.low, self.high - self.shipped
        below = 0.5 * _squared(values - self.low, left)
        above = 1.0 - 0.5 * _squared(self.high - values, right)
        even = (values - self.low) / (self.high - self.low)
        middle = np.where(values < self.shipped, below, above)
        unit: np.ndarray = np.where(
            self.centred, np.where(values == self.shipped, 0.5, middle), even
        )
        return unit

    def named(self, row: np.ndarray) -> dict[str, float]:
        """One row of values by parameter name."""
        return dict(zip(self.names, row.tolist(), strict=True))

    def only(self, names: Iterable[str]) -> "Space":
        """The same space with these parameters alone, in the order of this one."""
        wanted = set(names)
        at = np.array([name in wanted for name in self.names], dtype=bool)
        kept = np.flatnonzero(at)
        return Space(
            tuple(self.names[i] for i in kept),
            self.low[kept],
            self.high[kept],
            self.shipped[kept],
            tuple(self.status[i] for i in kept),
            self.whole[kept],
        )


def _squared(distance: np.ndarray, width: np.ndarray) -> np.ndarray:
    """(distance / width)², 0 where there is no width."""
    share = np.divide(distance, width, out=np.zeros_like(distance), where=width > 0.0)
    squared: np.ndarray = share**2
    return squared


def can_be_drawn(parameter: Parameter, statuses: Iterable[str]) -> bool:
    """Whether a parameter of one of these statuses has a range to draw from."""
    span = parameter.range
    return (
        parameter.status in set(statuses)
        and span is not None
        and span[0] < span[1]
        and parameter.unit not in NOT_DRAWN_UNITS
        and parameter.topic not in NOT_DRAWN_TOPICS
        and parameter.name not in NOT_DRAWN
        and not parameter.drawn_by
    )


def space_of(scenario: Scenario, statuses: Iterable[str] = ("calibrated",)) -> Space:
    """All parameters of a scenario with these statuses that can be drawn."""
    wanted = tuple(statuses)
    chosen = [p for p in scenario.parameters.values() if can_be_drawn(p, wanted)]
    spans = np.array([p.range for p in chosen], dtype=np.float64).reshape(-1, 2)
    return Space(
        tuple(p.name for p in chosen),
        spans[:, 0],
        spans[:, 1],
        np.array([p.value for p in chosen], dtype=np.float64),
        tuple(p.status for p in chosen),
        np.array([p.unit in WHOLE_UNITS for p in chosen], dtype=bool),
    )


def chances(seed: int, number: int, count: int, slot: int = 0) -> np.ndarray:
    """Uniform numbers of one numbered draw; shape (count,), in (0, 1)."""
    return uniforms(seed, Decision.PARAMETER, number, np.arange(count, dtype=np.uint64), slot)


def latin_hypercube(seed: int, number: int, points: int, dimensions: int) -> np.ndarray:
    """A space-filling design: every parameter meets each of `points` strata of its range once.

    number: which design of this seed. Shape (points, dimensions), in (0, 1).
    """
    design = np.empty((points, dimensions))
    for column in range(dimensions):
        order = np.argsort(chances(seed, number, points, 2 * column))
        jitter = chances(seed, number, points, 2 * column + 1)
        design[:, column] = (order + jitter) / points
    return design
