"""What the store remembers of a study: its definition when it began, and who is running it now.

Results are found by content, so this file decides nothing: it spares resolving every point again,
and it lets `resume` say what has changed since.
"""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.digests import is_as_written, with_digest
from experiments.store.batches import STUDIES, writing
from experiments.study.definition import Study
from experiments.study.remembered import remembered
from experiments.study.resolving import Identities, Identity
from experiments.study.spec import is_name
from experiments.writing import write_bytes
from model.errors import COMMAND_LINE, Fault, InputError, listed, nearest, raise_if
from model.parameters.reading import read_json, shown
from model.words import Message

STUDY_FILE = "study.json"
RUNNING = "running-"
FORMAT = 2  # 1: without a digest
MENDED = Message("remove this file; `sozialraum study run FILE` then finds what is done already")
ALIVE_WITHIN = 120.0  # seconds since the last sign of life of a process on another machine
SIGN_EVERY = 5.0


@dataclass(frozen=True)
class Begun:
    """A study that was begun: its definition, the code it began with, hashes of all scenarios."""

    study: Study
    code: str
    identities: Identities

    def is_of(self, study: Study) -> bool:
        """Whether a study has the same definition."""
        return self.study.fingerprint == study.fingerprint


def study_folder(store: Path, name: str) -> Path:
    """Where the store remembers a study."""
    return store / STUDIES / name


def begun_studies(store: Path) -> list[str]:
    """Names of the studies a store remembers, sorted."""
    return sorted(path.parent.name for path in (store / STUDIES).glob(f"*/{STUDY_FILE}"))


def remember(store: Path, begun: Begun) -> None:
    """Write what a study is, if it is not there already.

    Raises:
        OutputError: the store cannot be written.
    """
    folder = study_folder(store, begun.study.name)
    content = {
        "format": FORMAT,
        "code": begun.code,
        "study": begun.study.as_json(),
        "scenarios": [[list(one) for one in row] for row in begun.identities],
    }
    whole = with_digest(content)
    text = json.dumps(whole, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n"
    path = folder / STUDY_FILE
    with suppress(OSError):
        if path.read_text(encoding="utf-8") == text:
            return
    with writing(store):
        folder.mkdir(parents=True, exist_ok=True)
        write_bytes(path, text.encode())


def recall(store: Path, name: str) -> Begun | None:
    """What was remembered of a study; None if it was never begun here.

    Raises:
        InputError: the file is damaged.
    """
    if not is_name(name):
        return None  # names are folders: nothing outside the store is looked for
    path = study_folder(store, name) / STUDY_FILE
    try:
        if not path.exists():
            return None
        faults: list[Fault] = []
        content: Any = read_json(path, faults)
        raise_if(replace(fault, allowed=MENDED) for fault in faults)
        if isinstance(content, dict) and content.get("format") != 1 and not is_as_written(content):
            raise ValueError("it does not have its digest")
        found = remembered(content, shown(path), name, MENDED)
        rows: Any = found.scenarios
        identities = tuple(tuple(Identity(*one) for one in row) for row in rows)
        return Begun(found.study, found.code, identities)
    except OSError as error:
        problem = Message("cannot be read ({value})", value=error.strerror or error)
        raise InputError.of(shown(path), "", problem) from None
    except (ValueError, KeyError, TypeError) as error:
        problem = Message("cannot be read ({error})", error=error)
        raise InputError.of(shown(path), "", problem, MENDED) from None


def recalled(store: Path, name: str) -> Begun:
    """As `recall`; an error if the study was never begun in this store."""
    begun = recall(store, name)
    if begun is None:
        known = begun_studies(store)
        problem = Message(
            "no study or result {name!r} has been begun in {store}", name=name, store=store
        )
        allowed = listed(known) if known else Message("`sozialraum study run FILE` begins one")
        raise InputError.of(COMMAND_LINE, "STUDY", problem, allowed, nearest(name, known))
    return begun


class SignOfLife:
    """A small file that says that this process is working on a study, and how far it is."""

    def __init__(self, store: Path, name: str) -> None:
        who = f"{socket.gethostname()}-{os.getpid()}"
        self._path = study_folder(store, name) / f"{RUNNING}{who}.json"
        self._last = 0.0

    def show(self, in_hand: int, finished: int, failed: int) -> None:
        """Say how many runs are in hand; at most every few seconds. Never an error."""
        now = time.time()
        if now - self._last < SIGN_EVERY:
            return
        self._last = now
        content = {
            "host": socket.gethostname(),
            "process": os.getpid(),
            "seen": now,
            "in_hand": in_hand,
            "finished": finished,
            "failed": failed,
        }
        beside = self._path.with_suffix(".tmp")
        with suppress(OSError):
            beside.write_text(json.dumps(content), encoding="utf-8")
            beside.replace(self._path)

    def gone(self) -> None:
        """The process has ended its work."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def running(store: Path, name: str, *, clear: bool = False) -> Iterator[dict[str, Any]]:
    """Signs of life of a study, with `alive`; a process that was killed leaves its trace.

    clear: remove the signs of processes that are gone.
    """
    for path in sorted(study_folder(store, name).glob(f"{RUNNING}*.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            sign: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            sign["alive"] = _alive(sign)
            if clear and not sign["alive"]:
                path.unlink()
            else:
                yield sign


def _alive(sign: dict[str, Any]) -> bool:
    if sign["host"] == socket.gethostname() and os.name == "posix":
        try:
            os.kill(int(sign["process"]), 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
    return bool(time.time() - float(sign["seen"]) < ALIVE_WITHIN)
