"""The workers of a study: processes of this machine, or those of a Dask scheduler."""

from concurrent.futures import Executor

from experiments.executors import (
    KINDS,
    Cluster,
    HereExecutor,
    available_cores,
    close_executor,
    open_executor,
)
from experiments.faults import Wrong
from experiments.store.code import code_version
from model.errors import Fault, SozialraumError
from model.words import Message, joined


class Workers:
    """Opens an executor when it is needed and renews it when its processes have ended.

    Args:
        kind: "local" or "dask"; jobs: processes of this machine (None: a process per core);
        scheduler: address of the Dask scheduler; definition: see `Keeper`.
    """

    def __init__(
        self, kind: str, jobs: int | None, scheduler: str | None = None, definition: str = ""
    ) -> None:
        self.kind, self._scheduler, self._definition = kind, scheduler, definition
        self._jobs = jobs
        self.count = 1
        self.executor: Executor = HereExecutor()

    def open(self, runs: int) -> None:
        """Start or reach the workers for so many runs.

        Raises:
            NoScheduler: nobody answers; SozialraumError: workers have another code version.
        """
        if self.kind == "dask":
            cluster = Cluster(str(self._scheduler))
            self.executor = cluster
            self.count = max(1, sum(cluster.workers().values()))
            refuse_other_code(cluster, self._definition)
        else:
            self.count = max(1, min(self._jobs or available_cores(), runs))
            self.executor = open_executor(self.count)

    def renew(self) -> None:
        """New processes in place of those that have ended."""
        close_executor(self.executor, at_once=True)
        self.open(self.count)

    def close(self, *, at_once: bool) -> None:
        """End the workers (those of a scheduler live on)."""
        close_executor(self.executor, at_once=at_once)

    def in_flight(self) -> int:
        """Blocks to have on their way, so that no worker waits for the next one."""
        if isinstance(self.executor, Cluster):
            self.count = max(1, sum(self.executor.workers().values()))  # workers come and go
            return 2 * self.count
        return 1 if self.count == 1 else self.count + 1

    def compile_first(self) -> bool:
        """True if one worker should compile the model before the others start."""
        from model.compiled import cache_is_warm

        return self.kind == "local" and not cache_is_warm()


def refuse_other_code(cluster: Cluster, definition: str) -> None:
    """Refuse workers that have another version of the program, all of them by name.

    Raises:
        SozialraumError: with every such worker, its version and ours.
    """
    mine = code_version(definition)
    theirs = cluster.ask(code_version, definition)
    lines = []
    for address, found in theirs.items():
        if isinstance(found, Exception):
            lines.append(
                Message(
                    "  {address}: cannot load the program ({found})", address=address, found=found
                )
            )
        elif found != mine:
            lines.append(Message("  {address}: code version {found}", address=address, found=found))
    if lines:
        cluster.shutdown(wait=False)
        head = Message(
            "Refused: workers with another code version than this program ({mine}):", mine=mine
        )
        tail = Message(
            "Bring them to the same version (the same clone or wheel) and start them again."
        )
        raise SozialraumError(joined([head, *lines, tail]))


def faults_of(kind: str, jobs: int | None, scheduler: str | None) -> list[Fault]:
    """What is wrong with the options that choose the workers."""
    wrong = Wrong()
    none = Message("there is no executor {kind!r}", kind=kind)
    wrong.unless_among("--executor", kind, KINDS, none)
    if kind == "dask" and not scheduler:
        allowed = Message("its address, such as tcp://10.0.0.5:8786 (`dask scheduler` prints it)")
        wrong("--scheduler", Message("is missing with --executor dask"), allowed)
    if kind == "local" and scheduler:
        wrong("--scheduler", Message("is given without --executor dask"), Message("both"))
    if jobs is not None and jobs < 1:
        wrong("--jobs", Message("is {jobs}", jobs=jobs), Message("a whole number from 1"))
    if kind == "dask" and jobs is not None:
        allowed = Message("the number of workers is what was started with `dask worker --nworkers`")
        wrong("--jobs", Message("has no meaning with --executor dask"), allowed)
    return wrong.faults
