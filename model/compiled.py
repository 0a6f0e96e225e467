"""How rules and loops are compiled, and where the compiled code is kept.

Numba's file cache looks only at the file of the function it caches: an edited rule in an imported
module would leave a stale hit and silently wrong numbers. The cache folder therefore carries a hash
of every source file that can be compiled in, so that any edit starts a new folder.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

_HERE = Path(__file__).resolve().parent


def source_hash() -> str:
    """Hash of all sources that compiled code and settled populations come from (hex, 16 digits)."""
    digest = hashlib.sha256()
    parts = ("*.py", "lowering/*.py", "processes/*.py", "skipping/*.py", "population/*.py")
    for path in sorted(path for part in parts for path in _HERE.glob(part)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Folder for what can be made again: the first of the usual places that may be written to."""
    return _cache_folder().parent


def _cache_folder() -> Path:
    """Folder of the compiled code of these very sources."""
    roots = [
        os.environ.get("SOZIALRAUM_CACHE", ""),
        os.environ.get("XDG_CACHE_HOME", ""),
        str(Path.home() / ".cache"),
        tempfile.gettempdir(),
    ]
    for root in filter(None, roots):
        folder = Path(root) / "sozialraum" / f"compiled-{source_hash()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="sozialraum-"))


os.environ["NUMBA_CACHE_DIR"] = str(_cache_folder())

import numba  # noqa: E402  (the cache folder must be set before Numba reads it)

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
        "cache": True,
        "nogil": True,
        "error_model": "numpy",
        "forceinline": forceinline,
        "no_cfunc_wrapper": True,
    }
    compiled = _NJIT(_nrt=counts_references, **options)(function)
    return cast(Function, compiled)


def cache_is_warm() -> bool:
    """True if an earlier start has left all compiled code of a month behind."""
    return _mark().exists()


def mark_as_warm() -> None:
    """Remember that the cache holds all compiled code of a month."""
    _mark().touch()


def claim() -> Path | None:
    """A folder that only one process can make while it compiles; None if another has it."""
    folder = _mark().with_name("being-compiled")
    try:
        folder.mkdir()
    except OSError:
        return None
    return folder


def _mark() -> Path:
    return Path(os.environ["NUMBA_CACHE_DIR"]) / "complete"
