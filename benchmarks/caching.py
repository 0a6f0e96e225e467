"""Compiled code of the benchmark: as model.compiled, in a folder that carries these sources' hash.

Numba notices an edit only in the file of the function it caches; the workload has several files.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numba

from model import compiled

_HERE = Path(__file__).resolve().parent
_CONFIG: Any = numba.config


def source_hash() -> str:
    """Hash of the sources in this folder (hex, 16 digits)."""
    digest = hashlib.sha256()
    for path in sorted(_HERE.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _own_folder() -> Iterator[None]:
    usual = _CONFIG.CACHE_DIR
    _CONFIG.CACHE_DIR = str(Path(usual) / f"benchmarks-{source_hash()}")
    try:
        yield
    finally:
        _CONFIG.CACHE_DIR = usual


def rule[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a scalar rule (model.compiled.rule)."""
    with _own_folder():
        return compiled.rule(function)


def kernel[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a loop (model.compiled.kernel)."""
    with _own_folder():
        return compiled.kernel(function)
