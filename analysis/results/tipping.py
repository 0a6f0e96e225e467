"""Finished sweeps as data: where a network loses, and how little of it still pays."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.tipping import Request
from analysis.results.plain import Tabled, rows_of
from analysis.sensitivity.campaign import Collected
from analysis.sensitivity.frames import difference
from analysis.sensitivity.thresholds import sweep_table, threshold


@dataclass(frozen=True, repr=False)
class Swept(Tabled):
    """Finished sweeps.

    levels: outcome, along, level, difference, low, high, sign; thresholds: outcome, along, at, low,
    high, pays, sure_from, sure_to.
    """

    TABLES: ClassVar = ("levels", "thresholds", "runs", "failures")

    request: Request
    levels: pd.DataFrame
    thresholds: pd.DataFrame
    runs: pd.DataFrame
    failures: pd.DataFrame
    record: Mapping[str, Any]
    folder: Path | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; what is not known is null."""
        return {
            "base": self.request.base,
            "other": self.request.other,
            "failed": len(self.failures),
            "levels": rows_of(self.levels),
            "thresholds": rows_of(self.thresholds),
        }


def swept(
    request: Request,
    collected: Collected,
    record: Mapping[str, Any],
    meaning: pd.DataFrame,
    names: Sequence[str],
) -> Swept:
    """What the runs of all sweeps tell. meaning: along and level of every point; names: arms."""
    levels, found = [], []
    for outcome in request.outcomes:
        direction = OUTCOME[outcome].direction or 1
        view = difference(collected.runs, len(meaning), outcome, names[0], names[1])
        for along in request.along:
            rows = np.flatnonzero(meaning["along"] == along)
            values = view.values[rows]
            whole = np.isfinite(values).all(axis=1)
            at, values = meaning["level"].to_numpy()[rows][whole], values[whole]
            table = sweep_table(at, values)
            table.insert(0, "along", along)
            table.insert(0, "outcome", outcome)
            levels.append(table)
            if len(at) > 1:
                tipping = threshold(along, at, direction * values, request.seed)
                found.append({"outcome": outcome, **asdict(tipping)})
    frames = (pd.concat(levels, ignore_index=True), pd.DataFrame(found))
    return Swept(request, *frames, collected.runs, collected.failures, record)
