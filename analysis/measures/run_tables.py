"""What a study keeps of each run: every outcome, of the whole run or of each year, and measures.

The outcomes are those of `analysis.measures.outcomes`, by the same formulas. A year is looked at
as if it were a run of twelve months; what a run counts per person is then taken from the yearly
groups.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.measures.formulas import MONTHS_A_YEAR
from analysis.measures.outcomes import CREAMING, OUTCOMES, outcomes_of
from experiments.study.keeper import Keeper, OutcomeWords, Table
from model.observe import GROUP_MEASURES
from model.tally import MEASURES

_HERE = Path(__file__).resolve().parent
# Whatever turns a run into outcomes: an edit here makes other results, which are kept apart.
_DEFINED_IN = ("formulas.py", "outcomes.py", "run_tables.py")
_ALL = "all"  # the group of everybody in the fixed cohort
WITHOUT_VALUES = {
    CREAMING: "is measured against a second run under neutral steering (compare --creaming)"
}


@dataclass(frozen=True)
class YearOfRun:
    """One year of a run, as outcomes read a run."""

    months: int
    monthly: Mapping[str, np.ndarray]
    people: Mapping[str, np.ndarray]
    ties: np.ndarray


def keep_run(run: Any, every: str) -> Mapping[str, Table]:
    """The tables of one run; see `experiments.study.keeper.Keep`."""
    rows = [(0, run)]
    if every != "end":
        rows += [(year, year_of(run, year)) for year in range(1, run.months // MONTHS_A_YEAR + 1)]
    values = [outcomes_of(part) for _, part in rows]
    outcomes = {name: np.array([row[name] for row in values]) for name in values[0]}
    tables: dict[str, Table] = {
        "outcomes": {"year": np.array([year for year, _ in rows], dtype=np.int64), **outcomes}
    }
    if every in ("monthly", "whole"):
        months = np.arange(1, run.months + 1, dtype=np.int64)
        tables["monthly"] = {"month": months, **{m: np.asarray(v) for m, v in run.monthly.items()}}
    if every == "whole":
        tables |= {"groups": groups_of(run), "ties": ties_of(run), "people": dict(run.people)}
    return tables


def groups_of(run: Any) -> Table:
    """A row per year and group."""
    names, count = [measure[0] for measure in GROUP_MEASURES], len(run.group_names)
    groups = np.asarray(run.groups, dtype=np.float64).reshape(-1, count, len(names))
    years = len(groups)
    table = {
        "year": np.repeat(np.arange(1, years + 1), count),
        "group": np.tile(np.array(run.group_names), years),
    }
    return table | {name: groups[:, :, at].ravel() for at, name in enumerate(names)}


def ties_of(run: Any, spaces: Sequence[str] | None = None) -> Table:
    """A row per month and Sozialraum (by number, or by these names)."""
    months, count, stages = run.ties.shape
    table = {
        "month": np.repeat(np.arange(1, months + 1), count),
        "sozialraum": np.tile(np.arange(count) if spaces is None else spaces[:count], months),
    }
    return table | {f"ties_at_{at}": run.ties[:, :, at].ravel() for at in range(stages)}


@dataclass(frozen=True)
class StoredRun:
    """A run as the store gives it back: what `model.simulate.RunResult` says, bit by bit."""

    months: int
    monthly: Mapping[str, np.ndarray]
    groups: np.ndarray
    group_names: tuple[str, ...]
    ties: np.ndarray
    people: Mapping[str, np.ndarray]


def stored_run(tables: Mapping[str, Table]) -> StoredRun:
    """The run that `keep_run` kept "whole"; a table that was not kept is empty."""
    monthly = {k: v for k, v in tables.get("monthly", {}).items() if k != "month"}
    groups, ties = tables.get("groups", {}), tables.get("ties", {})
    months = len(next(iter(monthly.values()), ()))
    names = tuple(dict.fromkeys(groups.get("group", np.zeros(0)).tolist()))
    measures = [groups[k] for k in groups if k not in ("year", "group")]
    stages = [ties[k] for k in ties if k not in ("month", "sozialraum")]
    return StoredRun(
        months,
        monthly,
        np.stack(measures, 1).reshape(-1, len(names), len(measures)) if groups else np.zeros(0),
        names,
        np.stack(stages, 1).reshape(months, -1, len(stages)) if ties else np.zeros(0),
        tables.get("people", {}),
    )


def year_of(run: Any, year: int) -> YearOfRun:
    """Year 1, 2, … of a run."""
    last = year * MONTHS_A_YEAR
    span = slice(last - MONTHS_A_YEAR, last)
    monthly = {name: values[span] for name, values in run.monthly.items()}
    group = run.group_names.index(_ALL)
    measure = [name for name, *_ in GROUP_MEASURES].index("integrations")
    so_far = [0.0, *(float(table[group, measure]) for table in run.groups)]
    people = {
        "integrations": np.array([so_far[year] - so_far[year - 1]]),
        "months_followed": np.array([monthly["cohort"].sum()]),
    }
    return YearOfRun(MONTHS_A_YEAR, monthly, people, run.ties[span])


@cache
def keeper() -> Keeper:
    """What studies keep of a run."""
    digest = hashlib.sha256()
    for name in _DEFINED_IN:
        digest.update((_HERE / name).read_bytes().replace(b"\r\n", b"\n"))
    words = tuple(
        OutcomeWords(o.name, o.unit, o.english, o.title("de"), o.formula, o.headline)
        for o in OUTCOMES
    )
    measures = tuple(measure.name for measure in MEASURES)
    return Keeper(keep_run, digest.hexdigest(), words, measures, WITHOUT_VALUES)
