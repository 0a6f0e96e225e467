"""Progress of a batch on the error stream: shown only when it takes longer than two seconds."""

import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from model.words import Message, heard

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

SHOW_AFTER = 2.0
LOOK_EVERY = 0.5
LINE_EVERY = 15.0


class Progress:
    """Counts finished steps. A bar on a terminal, a line now and then elsewhere."""

    def __init__(self, what: Message, total: int | None, *, silent: bool = False) -> None:
        self.what = heard(what)
        self.total = total
        self.done = 0
        self._silent = silent
        self._began = time.monotonic()
        self._last_line = self._began
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None
        self._shown = threading.Lock()
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Progress":
        if not self._silent:
            self._watch.start()
        return self

    def _look(self) -> None:
        """Show that time passes while the one step that is being done takes long."""
        with suppress(OSError):  # an error stream that is closed or full: nothing to show
            while not self._over.wait(LOOK_EVERY):
                self.tick()

    def __exit__(self, *how: object) -> None:
        """Take the bar away."""
        self._over.set()
        if self._watch.is_alive():
            self._watch.join()
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def advance(self, steps: int = 1) -> None:
        """Count finished steps and show them."""
        self.done += steps
        self.tick()

    def tick(self) -> None:
        """Show how far it is, once it takes longer than two seconds."""
        if self._silent or time.monotonic() - self._began < SHOW_AFTER:
            return
        with self._shown:
            if sys.stderr.isatty():
                self._show_bar()
            else:
                self._show_line()

    def _show_bar(self) -> None:
        if self._bar is None:
            from rich import console, progress

            self._bar = progress.Progress(
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TimeElapsedColumn(),
                progress.TextColumn(heard(Message("left"))),
                progress.TimeRemainingColumn(),
                console=console.Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task(self.what, total=self.total)
            self._bar.start()
        if self._task is not None:
            self._bar.update(self._task, completed=self.done)

    def _show_line(self) -> None:
        now = time.monotonic()
        if now - self._last_line < LINE_EVERY:
            return
        self._last_line = now
        values = {"what": self.what, "done": self.done, "total": self.total}
        values["seconds"] = round(now - self._began)
        text = (
            Message("{what}: {done} of {total}, {seconds} s", **values)
            if self.total
            else Message("{what}: {seconds} s", **values)
        )
        sys.stderr.write(f"{heard(text)}\n")
        sys.stderr.flush()
