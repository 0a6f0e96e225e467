"""A difference decomposed by mechanism, as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from analysis.requests.decomposition import Request
from analysis.results.plain import Tabled, rows_of
from analysis.sensitivity.frames import difference
from analysis.sensitivity.shapley import Coalition, Orders, decomposition


@dataclass(frozen=True, repr=False)
class Decomposed(Tabled):
    """A decomposition. parts: outcome, part, value, low, high; runs and points as everywhere."""

    TABLES: ClassVar = ("parts", "points", "runs", "failures")

    request: Request
    parts: pd.DataFrame
    points: pd.DataFrame
    runs: pd.DataFrame
    failures: pd.DataFrame
    record: Mapping[str, Any]
    exact: bool
    folder: Path | None = None

    def of(self, outcome: str) -> pd.DataFrame:
        """The parts of one outcome."""
        mine = self.parts[self.parts["outcome"] == outcome]
        return mine.drop(columns="outcome").reset_index(drop=True)

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; what is not known is null."""
        return {
            "base": self.request.base,
            "other": self.request.other,
            "exact": self.exact,
            "failed": len(self.failures),
            "parts": rows_of(self.parts),
        }


def parts_of(
    runs: pd.DataFrame,
    coalitions: Sequence[Coalition],
    orders: Orders,
    outcomes: Sequence[str],
    names: Sequence[str],
) -> pd.DataFrame:
    """Shares of every outcome: outcome, part, value, low, high."""
    frames = []
    for outcome in outcomes:
        view = difference(runs, len(coalitions), outcome, names[0], names[1])
        table = decomposition(pd.DataFrame(view.values), coalitions, orders)
        table.insert(0, "outcome", outcome)
        frames.append(table)
    return pd.concat(frames, ignore_index=True)
