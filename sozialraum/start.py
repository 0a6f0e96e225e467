"""Where the program begins: from here on a signal ends it quietly, while all else is imported.

This file imports next to nothing, so that hardly any time is left in which Python itself would
answer Ctrl-C with a traceback. What a command does is in `command_line.py`.
"""

import atexit
import gc
import os
import sys
from types import FrameType
from typing import NoReturn

from sozialraum.signals import STOPPED, answer_with


def main(arguments: list[str] | None = None) -> None:
    """Run the program; see `command_line.main`."""
    answer_with(_end_at_once)
    # What is imported stays to the end: to look through it for garbage takes a quarter of the time.
    gc.set_threshold(50_000)
    atexit.register(_leave_what_is_there)
    from sozialraum.command_line import main as run

    run(arguments)


def _leave_what_is_there() -> None:
    """Spare the search for garbage at the end, but for DuckDB: it would report what is left."""
    if "duckdb" not in sys.modules:
        gc.freeze()


def _end_at_once(number: int, frame: FrameType | None) -> NoReturn:
    """Nothing has begun yet, so nothing is to be tidied up."""
    os._exit(STOPPED)
