"""How rules and loops are compiled, and where the compiled code is kept.

Numba's file cache looks only at the file of the function it caches: an edited rule in an imported
module would leave a stale hit and silently wrong numbers. The cache folder therefore carries a hash
of every source file that can be compiled in, so that any edit starts a new folder.
"""

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

from model.caching import Damaged, keep, kept, private_folder, sweep

_HERE = Path(__file__).resolve().parent


@cache
def source_hash() -> str:
    """Hash of all sources that compiled code and settled populations come from (hex, 16 digits)."""
    digest = hashlib.sha256()
    parts = ("*.py", "lowering/*.py", "processes/*.py", "population/*.py")
    for path in sorted(path for part in parts for path in _HERE.glob(part)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Folder for what can be made again: the user's own, closed to others."""
    return _cache_folder().parent


def _cache_folder() -> Path:
    """Folder of the compiled code of these very sources."""
    return private_folder(f"compiled-{source_hash()}")


os.environ["NUMBA_CACHE_DIR"] = str(_cache_folder())

import numba  # noqa: E402  (the cache folder must be set before Numba reads it)
from numba.core import caching  # noqa: E402

_CONFIG: Any = numba.config
_CONFIG.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]
_NJIT: Any = numba.njit  # its declared type does not know every option
_FILE: Any = caching.IndexDataCacheFile


class _VerifiedFile(_FILE):  # type: ignore[misc]  # (Numba declares no types)
    """Numba's file of compiled code and its index, verified before anything of it is unpickled."""

    def _load_index(self) -> dict[Any, str]:
        try:
            stream = io.BytesIO(kept(Path(self._index_path)))
        except (FileNotFoundError, Damaged):
            return {}
        if pickle.load(stream) != self._version:
            return {}
        stamp, overloads = pickle.load(stream)
        return cast(dict[Any, str], overloads) if stamp == self._source_stamp else {}

    def _load_data(self, name: str) -> Any:
        return pickle.loads(kept(Path(self._data_path(name))))  # OSError: compiled anew

    @contextmanager
    def _open_for_write(self, path: str) -> Iterator[io.BytesIO]:
        content = io.BytesIO()
        yield content
        with suppress(OSError):  # a full disk only costs time at the next start
            keep(Path(path), content.getbuffer())


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
    compiled._cache._cache_file.__class__ = _VerifiedFile  # noqa: SLF001  (Numba offers no other way)
    return cast(Function, compiled)


def cache_is_warm() -> bool:
    """True if an earlier start has left all compiled code of a month behind."""
    return _mark().exists()


def mark_as_warm() -> None:
    """Remember that the cache holds all compiled code of a month."""
    with suppress(OSError):  # then the next start looks through all of it again
        _mark().touch()
    sweep(_mark().parent)


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
