"""When a comparison has enough pairs: a fixed number, or a precision of one outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.measures.outcomes import HEADLINES, OUTCOME, Outcome
from analysis.paired.differences import half_width, pairs_needed
from analysis.paired.drawn import parts
from experiments.plan import Plan
from experiments.worker import PairResult
from model.errors import Fault, nearest

PAIRS = 20
# With a precision asked for: pairs to begin with, and where to stop if it is out of reach.
FIRST_PAIRS, MOST_PAIRS = 8, 400
HEADLINE = HEADLINES[0].name
# The deviation is itself an estimate: never more than this many times the pairs in one step.
_STEP = 4


@dataclass(frozen=True)
class Goal:
    """How many pairs are wanted.

    pairs: that many; or precision: half-width of the 95 % interval of `outcome`, in its unit, in
    every arm. Neither: 20 pairs.
    """

    pairs: int | None = None
    precision: float | None = None
    outcome: str = HEADLINE

    @property
    def first(self) -> int:
        """Pairs to begin with."""
        if self.precision is not None:
            return FIRST_PAIRS
        return PAIRS if self.pairs is None else self.pairs

    def within(self, outcome: Outcome) -> float:
        """The ±x of the column "pairs needed" for an outcome."""
        if self.precision is not None and outcome.name == self.outcome:
            return self.precision
        return outcome.matters

    def following(self, plan: Plan, results: Sequence[PairResult]) -> int:
        """Number of pairs to have next; the present number if there are enough."""
        count = len(results)
        if self.precision is None or count >= MOST_PAIRS:
            return count
        arms = [
            self._needed(*_differences(plan, results, arm.name, self.outcome))
            for arm in plan.others
        ]
        needed = max(arms)
        if needed <= count:
            return count
        return min(max(needed, count + 1), _STEP * count, MOST_PAIRS)

    def _needed(self, differences: np.ndarray, draws: np.ndarray | None) -> int:
        """Pairs that one arm needs; 0 if it is precise enough.

        With drawn parameters only chance counts: no number of pairs makes the parameters known.
        """
        within = self.precision or 0.0
        if differences.size < 2:
            return 0  # everything failed, or nothing can be counted: more of the same does not help
        deviation = float(differences.std(ddof=1))
        if draws is not None:
            chance = parts(differences[:, None], draws).chance[0]
            deviation = float(np.sqrt(chance)) if np.isfinite(chance) else deviation
        if half_width(deviation, differences.size) <= within:
            return 0
        return pairs_needed(deviation, within) or MOST_PAIRS

    def faults(self, file: str) -> list[Fault]:
        """What is wrong with the goal itself."""
        found = []
        if self.outcome not in OUTCOME:
            names = list(OUTCOME)
            found.append(
                Fault(
                    file,
                    "outcome",
                    f"there is no outcome {self.outcome!r}",
                    "a name from `sozialraum list outcomes`",
                    nearest(self.outcome, names),
                )
            )
        if self.precision is not None and not 0.0 < self.precision < float("inf"):
            found.append(
                Fault(file, "precision", f"is {self.precision}", "above 0, in the outcome's unit")
            )
        if self.pairs is not None and self.precision is not None:
            problem = "is given together with pairs"
            found.append(Fault(file, "precision", problem, "one of the two"))
        return found


def _differences(
    plan: Plan, results: Sequence[PairResult], arm: str, outcome: str
) -> tuple[np.ndarray, np.ndarray | None]:
    """Paired differences of one outcome over the finished pairs and their draws; (pairs,) each."""
    found, draws = [], []
    for result in results:
        if result.failure is None:
            table = result.tables["outcomes"]
            mine = table["outcome"] == outcome
            of_arm = table["value"][mine & (table["arm"] == arm)]
            of_base = table["value"][mine & (table["arm"] == plan.base.name)]
            found.append(float(of_arm[0] - of_base[0]))
            draws.append(result.pair.draw or 0)
    values = np.array(found)
    known = np.isfinite(values)
    return values[known], None if plan.draws is None else np.array(draws)[known]
