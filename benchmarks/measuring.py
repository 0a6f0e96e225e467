"""The implementations side by side: whether they agree, and what they cost.

Clocks run in interleaved rounds; ratios are taken within a round; memory is that of a process.
"""

import gc
import importlib.util
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np

from benchmarks import c_twin
from benchmarks.contract import MEASURES, Contract, Result, contract

NANO = 1.0e9
MEGA = 1.0e6
KILO = 1024  # bytes
FULL = "import json; from model.bench import bench; print(json.dumps(bench()))"
ROOT = Path(__file__).resolve().parent.parent
# Starsim's draws are others: means over seeds are compared.
SEEDS, SEEDS_OF_OWN = 6, 30
LARGEST_Z = 4.5  # 17 measures: a false alarm in 10,000


class Tool(NamedTuple):
    """One implementation: its module here, what it is, and what it needs beyond the project."""

    name: str
    module: str
    title: str
    needs: str = ""
    same_draws: bool = True


TOOLS: tuple[Tool, ...] = (
    Tool("engine", "engine", "this project's engine (Numba)"),
    Tool("c", "c_twin", "C by hand", "a C compiler"),
    Tool("numpy", "columns", "NumPy, whole columns"),
    Tool("starsim", "starsim_model", "Starsim", "starsim", same_draws=False),
)


def missing(tool: Tool) -> str:
    """What this machine lacks for a tool, "" if nothing."""
    if tool.module == "c_twin":
        return "" if c_twin.compiler() else tool.needs
    return tool.needs if tool.needs and importlib.util.find_spec(tool.needs) is None else ""


def timed(tool: Tool, given: Contract) -> tuple[float, Result]:
    """Seconds of the months of one run, preparing it not counted, and what came of it."""
    begun = import_module(f"benchmarks.{tool.module}").begin(given)
    gc.collect()
    began = perf_counter()
    begun.live()
    return perf_counter() - began, begun.result()


def differences(one: Result, other: Result) -> list[str]:
    """Measures and columns in which two results differ, in any bit."""
    found = [
        f"measure {name}"
        for k, name in enumerate(MEASURES)
        if not np.array_equal(one[0][:, k], other[0][:, k])
    ]
    if one[1] is None or other[1] is None:
        return found
    pairs = ((name, one[1][name], other[1][name]) for name in one[1].names)
    return found + [f"column {name}" for name, a, b in pairs if a.tobytes() != b.tobytes()]


def scores(
    tool: Tool, people: int, months: int, change: Callable[[Contract], Contract] = lambda x: x
) -> dict[str, float]:
    """Distance of a tool's means from the engine's, in standard errors, for every measure.

    Both run over seeds of their own; the spread between runs is the engine's. `change` is applied
    to what the tool is given: to show that the comparison can fail.
    """

    def sums(which: Tool, seeds: range, moved: Callable[[Contract], Contract]) -> np.ndarray:
        worlds = (moved(contract(people, months, seed)) for seed in seeds)
        return np.array([timed(which, given)[1][0].sum(0) for given in worlds])

    own = sums(TOOLS[0], range(SEEDS_OF_OWN), lambda x: x)
    other = sums(tool, range(SEEDS_OF_OWN, SEEDS_OF_OWN + SEEDS), change)
    error = own.std(0, ddof=1) * np.sqrt(1.0 / len(own) + 1.0 / len(other))
    distance = (other.mean(0) - own.mean(0)) / error
    return dict(zip(MEASURES, distance.tolist(), strict=True))


def compared(tool: Tool, people: int, months: int) -> tuple[bool, str]:
    """Whether a tool agrees with the engine, and how, as text."""
    if tool.same_draws:
        given = contract(people, months)
        found = differences(timed(TOOLS[0], given)[1], timed(tool, given)[1])
        return not found, f"differ: {', '.join(found)}" if found else "identical"
    distances = scores(tool, people, months)
    worst = max(distances.values(), key=abs)
    text = f"sums within {worst:+.1f} standard errors; {SEEDS} seeds against {SEEDS_OF_OWN}"
    return abs(worst) < LARGEST_Z, text


def rounds(tools: Sequence[Tool], given: Contract, how_many: int) -> np.ndarray:
    """Nanoseconds per person-month, (rounds, tools): every round runs every tool once.

    Load of the machine hits neighbours in a round alike, so ratios within a round hold where
    nanoseconds do not. A first run of each, which compiles and loads, is not counted.
    """
    for tool in tools:
        timed(tool, contract(100, 2))
    found = [[timed(tool, given)[0] for tool in tools] for _ in range(how_many)]
    return np.array(found) * NANO / given.months / len(given.people)


def ratios(measured: np.ndarray) -> np.ndarray:
    """Cost relative to the first tool: median over rounds of the ratio within the round."""
    found: np.ndarray = np.median(measured / measured[:, :1], axis=0)
    return found


def apart(*words: str) -> Any:
    """What a command of Python prints last, in a process of its own: memory is its own."""
    command = [sys.executable, *words]
    found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return json.loads(found.stdout.splitlines()[-1])


def peak() -> float:
    """Largest memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent process had
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return float(line.split()[1]) * KILO / MEGA
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (KILO if sys.platform != "darwin" else 1) / MEGA


if __name__ == "__main__":  # MB that a run of a tool needs at most, beyond what it began with
    name, people, months = sys.argv[1:]
    chosen = next(tool for tool in TOOLS if tool.name == name)
    timed(chosen, contract(100, int(months)))  # imports and compiled code are no part of a run
    before = peak()
    timed(chosen, contract(int(people), int(months)))
    print(peak() - before)
