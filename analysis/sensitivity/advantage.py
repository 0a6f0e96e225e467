"""What a design brings over working side by side *and* over its own rival, draw by draw.

Its advantage in a goal is the smaller of the two differences: what it brings over the better of
both in that draw. A design beats another if it is better by more than what matters in one goal, and
not worse by that much in the other. Everything is told per 1,000 people, as the answer is.
"""

import math
from dataclasses import dataclass

import numpy as np

from analysis.measures.headlines import HEADLINES_OF
from analysis.paired.drawn import half_widths

GOALS = tuple(HEADLINES_OF)
SILO, RIVAL = AGAINST = ("silo", "rival")
MATTERS = np.array([one.matters for one in HEADLINES_OF.values()])
WORST = 0.1  # of the draws: what happens if the assumptions are unkind


@dataclass(frozen=True)
class Range:
    """One difference over the draws, its 95 % range, and the mean of its worst tenth."""

    mean: float
    low: float
    high: float
    worst: float


@dataclass(frozen=True)
class Standing:
    """What a design has come to. differences: (draws, goals, against), finite."""

    differences: np.ndarray

    @property
    def draws(self) -> int:
        """Sets of assumptions."""
        return len(self.differences)

    @property
    def advantage(self) -> np.ndarray:
        """Difference to the better of silo and rival, (draws, goals)."""
        found: np.ndarray = self.differences.min(axis=2)
        return found

    def beats(self, *against: str) -> int:
        """In how many draws it beats all of these."""
        won = [beaten(self.differences[:, :, AGAINST.index(one)]) for one in against]
        return int(np.logical_and.reduce(won).sum())

    def against(self, goal: str, against: str) -> Range:
        """The difference in one goal to the silo or to the rival."""
        return range_of(self.differences[:, GOALS.index(goal), AGAINST.index(against)])

    @property
    def scores(self) -> tuple[float, ...]:
        """What is searched for in every goal: mean of mean and worst tenth, over what matters."""
        found = [(row.mean() + worst_tenth(row)) / 2.0 for row in self.advantage.T]
        return tuple((np.array(found) / MATTERS).tolist())

    @property
    def rank(self) -> tuple[float, ...]:
        """How good it is, to compare: the share of draws in which it beats both, then scores."""
        return (self.beats(*AGAINST) / max(1, self.draws), sum(self.scores))


def beaten(differences: np.ndarray) -> np.ndarray:
    """In which draws somebody is beaten; (draws, goals) → (draws,)."""
    better = (differences > MATTERS).any(axis=1)
    found: np.ndarray = better & (differences >= -MATTERS).all(axis=1)
    return found


def worst_tenth(values: np.ndarray) -> float:
    """Mean of the lowest tenth, of one value at least."""
    count = max(1, math.ceil(WORST * len(values)))
    return float(np.sort(values)[:count].mean())


def range_of(values: np.ndarray) -> Range:
    """A difference of every draw as a range."""
    half = float(half_widths(values[:, None], np.arange(len(values)))[0])
    mean = float(values.mean())
    return Range(mean, mean - half, mean + half, worst_tenth(values))
