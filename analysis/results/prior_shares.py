"""In how many draws of the ranges a network beats the silo and the rival, and what decides it.

No pattern tells anything about a network: the draws are the prior, as wide as the evidence is. A
share near 0 or 1 would mean that the answer was decided before the run.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.formulas import FORMS_SHARE
from analysis.measures.headlines import FORMS_OUTCOME, HEADLINES_OF, Headline
from analysis.sensitivity.frames import shuffled

DECIDING = 3  # assumptions that are named
SHUFFLES = 200  # of the differences: how strong the strongest of so many is by chance
DECIDED = 0.02  # a share below it, or above 1 − it, was decided before the run
BY_CHANCE = 0.95


@dataclass(frozen=True)
class PriorShares:
    """What a study of draws says; values: index point, columns (outcome, arm); drawn: a row a draw.

    network: name of the arm that is judged; others: of those it is compared with; record: of the
    run; folder: where it was written.
    """

    values: pd.DataFrame
    drawn: pd.DataFrame
    network: str
    others: tuple[str, ...]
    record: Mapping[str, Any]
    folder: Path | None = None

    def _differences(self) -> Iterator[tuple[Headline, str, pd.Series]]:
        """By goal and arm: paired difference network − other of every draw, in the unit shown."""
        for goal in HEADLINES_OF.values():
            found = self.values[goal.name]
            for other in self.others:
                yield goal, other, (goal.factor * (found[self.network] - found[other])).dropna()

    def shares(self) -> pd.DataFrame:
        """A row per goal and arm: share of draws beyond what matters, above 0, and below −matters.

        decided: the share beyond what matters leaves no doubt; mean and 90 % of the draws.
        """
        rows = []
        for goal, other, d in self._differences():
            better = float((d > goal.matters).mean())
            low, high = np.quantile(d, (0.05, 0.95))
            rows.append(
                {
                    "goal": goal.goal,
                    "against": other,
                    "draws": len(d),
                    "better": better,
                    "above_0": float((d > 0.0).mean()),
                    "worse": float((d < -goal.matters).mean()),
                    "mean": float(d.mean()),
                    "low": float(low),
                    "high": float(high),
                    "matters": goal.matters,
                    "decided": not DECIDED <= better <= 1.0 - DECIDED,
                }
            )
        return pd.DataFrame(rows)

    def deciding(self) -> pd.DataFrame:
        """The assumptions whose ranks go most with the difference, by goal and arm.

        rank_correlation: Spearman's; chance: the largest of all assumptions that shuffled
        differences stay below in 95 % of the cases, so what does not exceed it may be chance.
        """
        rows = []
        for goal, other, d in self._differences():
            ranks = ranked(self.drawn.loc[d.index])
            found = correlations(ranks, d.to_numpy())
            beyond = largest_by_chance(ranks, d.to_numpy())
            rows += [
                {
                    "goal": goal.goal,
                    "against": other,
                    "assumption": ranks.columns[at],
                    "rank_correlation": float(found[at]),
                    "chance": beyond,
                }
                for at in np.argsort(-np.abs(found))[:DECIDING]
            ]
        return pd.DataFrame(rows)

    @property
    def forms(self) -> float:
        """Share of draws in which the network comes about."""
        return float((self.values[FORMS_OUTCOME][self.network] >= FORMS_SHARE).mean())

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        values = self.values.copy()
        values.columns = ["|".join(names) for names in values.columns]
        return {
            "shares": self.shares(),
            "deciding": self.deciding(),
            "values": values.reset_index(),
            "drawn": self.drawn.reset_index(drop=True),
        }


def ranked(drawn: pd.DataFrame) -> pd.DataFrame:
    """Ranks of what really varies, a column per assumption."""
    varied = drawn.loc[:, drawn.nunique() > 1]
    return varied.rank()


def correlations(ranks: pd.DataFrame, difference: np.ndarray) -> np.ndarray:
    """Spearman's rank correlation of every column with a difference, (columns,)."""
    found = ranks.corrwith(pd.Series(difference, index=ranks.index).rank())
    return np.nan_to_num(np.array(found, dtype=np.float64))


def largest_by_chance(ranks: pd.DataFrame, difference: np.ndarray) -> float:
    """Size that the largest of all correlations exceeds in one shuffle of twenty."""
    standard = (ranks - ranks.mean()) / ranks.std(ddof=0)
    mine = pd.Series(difference).rank().to_numpy()
    mine = (mine - mine.mean()) / max(float(mine.std()), 1e-12)
    count = len(mine)
    largest = [
        float(np.abs(standard.to_numpy().T @ mine[shuffled(count, 1, number)]).max()) / count
        for number in range(SHUFFLES)
    ]
    return float(np.quantile(largest, BY_CHANCE))
