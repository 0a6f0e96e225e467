"""Finished pairs, kept beside the result while a run is going on, so that it can be taken up again.

`<target>` = results/20260131T093000Z-compare-a-b keeps its pairs in the hidden folder
`.20260131T093000Z-compare-a-b.parts`: `plan.json` says what is run, `pair-00007.npz` holds the
tables of pair 7. The folder goes when the result has been written.
"""

import io
import json
import shlex
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from experiments.plan import Plan
from experiments.worker import PairResult, Table
from experiments.writing import plain_words, refuse_taken, write_bytes, write_json
from model.errors import Fault, InputError

PLAN = "plan.json"
_SUFFIX = ".parts"
# Joins table and column in the names of arrays; neither contains it.
_JOINT = "|"
_SECONDS = "seconds"


def parts_folder(target: Path) -> Path:
    """Where the finished pairs of a target are kept."""
    return target.with_name(f".{target.name}{_SUFFIX}")


def target_of(folder: Path) -> Path:
    """The target a folder given by the user means: itself, or the one its parts belong to."""
    name = folder.name
    if name.startswith(".") and name.endswith(_SUFFIX):
        return folder.with_name(name[1 : -len(_SUFFIX)])
    return folder


def read_plan(target: Path) -> dict[str, Any]:
    """What an interrupted run was asked to do (`plan.json` of its parts).

    Raises:
        InputError: no interrupted run of that name, or its plan cannot be read.
    """
    allowed = (
        "a folder that an interrupted run has named, such as results/.20260131T093000Z-….parts"
    )
    missing = Fault(str(target), "--resume", "no interrupted run is kept there", allowed)
    if not target.name:
        raise InputError([missing])
    path = parts_folder(target) / PLAN
    try:
        plan: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(plan[key], dict) for key in ("identity", "arguments")):
            raise TypeError("not the plan of a run")
    except (FileNotFoundError, NotADirectoryError):
        raise InputError([missing]) from None
    except KeyError as error:
        raise InputError([_unreadable(path, f"{error} is missing", allowed)]) from None
    except (OSError, ValueError, TypeError) as error:
        raise InputError([_unreadable(path, str(error), allowed)]) from None
    return plan


def _unreadable(path: Path, reason: str, allowed: str) -> Fault:
    return Fault(
        str(path), "", f"the plan of the interrupted run cannot be read ({reason})", allowed
    )


class Parts:
    """The finished pairs of one plan on disk.

    Args:
        target: the folder the result will have.
        plan: what is run; pairs of another plan are refused.
        arguments: what is needed to ask for the same again (kept in plan.json).
        code: hash of the code; pairs made by other code are refused.

    Raises:
        OutputError: the folder cannot be written, or the target is taken.
        InputError: the folder holds pairs of another plan or of other code.
    """

    def __init__(
        self, target: Path, plan: Plan, arguments: Mapping[str, object], code: str
    ) -> None:
        refuse_taken(target)
        self.target = target
        self.folder = parts_folder(target)
        identity = {**plan.identity(), "code": code}
        if (self.folder / PLAN).exists():
            self._refuse_other(identity)
        with plain_words(target):
            self.folder.mkdir(parents=True, exist_ok=True)
        write_json(self.folder / PLAN, {"identity": identity, "arguments": dict(arguments)})
        self._plan = plan

    def _refuse_other(self, identity: Mapping[str, object]) -> None:
        kept = read_plan(self.target).get("identity", {})
        faults = [
            Fault(
                str(self.folder / PLAN),
                key,
                f"finished pairs were made with {_short(kept.get(key))}, asked is {_short(value)}",
                "the same as before, or another --out",
            )
            for key, value in identity.items()
            if kept.get(key) != value
        ]
        if faults:
            raise InputError(faults)

    def keep(self, result: PairResult) -> None:
        """Store one finished pair. A failed pair is not kept, so that it is tried again."""
        if result.failure is not None:
            return
        arrays = {
            f"{table}{_JOINT}{column}": np.asarray(values)
            for table, columns in result.tables.items()
            for column, values in columns.items()
        }
        for stage, value in result.seconds.items():
            arrays[f"{_SECONDS}{_JOINT}{stage}"] = np.asarray([value])
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
        write_bytes(self._path(result.pair.number), buffer.getvalue())

    def finished(self) -> dict[int, PairResult]:
        """Pairs finished so far, by number. A damaged file counts as not finished."""
        found = {}
        for path in sorted(self.folder.glob("pair-*.npz")):
            number = int(path.stem.removeprefix("pair-"))
            try:
                found[number] = self._read(path, number)
            except (OSError, ValueError, zipfile.BadZipFile, KeyError):
                continue
        return found

    def how_to_go_on(self) -> str:
        """What to type to take the run up again."""
        folder = shlex.quote(str(self.folder))
        return f"What is finished is kept; go on with: sozialraum compare --resume {folder}"

    def discard(self) -> None:
        """Remove the parts: the result has been written."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"pair-{number:05d}.npz"

    def _read(self, path: Path, number: int) -> PairResult:
        tables: dict[str, dict[str, np.ndarray]] = {}
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            for name in arrays.files:
                table, column = name.split(_JOINT, 1)
                tables.setdefault(table, {})[column] = arrays[name]
        seconds = {stage: float(value[0]) for stage, value in tables.pop(_SECONDS, {}).items()}
        typed: dict[str, Table] = dict(tables)
        return PairResult(self._plan.pair(number), typed, seconds)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) < 120 else text[:117] + "…"
