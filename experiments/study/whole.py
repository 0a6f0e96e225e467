"""Runs as the store gives them back, table by table: for what needs more than outcomes."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.store.batches import Batch, batches
from experiments.store.index import DONE, verified
from experiments.store.keys import contains
from experiments.study.frames import Results
from experiments.study.planning import study_runs

TABLES = ("monthly", "groups", "ties", "people")


def runs_by_pair(
    results: Results, every: str = "whole"
) -> Iterator[tuple[int, int, list[Mapping[str, Mapping[str, np.ndarray]]]]]:
    """Point, pair and the tables of all its arms, for every pair whose runs are all done.

    Pairs come as they lie in the store; each batch is read once, so that memory stays small.
    """
    wanted: dict[str, list[tuple[int, int]]] = {}
    arms: dict[tuple[int, int], list[str]] = {}
    code = results.code
    for point, pair, _, run in study_runs(results.study, results.identities, code, results.counts):
        wanted.setdefault(run, []).append((point, pair))
        arms.setdefault((point, pair), []).append(run)
    left = {place: len(set(runs)) for place, runs in arms.items()}
    found: dict[str, Mapping[str, Mapping[str, np.ndarray]]] = {}
    waiting = {run: len(places) for run, places in wanted.items()}
    for batch in verified(batches(results.store, code)):
        for run, tables in _read(batch, wanted.keys() - found.keys(), every):
            found[run] = tables
            for place in wanted[run]:
                left[place] -= 1
                if left[place] == 0:
                    yield *place, [found[one] for one in arms[place]]
                    for one in set(arms[place]):
                        waiting[one] -= 1
                        if not waiting[one]:
                            found[one] = {}  # told apart from what has not been met


def _read(
    batch: Batch, wanted: "set[str]", every: str
) -> Iterator[tuple[str, Mapping[str, Mapping[str, np.ndarray]]]]:
    """The tables of the runs of a batch that are wanted and kept so fully."""
    runs = batch.read("runs", ["run", "status", "every"]).to_pylist()
    mine = [
        row["run"]
        for row in runs
        if row["run"] in wanted and row["status"] == DONE and contains(row["every"], every)
    ]
    if not mine:
        return
    tables = {name: _of_runs(batch, name, mine) for name in TABLES if batch.file(name).is_file()}
    for run in dict.fromkeys(mine):
        yield run, {name: parts[run] for name, parts in tables.items() if run in parts}


def _of_runs(batch: Batch, name: str, runs: list[str]) -> dict[str, dict[str, np.ndarray]]:
    """Run → its columns. The rows of a run stand together."""
    table = pq.read_table(batch.file(name))
    keys = table.column("run").cast(pa.string())
    if len(runs) < len(keys.unique()):
        mask = pc.is_in(keys, pa.array(runs))
        table, keys = table.filter(mask), keys.filter(mask)
    keys = keys.combine_chunks().dictionary_encode()
    numbers = keys.indices.to_numpy()
    ends = np.flatnonzero(np.diff(numbers, append=-1)) + 1
    columns: dict[str, Any] = {
        column: table.column(column).to_numpy() for column in table.column_names if column != "run"
    }
    found, first = {}, 0
    for end in ends.tolist():
        run = keys.dictionary[int(numbers[first])].as_py()
        found[run] = {column: values[first:end] for column, values in columns.items()}
        first = end
    return found
