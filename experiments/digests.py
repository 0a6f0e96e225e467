"""A digest inside a JSON file: damage that still reads as JSON is seen too."""

import hashlib
import json
from collections.abc import Mapping
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
