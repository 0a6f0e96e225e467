"""Canonical form and hash of content: the same content gives the same hash on any machine.

Keys are sorted, numbers are floats in their shortest exact form, text is UTF-8. File names of the
machine, comments, order of keys, line ends and labels for readers leave no trace.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.errors import Fault
from model.parameters import Parameter
from model.parameters.loader import fingerprint
from model.parameters.reading import inside, read_bytes, read_toml, shown
from model.scenario.privacy import PRIVACY
from model.words import Message

# Texts for readers, and what is kept from them: changing a title does not change the world.
FOR_READERS = frozenset(
    {"title", "description", "german", "english", "note", "meaning", "name", PRIVACY}
)
# Files in a place's folder that describe or judge the world and do not make it.
NOT_THE_WORLD = frozenset({"patterns.toml", "posterior.parquet", "posterior.json"})
_TEXT_FILES = frozenset({".csv", ".txt", ".json"})
# Files whose records are parameters: those of the place itself, and of its region.
RECORD_FILES = frozenset({"place.toml", "region.toml"})
MOST_DATA_BYTES = 50_000_000  # of a file of a place that is not TOML
_DATA_FILES = _TEXT_FILES | {".toml", ".parquet", ".npz", ".npy"}


def canonical(content: object) -> str:
    """Content as one line of JSON that depends on the content only."""
    return json.dumps(
        _plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def content_hash(content: object) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _plain(content: object) -> object:
    """Mappings, lists, texts, booleans and floats: 1 and 1.0, 0.0 and −0.0 are the same content."""
    if isinstance(content, bool | str) or content is None:
        return content
    if isinstance(content, int | float):
        try:
            value = float(content)
        except OverflowError:  # a whole number of hundreds of digits, which is refused elsewhere
            return "inf"
        return value + 0.0 if math.isfinite(value) else repr(value)
    if isinstance(content, Mapping):
        return {str(key): _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    return str(content)  # dates of TOML, in ISO form


def numbers(parameters: Mapping[str, Parameter]) -> dict[str, list[object]]:
    """Value and unit of every parameter: what makes two worlds different."""
    return {name: [found.value, found.unit] for name, found in parameters.items()}


def without_texts(content: object) -> object:
    """Tables without the keys that are written for readers only."""
    if isinstance(content, Mapping):
        return {k: without_texts(v) for k, v in content.items() if k not in FOR_READERS}
    if isinstance(content, list | tuple):
        return [without_texts(value) for value in content]
    return content


def folder_content(folder: Path, faults: list[Fault]) -> dict[str, Any]:
    """What the data files of a place say: file name → hash, of TOML by what it says.

    Files with records are left out: these are parameters of the scenario, which may change them.
    Faults are added for what is no ordinary file of this folder, or too large.
    """
    files = []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _DATA_FILES or path.name in {*NOT_THE_WORLD, *RECORD_FILES}:
            continue
        before = len(faults)
        if not inside(path, folder):
            faults.append(
                Fault(
                    shown(path),
                    "",
                    Message("leads out of its folder"),
                    Message("a file of the place"),
                )
            )
        else:
            read_bytes(path, faults, Message("a file of the place"), MOST_DATA_BYTES)
        if len(faults) == before:
            files.append(path)
    return dict(_folder_content(folder, fingerprint(files, MOST_DATA_BYTES)))


@lru_cache(maxsize=16)
def _folder_content(
    folder: Path, files: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    content = []
    for name, _hash in files:
        path = Path(name)
        content.append((path.relative_to(folder).as_posix(), _file_hash(path)))
    return tuple(content)


def _file_hash(path: Path) -> str:
    """Hash of one data file; TOML by what it says, text whatever its line ends."""
    if path.suffix == ".toml":
        tables = read_toml(path, [])
        if tables is not None:
            # Names of institutions are content: people and ties hang on them.
            return content_hash(tables)
    raw = read_bytes(path, [], most=MOST_DATA_BYTES) or b""
    if path.suffix in _TEXT_FILES:
        raw = raw.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")
    return hashlib.sha256(raw).hexdigest()
