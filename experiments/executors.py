"""Where pairs are run: in this process, or in worker processes behind `concurrent.futures`.

Worker processes come from loky: started afresh (no fork of a process that holds threads), without
importing the user's script again, and a worker that dies is reported instead of hanging.
"""

import os
import signal
from concurrent.futures import Executor, Future
from typing import Any


def available_cores() -> int:
    """Cores this process may use: affinity and container limits included, never below 1."""
    import loky

    return max(1, int(loky.cpu_count()))


class HereExecutor(Executor):
    """Runs a task at once, in this process: for one job, and for tests."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run the task now; the future that comes back is finished."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  (whatever the task raises is the future's)
            future.set_exception(error)
        return future


def open_executor(jobs: int) -> Executor:
    """An executor with `jobs` workers; one job runs here, without a second process."""
    if jobs == 1:
        return HereExecutor()
    import loky

    executor: Executor = loky.ProcessPoolExecutor(
        max_workers=jobs, initializer=_start_worker, context=loky.backend.get_context("loky")
    )
    return executor


def close_executor(executor: Executor, *, at_once: bool) -> None:
    """End the workers; `at_once` ends them in the middle of their pair."""
    if isinstance(executor, HereExecutor):
        return
    if at_once:
        executor.shutdown(wait=True, kill_workers=True)  # type: ignore[call-arg]
    else:
        executor.shutdown(wait=True)


def _start_worker() -> None:
    # Ctrl-C reaches the whole process group: only the main process answers it, so that workers
    # print nothing. One thread each: pairs are what is parallel.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"
