"""Runs points of a study, several at a time; survives what fails, and can be taken up again.

The one thing that knows what a point means is an `Evaluate`: values of the factors and a seed → the
outcomes of every arm. It is called in worker processes, so it must be picklable.
"""

import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.sensitivity.frames import RUN_COLUMNS
from experiments.executors import available_cores, close_executor, open_executor
from experiments.progress import Progress
from experiments.runner import TICK, InterruptedRun
from model.errors import SozialraumError

FAILURE_COLUMNS = ("point", "seed", "message", "detail")


class Evaluate(Protocol):
    """Runs all arms at one point under one seed: arm → outcome → value."""

    def __call__(self, values: Mapping[str, float], seed: int) -> Mapping[str, Mapping[str, float]]:
        """Outcomes of every arm; whatever it raises becomes a failure."""
        ...


class InterruptedPoints(InterruptedRun):
    """The user stopped a study (Ctrl-C). Finished points have been handed to `keep`."""

    def __str__(self) -> str:
        text = f"Interrupted: runs of points finished: {self.finished} of {self.asked}."
        return f"{text} {self.then}".strip()

    def __reduce__(self) -> tuple[type["InterruptedPoints"], tuple[int, int, str]]:
        return (type(self), (self.finished, self.asked, self.then))


@dataclass(frozen=True)
class Task:
    """One point under one seed."""

    point: int
    seed: int
    values: Mapping[str, float]


@dataclass(frozen=True)
class Done:
    """What a task leaves: arm, outcome, value (columns of equal length), or why it has failed."""

    point: int
    seed: int
    arms: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    seconds: float = 0.0
    message: str = ""
    detail: str = field(default="", repr=False)

    @property
    def failed(self) -> bool:
        """True if there is no value."""
        return bool(self.message)


type Keep = Callable[[Done], None]


def tasks_of(points: pd.DataFrame, seeds: Sequence[int]) -> list[Task]:
    """Every point under every seed, point by point, so that finished points are whole."""
    rows = points.drop(columns="point").to_dict(orient="records")
    numbers = [int(number) for number in points["point"]]
    return [
        Task(number, seed, {str(name): float(value) for name, value in row.items()})
        for number, row in zip(numbers, rows, strict=True)
        for seed in seeds
    ]


def carry_out(evaluate: Evaluate, task: Task) -> Done:
    """One task; an error becomes a failure with its reason, so that one point does not end all."""
    began = time.perf_counter()
    try:
        found = evaluate(task.values, task.seed)
    except Exception as error:  # noqa: BLE001  (a failed point is a row, never the end of a study)
        known = isinstance(error, SozialraumError)
        message = str(error) if known else f"{type(error).__name__}: {error}"
        return Done(task.point, task.seed, message=message, detail=traceback.format_exc())
    rows = [(arm, name, value) for arm, values in found.items() for name, value in values.items()]
    arms, outcomes, values = zip(*rows, strict=True) if rows else ((), (), ())
    seconds = time.perf_counter() - began
    return Done(task.point, task.seed, arms, outcomes, tuple(map(float, values)), seconds)


def run_tasks(
    evaluate: Evaluate,
    tasks: Sequence[Task],
    *,
    keep: Keep,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> list[Done]:
    """Run all tasks, in any order; `keep` gets each at once.

    Raises:
        InterruptedPoints: on Ctrl-C, after the workers have ended.
    """
    if not tasks:
        return []
    jobs = min(jobs or available_cores(), len(tasks))
    executor = open_executor(jobs)
    finished: list[Done] = []
    at_once = True
    try:
        # One worker compiles and settles; the others then find it in the cache.
        for batch in (tasks[:1], tasks[1:]):
            pending: dict[Future[Done], Task] = {}
            queue = list(reversed(batch))
            while queue or pending:
                while queue and len(pending) < (1 if jobs == 1 else 2 * jobs):
                    task = queue.pop()
                    pending[_submit(executor.submit, evaluate, task)] = task
                for future in wait(pending, timeout=TICK, return_when=FIRST_COMPLETED).done:
                    done = _done(future, pending.pop(future))
                    finished.append(done)
                    keep(done)
                    if progress is not None:
                        progress.advance()
                if progress is not None:
                    progress.tick()
        at_once = False
    except KeyboardInterrupt:
        raise InterruptedPoints(len(finished), len(tasks)) from None
    finally:
        close_executor(executor, at_once=at_once)
    return finished


def _submit(submit: Callable[..., Future[Done]], evaluate: Evaluate, task: Task) -> Future[Done]:
    try:
        return submit(carry_out, evaluate, task)
    except BrokenExecutor as error:
        future: Future[Done] = Future()
        future.set_exception(error)
        return future


def _done(future: "Future[Done]", task: Task) -> Done:
    error = future.exception()
    if error is None:
        return future.result()
    message = (
        "the worker process ended without an answer (out of memory, or stopped from outside)"
        if isinstance(error, BrokenExecutor)
        else f"{type(error).__name__}: {error}"
    )
    return Done(task.point, task.seed, message=message, detail=repr(error))


def runs_frame(done: Iterable[Done]) -> pd.DataFrame:
    """The long table of runs: point, seed, arm, outcome, value; failures are left out."""
    good = [one for one in done if not one.failed]
    sizes = [len(one.values) for one in good]
    if not good:
        return pd.DataFrame(columns=list(RUN_COLUMNS))
    return pd.DataFrame(
        {
            "point": np.repeat([one.point for one in good], sizes),
            "seed": np.repeat(np.array([one.seed for one in good], dtype=np.int64), sizes),
            "arm": np.concatenate([one.arms for one in good]),
            "outcome": np.concatenate([one.outcomes for one in good]),
            "value": np.concatenate([one.values for one in good]),
        }
    )


def failures_frame(done: Iterable[Done]) -> pd.DataFrame:
    """Failed tasks: point, seed, message, detail."""
    rows = [(one.point, one.seed, one.message, one.detail) for one in done if one.failed]
    return pd.DataFrame(rows, columns=list(FAILURE_COLUMNS))
