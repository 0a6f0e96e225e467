"""Indices of every method with bootstrap intervals, freed from the noise of the runs.

Samples and estimators are SALib's (PAWN's and Morris' are its formulas, written for arrays, and
compared with it by tests). What is added is resampling by independent rows, points that have
failed, and freedom from noise: wherever a formula multiplies two runs, only runs of different seeds
are multiplied, so that what chance does at a point does not count as an effect. Morris' strength
is √(mean d²) of the effects d, found so, and signed: below 0 it is no more than noise. PAWN and
delta are less what the same factor gives after its values have been shuffled.

So an input that is wired to nothing has an interval that holds 0 in every method but FAST, whose
index of such an input is small and positive by construction.
"""

import warnings
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analysis.sensitivity.designs import Design, library_seed
from analysis.sensitivity.frames import View, interval, resamples, shuffled
from model.errors import SozialraumError
from model.words import Message

TIMES = 200  # resamples of a bootstrap
WIDTH = 1.96  # standard errors of a 95 % interval
TIMES_DELTA = 40  # of delta, which is slow
SLIDES = 10  # conditioning intervals of PAWN
GRID, MOST_CLASSES = 100, 48  # points of a density and classes of x, as SALib chooses them
COLUMNS = ("outcome", "on", "input", "index", "value", "low", "high")
type Table = Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]]
"""Index → value, low, high; each of shape (inputs,)."""
type Analyse = Callable[[View, Design, int], Table]


class TooManyFailed(SozialraumError):
    """So many points have failed that the method cannot be used."""


def indices(view: View, design: Design, times: int = TIMES) -> pd.DataFrame:
    """All indices of one view: a row per input and index; empty if the outcome is constant.

    Raises:
        TooManyFailed: fewer rows are left than the method needs.
    """
    if view.constant:
        return pd.DataFrame(columns=list(COLUMNS))
    found = _METHODS[design.method.name](view, design, times)
    frames = [
        pd.DataFrame(
            {
                "outcome": view.outcome,
                "on": view.on,
                "input": list(design.inputs),
                "index": index,
                "value": value,
                "low": low,
                "high": high,
            }
        )
        for index, (value, low, high) in found.items()
    ]
    return pd.concat(frames, ignore_index=True)


def independent_rows(design: Design) -> np.ndarray:
    """Points that are independent draws of the whole space; shape (n,)."""
    name, count, k = design.method.name, len(design.unit), len(design.inputs)
    if name == "sobol":
        rows = np.arange(count).reshape(design.base, k + 2)
        return np.concatenate([rows[:, 0], rows[:, -1]])
    if name == "morris":
        first: np.ndarray = np.arange(count).reshape(design.base, k + 1)[:, 0]
        return first
    return np.arange(count)


def usable_rows(view: View, design: Design) -> int:
    """How much of the base sample is left after leaving out what has failed."""
    return len(_kept(view, _block(design)))


def _block(design: Design) -> int:
    extra = {"sobol": 2, "morris": 1}.get(design.method.name)
    return 1 if extra is None else len(design.inputs) + extra


def _kept(view: View, block: int) -> np.ndarray:
    """Blocks of points, all run under every seed; shape (blocks, block, seeds)."""
    blocks = view.values.reshape(-1, block, view.seeds)
    return blocks[np.isfinite(blocks).all(axis=(1, 2))]


def _enough(found: int, needed: int, what: Message) -> None:
    if found < needed:
        raise TooManyFailed(
            Message(
                "Too many points have failed: {what} left: {found}, needed: {needed}.",
                what=what,
                found=found,
                needed=needed,
            )
        )


def _sobol(view: View, design: Design, times: int) -> Table:
    blocks = _kept(view, _block(design))
    _enough(len(blocks), 2, Message("rows of the base sample"))
    value = _sobol_of(blocks)
    again = [_sobol_of(blocks[rows]) for rows in resamples(len(blocks), times, design.seed)]
    low, high = interval(np.array(again))
    return {name: (value[i], low[i], high[i]) for i, name in enumerate(("S1", "ST"))}


def _sobol_of(blocks: np.ndarray) -> np.ndarray:
    """First-order and total indices, shape (2, inputs); with one seed exactly SALib's."""
    y = blocks - blocks.mean(axis=(0, 1))  # chance that all points share cancels
    a, b = y[:, 0], y[:, -1]
    middle = float((a.mean() + b.mean()) / 2.0)
    variance = (_product(a, a) + _product(b, b)) / 2.0 - middle**2
    result = np.full((2, y.shape[1] - 2), np.nan)
    if variance <= 0.0:  # nothing but noise in this resample
        return result
    for i in range(y.shape[1] - 2):
        step = y[:, i + 1] - a
        result[0, i] = _product(b, step) / variance
        result[1, i] = _product(step, step) / 2.0 / variance
    return result


def _product(u: np.ndarray, v: np.ndarray) -> float:
    """Mean product of what two sets of runs have in common over all seeds; (rows, seeds) each.

    Products of different seeds only: what two runs share by the luck of one seed does not count.
    That luck is shared the more, the nearer two points are, so that taking off one variance for all
    inputs would take off too much for some.
    """
    seeds = u.shape[1]
    whole = u.mean(axis=1) * v.mean(axis=1)
    if seeds < 2:
        return float(whole.mean())
    same = (u * v).sum(axis=1)
    return float(((whole * seeds**2 - same) / (seeds * (seeds - 1))).mean())


