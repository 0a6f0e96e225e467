"""Where the program begins: from here on a signal ends it quietly, while all else is imported.

This file imports next to nothing, so that hardly any time is left in which Python itself would
answer Ctrl-C with a traceback. What a command does is in `command_line.py`.
"""

import os
import signal
from types import FrameType
from typing import NoReturn

STOPPED = 130
# `kill` and a closed terminal end the program like Ctrl-C, unless they are ignored (`nohup`).
ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")


def main(arguments: list[str] | None = None) -> None:
    """Run the program; see `command_line.main`."""
    answer_with(_end_at_once)
    from sozialraum.command_line import main as run

    run(arguments)


def answer_with(handler: "signal._HANDLER") -> None:
    """Give the signals that end a program to a handler, but for those that are ignored."""
    for name in ENDINGS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def _end_at_once(number: int, frame: FrameType | None) -> NoReturn:
    """Nothing has begun yet, so nothing is to be tidied up."""
    os._exit(STOPPED)
