"""Signals that end the program, and who answers them. Imports next to nothing: see `start.py`."""

import signal

STOPPED = 130  # exit status
# `kill` and a closed terminal end the program like Ctrl-C, unless they are ignored (`nohup`).
ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")


def answer_with(handler: "signal._HANDLER") -> None:
    """Give the signals that end a program to a handler, but for those that are ignored."""
    for name in ENDINGS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
