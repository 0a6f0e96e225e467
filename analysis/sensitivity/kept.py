"""Finished points on disk while a study is going on, so that it can be taken up again.

`<target>` keeps them in the hidden folder `.<target>.parts`: `plan.json` says what is run,
`runs-00007.parquet` holds what was finished since the file before. The folder goes when the result
has been written.
"""

import io
import json
import shlex
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sensitivity.running import Done, runs_frame
from experiments.parts import PLAN, parts_folder, read_plan
from experiments.writing import plain_words, refuse_taken, write_bytes, write_json
from model.errors import Fault, InputError

BRIEF = 24  # letters of a value in a message; a hash is known by fewer
SAVE_EVERY = 2.0  # seconds; what is finished is on disk after that at the latest


class KeptPoints:
    """What is finished of one study.

    Args:
        target: the folder the result will have; command: what takes it up again.
        identity: what must be equal for points to belong together; arguments: kept to resume.

    Raises:
        OutputError: the target is taken, or cannot be written.
        InputError: points kept there belong to something else.
    """

    def __init__(
        self, target: Path, command: str, identity: Mapping[str, Any], arguments: Mapping[str, Any]
    ) -> None:
        refuse_taken(target)
        self.target = target
        self.folder = parts_folder(target)
        self._command = command
        self._waiting: list[Done] = []
        self._saved = time.monotonic()
        if (self.folder / PLAN).exists():
            self._refuse_other(identity)
        else:
            with plain_words(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
            write_json(
                self.folder / PLAN, {"identity": dict(identity), "arguments": dict(arguments)}
            )
        self._number = len(list(self.folder.glob("runs-*.parquet")))

    def _refuse_other(self, identity: Mapping[str, Any]) -> None:
        kept = read_plan(self.target)["identity"]
        same = json.loads(json.dumps(dict(identity)))
        faults = [
            Fault(
                str(self.folder / PLAN),
                key,
                f"finished points were made with {_brief(kept.get(key))}, asked is {_brief(value)}",
                "the same as before, or another --out",
            )
            for key, value in same.items()
            if kept.get(key) != value
        ]
        if faults:
            raise InputError(faults)

    def keep(self, done: Done) -> None:
        """Take a finished task; a failed one is not kept, so that it is tried again."""
        if not done.failed:
            self._waiting.append(done)
        if time.monotonic() - self._saved > SAVE_EVERY:
            self.save()

    def save(self) -> None:
        """Write what is waiting. Raises OutputError if the disk does not take it."""
        if self._waiting:
            buffer = io.BytesIO()
            runs_frame(self._waiting).to_parquet(buffer, index=False, compression="zstd")
            write_bytes(self.folder / f"runs-{self._number:05d}.parquet", buffer.getvalue())
            self._number += 1
            self._waiting = []
        self._saved = time.monotonic()

    def finished(self) -> pd.DataFrame:
        """Everything finished so far, as a table of runs; a damaged file counts as not finished."""
        frames = [runs_frame([])]
        for path in sorted(self.folder.glob("runs-*.parquet")):
            try:
                frames.append(pd.read_parquet(path))
            except (OSError, ValueError):
                continue
        full = [frame for frame in frames if len(frame)]
        return pd.concat(full, ignore_index=True) if full else frames[0]

    def how_to_go_on(self) -> str:
        """What to type to take the study up again."""
        folder = shlex.quote(str(self.folder))
        return f"What is finished is kept; go on with: sozialraum {self._command} --resume {folder}"

    def discard(self) -> None:
        """Remove the parts: the result has been written."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _brief(value: Any) -> str:
    """A value of a plan on one line: names stay whole, hashes are cut."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_brief(part)}" for name, part in value.items())
    text = str(value)
    return text if len(text) <= BRIEF else f"{text[: BRIEF - 1]}…"
