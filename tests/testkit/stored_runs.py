"""Made-up runs in a store, and two ways to damage a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from experiments.store.batches import Batch
from experiments.store.keys import run_key
from experiments.store.query import answer, opened
from experiments.store.writer import Writer
from experiments.study.work import RUN_COLUMNS, TIMING_COLUMNS, columns

CODE, OTHER = "1-a", "1-b"


def rows(
    seeds: range, code: str = CODE, *, status: str = "done", every: str = "end", value: float = 0.5
) -> dict[str, Mapping[str, Any]]:
    """Tables of made-up runs of one scenario, a run per seed."""
    keys = [run_key(code, "scenario", seed, 12) for seed in seeds]
    runs: list[tuple[object, ...]] = [
        (key, "scenario", "world", "", "siloed", "town", seed, 12, every, status, "", "", "", True)
        for key, seed in zip(keys, seeds, strict=True)
    ]
    tables: dict[str, Mapping[str, Any]] = {"runs": columns(RUN_COLUMNS, runs)}
    if status == "done":
        years = np.zeros(len(keys), np.int64)
        values = value + np.arange(len(keys))
        tables["outcomes"] = {"run": np.array(keys), "year": years, "participation": values}
        tables["timings"] = columns(TIMING_COLUMNS, [(key, 0.1, 0.0, "here") for key in keys])
    return tables


def put(store: Path, seeds: range, code: str = CODE, **other: Any) -> Batch:
    """A batch of made-up runs."""
    writer = Writer(store, code)
    writer.add(rows(seeds, code, **other), len(seeds))
    writer.write()
    return writer.batches[0]


def asked(store: Path, sql: str, code: str = CODE) -> list[tuple[Any, ...]]:
    """The answer of a store."""
    with opened(store, code) as base:
        found: list[tuple[Any, ...]] = answer(base, sql).fetchall()
    return found


def truncate(path: Path) -> None:
    """Cut the end off."""
    path.write_bytes(path.read_bytes()[:-20])


def flip(path: Path) -> None:
    """Change one bit in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
