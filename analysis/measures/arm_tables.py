"""Tables of one arm against the base in one pair, kept by content: pieces that pairs are made of.

`pair_tables.summarise` tells of all arms of a pair at once. Whoever changes one arm again and again
keeps what the others have told: a pair is put together of its pieces and is the same.
"""

import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from analysis.measures.pair_tables import summarise
from analysis.measures.run_tables import StoredRun, keep_run, stored_run
from experiments.study.keeper import Table
from experiments.study.kept_starts import forget_oldest
from model.caching import keep, kept

_JOINT = "|"  # between table and column; in no name of either
_BASE, _ARM = "base", "arm"
MOST_BYTES = 2**30  # of pieces, and of runs

type Tables = Mapping[str, Table]


def piece_of(base: Any, run: Any, spaces: Sequence[str]) -> Tables:
    """What is told of a run against the base; without the column `arm`. run None: of the base."""
    runs, names = ([base], (_BASE,)) if run is None else ([base, run], (_BASE, _ARM))
    told = summarise(runs, names=names, spaces=spaces)
    return {
        name: {k: np.asarray(v)[table["arm"] == names[-1]] for k, v in table.items() if k != "arm"}
        for name, table in told.items()
    }


def keep_tables(file: Path, tables: Tables) -> None:
    """Keep tables; a disk that cannot take them only costs time later."""
    arrays = {
        f"{name}{_JOINT}{column}": np.asarray(values)
        for name, table in tables.items()
        for column, values in table.items()
    }
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        keep(file, stream.getbuffer())
        forget_oldest(file.parent, MOST_BYTES)


def kept_tables(file: Path) -> dict[str, dict[str, np.ndarray]] | None:
    """Tables as they were kept; None if they are not, or not as they were."""
    if not file.exists():
        return None
    found: dict[str, dict[str, np.ndarray]] = {}
    try:
        with np.load(io.BytesIO(kept(file)), allow_pickle=False) as arrays:
            for name in arrays.files:
                table, _, column = name.partition(_JOINT)
                found.setdefault(table, {})[column] = arrays[name]
    except OSError:
        return None
    return found


def keep_whole(file: Path, run: Any) -> None:
    """Keep a run, so that others can be told against it later."""
    keep_tables(file, keep_run(run, "whole"))


def kept_whole(file: Path) -> StoredRun | None:
    """A kept run; None if it is not kept."""
    tables = kept_tables(file)
    return None if tables is None else stored_run(tables)
