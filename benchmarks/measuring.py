"""Clocks: interleaved rounds, medians, ratios within a round; memory in processes of their own."""

import gc
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks import engine
from benchmarks.contract import Contract, contract
from benchmarks.tools import TOOLS, Tool, beginner
from benchmarks.world import world

NANO = 1.0e9
MEGA = 1.0e6
KILO = 1024  # bytes
PROFILES = 7
FULL = "import json; from model.bench import bench; print(json.dumps(bench()))"
ROOT = Path(__file__).resolve().parent.parent


def seconds(tool: Tool, given: Contract) -> float:
    """Seconds of the months of one run; preparing it is not counted."""
    begun = beginner(tool)(given)
    gc.collect()
    began = perf_counter()
    begun.live()
    return perf_counter() - began


def rounds(tools: Sequence[Tool], given: Contract, how_many: int) -> np.ndarray:
    """Nanoseconds per person-month, (rounds, tools): every round runs every tool once.

    Load of the machine hits neighbours in a round alike, so ratios within a round hold where
    nanoseconds do not. A first run of each, which compiles and loads, is not counted.
    """
    warm = contract(100, 2)
    for tool in tools:
        seconds(tool, warm)
    found = [[seconds(tool, given) for tool in tools] for _ in range(how_many)]
    return np.array(found) * NANO / given.months / len(given.people)


def ratios(measured: np.ndarray) -> np.ndarray:
    """Cost relative to the first tool: median over rounds of the ratio within the round."""
    found: np.ndarray = np.median(measured / measured[:, :1], axis=0)
    return found


def shares(given: Contract) -> dict[str, float]:
    """Share of the engine's time by step of the workload: medians of a few runs."""
    found = [_seconds_by_step(given) for _ in range(PROFILES)]
    medians = {name: float(np.median([run[name] for run in found])) for name in engine.STEPS}
    whole = sum(medians.values())
    return {name: value / whole for name, value in medians.items()}


def _seconds_by_step(given: Contract) -> dict[str, float]:
    made = world(given)
    n, spent = len(given.people), dict.fromkeys(engine.STEPS, 0.0)
    for month in range(given.months):
        per_weight = engine.minutes_per_weight(made)
        for name, step in engine.STEPS.items():
            began = perf_counter()
            if name == "admit":
                step(made, month)
            else:
                for first in range(0, n, engine.BLOCK):
                    last = min(n, first + engine.BLOCK)
                    step(made, month, first, last, per_weight)
            if month:  # the first call of a step also finds or compiles it
                spent[name] += perf_counter() - began
    return spent


def full_model() -> dict[str, Any]:
    """The full model on both engines, in a process of its own: see model.bench."""
    words = [sys.executable, "-c", FULL]
    answer = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def memory(tool: Tool, people: int, months: int) -> float:
    """MB that a run of a tool needs at most, in a process of its own, beyond what it began with."""
    words = [sys.executable, "-m", "benchmarks.measuring", tool.name, str(people), str(months)]
    found = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)
    return float(found.stdout.split()[-1])


def peak() -> float:
    """Largest memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent process had
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return float(line.split()[1]) * KILO / MEGA
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (KILO if sys.platform != "darwin" else 1) / MEGA


if __name__ == "__main__":
    name, people, months = sys.argv[1:]
    chosen = next(tool for tool in TOOLS if tool.name == name)
    seconds(chosen, contract(100, int(months)))  # imports and compiled code are no part of a run
    before = peak()
    seconds(chosen, contract(int(people), int(months)))
    print(peak() - before)
