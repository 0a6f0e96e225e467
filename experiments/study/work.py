"""One block of runs, inside a worker: each seed's burn-in once, then every run from there.

Nothing that goes wrong in a run ends the block: the run becomes a row with stage and message.
"""

import os
import socket
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.store.code import code_version
from experiments.study.keeper import Keep
from experiments.study.starts import Own, Start, is_settled
from model.errors import CheckError, SozialraumError
from model.scenario import Form, Scenario
from model.words import Message

type Columns = dict[str, np.ndarray | pa.Array]
# What a machine or another process may cause: such a run is tried again.
FROM_OUTSIDE = (MemoryError, OSError)
DETAIL = 2000  # characters of a traceback that are kept
_kept = threading.local()  # the last burn-in of this thread: cells are divided sometimes


@dataclass(frozen=True)
class Variant:
    """A scenario of a block: what makes it differ from the block's frame.

    values: of parameters that are others than in the frame.
    """

    name: str
    hash: str
    forms: tuple[Form, ...]
    values: Mapping[str, float] = field(default_factory=dict)

    def of(self, frame: Scenario) -> Scenario:
        """The scenario itself."""
        found = replace(frame, name=self.name, forms=self.forms)
        if not self.values:
            return found
        parameters = dict(frame.parameters)
        for name, value in self.values.items():
            parameters[name] = replace(parameters[name], value=value)
        found = replace(found, parameters=parameters)
        if found.hash != self.hash:
            raise AssertionError("a worker has made another scenario than was planned")
        return found


def variant_of(scenario: Scenario, frame: Scenario) -> Variant:
    """What makes a scenario differ from a frame."""
    if scenario.world_hash == frame.world_hash:
        return Variant(scenario.name, scenario.hash, scenario.forms)
    known = frame.parameters
    values = {n: p.value for n, p in scenario.parameters.items() if p.value != known[n].value}
    return Variant(scenario.name, scenario.hash, scenario.forms, values)


@dataclass(frozen=True)
class Block:
    """What a worker needs to do some runs that begin in one world.

    frame: a scenario of the world; start: how it comes to month 0; place_name: of a shipped place,
    "" if it lies elsewhere; starts: of each variant, as its identity has it; cells: (seed, runs as
    (index of the variant, key)); code, definition: of the sender; forget: remove the settled
    population of the world from the disk of the worker afterwards.
    """

    frame: Scenario
    start: Start
    place_name: str
    variants: tuple[Variant, ...]
    starts: tuple[str, ...]
    cells: tuple[tuple[int, tuple[tuple[int, str], ...]], ...]
    months: int
    every: str
    checks: bool
    code: str
    definition: str
    keep: Keep
    forget: bool = False


@dataclass(frozen=True)
class BlockResult:
    """Rows of the runs of a block by table, seconds, and the worker's memory (bytes).

    other_code: the worker's code version if it is not the sender's; then nothing was run.
    """

    tables: Mapping[str, Columns]
    runs: int
    failed: int
    run_seconds: tuple[float, ...] = ()
    first_burn_in: float = 0.0
    burn_ins: tuple[float, ...] = ()
    memory: int = 0
    worker: str = ""
    other_code: str = ""


def run_block(block: Block) -> BlockResult:
    """Do the runs of a block."""
    mine = code_version(block.definition)
    if mine != block.code:
        return BlockResult({}, 0, 0, worker=worker_name(), other_code=mine)
    rows = _Rows(block)
    began = time.perf_counter()
    try:
        frame = _located(block)
        scenarios = [variant.of(frame) for variant in block.variants]
        settled_before = is_settled(block.start, frame)
    except Exception as error:  # noqa: BLE001  (a failed block is rows, never the end of a study)
        for seed, runs in block.cells:
            for variant, key in runs:
                rows.failed(key, variant, seed, "place", error)
        return rows.result(began)
    for seed, runs in block.cells:
        _run_cell(block, frame, scenarios, seed, runs, rows)
    if block.forget and not settled_before and isinstance(block.start, Own):
        _forget_settled(frame)
    return rows.result(began)


def _run_cell(
    block: Block,
    frame: Scenario,
    scenarios: list[Scenario],
    seed: int,
    runs: tuple[tuple[int, str], ...],
    rows: "_Rows",
) -> None:
    from model.scenario.rival import is_rival, paired
    from model.simulate import simulate

    began = time.perf_counter()
    spent: dict[str, Any] = {}  # what networks have spent: a rival, which comes last, gets it
    runs = tuple(sorted(runs, key=lambda run: is_rival(scenarios[run[0]])))
    try:
        start = _begun(block.start, frame, seed, rows)
    except Exception as error:  # noqa: BLE001  (a failed run is a row)
        for variant, key in runs:
            rows.failed(key, variant, seed, "burn-in", error)
        return
    share = (time.perf_counter() - began) / len(runs)
    for variant, key in runs:
        stage = "run"
        began = time.perf_counter()
        try:
            scenario = scenarios[variant]
            run = simulate(
                scenario,
                seed,
                months=block.months,
                start=start,
                checks=block.checks,
                spent=spent.get(paired(scenario).hash),
            )
            spent[scenario.hash] = run.spent
            stage = "summary"
            tables = block.keep(run, block.every)
        except Exception as error:  # noqa: BLE001  (a failed run is a row)
            rows.failed(key, variant, seed, stage, error)
            continue
        rows.done(key, variant, seed, tables, time.perf_counter() - began, share)


