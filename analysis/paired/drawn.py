"""Chance and parameters apart: what paired differences say when several pairs share a draw.

Differences of pairs with one draw of the parameters differ by chance alone; means of draws differ
by chance and by what the parameters make of it (one-way analysis of variance, random effects):

  σ²_chance = mean square within draws
  σ²_parameters = (mean square between − within) / pairs a draw, not below 0

More pairs shrink the interval from chance, σ_chance / √pairs. They do not shrink what is unknown
about the parameters: the full interval is one for the difference in *a* world whose parameters are
drawn like these, not for the mean over all such worlds.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from analysis.paired.differences import Difference, paired
from experiments.study.stopping import LEVEL, half_width

FEWEST_FREE = 2.0


@dataclass(frozen=True)
class Parts:
    """Parts of the spread of paired differences; every field an array (k,), one per column.

    chance: variance within draws; parameters: variance between draws beyond chance; between: mean
    square between draws; draws, pairs: numbers used.
    """

    chance: np.ndarray
    parameters: np.ndarray
    between: np.ndarray
    draws: int
    pairs: int

    @property
    def share(self) -> np.ndarray:
        """Share of the parameters in the variance of one pair's difference, 0 … 1 or NaN (k,)."""
        whole = self.chance + self.parameters
        with np.errstate(invalid="ignore", divide="ignore"):
            found: np.ndarray = np.where(whole > 0, self.parameters / whole, np.nan)
        return found


def parts(differences: np.ndarray, draws: np.ndarray) -> Parts:
    """Parts of the variance of differences (pairs, k), with the draw of every pair (pairs,)."""
    pairs, columns = differences.shape
    members = [differences[draws == draw] for draw in np.unique(draws)]
    sizes = np.array([len(group) for group in members], dtype=np.float64)
    count = len(members)
    nan = np.full(columns, np.nan)
    if pairs <= count or count < 2:
        return Parts(nan, nan, nan, count, pairs)
    means = np.array([group.mean(axis=0) for group in members])
    within = sum(((g - m) ** 2).sum(axis=0) for g, m in zip(members, means, strict=True))
    chance = np.asarray(within) / (pairs - count)
    centre = differences.mean(axis=0)
    between = (sizes[:, None] * (means - centre) ** 2).sum(axis=0) / (count - 1)
    typical = (pairs - (sizes**2).sum() / pairs) / (count - 1)
    parameters = np.maximum(0.0, (between - chance) / typical)
    return Parts(chance, parameters, between, count, pairs)


def half_widths(
    differences: np.ndarray, draws: np.ndarray | None, level: float = LEVEL
) -> np.ndarray:
    """Half-widths of the full interval of every column's mean: (pairs, k) → (k,).

    draws: the draw of every pair (pairs,), None where parameters were not drawn: then the interval
    shows chance only. NaN where it cannot be known (one pair, or one draw).
    """
    pairs, columns = differences.shape
    if draws is None:
        if pairs < 2:
            return np.full(columns, np.nan)
        return half_width(differences.std(axis=0, ddof=1), pairs, level)
    found = parts(differences, draws)
    if found.draws < 2:
        return np.full(columns, np.nan)
    if found.pairs <= found.draws:
        # One pair a draw: chance and parameters cannot be told apart, and all of it is taken.
        spread = differences.std(axis=0, ddof=1)
        all_of_it: np.ndarray = _quantile(pairs - 1, level) * spread * np.sqrt(1.0 + 1.0 / pairs)
        return all_of_it
    return _half_width_of_world(found, level)


def _half_width_of_world(found: Parts, level: float) -> np.ndarray:
    """Half-width for the difference of one more world of this kind.

    Its variance, σ²_parameters (1 + 1/draws) + σ²_chance / pairs, is a difference of two mean
    squares; so is its number of degrees of freedom (Satterthwaite). Cautious where chance hides the
    parameters: with freedom for FEWEST_FREE at least it covers 93 % or more whatever their ratio.
    """
    size = found.pairs / found.draws
    plus = found.between * (1.0 + 1.0 / found.draws) / size
    minus = found.chance / size
    variance = np.maximum(plus - minus, found.between / found.pairs)
    spread = plus**2 / (found.draws - 1) + minus**2 / (found.pairs - found.draws)
    with np.errstate(invalid="ignore", divide="ignore"):
        free = np.where(spread > 0, variance**2 / spread, 1.0)
    free = np.minimum(np.maximum(free, FEWEST_FREE), found.draws - 1)
    half: np.ndarray = stdtrit(free, 0.5 + level / 2.0) * np.sqrt(variance)
    return half


def chance_half_widths(differences: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Half-widths from chance alone, given the draws: (pairs, k) → (k,)."""
    found = parts(differences, draws)
    if found.pairs <= found.draws:
        return np.full(differences.shape[1], np.nan)
    return _quantile(found.pairs - found.draws, LEVEL) * np.sqrt(found.chance / found.pairs)


def _quantile(freedom: int, level: float) -> float:
    return float(stdtrit(freedom, 0.5 + level / 2.0))


@dataclass(frozen=True)
class DrawnDifference(Difference):
    """A paired difference under drawn parameters; `low` and `high` are the full interval.

    deviation: of one pair's difference from chance alone; chance_low, chance_high: interval given
    the parameters drawn; share: of the parameters in the variance of a pair's difference.
    """

    chance_low: float = float("nan")
    chance_high: float = float("nan")
    share: float = float("nan")
    draws: int = 0

    @property
    def chance_half_width(self) -> float:
        """Half the width of the interval from chance alone."""
        return (self.chance_high - self.chance_low) / 2.0


def drawn(base: np.ndarray, arm: np.ndarray, draws: np.ndarray) -> DrawnDifference:
    """Difference arm − base over pairs (pairs,) with the draw of each pair (pairs,).

    A pair in which either value is NaN is left out.
    """
    plain = paired(base, arm)
    known = np.isfinite(base) & np.isfinite(arm)
    differences, own = (arm - base)[known][:, None], draws[known]
    if not len(own):
        return DrawnDifference(**vars(plain))
    found = parts(differences, own)
    half = float(half_widths(differences, own)[0])
    chance = float(chance_half_widths(differences, own)[0])
    mean = plain.difference
    return DrawnDifference(
        pairs=plain.pairs,
        base_mean=plain.base_mean,
        arm_mean=plain.arm_mean,
        difference=mean,
        low=mean - half,
        high=mean + half,
        deviation=float(np.sqrt(found.chance[0])),
        chance_low=mean - chance,
        chance_high=mean + chance,
        share=float(found.share[0]),
        draws=found.draws,
    )
