"""Tables of all pairs of a comparison, kept beside their runs, so that asking again is quick.

Made of stored runs and of nothing else: the key holds every run of every pair and the code that
makes tables of them. Only comparisons without a failed pair are kept; the last few stay.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from analysis.measures import arm_tables
from analysis.measures.pair_tables import put_together
from experiments.record import source_hash
from experiments.study.frames import Results
from experiments.study.keeper import Table
from experiments.study.planning import study_runs

MOST = 12  # comparisons whose tables stay
_NUMBERS, _PAIR = "numbers", "pair"  # of all pairs, and of the pair that a row is of

type Tables = Mapping[int, Mapping[str, Table]]
"""Number of the pair → tables by name."""


def key_of(results: Results, names: Sequence[str]) -> str:
    """What the tables follow from: all runs, the names of arms, and the code of runs and tables."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (results.code, source_hash(), *names):
        digest.update(f"{part}\n".encode())
    runs = study_runs(results.study, results.identities, results.code, results.counts)
    for one in runs:
        digest.update(repr(one).encode())
    return digest.hexdigest()


def kept_tables(store: Path, key: str) -> Tables | None:
    """The tables under this key; None if they are not kept, or not as they were."""
    found = arm_tables.kept_tables(_file(store, key))
    if found is None:
        return None
    numbers = found.pop(_NUMBERS)[_PAIR].tolist()
    made: dict[int, dict[str, Table]] = {number: {} for number in numbers}
    for name, table in found.items():
        pairs, *spans = np.unique(table.pop(_PAIR), return_index=True, return_counts=True)
        rows = {n: slice(at, at + size) for n, at, size in zip(pairs, *spans, strict=True)}
        for number in rows or numbers:  # a table may have no rows
            mine = rows.get(number, slice(0))
            made[number][name] = {column: values[mine] for column, values in table.items()}
    return made


def keep_tables(store: Path, key: str, tables: Tables) -> None:
    """Keep the tables of all pairs; a disk that cannot take them only costs time later."""
    file, numbers = _file(store, key), np.array(list(tables), np.int64)
    together = put_together(_PAIR, tables.items())
    arm_tables.keep_tables(file, {**together, _NUMBERS: {_PAIR: numbers}})
    with suppress(OSError):
        newest = sorted(file.parent.glob("*.npz"), key=lambda path: -path.stat().st_mtime)
        for path in newest[MOST:]:
            path.unlink(missing_ok=True)


def _file(store: Path, key: str) -> Path:
    return store / ".pairs" / f"{key}.npz"
