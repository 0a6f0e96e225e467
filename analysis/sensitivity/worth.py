"""Worth of knowing a parameter before deciding: expected value of partial perfect information.

    EVPPI(x) = E_x[ max_d E[u_d | x] ] − max_d E[u_d]

u_d is what an arrangement d brings (an outcome, turned so that more is better). E[u_d | x] is
estimated from a plain sample by regression on a smooth function of x (Strong, Oakley and Brennan
2014), so that no run is made for it and chance inside u_d is averaged out. A regression on anything
finds a little: decisions are therefore learnt from nine tenths of the points and judged in the
tenth that is left, each tenth in turn.
"""

import numpy as np
import pandas as pd

from analysis.sensitivity.frames import shuffled
from experiments.study.stopping import half_width

KNOTS = 4  # inner knots of the smooth function
PARTS = 10  # each is judged by what the others teach
FEWEST = 50  # points


def basis(x: np.ndarray) -> np.ndarray:
    """Natural cubic splines of x on its quantiles; shape (points, columns), linear outside.

    A factor with few values gets a column per value instead.
    """
    values = np.unique(x)
    if len(values) <= KNOTS + 2:
        columns: np.ndarray = (x[:, None] == values[None, :]).astype(np.float64)
        return columns
    knots = np.quantile(x, np.linspace(0.0, 1.0, KNOTS + 2))
    knots = np.unique(knots)
    scale = float(np.ptp(x))
    z, k = (x - x.min()) / scale, (knots - x.min()) / scale

    def part(i: int) -> np.ndarray:
        cubes = np.clip(z - k[i], 0.0, None) ** 3 - np.clip(z - k[-1], 0.0, None) ** 3
        found: np.ndarray = cubes / (k[-1] - k[i])
        return found

    last = part(len(k) - 2)
    return np.column_stack([np.ones_like(z), z, *(part(i) - last for i in range(len(k) - 2))])


def gains(x: np.ndarray, utility: np.ndarray, order: np.ndarray) -> np.ndarray:
    """What deciding by x brings at every point, above the one best decision; shape (points,).

    order: random order of the points, which makes the parts. What is expected at a point is learnt
    from the other parts, so that a fit to chance brings nothing.
    """
    design = basis(x)
    found = np.empty(len(utility))
    for part in np.array_split(order, PARTS):
        others = np.setdiff1d(order, part)
        fitted = np.linalg.lstsq(design[others], utility[others], rcond=None)[0]
        chosen = (design[part] @ fitted).argmax(axis=1)
        alone = int(utility[others].mean(axis=0).argmax())
        found[part] = utility[part, chosen] - utility[part, alone]
    return found


def worth_of_knowing(inputs: pd.DataFrame, utility: np.ndarray, seed: int) -> pd.DataFrame:
    """EVPPI of every input for the decision between the columns of `utility`.

    Args:
        inputs: a row per point, a column per parameter.
        utility: (points, arrangements), mean over seeds; rows with NaN are left out.
        seed: of the parts that points are divided into.

    Returns: columns input, value, low, high (95 %), in the unit of the utility, largest first; an
    interval that holds 0 means that knowing it could not be shown to help. Below 0 is chance.

    Raises:
        ValueError: fewer than FEWEST points.
    """
    known = np.isfinite(utility).all(axis=1)
    utility = utility[known]
    utility = utility - utility[:, :1]  # only differences decide
    if len(utility) < FEWEST:
        raise ValueError(f"{len(utility)} points are too few: at least {FEWEST}")
    order = shuffled(len(utility), seed, 0)
    found = []
    for name in inputs.columns:
        brought = gains(inputs[name].to_numpy(dtype=np.float64)[known], utility, order)
        value = float(brought.mean())
        half = half_width(float(brought.std(ddof=1)), len(brought))
        found.append((name, value, value - half, value + half))
    table = pd.DataFrame(found, columns=["input", "value", "low", "high"])
    return table.sort_values("value", ascending=False, ignore_index=True)


def worth_of_everything(utility: np.ndarray) -> tuple[float, float]:
    """Bounds of the expected value of perfect information; utility (points, arrangements, seeds).

    Deciding by some seeds and judging by the others gives the lower bound, deciding and judging by
    the same ones the upper: chance looks like knowledge there. NaN below with a single seed.
    """
    utility = utility[np.isfinite(utility).all(axis=(1, 2))]
    best_alone = float(utility.mean(axis=(0, 2)).max())
    upper = float(utility.mean(axis=2).max(axis=1).mean()) - best_alone
    seeds = utility.shape[2]
    if seeds < 2:
        return float("nan"), upper
    lower = []
    for out in range(seeds):
        kept = np.delete(utility, out, axis=2).mean(axis=2)
        chosen = kept.argmax(axis=1)
        lower.append(float(utility[np.arange(len(kept)), chosen, out].mean()))
    return float(np.mean(lower)) - best_alone, upper


def chance_of_loss(utility: np.ndarray) -> np.ndarray:
    """Share of points at which each arrangement is not the best; shape (arrangements,)."""
    utility = utility[np.isfinite(utility).all(axis=1)]
    best = utility.argmax(axis=1)
    return 1.0 - np.bincount(best, minlength=utility.shape[1]) / len(utility)
