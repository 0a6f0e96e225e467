"""Points of a design, run in parallel, each written down the moment it is finished.

`points.jsonl` in the folder of a calibration has a line per finished point. A run that is killed
loses what was under way; asked for again, it goes on with the points that are missing.
"""

import json
import math
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from experiments.calibration.status_quo import Simulator
from experiments.executors import InterruptedRun
from experiments.faults import with_reasons
from experiments.progress import Progress
from experiments.study.workers import Workers
from experiments.writing import plain_words
from model.errors import SozialraumError
from model.words import Message

POINTS = "points.jsonl"
# With so large a share of failed points the model, not the design, is at fault.
MOST_FAILED = 0.2
MOST_REASONS = 5  # that are told


@dataclass(frozen=True)
class Point:
    """One run to make: stage of the calibration, number in the stage, seed, values by name."""

    stage: str
    number: int
    seed: int
    values: Mapping[str, float]

    @property
    def key(self) -> str:
        """Name of the point in the history."""
        return f"{self.stage}/{self.number}"


@dataclass(frozen=True)
class Finished:
    """A point with the measures of its run, or with the reason why it has none."""

    point: Point
    measures: Mapping[str, float] = field(default_factory=dict)
    failure: str = ""

    def as_line(self) -> str:
        """One line of JSON; a measure that is no number is null."""
        measures = {k: v if math.isfinite(v) else None for k, v in self.measures.items()}
        content = {**asdict(self.point), "measures": measures, "failure": self.failure}
        return json.dumps(content, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_line(cls, line: str) -> "Finished":
        """The point of a line; ValueError, KeyError or TypeError if the line is damaged."""
        raw = json.loads(line)
        measures = {k: float("nan") if v is None else float(v) for k, v in raw["measures"].items()}
        point = Point(raw["stage"], raw["number"], raw["seed"], raw["values"])
        return cls(point, measures, raw["failure"])


class History:
    """Finished points of one calibration, in memory and on disk (None: in memory only)."""

    def __init__(self, folder: Path | None) -> None:
        self.path = None if folder is None else folder / POINTS
        self.finished: dict[str, Finished] = {}
        if self.path is not None and self.path.exists():
            self._read(self.path.read_text(encoding="utf-8"))

    def _read(self, text: str) -> None:
        for line in text.splitlines():
            try:
                found = Finished.from_line(line)
            except (ValueError, KeyError, TypeError):
                continue  # the last line of a run that was killed while it wrote
            if not found.failure:
                self.finished[found.point.key] = found

    def keep(self, found: Finished) -> None:
        """Remember a finished point, and write it at once."""
        self.finished[found.point.key] = found
        if self.path is None:
            return
        with plain_words(self.path), self.path.open("a", encoding="utf-8") as file:
            file.write("\n" if _torn(self.path) else "")
            file.write(found.as_line() + "\n")
            file.flush()
            os.fsync(file.fileno())

    def missing(self, points: Iterable[Point]) -> list[Point]:
        """Points that have not been run, or were run with other values."""
        return [point for point in points if not self._has(point)]

    def _has(self, point: Point) -> bool:
        found = self.finished.get(point.key)
        if found is None or found.failure or found.point.seed != point.seed:
            return False
        kept = found.point.values
        return kept.keys() == point.values.keys() and bool(
            np.allclose([kept[k] for k in kept], [point.values[k] for k in kept], rtol=1e-9)
        )

    def of(self, points: Iterable[Point]) -> list[Finished]:
        """The finished ones of these points, without those that failed."""
        found = (self.finished.get(point.key) for point in points)
        return [one for one in found if one is not None and not one.failure]


def _torn(path: Path) -> bool:
    """Whether the last line was not finished when a run was killed."""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        if not file.tell():
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def run_points(
    simulator: Simulator,
    points: Sequence[Point],
    history: History,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> list[Finished]:
    """Run the points that the history has not; returns all that went well, in order.

    Raises:
        InterruptedRun: on Ctrl-C; finished points are in the history.
        SozialraumError: too many points failed; says why.
    """
    todo = history.missing(points)
    if progress is not None:
        progress.advance(len(points) - len(todo))
    workers = Workers("local", jobs)
    workers.open(len(todo))
    at_once = True
    try:
        for found in _results(workers, simulator, todo):
            history.keep(found)
            if progress is not None:
                progress.advance()
        at_once = False
    except KeyboardInterrupt:
        kept = len(points) - len(history.missing(points))
        then = Message("Finished runs are kept: the same command goes on with the others.")
        raise InterruptedRun(kept, len(points), then) from None
    finally:
        workers.close(at_once=at_once)
    _raise_if_failed(points, history)
    return history.of(points)


def _results(workers: Workers, simulator: Simulator, todo: Iterable[Point]) -> Iterator[Finished]:
    """Points as they finish."""
    pending: dict[Future[Any], Point] = {}
    queue = deque(todo)
    while queue or pending:
        while queue and len(pending) < workers.in_flight():
            point = queue.popleft()
            try:
                pending[workers.executor.submit(simulator, dict(point.values), point.seed)] = point
            except BrokenExecutor as error:
                yield Finished(point, failure=_reason(error))
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            point = pending.pop(future)
            why = future.exception()
            yield Finished(point, failure=_reason(why)) if why else Finished(point, future.result())


def _reason(error: BaseException) -> str:
    if isinstance(error, BrokenExecutor):
        return Message("the worker process ended without an answer (out of memory, or stopped)")
    return f"{type(error).__name__}: {error}"


def _raise_if_failed(points: Sequence[Point], history: History) -> None:
    ended = [history.finished[p.key].failure for p in points if p.key in history.finished]
    failed = Counter(sorted(reason for reason in ended if reason))
    count = failed.total()
    if count > MOST_FAILED * len(points):
        head = Message(
            "{count} of {all} runs of the status quo failed:", count=count, all=len(points)
        )
        raise SozialraumError(with_reasons(head, list(failed.items())[:MOST_REASONS]))
