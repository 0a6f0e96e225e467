"""One batch of points, from the first task to the written folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sensitivity.kept import KeptPoints
from analysis.sensitivity.running import (
    Done,
    Evaluate,
    InterruptedPoints,
    failures_frame,
    run_tasks,
    runs_frame,
    tasks_of,
)
from experiments import store
from experiments.plan import pair_seed
from experiments.progress import Progress
from experiments.record import code_version, environment, source_hash
from experiments.runner import InterruptedRun, timestamp
from experiments.writing import frame_as_csv, new_folder, write_json
from model.errors import SozialraumError


@dataclass(frozen=True)
class Campaign:
    """What is run: an evaluator at points under seeds, and what it is called.

    command: the command that takes it up again; arguments: its options, kept with the points;
    identity: what else must be equal for kept points to be used (arms by hash, …).
    """

    command: str
    evaluate: Evaluate
    points: pd.DataFrame
    seeds: tuple[int, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    identity: Mapping[str, Any] = field(default_factory=dict)

    def kept(self, out: Path) -> KeptPoints:
        """Where its finished points are kept. Raises InputError if others are kept there."""
        identity = {
            **self.identity,
            "points": points_hash(self.points),
            "seeds": list(self.seeds),
            "sources": source_hash(),
        }
        return KeptPoints(out, self.command, identity, self.arguments)


@dataclass(frozen=True)
class Collected:
    """Runs and failures of a campaign."""

    runs: pd.DataFrame
    failures: pd.DataFrame
    began: str
    ended: str


def seeds_of(seed: int, count: int) -> tuple[int, ...]:
    """The seeds of every point: those of the pairs of a comparison with the same seed."""
    return tuple(pair_seed(seed, number) for number in range(count))


def points_hash(points: pd.DataFrame) -> str:
    """Content of a table of points (hex, 16 digits)."""
    import hashlib

    content = frame_as_csv(points)
    return hashlib.sha256(content).hexdigest()[:16]


def collect(
    campaign: Campaign, kept: KeptPoints | None, jobs: int | None, *, quiet: bool = False
) -> Collected:
    """Run what is not finished yet.

    Raises:
        InterruptedRun: Ctrl-C; says how to go on.
        SozialraumError: not one point could be run; says why.
    """
    began = timestamp()
    before = runs_frame([]) if kept is None else kept.finished()
    finished = set(zip(before["point"], before["seed"], strict=True))
    tasks = tasks_of(campaign.points, campaign.seeds)
    missing = [task for task in tasks if (task.point, task.seed) not in finished]
    keep: Callable[[Done], None] = _forget if kept is None else kept.keep
    with Progress("runs of points", len(tasks), silent=quiet) as progress:
        progress.done = len(tasks) - len(missing)
        try:
            done = run_tasks(campaign.evaluate, missing, keep=keep, jobs=jobs, progress=progress)
        except InterruptedRun as stop:
            then = "Nothing is kept without `out`." if kept is None else kept.how_to_go_on()
            count = len(tasks) - len(missing) + stop.finished
            raise InterruptedPoints(count, len(tasks), then) from None
        finally:
            if kept is not None:
                kept.save()
    parts = [frame for frame in (before, runs_frame(done)) if len(frame)]
    if not parts:
        if kept is not None:
            kept.discard()  # nothing is worth keeping
        raise SozialraumError(_all_failed(done))
    return Collected(pd.concat(parts, ignore_index=True), failures_frame(done), began, timestamp())


def write_folder(
    kept: KeptPoints,
    tables: Mapping[str, pd.DataFrame],
    record: Mapping[str, Any],
    fill: Callable[[Path], Any] = lambda _: None,
) -> Path:
    """Write tables (Parquet), record.json and what `fill` adds; returns the folder.

    Raises:
        OutputError: the result cannot be written; the finished points stay.
    """
    with new_folder(kept.target) as folder:
        for name, frame in tables.items():
            store.write_table(folder, name, frame)
        write_json(folder / store.RECORD, dict(record))
        fill(folder)
    kept.discard()
    return kept.target


def record_of(campaign: Campaign, collected: Collected) -> dict[str, Any]:
    """What was run, when, by which code: plain data for JSON."""
    reasons = collected.failures["message"].value_counts()
    return {
        "command": campaign.command,
        "arguments": dict(campaign.arguments),
        **dict(campaign.identity),
        "points": len(campaign.points),
        "seeds": list(campaign.seeds),
        "failed": len(collected.failures),
        "reasons": {str(text): int(count) for text, count in reasons.items()},
        "began": collected.began,
        "ended": collected.ended,
        "code": code_version(),
        "environment": environment(),
    }


def _forget(done: Done) -> None:
    """Nothing is stored."""


def _all_failed(done: Sequence[Done]) -> str:
    reasons: dict[str, int] = {}
    for one in done:
        reasons[one.message] = reasons.get(one.message, 0) + 1
    lines = [f"  {count} × {reason}" for reason, count in reasons.items()]
    return "\n".join(["No point could be run:", *lines[:10]])
