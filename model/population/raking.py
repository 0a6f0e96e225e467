"""Raking: weights of households such that the weighted sample meets every margin at once.

Iterative proportional fitting scales one margin after the other until nothing moves. Its limit is
the set of weights w = d · exp(Xλ) closest to the start d in the sense of information (Deville and
Särndal 1993). With persons in households the sweeps converge slowly, so λ is found by Newton's
method instead: same weights, a handful of steps. Household weights carry margins of persons, so
members of a household stay together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.population.margins import Margin
from model.population.measures import MEASURES
from model.population.sample import Array, Sample

STEPS_MAX = 60  # Newton steps
HALVINGS_MAX = 12  # of a step that overshoots
CLOSE = 1e-9


@dataclass(frozen=True)
class Raked:
    """Weights by household, and how far the worst margin is missed (`gap`, share of all persons).

    matrix (households, constraints), totals (constraints,): what the weights were asked to meet.
    """

    weights: Array
    gap: float
    matrix: Array
    totals: Array


def constraints(
    sample: Sample, margins: Sequence[Margin], space_totals: Array
) -> tuple[Array, Array]:
    """Matrix (households, constraints) and totals its weighted columns must reach.

    space_totals: persons in each Sozialraum. A share is linear once it is written as
    Σ w (count − share · of) = 0.
    """
    size = sample.households["size"].astype(float)
    here = sample.households["sozialraum"][:, None] == np.arange(space_totals.size)
    columns = [here * size[:, None]]
    fitted = [margin for margin in margins if margin.fitted]
    cached = {name: MEASURES[name](sample) for m in fitted for name in (m.count, m.of)}
    for margin in fitted:
        column = cached[margin.count] - margin.target.value * cached[margin.of]
        columns.append(column[:, None])
    return np.hstack(columns), np.concatenate([space_totals, np.zeros(len(fitted))])


def rake(sample: Sample, margins: Sequence[Margin], space_totals: Array) -> Raked:
    """Weights that meet the Sozialräume and all fitted margins.

    Sozialräume without persons and margins that contradict each other leave a gap above zero.
    """
    matrix, totals = constraints(sample, margins, space_totals)
    everybody = float(space_totals.sum())
    start = np.full(matrix.shape[0], everybody / sample.households["size"].sum())
    lam = np.zeros(matrix.shape[1])
    weights = start
    gap = matrix.T @ weights - totals
    for _ in range(STEPS_MAX):
        if np.abs(gap).max() < CLOSE * everybody:
            break
        slope = matrix.T @ (matrix * weights[:, None])
        step = np.linalg.lstsq(slope, gap, rcond=None)[0]
        for _ in range(HALVINGS_MAX):
            with np.errstate(over="ignore", invalid="ignore"):
                trial = start * np.exp(matrix @ (lam - step))
                trial_gap = matrix.T @ trial - totals
            if np.isfinite(trial_gap).all() and np.abs(trial_gap).sum() < np.abs(gap).sum():
                break
            step = step / 2
        else:
            break  # no step helps any more: the margins contradict each other
        lam, weights, gap = lam - step, trial, trial_gap
    return Raked(weights, float(np.abs(gap).max()) / everybody, matrix, totals)
