"""Weights under which the means of a posterior lie well inside the bands.

Moved draws all count the same, though together they may sit at one edge of a band. The weights
nearest to the given ones (least Kullback–Leibler divergence) under which the mean of no pattern is
further from its target than a share of its half band are

    w_i ∝ w⁰_i · exp(Σ_j λ_j x_ij),   |Σ_i w_i x_ij| ≤ limit

with x the distances in half bands (entropy balancing, Hainmueller 2012). If that would leave too
few draws, the weights stay as they are: the fit is then judged by what it is.
"""

import numpy as np
from scipy.optimize import minimize

from experiments.calibration.sampling import effective_size

LIMIT = 0.65  # of a half band, for the mean of every pattern
ENOUGH = 0.5  # of the effective draws have to be left


def balanced(weights: np.ndarray, off: np.ndarray, limit: float = LIMIT) -> np.ndarray:
    """Balanced weights, or the given ones if no others are good enough.

    weights: (n,), summing to 1, some may be 0; off: distances of each draw's own run from the
    targets in half bands, (n, n_targets). Returns weights (n,), summing to 1.
    """
    used = weights > 0
    distances, prior = off[used], weights[used]
    number = distances.shape[1]

    def dual(split: np.ndarray) -> tuple[float, np.ndarray]:
        exponent = distances @ (split[:number] - split[number:])
        top = float(exponent.max())
        mass = prior * np.exp(exponent - top)
        mean = distances.T @ mass / mass.sum()
        value = top + float(np.log(mass.sum())) + limit * float(split.sum())
        return value, np.concatenate([mean + limit, limit - mean])

    bounds = [(0.0, None)] * (2 * number)
    found = minimize(dual, np.zeros(2 * number), jac=True, bounds=bounds, method="L-BFGS-B")
    exponent = distances @ (found.x[:number] - found.x[number:])
    mass = prior * np.exp(exponent - exponent.max())
    result = np.zeros_like(weights)
    result[used] = mass / mass.sum()
    inside = np.abs(result[used] @ distances).max() <= limit + 0.01
    if not inside or effective_size(result) < ENOUGH * effective_size(weights):
        return weights
    return result
