"""A finished budget-neutral search as data: which way of sharing posts out brings most of what.

Every way on a grid was run under a few seeds, the promising ones under more; beside them the rules
of thumb. Gains are paired: the same seed with and without the posts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.frontier import Request
from analysis.results.plain import Tabled, rows_of
from analysis.sensitivity.fronts import front_table, shares
from analysis.sensitivity.staffing import Option, thumb_rules

NOTHING = "nothing"  # the point without more posts, which gains are measured against
GRID = "grid"


@dataclass(frozen=True, repr=False)
class Searched(Tabled):
    """A finished search. ways: a row per way: rule, a column of posts per option, front columns."""

    TABLES: ClassVar = ("ways", "runs", "failures")

    request: Request
    options: tuple[Option, ...]
    ways: pd.DataFrame
    runs: pd.DataFrame
    failures: pd.DataFrame
    record: Mapping[str, Any]
    folder: Path | None = None

    @property
    def front(self) -> pd.DataFrame:
        """Ways on the front of the means, by the first aim."""
        return self.ways[self.ways["front"]].sort_values("mean_0", ascending=False)

    @property
    def rules(self) -> pd.DataFrame:
        """The rules of thumb."""
        return self.ways[~self.ways["rule"].isin([GRID, NOTHING])]

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; what is not known is null."""
        return {
            "arrangement": self.request.arrangement,
            "posts": self.request.posts,
            "failed": len(self.failures),
            "ways": rows_of(self.ways),
        }


def ways_of(request: Request, options: Sequence[Option]) -> pd.DataFrame:
    """All ways: rule, then posts per option. The first brings nothing; rules of thumb come last."""
    names = [option.name for option in options]
    grid = shares(len(options), request.parts)
    rules = thumb_rules(options)
    rows = np.vstack([np.zeros(len(options)), grid, *rules.values()]) * request.posts
    frame = pd.DataFrame(rows, columns=names)
    frame.insert(0, "rule", [NOTHING, *[GRID] * len(grid), *rules])
    return frame


def gains_of(
    runs: pd.DataFrame, ways: int, seeds: Sequence[int], aims: Sequence[str]
) -> np.ndarray:
    """Gain of every way over nothing, more is better; (ways, seeds, aims), NaN where not run."""
    found = np.full((ways, len(seeds), len(aims)), np.nan)
    for number, aim in enumerate(aims):
        mine = runs[runs["outcome"] == aim]
        wide = mine.pivot(index="point", columns="seed", values="value")
        values = wide.reindex(index=range(ways), columns=list(seeds)).to_numpy(dtype=np.float64)
        found[:, :, number] = (values - values[0]) * (OUTCOME[aim].direction or 1)
    return found


def judged(gains: np.ndarray, chosen: np.ndarray, seed: int) -> pd.DataFrame:
    """Means, half-widths and front of all ways; only the chosen ones, run often, may be on it."""
    chosen = chosen[chosen > 0]  # the first way brings nothing: it is no choice
    with_all = front_table(gains[chosen], seed)
    few = pd.DataFrame({"seeds": np.isfinite(gains).all(axis=2).sum(axis=1)})
    for aim in range(gains.shape[2]):
        few[f"mean_{aim}"] = np.nanmean(gains[:, :, aim], axis=1)
        few[f"half_{aim}"] = np.nan
    few["front"], few["chance"] = False, 0.0
    for column in few.columns:
        few.loc[chosen, column] = with_all[column].to_numpy()
    return few.astype({"front": bool})