def _begun(start: Start, frame: Scenario, seed: int, rows: "_Rows") -> Any:
    """The world at month 0 under a seed; the last one is kept, in case the cell was divided."""
    name = (start.name, frame.world_hash, seed)
    if getattr(_kept, "name", None) != name:
        _kept.name, _kept.state = None, None  # never two in memory
        began = time.perf_counter()
        _kept.state = start(frame, seed)
        _kept.name = name
        rows.burn_ins.append(time.perf_counter() - began)
    return _kept.state


def _located(block: Block) -> Scenario:
    """The frame with the folder of its place on this machine, which must hold the same files."""
    from model.scenario import data_root
    from model.scenario.canonical import folder_content

    folder = block.frame.place_folder
    if block.place_name:
        folder = data_root() / "places" / block.place_name
    where = {"folder": folder, "gethostname": socket.gethostname()}
    missing = Message(
        "the place {folder} is not on the machine {gethostname}: copy it there, under "
        "the same path, or use a shipped place",
        **where,
    )
    other = Message(
        "the files of the place {folder} on the machine {gethostname} are not those "
        "the study was started with",
        **where,
    )
    if not Path(folder).is_dir():
        raise SozialraumError(missing)
    if folder_content(folder, []) != dict(block.frame.place_content):
        raise SozialraumError(other)
    return replace(block.frame, place_folder=folder)


def _forget_settled(frame: Scenario) -> None:
    """Remove what only this block needed: a design of many worlds would fill the disk."""
    from model.stationary import SETTLING, kept_file, under_status_quo

    kept_file(under_status_quo(frame), SETTLING).unlink(missing_ok=True)


def worker_name() -> str:
    """This process as tables name it: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


class _Rows:
    """Rows of a block while it is being done."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._runs: list[tuple[object, ...]] = []
        self._timings: list[tuple[object, ...]] = []
        self._tables: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
        self.burn_ins: list[float] = []
        self._seconds: list[float] = []
        self._failures = 0

    def _run(self, key: str, variant: int, seed: int, how: tuple[object, ...]) -> None:
        self._runs.append(run_row(self._block, key, variant, seed, how))

    def done(
        self, key: str, variant: int, seed: int, tables: Mapping[str, Any], seconds: float,
        share: float,
    ) -> None:  # fmt: skip
        """A run that took so many seconds, and its share of those until month 0."""
        self._run(key, variant, seed, ("done", "", "", "", True))
        for name, table in tables.items():
            self._tables.setdefault(name, []).append((key, table))
        self._timings.append((key, seconds + share, time.time(), worker_name()))
        self._seconds.append(seconds)

    def failed(self, key: str, variant: int, seed: int, stage: str, error: Exception) -> None:
        known = isinstance(error, SozialraumError)  # says in plain words what is wrong
        message = str(error) if known else f"{type(error).__name__}: {error}"
        detail = "".join(traceback.format_exception(error))[-DETAIL:]
        outside = isinstance(error, FROM_OUTSIDE) or (known and not isinstance(error, CheckError))
        self._run(key, variant, seed, ("failed", stage, message, detail, not outside))
        self._failures += 1

    def result(self, began: float) -> BlockResult:
        tables: dict[str, Columns] = {"runs": columns(RUN_COLUMNS, self._runs)}
        if self._timings:
            tables["timings"] = columns(TIMING_COLUMNS, self._timings)
        for name, parts in self._tables.items():
            lengths = [len(next(iter(table.values()))) for _, table in parts]
            numbers = np.repeat(np.arange(len(parts), dtype=np.int32), lengths)
            keys = pa.DictionaryArray.from_arrays(numbers, [key for key, _ in parts])
            tables[name] = {"run": keys} | {
                column: np.concatenate([np.asarray(table[column]) for _, table in parts])
                for column in parts[0][1]
            }
        first, others = (self.burn_ins[:1] or [0.0])[0], tuple(self.burn_ins[1:])
        return BlockResult(
            tables,
            len(self._runs),
            self._failures,
            tuple(self._seconds),
            first,
            others,
            peak_memory(),
            worker_name(),
        )


RUN_COLUMNS = (
    "run", "scenario", "world", "start", "arrangement", "place", "seed", "months", "every",
    "status", "stage", "message", "detail", "lasting",
)  # fmt: skip
TIMING_COLUMNS = ("run", "seconds", "finished", "worker")


def run_row(
    block: Block, key: str, variant: int, seed: int, how: tuple[object, ...]
) -> tuple[object, ...]:
    """The row of a run; how: status, stage, message, detail, lasting."""
    frame, chosen = block.frame, block.variants[variant]
    start = block.starts[variant]
    known = (key, chosen.hash, frame.world_hash, start, chosen.name, frame.place, seed)
    return (*known, block.months, block.every, *how)


def columns(names: tuple[str, ...], rows: list[tuple[object, ...]]) -> Columns:
    """Rows as columns."""
    return {name: np.array([row[at] for row in rows]) for at, name in enumerate(names)}


def peak_memory() -> int:
    """Most memory this process has used, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024
