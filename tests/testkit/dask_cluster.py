"""A real Dask scheduler and real workers, each a process of its own, on loopback."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from testkit.program import environment

LOOPBACK = "127.0.0.1"
PATIENCE = 60.0
DASK = [sys.executable, "-c", "from dask.__main__ import main; main()"]


@dataclass
class DaskCluster:
    """A scheduler that listens at `address`, and the workers that were started."""

    address: str
    folder: Path
    scheduler: "subprocess.Popen[bytes]"
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def add_worker(self, extra: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """Start one worker process without a nanny: killed, it stays dead."""
        with (self.folder / f"worker-{len(self.workers)}.log").open("wb") as log:
            worker = subprocess.Popen(
                [*DASK, "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                 "--host", LOOPBACK, "--local-directory", str(self.folder),
                 "--death-timeout", "60"],
                cwd=self.folder,  # else the project here would come before PYTHONPATH
                env={**environment(), **(extra or {})},
                stdout=log,
                stderr=log,
            )  # fmt: skip
        self.workers.append(worker)
        return worker


def _ended(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.kill()
    process.wait()


@contextmanager
def dask_cluster(folder: Path, workers: int = 2) -> Iterator[DaskCluster]:
    """A scheduler with so many workers, all gone afterwards."""
    path = folder / "scheduler.log"
    with path.open("wb") as log:
        scheduler = subprocess.Popen(
            [*DASK, "scheduler", "--host", LOOPBACK, "--port", "0", "--no-dashboard"],
            env=dict(os.environ),
            stdout=log,
            stderr=log,
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(rf"tcp://{LOOPBACK}:\d+", path.read_text())):
            assert scheduler.poll() is None, path.read_text()
            assert time.monotonic() < deadline, "the scheduler does not start"
            time.sleep(0.1)
        cluster = DaskCluster(found.group(), folder, scheduler)
        try:
            for _ in range(workers):
                cluster.add_worker()
            yield cluster
        finally:
            for worker in cluster.workers:
                _ended(worker)
    finally:
        _ended(scheduler)
