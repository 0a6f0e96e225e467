"""Tables of all pairs of a comparison, kept beside their runs, so that asking again is quick.

Made of stored runs and of nothing else: the key holds every run of every pair and the code that
makes tables of them. Only comparisons without a failed pair are kept; the last few stay.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from experiments.record import source_hash
from experiments.study.frames import Results
from experiments.study.keeper import Table
from experiments.study.planning import study_runs
from model.caching import keep, kept

MOST = 12  # comparisons whose tables stay
_JOINT = "|"  # between table and column; in no name of either
_NUMBERS = "numbers"

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
    try:
        with np.load(io.BytesIO(kept(_file(store, key))), allow_pickle=False) as file:
            found = {name: file[name] for name in file.files}
    except OSError:  # none, or damaged: which has been said
        return None
    numbers = found.pop(_NUMBERS).tolist()
    made: dict[int, dict[str, dict[str, np.ndarray]]] = {number: {} for number in numbers}
    for name, values in found.items():
        table, _, column = name.partition(_JOINT)
        if not column:
            continue
        ends, none = np.cumsum(found[table]), not found[table].any()  # a table may have no rows
        for number, end, size in zip(numbers, ends.tolist(), found[table].tolist(), strict=True):
            if size or none:
                made[number].setdefault(table, {})[column] = values[end - size : end]
    return made


def keep_tables(store: Path, key: str, tables: Tables) -> None:
    """Keep the tables of all pairs; a disk that cannot take them only costs time later."""
    arrays: dict[str, np.ndarray] = {_NUMBERS: np.array(list(tables), np.int64)}
    for table in dict.fromkeys(name for one in tables.values() for name in one):
        mine = [one.get(table, {}) for one in tables.values()]
        columns = next(one for one in mine if one)
        sizes = [len(next(iter(one.values()))) if one else 0 for one in mine]
        arrays[table] = np.array(sizes, np.int64)
        for column in columns:
            arrays[f"{table}{_JOINT}{column}"] = np.concatenate([o[column] for o in mine if o])
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    with suppress(OSError):
        file = _file(store, key)
        file.parent.mkdir(exist_ok=True)
        keep(file, stream.getbuffer())
        newest = sorted(file.parent.glob("*.npz"), key=lambda path: -path.stat().st_mtime)
        for path in newest[MOST:]:
            path.unlink(missing_ok=True)


def _file(store: Path, key: str) -> Path:
    return store / ".pairs" / f"{key}.npz"
