"""What a user sees when a command fails: a report for known errors, one sentence for others."""

import os
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from model.errors import SozialraumError
from model.words import Message, session
from sozialraum.screen import remark

FAILED, STOPPED = 1, 130
INTERRUPTED = "InterruptedRun"


def report(error: Exception, arguments: Sequence[str], *, debug: bool) -> int:
    """Print what went wrong to the error stream; returns the exit status."""
    if isinstance(error, SozialraumError):
        remark(error.spoken(session()))
        stopped = any(kind.__name__ == INTERRUPTED for kind in type(error).__mro__)
        return STOPPED if stopped else FAILED
    details = "".join(traceback.format_exception(error))
    if debug:
        remark(details)
    log = _write_log(f"sozialraum {' '.join(arguments)}\n\n{details}")
    where = (
        Message("The details were written to {log}.", log=log)
        if log
        else Message("--debug shows the details.")
    )
    remark(
        Message(
            "An unexpected error, which is a mistake in the program: {error}. {where}",
            error=_short(error),
            where=where,
        )
    )
    return FAILED


def _short(error: Exception) -> str:
    first = str(error).strip().partition("\n")[0].rstrip(".")
    name = type(error).__name__
    return f"{name}: {first}" if first else name


def _write_log(text: str) -> Path | None:
    """Write the details where this user may write; None if that is nowhere."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    for root in (Path(state) / "sozialraum", Path(tempfile.gettempdir())):
        path = root / f"sozialraum-error-{stamp}-{os.getpid()}.log"
        try:
            root.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError:
            continue
        return path
    return None
