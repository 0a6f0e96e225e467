"""Missing runs, cut into blocks for workers: what shares a world and a seed stays together.

A cell is one world under one seed: its runs share a burn-in. A block is a part of a world's cells
that one worker does in one go. Blocks are cut when a worker asks, with the seconds measured so far:
long enough that sending them costs nothing, short enough that an interruption loses little and no
worker waits for the last one. A world whose population must settle first goes to one worker as far
as that is sensible.
"""

import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

# Seconds of one block: at least, at most, and where a world must settle, so many times that.
SHORT, LONG = 1.0, 20.0
# The share of the time gone so far that an interruption may cost.
LOST = 0.1
TIMES_SETTLING = 5.0
# The share of what is left that a worker takes at most is one of so many per worker.
PARTS = 3


class Place(NamedTuple):
    """A run in the study: point and arm."""

    point: int
    arm: int


@dataclass(frozen=True)
class Cell:
    """Missing runs of one world under one seed; a scenario stands here once, whoever asks."""

    world: str
    pair: int
    seed: int
    runs: tuple[Place, ...]


@dataclass(frozen=True)
class Cut:
    """A block as it is cut: cells of one world."""

    cells: tuple[Cell, ...]

    @property
    def runs(self) -> int:
        """Number of runs."""
        return sum(len(cell.runs) for cell in self.cells)


@dataclass
class Pace:
    """Seconds of a run, of a burn-in and of settling a world; known once a block is measured."""

    run: float = 0.5
    burn_in: float = 0.3
    settling: float = 0.0
    known: bool = False

    def learn(self, runs: Sequence[float], first: float, others: Sequence[float]) -> None:
        """Take in the seconds of one block: each run, its first burn-in, the other ones."""
        if runs:
            self.run = self._mixed(self.run, sum(runs) / len(runs))
        if others:
            self.burn_in = self._mixed(self.burn_in, sum(others) / len(others))
        if first:
            self.settling = self._mixed(self.settling, max(0.0, first - self.burn_in))
        self.known = True

    def _mixed(self, old: float, new: float) -> float:
        return new if not self.known else 0.8 * old + 0.2 * new

    def seconds(self, cell: Cell) -> float:
        """Seconds of a cell in a world that has settled."""
        return self.burn_in + self.run * len(cell.runs)


class Queue:
    """The cells that are left, world after world.

    Args:
        cells: in canonical order; cells of one world stand together.
    """

    def __init__(self, cells: Iterable[Cell], pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self._began = time.monotonic()
        self._cells = deque(cells)
        self.runs = sum(len(cell.runs) for cell in self._cells)
        self.worlds = len({cell.world for cell in self._cells})

    def __len__(self) -> int:
        return len(self._cells)

    def take(self, workers: int) -> Cut:
        """The next block for one of so many workers."""
        goal = self._goal(workers)
        first = self._cells.popleft()
        whole, rest = self._divided(first, goal)
        cells = [whole]
        if rest is not None:
            self._cells.appendleft(rest)
        else:
            spent = self.pace.seconds(whole)
            while self._cells and self._cells[0].world == first.world:
                spent += self.pace.seconds(self._cells[0])
                if spent > goal:
                    break
                cells.append(self._cells.popleft())
        self.runs -= sum(len(cell.runs) for cell in cells)
        return Cut(tuple(cells))

    def _goal(self, workers: int) -> float:
        """Seconds that the next block should take."""
        if not self.pace.known:
            return SHORT  # the first blocks measure
        left = self.pace.run * self.runs + self.pace.burn_in * len(self)
        gone = time.monotonic() - self._began
        goal = max(SHORT, min(LONG, LOST * gone, left / (PARTS * workers)))
        if self.worlds > 1:
            goal = max(goal, TIMES_SETTLING * self.pace.settling)
        return goal

    def _divided(self, cell: Cell, goal: float) -> tuple[Cell, Cell | None]:
        """A cell that is far too long for one block, in two: the burn-in is then done twice."""
        if self.pace.seconds(cell) <= 2.0 * goal:
            return cell, None
        count = max(1, int((goal - self.pace.burn_in) / max(self.pace.run, 1e-9)))
        if count >= len(cell.runs):
            return cell, None
        return replace(cell, runs=cell.runs[:count]), replace(cell, runs=cell.runs[count:])


def halves(cut: Cut) -> list[Cut]:
    """A block in two, to find the run that ends its worker; a single run cannot be divided."""
    if len(cut.cells) > 1:
        middle = len(cut.cells) // 2
        return [Cut(cut.cells[:middle]), Cut(cut.cells[middle:])]
    cell = cut.cells[0]
    middle = len(cell.runs) // 2
    parts = [cell.runs[:middle], cell.runs[middle:]]
    return [Cut((replace(cell, runs=runs),)) for runs in parts if runs]
