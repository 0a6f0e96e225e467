"""When a point has enough pairs: every chosen outcome's paired difference is within ±x.

Each outcome and each arm gets an interval of its own. So that all of them together hold with the
stated level, the level of each is raised: with m intervals, Bonferroni takes 1 − α/m, Šidák (1 − α)
to the power 1/m. The family is one point: all outcomes of the rule times all arms but the base.

The rule is a function of the values of pairs 0, 1, 2 … alone. It is replayed from the store, so a
study that was interrupted asks for the very pairs that an uninterrupted one does. Looking again
after each step makes the final level slightly lower than stated (Chow and Robbins 1965: exact as
±x becomes small); `first` pairs are always run, so that no decision hangs on two or three.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field
from scipy.special import stdtrit

from experiments.study.spec import Correction, Count, Kept, Word
from model.errors import Fault
from model.words import Message

# The deviation is itself an estimate: never more than this many times the pairs in one step.
STEP = 4
FEWEST = 2
LEVEL = 0.95
# Nothing is learnt from asking for more pairs.
MOST_PAIRS = 2**19

type Deviation = Callable[[np.ndarray], float]
"""Standard deviation of one pair's difference by chance, from all differences (NaN: none)."""


@dataclass(frozen=True)
class Stop:
    """Pairs are added at a point until every outcome is within ± `within`, in its unit.

    first, most: fewest and most pairs of a point; most_runs: budget of the whole study (0: none);
    level: of all intervals of a point together; correction: for several outcomes and arms.
    """

    within: Mapping[Word, Annotated[Kept, Field(gt=0)]]
    first: Count = 8
    most: Count = 400
    most_runs: Annotated[int, Field(ge=0)] = 0
    level: Annotated[Kept, Field(gt=0.5, lt=1.0)] = 0.95
    correction: Correction = "bonferroni"

    def limit(self, points: int, arms: int) -> int:
        """Most pairs of a point, the budget shared evenly by all points."""
        if not self.most_runs:
            return self.most
        return max(FEWEST, min(self.most, self.most_runs // max(1, points * arms)))

    def complaints(self, points: int, arms: int, file: str) -> list[Fault]:
        """A fault if the budget does not reach for the first pairs of every point."""
        needed = self.first * points * arms
        if not 0 < self.most_runs < needed:
            return []
        problem = Message("is {runs}: too few to begin with", runs=self.most_runs)
        allowed = Message(
            "at least {needed} ({pairs} pairs at {points} points in {arms} arms), or fewer of them",
            needed=needed,
            pairs=self.first,
            points=points,
            arms=arms,
        )
        return [Fault(file, "stop.most_runs", problem, allowed)]

    def level_of_each(self, arms: int) -> float:
        """Level of one interval, so that all outcomes and arms together have `level`."""
        family = len(self.within) * max(1, arms - 1)
        if self.correction == "bonferroni":
            return 1.0 - (1.0 - self.level) / family
        if self.correction == "sidak":
            return float(self.level ** (1.0 / family))
        return self.level

    def following(
        self,
        differences: Mapping[tuple[str, str], np.ndarray],
        count: int,
        deviation: "Deviation | None" = None,
    ) -> int:
        """Pairs a point should have next, `count` if it has enough.

        differences: (arm, outcome) → paired differences of its first `count` pairs; NaN where a run
        failed or there is nothing to divide by. deviation: of these by chance, if not all of it is.
        """
        arms = len({arm for arm, _ in differences}) + 1
        level = self.level_of_each(arms)
        needed = count
        for (_, outcome), values in differences.items():
            known = values[np.isfinite(values)]
            if known.size < FEWEST:
                continue  # nothing can be counted here: more of the same does not help
            spread = float(known.std(ddof=1)) if deviation is None else deviation(values)
            needed = max(needed, _enough(spread, known.size, self.within[outcome], level, count))
        return needed

    def next_count(self, needed: int, count: int, limit: int) -> int:
        """The step towards `needed` that is taken now."""
        if needed <= count or count >= limit:
            return count
        return min(max(needed, count + 1), STEP * count, limit)


def half_width[Number: (float, np.ndarray)](
    deviation: Number, pairs: int, level: float = LEVEL
) -> Number:
    """Half-width of the t interval of a mean of `pairs` differences; NaN with fewer than two.

    deviation: of the differences, one or an array of them.
    """
    if pairs < FEWEST:
        return deviation * float("nan")
    return float(stdtrit(pairs - 1, 0.5 + level / 2.0)) * deviation / float(np.sqrt(pairs))


def pairs_needed(deviation: float, within: float, level: float = LEVEL) -> int | None:
    """Fewest pairs (at least two) whose half-width is at most `within`.

    None if it cannot be known (deviation NaN) or is out of reach (more than MOST_PAIRS).
    """
    if not np.isfinite(deviation) or within <= 0.0:
        return None
    pairs = range(FEWEST, MOST_PAIRS + 1)
    at = bisect_left(pairs, True, key=lambda n: half_width(deviation, n, level) <= within)
    return pairs[at] if at < len(pairs) else None


def _enough(deviation: float, known: int, within: float, level: float, count: int) -> int:
    """Pairs that bring one interval within its bounds; `count` if it is there."""
    if half_width(deviation, known, level) <= within:
        return count
    pairs = pairs_needed(deviation, within, level) or MOST_PAIRS
    return max(count + 1, pairs + count - known)
