"""Worlds at month 0 that are kept on disk: whoever asks many small questions of one world.

A world under drawn values settles for ten years before its first month; that costs several times
what its run costs. A kept one is the same, bit by bit (a test compares runs that begin from both).
"""

import hashlib
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from experiments.study.starts import Start
from model.scenario import Scenario

IN_MEMORY = 3  # worlds of a process; others are read again
MOST_BYTES = 2 * 2**30  # of all kept worlds; the oldest go


class KeptStarts:
    """Worlds by world, way and seed, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._last: OrderedDict[Path, Any] = OrderedDict()

    def begun(self, start: Start, frame: Scenario, seed: int) -> Any:
        """The world of a scenario at month 0; not to be written into."""
        path = self._file(start, frame, seed)
        if path not in self._last:
            self._last[path] = self._read(path, frame, seed) or self._made(path, start, frame, seed)
            while len(self._last) > IN_MEMORY:
                self._last.popitem(last=False)
        self._last.move_to_end(path)
        return self._last[path]

    def _file(self, start: Start, frame: Scenario, seed: int) -> Path:
        from model.compiled import source_hash

        text = f"{start.name}|{frame.world_hash}|{seed}|{source_hash()}"
        return self.folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.npz"

    def _read(self, path: Path, frame: Scenario, seed: int) -> Any:
        from model.stationary import begin, empty_tally, read_state, under_status_quo

        if not path.exists():
            return None
        state = begin(under_status_quo(frame), seed, 0)
        try:
            read_state(state, path)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None  # damaged: which has been said
        empty_tally(state)  # building a world counts its people
        return state

    def _made(self, path: Path, start: Start, frame: Scenario, seed: int) -> Any:
        from model.stationary import keep_state

        state = start(frame, seed)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            keep_state(state, path)
            forget_oldest(path.parent, MOST_BYTES)
        return state


def forget_oldest(folder: Path, most: int) -> None:
    """Remove the oldest kept files of a folder until the rest is at most so many bytes."""
    found = []
    for path in folder.glob("*.npz"):
        with suppress(OSError):
            found.append((path.stat().st_mtime, path.stat().st_size, path))
    size = 0
    for _, own, path in sorted(found, reverse=True):
        size += own
        if size > most:
            with suppress(OSError):
                path.unlink(missing_ok=True)
