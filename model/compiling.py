"""The first compilation, shared by two processes: half a minute becomes twenty seconds.

Numba compiles one function at a time per process, but every process finds in the cache folder what
others have compiled. The first that runs a month therefore starts a helper, which compiles half of
the steps for the same kind of world; what a helper leaves out, the caller compiles itself.

    python -m model.compiling     what a helper runs: reads its work from standard input
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from model.compiled import cache_is_warm, claim, is_kept, mark_as_warm

# Rules that several steps share are compiled in every process: one helper adds 7 % to the work of
# all processes together and three 40 %, which costs more than it gains where cores are busy.
HELPERS = 1
ROOT = Path(__file__).resolve().parent.parent

type Loop = Callable[..., Any]
type Work = list[tuple[str, str, Any]]  # module and name of a loop, types of its arguments


def prepare(loops: Sequence[tuple[Loop, Any]]) -> None:
    """Compile those loops, each for the types of its arguments, that the cache does not hold.

    Helpers take part if there are cores for them and nobody else is at the same work.
    """
    if cache_is_warm():
        return
    work: Work = [
        (loop.__module__, loop.__name__, types) for loop, types in loops if not is_kept(loop, types)
    ]
    helpers = min(HELPERS, _cores() - 1, len({module for module, _, _ in work}) - 1)
    claimed = claim() if helpers > 0 else None
    started = []
    try:
        if claimed is not None:
            parts = shares(work, helpers + 1)
            started = [_helper(part) for part in parts[1:]]
            _compile(parts[0])
            for helper in started:
                helper.wait()
        _compile(work)
    finally:
        for helper in started:
            helper.kill()
        if claimed is not None:
            claimed.rmdir()
    mark_as_warm()


def shares(work: Work, parts: int) -> list[Work]:
    """Work in so many parts of about the same size of source; loops of a module stay together."""
    sizes: dict[str, int] = {}
    for module, _, _ in work:
        sizes[module] = Path(str(sys.modules[module].__file__)).stat().st_size
    loads, part_of = [0] * parts, {}
    for module in sorted(sizes, key=lambda name: -sizes[name]):
        part_of[module] = loads.index(min(loads))
        loads[part_of[module]] += sizes[module]
    return [[entry for entry in work if part_of[entry[0]] == number] for number in range(parts)]


def _cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _helper(work: Work) -> "subprocess.Popen[bytes]":
    """A process that compiles some loops; it says nothing, and nobody depends on it."""
    helper = subprocess.Popen(
        [sys.executable, "-P", "-m", "model.compiling"],  # -P: no module of the folder of work
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert helper.stdin is not None
    helper.stdin.write(pickle.dumps(work))
    helper.stdin.close()
    return helper


def _compile(work: Work) -> None:
    """Compile loops, or find them in the cache."""
    for module, name, types in work:
        getattr(import_module(module), name).compile(types)


if __name__ == "__main__":
    _compile(pickle.load(sys.stdin.buffer))
