"""A command that serves the browser, as a process of its own on a free port."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Self

from testkit.source import ROOT

MONTHS, DRAWS = "24", "4"
START = "from sozialraum.start import main; main()"


class Server:
    """A command that serves until the block ends; `address` is where."""

    def __init__(self, *words: str, start: str = START) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", start, *words, "--port", "0", "--no-browser"],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        )
        self.address = ""

    def __enter__(self) -> Self:
        assert self.process.stderr is not None
        said = []
        for line in self.process.stderr:
            said.append(line)
            found = re.search(r"http://\S+/", line)
            if found:
                self.address = found[0]
                return self
        raise AssertionError("".join(said))

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()


class PageServer(Server):
    """The planner's page of a town; the shipped place if it is None."""

    def __init__(
        self,
        town: Path | None,
        store: Path,
        months: str = MONTHS,
        draws: str = DRAWS,
        more: tuple[str, ...] = (),
        start: str = START,
    ) -> None:
        place = ["--place", str(town)] if town else []
        words = ("page", *place, "--months", months, "--draws", draws, "--store", str(store))
        super().__init__(*words, *more, start=start)
