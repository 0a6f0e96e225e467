"""The signals that end the program: Ctrl-C, `kill`, and a terminal that is closed."""

import signal

STOPPED = 130
ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")


def answer_with(handler: "signal._HANDLER") -> None:
    """Give the signals that end a program to a handler; ignored ones stay ignored (`nohup`)."""
    for name in ENDINGS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
