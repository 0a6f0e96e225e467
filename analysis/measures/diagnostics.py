"""Standard diagnostics of a posterior, with ArviZ: how much it is worth, learnt, and can foretell.

Draws of equal weight stand in one chain in the order in which they were sampled: particles chosen
more than once stand side by side, so that the effective size (ESS) that ArviZ reads from
neighbours says how far moves have taken them apart. The prior beside it is even over the range
(of a parameter fitted along: around its shipped value). A posterior prediction is the run of a draw
plus the error of the published figure: its share above the target should not lie near 0 or 1.
"""

from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.contraction import fitted
from experiments.calibration.posterior import Posterior
from experiments.calibration.sampling import systematic
from experiments.calibration.targets import DEVIATIONS_IN_BAND
from model.errors import SozialraumError
from model.words import Message

CREDIBLE = 0.9  # of the highest density shown
TAILS = (0.05, 0.95)  # whose effective size is shown
MIDDLE = (0.25, 0.75)  # of the draws: where the shipped values should lie
PARAMETERS = ["name", "mean", "deviation", "low", "high", "ess", "ess_tail", "error", "contraction"]
PREDICTIONS = ["id", "measure", "target", "mean", "low", "high", "above", "shipped", "below"]


def parameter_table(posterior: Posterior) -> pd.DataFrame:
    """A row per fitted parameter, in the order of the posterior; see PARAMETERS.

    low, high: highest density of `CREDIBLE`; ess, ess_tail: effective draws of the mean and of the
    tails; error: Monte Carlo standard error of the mean.

    Raises SozialraumError without the extra `calibrate`.
    """
    stats, drawn = _arviz("stats.base").array_stats, equal_draws(posterior)
    learnt = fitted(posterior).set_index("name")["contraction"]
    rows = []
    for name, column in zip(posterior.names, drawn.T, strict=True):
        chain = column[None]
        low, high = stats.hdi(column, CREDIBLE)
        size = float(stats.ess(chain))
        tail = min(float(stats.ess(chain, method="quantile", prob=share)) for share in TAILS)
        error = float(stats.mcse(chain))
        spread = (float(column.mean()), float(column.std(ddof=1)), float(low), float(high))
        rows.append((name, *spread, size, tail, error, float(learnt[name])))
    return pd.DataFrame(rows, columns=PARAMETERS)


def prediction_table(posterior: Posterior) -> pd.DataFrame:
    """A row per fitted pattern value; see PREDICTIONS.

    low, high: middle `CREDIBLE` of the draws' runs; above: share of posterior predictions above the
    target; shipped: mean of runs of the shipped values, NaN if none is noted; below: share of the
    draws below it.
    """
    rows = []
    noted = posterior.record.get("shipped", {})
    for pattern in posterior.record["patterns"]:
        values = np.asarray(posterior.measures[pattern["measure"]], dtype=np.float64)
        used = np.isfinite(values) & (posterior.weights > 0.0)
        weights = posterior.weights[used] / posterior.weights[used].sum()
        low, high = _quantiles(values[used], weights, ((1 - CREDIBLE) / 2, (1 + CREDIBLE) / 2))
        shipped = float(noted.get(pattern["measure"], "nan"))
        below = float(weights @ _ranked(values[used], shipped))
        mean = float(weights @ values[used])
        above = float(weights @ _above(values[used], pattern))
        told = (pattern["id"], pattern["measure"], pattern["target"])
        rows.append((*told, mean, low, high, above, shipped, below))
    return pd.DataFrame(rows, columns=PREDICTIONS)


def equal_draws(posterior: Posterior) -> np.ndarray:
    """Draws of equal weight, (n_draws, n_parameters), in the order in which they were sampled."""
    used = posterior.weights > 0.0
    rows = np.flatnonzero(used)
    if np.ptp(posterior.weights[used]) > 0.0:
        rows = rows[systematic(posterior.weights[used], len(rows), 0.5)]
    found: np.ndarray = posterior.values[rows]
    return found


def _above(simulated: np.ndarray, pattern: dict[str, float]) -> np.ndarray:
    """Chance that a run plus the error of the published figure lies above the target."""
    from scipy.special import ndtr

    target, low, high = pattern["target"], pattern["low"], pattern["high"]
    whole = (high - low) / 2.0
    sides = (target - low or whole, high - target or whole)
    error = np.where(simulated > target, sides[1], sides[0]) / DEVIATIONS_IN_BAND
    found: np.ndarray = ndtr((simulated - target) / error)
    return found


def _ranked(values: np.ndarray, at: float) -> np.ndarray:
    """1 where a value lies below, ½ where it is the same."""
    if not np.isfinite(at):
        return np.full(len(values), np.nan)
    found: np.ndarray = (values < at) + 0.5 * (values == at)
    return found


def _quantiles(values: np.ndarray, weights: np.ndarray, shares: tuple[float, float]) -> list[float]:
    order = np.argsort(values)
    below = np.cumsum(weights[order]) - 0.5 * weights[order]
    found: list[float] = np.interp(shares, below, values[order]).tolist()
    return found


def _arviz(part: str) -> Any:
    """A module of ArviZ, or what it has for arrays.

    Raises SozialraumError if it is not installed.
    """
    try:
        return import_module(f"arviz_{part}")
    except ModuleNotFoundError:
        raise SozialraumError(
            Message("Diagnostics need the extra `calibrate`: install sozialraum[calibrate].")
        ) from None
