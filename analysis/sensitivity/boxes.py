"""Boxes of the parameter space in which something happens: PRIM and CART.

PRIM (Friedman and Fisher 1999; Bryant and Lempert 2010) peels thin slices off the whole space, each
time the one that leaves the highest share of cases. EMA Workbench has it too, but depends on a
library under the GPL; the algorithm is small and written out here. CART is scikit-learn's.

coverage: share of all cases that lie in the box; density: share of cases among points in the box.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binom, mannwhitneyu

DENSE = 0.8  # share of cases at which a box is dense
PEEL = 0.05  # share of the points in the box that one step may take off
FEWEST_SHARE = 0.05  # of all points: a smaller box tells nothing
SMALL_TREE: Mapping[str, Any] = {"max_depth": 3, "random_state": 0}  # ties are broken without luck
# A bound that chance would give in one of twenty cases is not worth telling.
MATTERS = 0.05
MOST_TELLING = 10  # factors a box may be bounded by


@dataclass(frozen=True)
class Bound:
    """Bounds of one factor, −inf or inf where it is not bounded.

    chance: probability that leaving it out would do as well (one-sided binomial test).
    """

    low: float
    high: float
    chance: float = 0.0


@dataclass(frozen=True)
class Box:
    """A box with what it holds. mass: share of all points."""

    bounds: Mapping[str, Bound]
    coverage: float
    density: float
    mass: float
    method: str = "PRIM"


def prim(x: pd.DataFrame, y: np.ndarray, least_density: float = DENSE) -> list[Box]:
    """The peeling trajectory, from the whole space on, each box as it stands without idle bounds.

    Args:
        x: a row per point, a column per factor.
        y: (points,) True where the case happens.
        least_density: peeling ends there, or when a box would hold too few points.
    """
    y = np.asarray(y, dtype=bool)
    bounds: Mapping[str, Bound] | None = {}
    found: list[Box] = []
    while bounds is not None:
        found.append(_box(x, y, bounds))
        ends = found[-1].density >= least_density or not y.any()
        bounds = None if ends else _peeled(x, y, bounds)
    return found


def best_box(trajectory: list[Box], least_density: float = DENSE) -> Box:
    """The first box of the trajectory that is dense enough, else the best of density × coverage."""
    for box in trajectory:
        if box.density >= least_density:
            return box
    return max(trajectory, key=lambda box: box.density * box.coverage)


def _inside(x: pd.DataFrame, bounds: Mapping[str, Bound]) -> np.ndarray:
    """Which points lie within all bounds, (points,)."""
    inside = np.ones(len(x), dtype=bool)
    for name, bound in bounds.items():
        inside &= x[name].between(bound.low, bound.high).to_numpy()
    return inside


def _peeled(
    x: pd.DataFrame, y: np.ndarray, bounds: Mapping[str, Bound]
) -> Mapping[str, Bound] | None:
    """Bounds without the slice that leaves the highest density; None if none helps."""
    best: tuple[float, str, float, bool] | None = None
    inside = _inside(x, bounds)
    points, now = int(inside.sum()), float(y[inside].mean())
    for name in x.columns:
        values = x[name].to_numpy(dtype=np.float64)
        for upper in (False, True):
            edge = _edge(values[inside], upper=upper)
            kept = inside & ((values <= edge) if upper else (values >= edge))
            count = int(kept.sum())
            if edge != edge or count < FEWEST_SHARE * len(y) or count == points:
                continue
            # Gain per point given up: slices of whole numbers are thick (Kwakkel and Jaxa-Rozen).
            gain = (float(y[kept].mean()) - now) / (points - count)
            if best is None or gain > best[0]:
                best = (gain, str(name), edge, upper)
    if best is None or best[0] <= 0.0:
        return None
    _, name, edge, upper = best
    before = bounds.get(name, Bound(-np.inf, np.inf))
    return {**bounds, name: replace(before, **{"high" if upper else "low": edge})}


def _edge(values: np.ndarray, *, upper: bool) -> float:
    """Where to cut so that a slice goes: a quantile, or the next value of a coarse factor."""
    if upper:
        edge = float(np.quantile(values, 1.0 - PEEL, method="lower"))
        below = values[values < values.max()]
        return edge if edge < values.max() else float(below.max()) if below.size else np.nan
    edge = float(np.quantile(values, PEEL, method="higher"))
    above = values[values > values.min()]
    return edge if edge > values.min() else float(above.min()) if above.size else np.nan


def _box(x: pd.DataFrame, y: np.ndarray, bounds: Mapping[str, Bound]) -> Box:
    """A box as it stands, without the bounds that could as well be left out."""
    inside, kept = _inside(x, bounds), {}
    hits, points = int(y[inside].sum()), int(inside.sum())
    for name, bound in bounds.items():
        without = _inside(x, {other: one for other, one in bounds.items() if other != name})
        chance = float(binom.sf(hits - 1, points, float(y[without].mean())))
        if chance <= MATTERS:
            kept[name] = replace(bound, chance=chance)
    return measured(kept, _inside(x, kept), y, "PRIM")


def measured(bounds: Mapping[str, Bound], inside: np.ndarray, y: np.ndarray, method: str) -> Box:
    """A box with coverage, density and mass; NaN where there is nothing to divide by."""
    cases, points = int(y.sum()), int(inside.sum())
    hits = int(y[inside].sum())
    nan = float("nan")
    return Box(
        dict(bounds),
        hits / cases if cases else nan,
        hits / points if points else nan,
        points / len(y) if len(y) else nan,
        method,
    )


def measured_again(box: Box, x: pd.DataFrame, y: np.ndarray) -> Box:
    """The same box, measured among other points than those it was found in."""
    return measured(box.bounds, _inside(x, box.bounds), np.asarray(y, dtype=bool), box.method)


def telling(x: pd.DataFrame, y: np.ndarray) -> list[str]:
    """Factors whose values differ between cases and others (rank test), the clearest first.

    With hundreds of factors some bound a box by luck: a factor must differ so clearly that none of
    so many would by chance, in nineteen of twenty studies.
    """
    y = np.asarray(y, dtype=bool)
    if not y.any() or y.all():
        return []
    found = []
    for name in x.columns:
        values = x[name].to_numpy(dtype=np.float64)
        if np.ptp(values) > 0.0:
            found.append((float(mannwhitneyu(values[y], values[~y]).pvalue), str(name)))
    limit = MATTERS / max(1, len(x.columns))
    return [name for chance, name in sorted(found) if chance < limit][:MOST_TELLING]


def cart(x: pd.DataFrame, y: np.ndarray) -> list[Box]:
    """Leaves of a small classification tree in which the case is the rule, best coverage first."""
    from sklearn.tree import DecisionTreeClassifier

    y = np.asarray(y, dtype=bool)
    if not y.any() or y.all():
        return []
    least = max(2, int(np.ceil(FEWEST_SHARE * len(y))))
    tree = DecisionTreeClassifier(min_samples_leaf=least, **SMALL_TREE).fit(x.to_numpy(), y)
    leaf = tree.apply(x.to_numpy())
    found = [
        measured(_path(tree.tree_, int(number), list(x.columns)), leaf == number, y, "CART")
        for number in np.unique(leaf)
        if y[leaf == number].mean() > max(0.5, y.mean())
    ]
    return sorted(found, key=lambda box: -box.coverage)


def _path(tree: Any, leaf: int, names: list[str]) -> dict[str, Bound]:
    """Bounds on the way from the root to a leaf."""
    bounds: dict[str, Bound] = {}
    parent = {int(c): (n, c == tree.children_left[n]) for n in range(tree.node_count)
              for c in (tree.children_left[n], tree.children_right[n]) if c >= 0}  # fmt: skip
    while leaf in parent:
        leaf, left = parent[leaf]
        name, edge = names[tree.feature[leaf]], float(tree.threshold[leaf])
        low, high = (bounds[name].low, bounds[name].high) if name in bounds else (-np.inf, np.inf)
        bounds[name] = Bound(low, min(high, edge)) if left else Bound(max(low, edge), high)
    return bounds
