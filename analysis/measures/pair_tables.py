"""What is told of one pair: small tables made of the runs of all its arms."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from analysis.measures import persons
from analysis.measures.outcomes import outcomes_of
from analysis.measures.run_tables import groups_of, ties_of
from experiments.study.keeper import Table
from model.observe import GROUP_MEASURES


def summarise(
    runs: Sequence[Any],
    twins: Sequence[Any] = (),
    *,
    names: Sequence[str],
    spaces: Sequence[str],
    only_outcomes: bool = False,
) -> Mapping[str, Table]:
    """Tables of one pair; the first run is the base. Twins are runs under neutral steering.

    outcomes (arm, outcome, value), monthly (arm, month, a column per measure and tie stage),
    groups (arm, year, group, a column per measure), ties (arm, month, sozialraum, a column per
    stage), gains (arm, dimension, group, …) and split (arm, total, within, composition, departed).
    """
    each = zip_longest(names, runs, twins)
    outcomes = put_together("arm", ((name, {"outcomes": _outcomes(*both)}) for name, *both in each))
    if only_outcomes:
        return outcomes
    base = runs[0]
    gains, splits = [], []
    for name, run in zip(names[1:], runs[1:], strict=True):
        gains += [{"arm": name, **row} for row in persons.gains(base.people, run.people, spaces)]
        split = vars(persons.stock_split(base.people, run.people))
        departed = persons.departed(base.people, run.people)
        splits.append({"arm": name, **split, "departed": departed})
    own = (
        {"monthly": _monthly(run), "groups": _groups(run), "ties": ties_of(run, spaces)}
        for run in runs
    )
    tables = outcomes | put_together("arm", zip(names, own, strict=True))
    if gains:
        tables |= {"gains": _columns(gains), "split": _columns(splits)}
    return tables


def put_together(
    column: str, pieces: Iterable[tuple[Any, Mapping[str, Table]]]
) -> dict[str, Table]:
    """Tables of the same names one below the other; a column in front has the name of the piece."""
    found: dict[str, list[tuple[Any, Table]]] = {}
    for piece, tables in pieces:
        for name, table in tables.items():
            found.setdefault(name, []).append((piece, table))
    return {name: _below(column, parts) for name, parts in found.items()}


def _below(column: str, parts: Sequence[tuple[Any, Table]]) -> Table:
    sizes = [len(next(iter(table.values()))) for _, table in parts]
    pieces = np.repeat([piece for piece, _ in parts], sizes)
    return {column: pieces, **_stacked([table for _, table in parts])}


def _outcomes(run: Any, twin: Any) -> Table:
    values = outcomes_of(run, twin)
    return {
        "outcome": np.array(list(values)),
        "value": np.array(list(values.values()), dtype=np.float64),
    }


def _monthly(run: Any) -> Table:
    stages = run.ties.mean(axis=1)
    table = {"month": np.arange(1, run.months + 1)}
    table |= {measure: np.asarray(values) for measure, values in run.monthly.items()}
    return table | {f"ties_at_{stage}": stages[:, stage] for stage in range(stages.shape[1])}


def _groups(run: Any) -> Table:
    """A row per year and group; none of a run of less than a year, which counts no year."""
    if run.groups.size:
        return groups_of(run)
    none = {"year": np.zeros(0, np.int64), "group": np.zeros(0, str)}
    return none | {str(name): np.zeros(0) for name, *_ in GROUP_MEASURES}


def _columns(rows: Sequence[Mapping[str, Any]]) -> Table:
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}


def _stacked(tables: Sequence[Table]) -> Table:
    return {key: np.concatenate([np.asarray(t[key]) for t in tables]) for key in tables[0]}
