"""Runs pairs, several at a time, and survives what goes wrong with one of them."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait

from experiments.executors import available_cores, close_executor, open_executor
from experiments.plan import Pair, Plan
from experiments.progress import Progress
from experiments.worker import Failure, PairResult, Summarise, run_pair
from model.errors import SozialraumError

# How often the runner looks up to move the progress bar (seconds).
TICK = 0.25

type Keep = Callable[[PairResult], None]


class InterruptedRun(SozialraumError):
    """The user stopped the run (Ctrl-C). Finished pairs have been handed to `keep`.

    then: what to do now, in plain words; what: what is counted.
    """

    def __init__(self, finished: int, asked: int, then: str = "", what: str = "pairs") -> None:
        self.finished = finished
        self.asked = asked
        self.then = then
        self.what = what
        text = f"Interrupted: {what} finished: {finished} of {asked}."
        super().__init__(f"{text} {then}".strip())

    def __reduce__(self) -> tuple[type["InterruptedRun"], tuple[object, ...]]:
        return (type(self), (self.finished, self.asked, self.then, self.what))


def run_pairs(
    plan: Plan,
    numbers: Sequence[int],
    summarise: Summarise,
    *,
    keep: Keep,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> list[PairResult]:
    """Run the pairs with these numbers; returns their results in the order of the numbers.

    `keep` gets every finished pair at once (to store it), failed ones included. A pair whose worker
    process dies becomes a failure of the stage "process", and so do those it takes with it.

    Raises:
        InterruptedRun: on Ctrl-C, after the workers have ended.
    """
    todo = [plan.pair(number) for number in numbers]
    if not todo:
        return []
    jobs = min(jobs or available_cores(), len(todo))
    executor = open_executor(jobs)
    results: dict[int, PairResult] = {}
    at_once = True
    try:
        batches = [todo]
        if jobs > 1 and _compiles_first():
            # One worker compiles and fills the cache; the others then find it there.
            batches = [todo[:1], todo[1:]]
        for batch in batches:
            pending: dict[Future[PairResult], Pair] = {}
            queue = list(reversed(batch))
            while queue or pending:
                # One more than there are workers: none waits, and a stop loses little.
                while queue and len(pending) < (1 if jobs == 1 else jobs + 1):
                    pair = queue.pop()
                    pending[_submit(executor.submit, plan, pair, summarise)] = pair
                for future in wait(pending, timeout=TICK, return_when=FIRST_COMPLETED).done:
                    result = _result(future, pending.pop(future))
                    results[result.pair.number] = result
                    keep(result)
                    if progress is not None:
                        progress.advance()
                if progress is not None:
                    progress.tick()
        at_once = False
    except KeyboardInterrupt:
        raise InterruptedRun(
            sum(result.failure is None for result in results.values()), len(todo)
        ) from None
    finally:
        close_executor(executor, at_once=at_once)
    return [results[pair.number] for pair in todo]


def _submit(
    submit: Callable[..., Future[PairResult]], plan: Plan, pair: Pair, summarise: Summarise
) -> Future[PairResult]:
    try:
        return submit(run_pair, plan, pair, summarise)
    except BrokenExecutor as error:
        # A worker died earlier; what is left fails with the same reason instead of ending the run.
        future: Future[PairResult] = Future()
        future.set_exception(error)
        return future


def _result(future: "Future[PairResult]", pair: Pair) -> PairResult:
    error = future.exception()
    if error is None:
        return future.result()
    message = (
        "the worker process ended without an answer (out of memory, or stopped from outside)"
        if isinstance(error, BrokenExecutor)
        else f"{type(error).__name__}: {error}"
    )
    return PairResult(pair, failure=Failure("process", message, repr(error)))


def _compiles_first() -> bool:
    from model.compiled import cache_is_warm

    return not cache_is_warm()


def timestamp(seconds: float | None = None) -> str:
    """A moment in UTC as it stands in folder names: 20260131T093000Z."""
    moment = time.gmtime(time.time() if seconds is None else seconds)
    return time.strftime("%Y%m%dT%H%M%SZ", moment)
