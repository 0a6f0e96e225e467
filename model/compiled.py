"""How rules and loops are compiled, and where the compiled code is kept.

Every function is kept under all that it was compiled from (`model.code_cache`): an edited rule
compiles anew the loops that use it. Settled populations and stored runs, which every process has a
part in, carry the hash of all sources.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

from model.caching import private_folder, sweep

_HERE = Path(__file__).resolve().parent


@cache
def source_hash() -> str:
    """Hash of all sources that compiled code and settled populations come from (hex, 16 digits)."""
    digest = hashlib.sha256()
    parts = ("*.py", "lowering/*.py", "processes/*.py", "skipping/*.py", "population/*.py")
    for path in sorted(path for part in parts for path in _HERE.glob(part)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Folder for what can be made again: the user's own, closed to others."""
    return _cache_folder().parent


def _cache_folder() -> Path:
    """Folder of compiled code, of these sources and of others."""
    return private_folder("code")


os.environ["NUMBA_CACHE_DIR"] = str(_cache_folder())

import numba  # noqa: E402  (the cache folder must be set before Numba reads it)

from model.code_cache import Kept  # noqa: E402

_CONFIG: Any = numba.config
_CONFIG.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]
_NJIT: Any = numba.njit  # its declared type does not know every option


def rule[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a scalar rule: one person, one decision, no state of its own.

    The reference engine calls the same function uncompiled, as `rule.py_func`.
    """
    return _compiled(function, counts_references=False, forceinline=True)


def kernel[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile the loop that applies a rule to all rows of a world."""
    return _compiled(function, counts_references=False)


def allocating_kernel[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a loop that makes arrays of its own."""
    return _compiled(function, counts_references=True)


def _compiled[Function: Callable[..., Any]](
    function: Function, counts_references: bool, forceinline: bool = False
) -> Function:
    """Compile a function and keep it in the cache folder."""
    # A world outlives every loop over it, so its arrays need not be counted: that alone made the
    # loops twice as fast. Only what allocates needs Numba's memory manager. Errors as in NumPy:
    # rules never divide by zero (the reference would raise), and each check costs.
    # Rules are always put in line: a call per person costs as much as the rule.
    # Nothing calls them as a C function; leaving that form out saves a twentieth of compilation.
    options = {
        "_nrt": counts_references,
        "nogil": True,
        "error_model": "numpy",
        "forceinline": forceinline,
        "no_cfunc_wrapper": True,
    }
    compiled = _NJIT(**options)(function)
    compiled._cache = Kept(function, options)  # noqa: SLF001  (instead of Numba's own)
    return cast(Function, compiled)


def is_kept(loop: Any, types: Any) -> bool:
    """True if the compiled code of a loop for these types of arguments is kept."""
    found: bool = loop._cache.holds(types, loop.targetctx)  # noqa: SLF001
    return found


def cache_is_warm() -> bool:
    """True if an earlier start of these sources has left all compiled code of a month behind."""
    return _mark().exists()


def mark_as_warm() -> None:
    """Remember that the cache holds all compiled code of a month."""
    with suppress(OSError):  # then the next start looks through all of it again
        _mark().touch()
    sweep(_mark().parent)


def claim() -> Path | None:
    """A folder that only one process can make while it compiles; None if another has it."""
    folder = _mark().with_name(f"being-compiled-{source_hash()}")
    try:
        folder.mkdir()
    except OSError:
        return None
    return folder


def _mark() -> Path:
    return Path(os.environ["NUMBA_CACHE_DIR"]) / f"complete-{source_hash()}"