def effects(view: View, design: Design) -> np.ndarray:
    """Elementary effects per whole range: (trajectories, inputs, seeds).

    The effect of a group has no sign that could be compared: its factors move up and down together.
    """
    block = _block(design)
    y = view.values.reshape(-1, block, view.seeds)
    x = design.unit.reshape(len(y), block, -1)
    places = {name: place for place, name in enumerate(design.inputs)}
    of_factor = np.array([places[member] for member in design.members])
    found = np.full((len(y), len(design.inputs), view.seeds), np.nan)
    for t in range(len(y)):
        for step in range(block - 1):
            moved = x[t, step + 1] - x[t, step]
            factor = int(np.argmax(np.abs(moved)))
            found[t, of_factor[factor]] = (y[t, step + 1] - y[t, step]) / moved[factor]
    return found[np.isfinite(found).all(axis=(1, 2))]


def _morris(view: View, design: Design, times: int) -> Table:
    found = effects(view, design)
    _enough(len(found), 2, Message("trajectories"))
    value = _morris_of(found, grouped=design.grouped)
    rows = resamples(len(found), times, design.seed)
    low, high = interval(np.array([_morris_of(found[r], grouped=design.grouped) for r in rows]))
    names = ("mu_star", "mu", "sigma", "strength")
    return {name: (value[i], low[i], high[i]) for i, name in enumerate(names)}


def _morris_of(found: np.ndarray, *, grouped: bool) -> np.ndarray:
    """mu*, mu, sigma, strength; shape (4, inputs). A group has no mu and no sigma."""
    mean = found.mean(axis=2)
    nothing = np.full(mean.shape[1], np.nan)
    effect = found - (found.mean(axis=0, keepdims=True) - found.mean(axis=(0, 2), keepdims=True))
    square = np.array([_product(effect[:, i], effect[:, i]) for i in range(found.shape[1])])
    strength = np.sign(square) * np.sqrt(np.abs(square))
    mu = nothing if grouped else mean.mean(axis=0)
    sigma = nothing if grouped else mean.std(axis=0, ddof=1)
    return np.array([np.abs(mean).mean(axis=0), mu, sigma, strength])


def _fast(view: View, design: Design, times: int) -> Table:
    """As SALib has it, noise included. Its intervals are indicative only (SALib, issue 649)."""
    from SALib.analyze import fast

    failed = int((~np.isfinite(view.mean)).sum())
    if failed:
        raise TooManyFailed(
            Message(
                "FAST cannot leave out points, and {count} have failed. Use sobol, pawn or delta.",
                count=failed,
            )
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # on these intervals: said in the docstring
        found = fast.analyze(
            design.problem, view.mean, num_resamples=times, seed=library_seed(design.seed)
        )
    table = {}
    for name in ("S1", "ST"):
        value, half = np.asarray(found[name]), np.asarray(found[f"{name}_conf"])
        table[name] = (value, value - half, value + half)
    return table


def _given(one: Callable[[np.ndarray, np.ndarray], float], name: str, most: int) -> Analyse:
    """A method that works on any sample, one factor at a time, less what shuffling leaves."""

    def table(view: View, design: Design, times: int) -> Table:
        from threadpoolctl import threadpool_limits

        y = view.mean
        known = np.isfinite(y)
        x, y = design.unit[known], y[known]
        _enough(len(y), design.method.fewest, Message("points"))
        times = min(times, most)
        rows = resamples(len(y), times, design.seed)
        # Every factor is spread evenly, so that one shuffled factor stands for all.
        orders = [shuffled(len(y), design.seed, number) for number in range(times)]
        with threadpool_limits(limits=1):  # many small matrices: threads would wait on each other
            chance = np.array([one(x[order, 0], y) for order in orders])
            # Only the width is taken from resamples: points that repeat lift the index.
            again = np.array([[one(x[r, i], y[r]) for r in rows] for i in range(x.shape[1])])
            found = np.array([one(x[:, i], y) for i in range(x.shape[1])])
        half = WIDTH * np.sqrt(again.var(axis=1, ddof=1) + chance.var(ddof=1))
        value = found - chance.mean()
        return {name: (value, value - half, value + half)}

    return table


def pawn_index(x: np.ndarray, y: np.ndarray) -> float:
    """Median over slides of x of the Kolmogorov–Smirnov distance of y there from y anywhere."""
    order = np.argsort(x, kind="stable")
    ranks = np.empty(len(y))
    ranks[np.argsort(y, kind="stable")] = np.arange(1, len(y) + 1)
    distances = []
    for part in np.array_split(ranks[order], SLIDES):
        inside = np.sort(part)
        steps = np.arange(1, len(inside) + 1) / len(inside)
        everywhere = inside / len(y)
        before = steps - 1.0 / len(inside)
        distances.append(max(np.abs(steps - everywhere).max(), np.abs(before - everywhere).max()))
    return float(np.median(distances))


def delta_index(x: np.ndarray, y: np.ndarray) -> float:
    """Borgonovo's delta by SALib's estimator, without its own resampling."""
    from SALib.analyze.delta import calc_delta

    grid = np.linspace(y.min(), y.max(), GRID)
    exponent = 2.0 / (7.0 + np.tanh((1500.0 - len(y)) / 500.0))
    classes = int(min(np.ceil(len(y) ** exponent), MOST_CLASSES))
    return float(calc_delta(y, grid, x, np.linspace(0.0, len(y), classes + 1)))


_METHODS: Mapping[str, Analyse] = {
    "sobol": _sobol,
    "morris": _morris,
    "fast": _fast,
    "pawn": _given(pawn_index, "PAWN", TIMES),
    "delta": _given(delta_index, "delta", TIMES_DELTA),
}
