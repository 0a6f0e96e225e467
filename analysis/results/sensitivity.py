"""A finished sensitivity study as data: indices, shares of chance, convergence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from analysis.requests.sensitivity import Request, prepare
from analysis.results.plain import Tabled, rows_of
from analysis.sensitivity.campaign import Collected
from analysis.sensitivity.convergence import JUDGED, judged
from analysis.sensitivity.designs import Design
from analysis.sensitivity.frames import DIFFERENCE, views
from analysis.sensitivity.indices import COLUMNS, independent_rows, indices
from analysis.sensitivity.noise import shares
from experiments.result_folder import RECORD, read_record, read_table
from model.errors import InputError
from model.words import Message

# A ranking is withheld while the widest interval is wider than so many times the aim: ±0.3 of an
# index between 0 and 1.
RANKED_WITHIN = 6.0
MAIN: Mapping[str, tuple[str, ...]] = {
    "sobol": ("S1", "ST"), "fast": ("S1", "ST"), "morris": ("strength", "mu_star"),
    "pawn": ("PAWN",), "delta": ("delta",),
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class Sensitivity(Tabled):
    """What a study leaves.

    points, runs: see the package; indices: outcome, on, input, index, value, low, high; shares: of
    parameters, chance and interaction; convergence: a row per outcome and view; failures; constant:
    (outcome, on) that do not vary; folder: where it was written.
    """

    TABLES: ClassVar = ("points", "runs", "indices", "shares", "convergence", "failures")

    request: Request
    design: Design
    points: pd.DataFrame
    runs: pd.DataFrame
    indices: pd.DataFrame
    shares: pd.DataFrame
    convergence: pd.DataFrame
    failures: pd.DataFrame
    constant: tuple[tuple[str, str], ...]
    record: Mapping[str, Any]
    folder: Path | None = None

    def ranked(self, outcome: str) -> pd.DataFrame:
        """Inputs by the index that counts, largest first: input, value, low, high."""
        index = JUDGED[self.design.method.name]
        found = self.indices
        own = (found["outcome"] == outcome) & (found["on"] == DIFFERENCE)
        mine = found[own & (found["index"] == index)]
        return mine.sort_values("value", ascending=False, ignore_index=True)

    def is_ranked(self, outcome: str) -> bool:
        """Whether intervals are narrow enough for a ranking to be told at all."""
        rows = self.convergence
        if not len(rows):
            return False
        mine = rows[(rows["outcome"] == outcome) & (rows["on"] == DIFFERENCE)]
        return bool((mine["widest"] <= RANKED_WITHIN * mine["tolerance"]).all()) and len(mine) > 0

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; what is not known is null."""
        return {
            "base": self.request.base,
            "other": self.request.other,
            "method": self.design.method.name,
            "points": len(self.points),
            "seeds": self.request.seeds,
            "failed": len(self.failures),
            "constant": [list(one) for one in self.constant],
            "ranked": {name: self.is_ranked(name) for name in self.request.outcomes},
            **{n: rows_of(getattr(self, n)) for n in ("indices", "shares", "convergence")},
        }


def analyse(
    request: Request,
    design: Design,
    collected: Collected,
    names: Sequence[str],
    record: Mapping[str, Any],
) -> Sensitivity:
    """All indices of a finished study. names: arms in the table of runs, base and other first."""
    points = design.space.points(design.unit)
    found, parts, rows, constant = [], [], [], []
    independent = independent_rows(design)
    for view in views(collected.runs, len(points), request.outcomes, names[0], names[1]):
        if view.constant:
            constant.append((view.outcome, view.on))
            continue
        table = indices(view, design)
        found.append(table)
        parts.append(shares(view, independent, request.seed))
        rows.append(judged(table, view, design))
    empty = pd.DataFrame(columns=list(COLUMNS))
    return Sensitivity(
        request,
        design,
        points,
        collected.runs,
        pd.concat(found, ignore_index=True) if found else empty,
        pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(),
        pd.DataFrame(rows),
        collected.failures,
        tuple(constant),
        record,
    )


def load(folder: Path) -> Sensitivity:
    """A study that was written before, for what builds on it (tipping points, worth, figures).

    Raises:
        InputError: no study there, or one that cannot be read.
    """
    try:
        if not (folder / RECORD).is_file():
            raise FileNotFoundError(folder / RECORD)
        record = read_record(folder)
        request = Request.from_json(record["arguments"])
        tables = {name: read_table(folder, name) for name in Sensitivity.TABLES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = Message(
            "no sensitivity study can be read there ({name})", name=type(error).__name__
        )
        allowed = Message("a folder that `sozialraum sensitivity` has written")
        raise InputError.of(str(folder), "", problem, allowed) from None
    prepared = prepare(request)
    design = prepared.design(request.runs or prepared.method.usual)
    if not design.space.points(design.unit).equals(tables["points"]):
        problem = Message(
            "its points would not be drawn like that today (ranges or SALib have changed)"
        )
        raise InputError.of(str(folder), "points", problem, Message("a study made by this version"))
    return Sensitivity(request, design, constant=(), record=record, folder=folder, **tables)


def kept_by_screening(screened: Sensitivity, most: int) -> tuple[str, ...]:
    """What a screening keeps: inputs that stand out for some outcome, at most so many.

    An input stands out if the interval of its strength lies above 0. The strongest of every outcome
    come first, by turns.
    """
    lists = [screened.ranked(outcome) for outcome in screened.request.outcomes]
    stand_out = [list(frame.loc[frame["low"] > 0.0, "input"]) for frame in lists]
    kept: dict[str, None] = {}
    for place in range(max((len(names) for names in stand_out), default=0)):
        for names in stand_out:
            if place < len(names) and len(kept) < most:
                kept.setdefault(names[place])
    return tuple(kept)
