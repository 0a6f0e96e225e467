"""The folder of a result: tables as Parquet, scenarios and record as JSON.

The record is written last. It has a digest of itself and of every table, so that a damaged result
is named when it is read, and never shown.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.digests import digest_of_file, is_as_written, with_digest
from experiments.record import timestamp
from experiments.writing import plain_words, write_bytes, write_json
from model.errors import Fault, InputError, raise_if
from model.parameters.reading import read_json, shown
from model.scenario import Scenario
from model.words import Message

RECORD = "record.json"
TABLES = "tables"  # in the record: the digest of every table


def write_table(folder: Path, name: str, frame: pd.DataFrame) -> Path:
    """One table as Parquet (zstd). Raises OutputError if it cannot be written."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, compression="zstd")
    path = folder / f"{name}.parquet"
    write_bytes(path, buffer.getvalue())
    return path


def write_columns(folder: Path, name: str, columns: Mapping[str, np.ndarray]) -> Path:
    """Columns of equal length as a table. Raises OutputError if it cannot be written."""
    return write_table(folder, name, pd.DataFrame(dict(columns)))


def read_columns(path: Path) -> dict[str, np.ndarray]:
    """Columns of a table by name."""
    frame = pd.read_parquet(path)
    return {str(name): frame[name].to_numpy() for name in frame.columns}


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """One table of a result folder.

    Raises:
        InputError: the table or the record is missing, or not as it was written.
    """
    path = folder / f"{name}.parquet"
    known = read_record(folder)[TABLES]
    content = path.read_bytes() if path.is_file() else b""
    if known.get(path.name) != hashlib.sha256(content).hexdigest():
        raise InputError([_damaged(path)])
    return pd.read_parquet(io.BytesIO(content))


def write_record(folder: Path, record: Mapping[str, Any]) -> None:
    """The record of a result, with the digests of its tables: the last step of writing."""
    tables = {path.name: digest_of_file(path) for path in sorted(folder.glob("*.parquet"))}
    write_json(folder / RECORD, with_digest({**record, TABLES: tables}))


def write_result(
    folder: Path,
    tables: Mapping[str, pd.DataFrame],
    scenarios: Mapping[str, Scenario],
    record: Mapping[str, Any],
) -> None:
    """Fill a result folder: every table, the resolved scenario of every arm, the run record."""
    for name, frame in tables.items():
        write_table(folder, name, frame)
    beside = folder / "scenarios"
    with plain_words(beside):
        beside.mkdir(exist_ok=True)
    for name, scenario in scenarios.items():
        write_json(beside / f"{file_name(name)}.json", resolved(scenario))
    write_record(folder, record)


def resolved(scenario: Scenario) -> dict[str, object]:
    """A scenario with every default filled in, as plain data."""
    return {
        "name": scenario.name,
        "place": scenario.place,
        "hash": scenario.hash,
        "world_hash": scenario.world_hash,
        "values": [row._asdict() for row in scenario.table()],
        "forms": [
            {
                "name": form.name,
                "start": form.start,
                "end": form.end,
                "target_group": form.target_group,
                "spaces": list(form.spaces),
                "levers": {name: float(value) for name, value in form.levers.items()},
            }
            for form in scenario.forms
        ],
    }


def read_record(folder: Path) -> dict[str, Any]:
    """The run record of a result folder.

    Raises:
        InputError: it is missing, no JSON, or not as it was written.
    """
    faults: list[Fault] = []
    record = read_json(folder / RECORD, faults)
    raise_if(faults)
    if not is_as_written(record):
        raise InputError([_damaged(folder / RECORD)])
    return dict(record)


def _damaged(path: Path) -> Fault:
    problem = Message("is missing, damaged, or from a version that wrote no digests")
    return Fault(shown(path), "", problem, Message("a result as it was written: make it anew"))


def file_name(text: str) -> str:
    """A name that is safe as a file name on any system."""
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in text).strip("-.")
    return "-".join(filter(None, kept.split("-")))[:80] or "unnamed"


def result_name(stamp: str, what: str, names: Sequence[str]) -> str:
    """Folder name of a result: <timestamp>-<what>-<names>, cut at 120 characters."""
    return f"{stamp}-{file_name('-'.join([what, *names]))}"[:120]


def new_result(what: str, names: Sequence[str]) -> Path:
    """Where a result of this moment is written to if nobody says where."""
    return Path("results") / result_name(timestamp(), what, names)
