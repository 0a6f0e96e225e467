"""Where runs are done: this process, worker processes or a cluster, behind `concurrent.futures`.

Worker processes come from loky: started afresh (no fork of a process that holds threads), without
importing the user's script again, and a worker that dies is reported instead of hanging. Several
machines come from Dask: a scheduler, and workers that anybody started (experiments/README.md).
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any

from model.errors import NOTHING, SozialraumError
from model.words import Message

KINDS = ("local", "dask")
RUNS = Message("runs")  # what is counted, if nothing else is said
REACHED_WITHIN = 10.0  # seconds to wait for a Dask scheduler
LOOK_FOR_PARENT = 2.0  # seconds between two looks whether the main process lives
WORKERS_WITHIN = 30.0  # seconds to wait for its first worker


class InterruptedRun(SozialraumError):
    """The user stopped (Ctrl-C). What was finished is kept.

    then: what to do now, in plain words; what: what is counted.
    """

    def __init__(
        self, finished: int, asked: int, then: Message = NOTHING, what: Message = RUNS
    ) -> None:
        self.finished = finished
        self.asked = asked
        self.then = then
        self.what = what
        counted = {"what": what, "finished": finished, "asked": asked}
        text = Message("Interrupted: {what} finished: {finished} of {asked}.", **counted)
        super().__init__(Message("{text} {then}", text=text, then=then) if then else text)

    def __reduce__(self) -> tuple[type["InterruptedRun"], tuple[object, ...]]:
        return (type(self), (self.finished, self.asked, self.then, self.what))


class NoScheduler(SozialraumError):
    """The Dask scheduler cannot be used: what was tried, and how to start one."""


class LostScheduler(SozialraumError):
    """The connection to the Dask scheduler broke off. What was finished is kept."""


@contextmanager
def reaching_the_scheduler() -> Iterator[None]:
    """Whatever Dask raises when its scheduler has gone becomes `LostScheduler`."""
    try:
        yield
    except (CancelledError, TimeoutError, OSError) as error:
        cause = str(error).partition("\n")[0] or type(error).__name__
        raise LostScheduler(
            Message("The connection to the scheduler is lost ({cause}).", cause=cause)
        ) from None


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


def open_executor(jobs: int, grows_mb: int | None = None) -> Executor:
    """An executor with `jobs` workers; one job runs here, without a second process.

    grows_mb: memory that a worker may take beyond its first task before loky takes it for a leak
        and replaces it, which costs whoever waits seconds; None: loky's own limit.
    """
    if jobs == 1:
        return HereExecutor()
    import loky

    executor: Executor = loky.ProcessPoolExecutor(
        max_workers=jobs,
        initializer=_start_worker,
        context=loky.backend.get_context("loky"),
        env=None if grows_mb is None else {"LOKY_MAX_MEMORY_LEAK_SIZE": f"{grows_mb}e6"},
    )
    return executor


def close_executor(executor: Executor, *, at_once: bool) -> None:
    """End the workers; `at_once` ends them in the middle of their pair."""
    if isinstance(executor, HereExecutor | Cluster):
        executor.shutdown(wait=False, cancel_futures=at_once)
    else:
        executor.shutdown(wait=True, kill_workers=at_once)  # type: ignore[call-arg]


def _start_worker() -> None:
    # Ctrl-C reaches the whole process group: only the main process answers it, so that workers
    # print nothing. One thread each: pairs are what is parallel.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"
    if os.name == "posix":
        threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()


def _end_with_parent(parent: int) -> None:
    """End this worker when its main process is gone (killed): nobody would ever end it."""
    while os.getppid() == parent:
        time.sleep(LOOK_FOR_PARENT)
    os._exit(1)


class Cluster(Executor):
    """Workers of a Dask scheduler behind `concurrent.futures`. Closing it leaves them running.

    Args:
        address: of the scheduler, such as tcp://10.0.0.5:8786.

    Raises:
        NoScheduler: Dask is not installed, nobody answers, or no worker has come in time.
    """

    def __init__(self, address: str) -> None:
        self._client = _connected(address)
        self._executor = self._client.get_executor(retries=0)

    def workers(self) -> dict[str, int]:
        """Address → threads of every worker that is there now."""
        with reaching_the_scheduler():
            return dict(self._client.nthreads())

    def ask(self, fn: Any, *args: Any) -> dict[str, Any]:
        """Call a function once on every worker; its answers (or errors) by address."""
        answers = self._client.run(fn, *args, on_error="return")
        return dict(answers)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Send a task to some worker; one whose worker ends is sent to another."""
        with reaching_the_scheduler():
            future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the scheduler; with `cancel_futures` nothing more of ours is run."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close(timeout=REACHED_WITHIN)


def _connected(address: str) -> Any:
    """A client of the scheduler, once it has a worker."""
    try:
        from distributed import Client
    except ImportError:
        raise NoScheduler(
            Message("The executor dask needs the package distributed: install sozialraum[dask].")
        ) from None
    # A scheduler that is lost is told once, in our words: Dask's log of it is pages of tracebacks.
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    how = (
        "Start one with `dask scheduler`, and on every machine `dask worker <address> "
        "--nworkers auto --nthreads 1`; then give its address with --scheduler tcp://host:8786."
    )
    try:
        client = Client(address, timeout=f"{REACHED_WITHIN:g}s", set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        cause = str(error).partition("\n")[0] or type(error).__name__
        raise NoScheduler(
            Message(
                "No Dask scheduler answers at {address}; gave up after {reached_within:g} "
                "seconds ({cause}). {how}",
                address=address,
                reached_within=REACHED_WITHIN,
                cause=cause,
                how=how,
            )
        ) from None
    try:
        client.wait_for_workers(1, timeout=WORKERS_WITHIN)
    except (TimeoutError, OSError):
        client.close()
        raise NoScheduler(
            Message(
                "The Dask scheduler at {address} has no worker; gave up after "
                "{workers_within:g} seconds. On every machine: `dask worker {address} "
                "--nworkers auto --nthreads 1`.",
                address=address,
                workers_within=WORKERS_WITHIN,
            )
        ) from None
    return client
