"""The implementations side by side, and whether they agree."""

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import NamedTuple

import numpy as np

from benchmarks import c_twin
from benchmarks.contract import MEASURES, Begun, Contract, Result, contract


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
    Tool("numpy", "numpy_columns", "NumPy, whole columns"),
    Tool("starsim", "starsim_model", "Starsim", "starsim", same_draws=False),
    Tool("mesa", "reference", "Mesa, one agent per person"),
)
# Starsim's draws are others: means over seeds are compared.
SEEDS, SEEDS_OF_OWN = 6, 30
LARGEST_Z = 4.5  # 17 measures: a false alarm in 10,000


def missing(tool: Tool) -> str:
    """What this machine lacks for a tool, "" if nothing."""
    if tool.module == "c_twin":
        return "" if c_twin.compiler() else tool.needs
    return tool.needs if tool.needs and importlib.util.find_spec(tool.needs) is None else ""


def present() -> list[Tool]:
    """Tools that can run here."""
    return [tool for tool in TOOLS if not missing(tool)]


def beginner(tool: Tool) -> Callable[[Contract], Begun]:
    """The function of a tool that prepares a run."""
    found: Callable[[Contract], Begun] = import_module(f"benchmarks.{tool.module}").begin
    return found


def run(tool: Tool, given: Contract) -> Result:
    """All months of the workload with a tool."""
    begun = beginner(tool)(given)
    begun.live()
    return begun.result()


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
    firsts, lasts = range(SEEDS_OF_OWN), range(SEEDS_OF_OWN, SEEDS_OF_OWN + SEEDS)
    own = np.array([_sums(TOOLS[0], contract(people, months, seed)) for seed in firsts])
    other = np.array([_sums(tool, change(contract(people, months, seed))) for seed in lasts])
    error = own.std(0, ddof=1) * np.sqrt(1.0 / len(own) + 1.0 / len(other))
    distance = (other.mean(0) - own.mean(0)) / error
    return dict(zip(MEASURES, distance.tolist(), strict=True))


def _sums(tool: Tool, given: Contract) -> np.ndarray:
    sums: np.ndarray = run(tool, given)[0].sum(0)
    return sums


def disturbed(given: Contract) -> Contract:
    """The workload with one parameter moved a little, to show that comparisons can fail."""
    par = given.par.copy()
    par["base"] += 0.1
    return replace(given, par=par)
