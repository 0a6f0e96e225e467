"""Draws from a posterior over a box: tempering from the prior, and elliptical slice sampling.

Coordinates are z = Φ⁻¹(u), so that the uniform prior over the box becomes a standard normal. The
likelihood is raised to powers β₁ < … < 1, each as far from the one before as leaves half of the
particles (effective size); particles are chosen anew by their weights and then moved by elliptical
slices (Murray, Adams and MacKay 2010), whose ellipse has the shape of the posterior (generalised:
Nishihara, Murray and Adams 2014). A slice has no step length to tune and never rejects. Chance is
the project's own: the same seed gives the same draws anywhere.

The shape comes from what the likelihood says about every direction (`information`), not from the
particles' own covariance: a few hundred particles in sixty directions would take chance for shape,
and directions about which nothing is known would collapse.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import linalg, special

from experiments.calibration.space import chances

type LogLikelihood = Callable[[np.ndarray], np.ndarray]
"""Points in unit coordinates (n, d) → log likelihood (n,)."""
type Information = Callable[[np.ndarray], np.ndarray]
"""A point in unit coordinates (d,) → Fisher information of the likelihood there (d, d)."""

KEPT_SHARE = 0.5  # of the particles, at each step of the tempering
MOVES, LAST_MOVES = 4, 12
# Targets that contradict each other would be tempered for ever: what comes then misfits anyway.
MOST_STEPS = 40
SHRINKS = 30
RIDGE = 0.05  # added to a covariance of particles, so that a few of them span every direction
EDGE = 1e-9  # a coordinate never is exactly 0 or 1


@dataclass(frozen=True)
class Sample:
    """Draws in unit coordinates (n, d) with their log likelihood (n,)."""

    unit: np.ndarray
    log_likelihood: np.ndarray


def sample(
    likelihood: LogLikelihood,
    dimensions: int,
    count: int,
    seed: int,
    temper: float = 1.0,
    information: Information | None = None,
) -> Sample:
    """`count` draws from prior × likelihood^temper.

    information: what gives the moves their shape; without it the particles' covariance does, which
    is enough for a few dimensions only.

    Raises:
        ValueError: the likelihood is zero everywhere in the prior.
    """
    chance = _Chance(seed)
    z = chance.normal(count, dimensions)
    level = likelihood(to_unit(z))
    if not np.isfinite(level).any():
        raise ValueError("the likelihood is zero wherever the prior is not")
    power, steps = 0.0, 0
    while power < temper and steps < MOST_STEPS:
        gain = _next_gain(level, temper - power)
        weights = special.softmax(gain * level)
        power = temper if gain == temper - power else power + gain
        chosen = systematic(weights, count, chance.one())
        z, level = z[chosen], level[chosen]
        for _ in range(LAST_MOVES if power >= temper else MOVES):
            z, level = _moved(z, level, likelihood, power, chance, information)
        steps += 1
    return Sample(to_unit(z), level)


def to_unit(z: np.ndarray) -> np.ndarray:
    """Unit coordinates of normal ones, same shape."""
    unit: np.ndarray = np.clip(special.ndtr(z), EDGE, 1.0 - EDGE)
    return unit


def effective_size(weights: np.ndarray) -> float:
    """How many equally weighted draws these weighted ones are worth."""
    total = float(weights.sum())
    return total**2 / float((weights**2).sum()) if total else 0.0


def systematic(weights: np.ndarray, count: int, start: float) -> np.ndarray:
    """Rows chosen by weight, as evenly as can be: shape (count,). `start` in 0 … 1."""
    edges = np.cumsum(weights) / weights.sum()
    picked = np.searchsorted(edges, (np.arange(count) + start) / count)
    rows: np.ndarray = np.minimum(picked, len(weights) - 1)
    return rows


class _Chance:
    """The sequence of numbers of one sampling."""

    def __init__(self, seed: int) -> None:
        self._seed, self._next = seed, 0

    def uniform(self, *shape: int) -> np.ndarray:
        self._next += 1
        return chances(self._seed, self._next, int(np.prod(shape)), 0).reshape(shape)

    def one(self) -> float:
        return float(self.uniform(1)[0])

    def normal(self, *shape: int) -> np.ndarray:
        z: np.ndarray = special.ndtri(self.uniform(*shape))
        return z


def _next_gain(level: np.ndarray, most: float) -> float:
    """The largest further power that leaves KEPT_SHARE of the particles, at most `most`."""
    if effective_size(special.softmax(most * level)) >= KEPT_SHARE * len(level):
        return most
    low, high = 0.0, most
    for _ in range(50):
        middle = 0.5 * (low + high)
        if effective_size(special.softmax(middle * level)) >= KEPT_SHARE * len(level):
            low = middle
        else:
            high = middle
    return max(low, most * EDGE)


def _shape(z: np.ndarray, power: float, information: Information | None) -> np.ndarray:
    """Covariance of the ellipses, (d, d): of prior × likelihood^power, as if it were normal."""
    dimensions = z.shape[1]
    if information is None:
        seen = np.cov(z.T).reshape(dimensions, dimensions)
        own: np.ndarray = seen + RIDGE * np.eye(dimensions)
        return own
    centre = z.mean(axis=0)
    slope = np.exp(-0.5 * centre**2) / np.sqrt(2.0 * np.pi)  # du / dz
    known = slope[:, None] * information(to_unit(centre)) * slope
    inverse = linalg.inv(np.eye(dimensions) + power * known)
    shape: np.ndarray = 0.5 * (inverse + inverse.T)
    return shape


def _moved(
    z: np.ndarray,
    level: np.ndarray,
    likelihood: LogLikelihood,
    power: float,
    chance: _Chance,
    information: Information | None,
) -> tuple[np.ndarray, np.ndarray]:
    """One elliptical slice for every particle; shapes as given."""
    count, dimensions = z.shape
    centre = z.mean(axis=0)
    root = linalg.cholesky(_shape(z, power, information), lower=True)

    def whitened(points: np.ndarray) -> np.ndarray:
        inner: np.ndarray = linalg.solve_triangular(root, (points - centre).T, lower=True).T
        return inner

    def rest(points: np.ndarray, found: np.ndarray) -> np.ndarray:
        """What is left of the log density beside the normal one the ellipse is drawn from."""
        prior = -0.5 * (points**2).sum(axis=1)
        shape = -0.5 * (whitened(points) ** 2).sum(axis=1)
        left: np.ndarray = power * found + prior - shape
        return left

    height = rest(z, level) + np.log(chance.uniform(count))
    across = chance.normal(count, dimensions) @ root.T
    angle = 2.0 * np.pi * chance.uniform(count)
    low, high = angle - 2.0 * np.pi, angle.copy()
    new, new_level = z.copy(), level.copy()
    open_rows = np.arange(count)
    for _ in range(SHRINKS):
        turn = angle[open_rows, None]
        tried = centre + (z[open_rows] - centre) * np.cos(turn) + across[open_rows] * np.sin(turn)
        found = likelihood(to_unit(tried))
        inside = rest(tried, found) > height[open_rows]
        done = open_rows[inside]
        new[done], new_level[done] = tried[inside], found[inside]
        open_rows = open_rows[~inside]
        if not open_rows.size:
            break
        back = angle[open_rows] < 0
        low[open_rows[back]] = angle[open_rows[back]]
        high[open_rows[~back]] = angle[open_rows[~back]]
        width = high[open_rows] - low[open_rows]
        angle[open_rows] = low[open_rows] + width * chance.uniform(open_rows.size)
    return new, new_level
