"""One large world on several cores: bit for bit the run of one core.

Steps over blocks of households write the rows of their own households, and add whole numbers to
counters that all blocks share. Every core gets counters of its own, which are added up when all
blocks of a step are done: whole numbers add up to the same in any order. Threads suffice, as
compiled loops do not hold Python's lock.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from model.state import State
from model.tally import counts_of, empty_tally

# Counters that blocks share, by table.
SHARED = {
    "spaces": ("stock", "far", "weight", "wanted", "on_cases"),
    "ties": ("joint", "completed", "referred"),
    "institutions": ("queue", "used", "used_guided", "held", "wanted"),
    "market": ("candidates",),
}

type Blocks = Sequence[tuple[int, int]]
type Loops = Sequence[Callable[..., None]]


class Cores:
    """So many threads with counters of their own for one world after the other."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.pool = ThreadPoolExecutor(number)
        self._world: State | None = None
        self._parts: list[State] = []

    def parts_of(self, world: State) -> list[State]:
        """The world as each core sees it: people are shared, counters are its own."""
        if self._world is not world:
            names = tuple(SHARED)
            self._parts = [
                world._replace(
                    tally=empty_tally(), **{name: getattr(world, name).copy() for name in names}
                )
                for _ in range(self.number)
            ]
            self._world = world
        return self._parts

    def run(self, world: State, month: int, loops: Loops, blocks: Blocks) -> None:
        """Run loops over all blocks of households, each block on one core."""
        parts = self.parts_of(world)
        before = {name: getattr(world, name).copy() for name in SHARED}
        for part in parts:
            counts_of(part.tally)[:] = counts_of(world.tally)
            for name, table in before.items():
                getattr(part, name)[...] = table
        tally = counts_of(world.tally).copy()
        left = iter(blocks)  # a core that others keep waiting takes fewer

        def live(core: int) -> None:
            for first, end in left:
                for loop in loops:
                    loop(parts[core], month, first, end)

        list(self.pool.map(live, range(self.number)))
        counts_of(world.tally)[:] += sum(counts_of(part.tally) - tally for part in parts)
        for name, columns in SHARED.items():
            for column in columns:
                _add(world, parts, name, column, before[name][column])


def _add(world: Any, parts: list[Any], name: str, column: str, before: np.ndarray) -> None:
    """Add to a counter of the world what every core has added to its own."""
    total = sum(getattr(part, name)[column] - before for part in parts)
    getattr(world, name)[column] += total
