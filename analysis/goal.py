"""When a comparison has enough pairs: a fixed number, or a precision of one outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.measures.outcomes import HEADLINES, OUTCOME, Outcome
from analysis.measures.pairs import PairResult
from analysis.paired.drawn import parts
from experiments.faults import Wrong
from experiments.plan import Plan
from experiments.study.stopping import Stop
from model.errors import Fault
from model.words import Message

PAIRS = 48  # two for each of 24 sets of assumptions
# With a precision asked for: pairs to begin with, and where to stop if it is out of reach.
FIRST_PAIRS, MOST_PAIRS = 8, 400
HEADLINE = HEADLINES[0].name


@dataclass(frozen=True)
class Goal:
    """How many pairs are wanted.

    pairs: that many; or precision: half-width of the 95 % interval of `outcome`, in its unit, in
    every arm. Neither: `PAIRS`.
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
        """Number of pairs to have next; the present number if there are enough.

        With drawn parameters only chance counts: no number of pairs makes the parameters known.
        """
        count = len(results)
        if self.precision is None or count >= MOST_PAIRS:
            return count
        rule = Stop({self.outcome: self.precision}, FIRST_PAIRS, MOST_PAIRS, correction="none")
        differences = {
            (arm.name, self.outcome): _differences(plan, results, arm.name, self.outcome)
            for arm in plan.others
        }
        draws = np.array([result.pair.draw or 0 for result in results])
        chance = None if plan.draws is None else partial(_chance, draws)
        needed = rule.following(differences, count, chance)
        return rule.next_count(needed, count, MOST_PAIRS)

    def faults(self, file: str) -> list[Fault]:
        """What is wrong with the goal itself."""
        wrong = Wrong(file)
        none = Message("there is no outcome {outcome!r}", outcome=self.outcome)
        allowed = Message("a name from `sozialraum list outcomes`")
        wrong.unless_among("outcome", self.outcome, OUTCOME, none, allowed)
        if self.precision is not None:
            unit = Message("above 0, in the outcome's unit")
            wrong.unless_above_0("precision", self.precision, allowed=unit)
        if self.pairs is not None and self.precision is not None:
            problem = Message("is given together with pairs")
            wrong("precision", problem, Message("one of the two"))
        return wrong.faults


def _differences(plan: Plan, results: Sequence[PairResult], arm: str, outcome: str) -> np.ndarray:
    """Paired differences of one outcome, (pairs,); NaN where a pair has failed."""
    found = np.full(len(results), np.nan)
    for at, result in enumerate(results):
        if result.failure is None:
            table = result.tables["outcomes"]
            mine = table["outcome"] == outcome
            of_arm = table["value"][mine & (table["arm"] == arm)]
            of_base = table["value"][mine & (table["arm"] == plan.base.name)]
            found[at] = float(of_arm[0] - of_base[0])
    return found


def _chance(draws: np.ndarray, differences: np.ndarray) -> float:
    """Standard deviation of a pair's difference by chance alone, with the draw of every pair."""
    known = np.isfinite(differences)
    chance = parts(differences[known][:, None], draws[known]).chance[0]
    plain = float(differences[known].std(ddof=1))
    return float(np.sqrt(chance)) if np.isfinite(chance) else plain
