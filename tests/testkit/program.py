"""The program as users start it: a process of its own, with its own folder to work in."""

import os
import subprocess
import sys
from pathlib import Path

from testkit.source import ROOT

# Tests started in the background of a shell inherit that Ctrl-C is ignored.
HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
START = "from sozialraum.start import main; main()"


def environment() -> dict[str, str]:
    """The surroundings of the program: this project, wherever it works."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "SOZIALRAUM_LANGUAGE": "en"}


def program(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `sozialraum` with these arguments in a folder; output and error stream as text."""
    return subprocess.run(
        [sys.executable, "-c", START, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        timeout=300,
        check=False,
    )


def started(*arguments: str, folder: Path = ROOT) -> "subprocess.Popen[str]":
    """Start `sozialraum` and leave it running, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", HEARS_CTRL_C + START, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(),
        start_new_session=True,
    )
