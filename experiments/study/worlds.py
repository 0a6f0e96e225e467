"""Worlds at month 0, kept so that many arms can begin from them later without a burn-in.

Kept for the draws of a place alone (`sozialraum prepare`): one is some 26 MB for Oberhausen. They
lie in the cache folder, by what they are made of and by code, verified when read; those of older
code go when a place is prepared anew.
"""

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from experiments.study.starts import Start
from model.scenario import Scenario

PREFIX = "world-"
DIGITS = 20


@cache
def _code() -> str:
    from model.compiled import source_hash

    return source_hash()


def world_file(start: Start, frame: Scenario, seed: int) -> Path:
    """Where a world at month 0 is kept: by how it began, parameters, seed and code."""
    from model.compiled import cache_folder

    text = f"{start.name}|{frame.world_hash}|{seed}"
    key = hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
    return cache_folder() / f"{PREFIX}{key}-{_code()}.npz"


def world_at_month_0(start: Start, frame: Scenario, seed: int, *, keep: bool = False) -> Any:
    """The world at month 0: as it is kept, else made, and kept if asked for."""
    from model.stationary import begin, keep_state, read_state, under_status_quo

    file = world_file(start, frame, seed)
    if file.exists():
        with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):
            return read_state(begin(under_status_quo(frame), seed, 0), file)
    state = start(frame, seed)
    if keep:
        keep_state(state, file)
    return state


def forget_older_worlds() -> tuple[int, int]:
    """Remove worlds that other code has made; how many there were, and their bytes."""
    from model.compiled import cache_folder

    count = size = 0
    for file in cache_folder().glob(f"{PREFIX}*.npz"):
        if not file.stem.endswith(f"-{_code()}"):
            with suppress(OSError):
                size += file.stat().st_size
                file.unlink()
                count += 1
    return count, size
