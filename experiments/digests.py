"""Digests: of files, of sources, and inside a JSON file, where damage may still read as JSON."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

DIGEST = "digest"


def with_digest(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content and its digest, to be written as JSON."""
    return {**content, DIGEST: digest_of(content)}


def is_as_written(content: Any) -> bool:
    """True if what was read has the digest that it was written with."""
    return isinstance(content, dict) and content.get(DIGEST) == digest_of(content)


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of what JSON says, whatever its layout; the digest itself is left out."""
    rest = {key: value for key, value in content.items() if key != DIGEST}
    text = json.dumps(rest, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_file(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_sources(root: Path, paths: Iterable[Path]) -> str:
    """SHA-256 (hex) of files of text below `root` and their names, the same on any machine."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
