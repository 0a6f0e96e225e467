"""Which code made a run: results of two versions are told apart and never mixed."""

import hashlib
from functools import cache
from pathlib import Path

from experiments.digests import digest_of_sources
from experiments.record import package_version

_MODEL = Path(__file__).resolve().parents[2] / "model"
# The readable engine gives the same numbers (twin tests): an edit there changes no result.
_TWIN = "reference"
DIGITS = 16


@cache
def model_hash() -> str:
    """Hash of every source of the fast model (hex), the same on any machine."""
    files = sorted(_MODEL.rglob("*.py"))
    fast = (path for path in files if path.relative_to(_MODEL).parts[0] != _TWIN)
    return digest_of_sources(_MODEL, fast)


@cache
def code_version(definition: str) -> str:
    """Package version and hash of the model and of how outcomes are computed: 0.1.0-3f2a….

    definition: hash of what turns a run into outcomes (`Keeper.definition`).
    """
    both = hashlib.sha256(f"{model_hash()} {definition}".encode()).hexdigest()
    return f"{package_version()}-{both[:DIGITS]}"
