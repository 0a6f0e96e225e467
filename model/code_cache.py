"""Which compiled code is still good: each function is kept under all that it was compiled from.

Numba's own file cache looks only at the file of the function it caches: an edited rule in an
imported module would leave a stale hit and silently wrong numbers. Here a compiled function is
filed under a digest of its own code, of every rule it calls, directly or not, of every value it
takes from its module, and of the files that say how tables are read. An edited rule
therefore compiles anew the loops that use it, and no others. Types of arguments, a new column or
parameter among them, are part of Numba's key within such a file.
"""

import hashlib
import io
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, ClassVar

import llvmlite
import numpy as np
from numba.core import caching

from model.caching import Damaged, keep, kept

_HERE = Path(__file__).resolve().parent
# How everything is compiled, whatever it is. Where columns lie is part of the types of arguments.
FOR_ALL = ("lowering/*.py",)


def _folder() -> Path:
    from numba import config

    return Path(str(config.CACHE_DIR))  # type: ignore[attr-defined]


@cache
def _of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _for_all() -> str:
    paths = sorted(path for pattern in FOR_ALL for path in _HERE.glob(pattern))
    files = [(path.name, _of_file(path)) for path in paths]
    return _digest((llvmlite.__version__, np.__version__, files))


def _digest(thing: object) -> str:
    return hashlib.sha256(repr(thing).encode()).hexdigest()


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Code of a function and of what is defined inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _written(code: CodeType) -> tuple[object, ...]:
    """What one piece of code says; where it stands in the file does not count."""
    constants = [
        sorted(map(repr, c)) if isinstance(c, frozenset) else c  # in an order that stays
        for c in code.co_consts
        if not isinstance(c, CodeType)
    ]
    names = code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars
    return code.co_code, code.co_exceptiontable, code.co_flags, constants, names


class Ingredients:
    """What functions are compiled from; each function is looked at once."""

    def __init__(self) -> None:
        self._own: dict[FunctionType, tuple[str, frozenset[FunctionType]]] = {}
        self._options: dict[FunctionType, object] = {}

    def add(self, function: FunctionType, options: object) -> None:
        """Remember how a function is compiled."""
        self._options[function] = options

    def digest(self, function: FunctionType) -> str:
        """Digest of a function with everything that is compiled into it."""
        found, open_ = {function}, [function]
        while open_:
            new = self._of(open_.pop())[1] - found
            found |= new
            open_ += new
        parts = sorted((f.__module__, f.__qualname__, self._of(f)[0]) for f in found)
        return _digest((_for_all(), parts))

    def _of(self, function: FunctionType) -> tuple[str, frozenset[FunctionType]]:
        """Digest of a function alone, and the compiled functions that it names."""
        if function not in self._own:
            called: set[FunctionType] = set()
            cells = [cell.cell_contents for cell in function.__closure__ or ()]
            said: list[object] = [self._options.get(function)]
            said += [
                _value(value, called)
                for value in (function.__defaults__, function.__kwdefaults__, tuple(cells))
            ]
            for code in _codes(function.__code__):
                said.append(_written(code))
                said += [(n, _value(v, called)) for n, v in _global_values(function, code)]
            self._own[function] = _digest(said), frozenset(called)
        return self._own[function]


def _global_values(function: FunctionType, code: CodeType) -> Iterator[tuple[str, object]]:
    """Values that code may take from its module, or from a module of this project under a name."""
    names = function.__globals__
    for name in code.co_names:
        value = names.get(name)
        if isinstance(value, ModuleType) and _is_ours(value.__name__):
            for inner in code.co_names:
                if hasattr(value, inner):
                    yield f"{name}.{inner}", getattr(value, inner)
        elif name in names:
            yield name, value


def _is_ours(module: str) -> bool:
    """True for modules that change with the project, not with what is installed."""
    found = getattr(sys.modules.get(module), "__file__", None)
    return bool(found) and "site-packages" not in str(found) and module.partition(".")[0] in (
        "model", "benchmarks", "tests", "testkit",
    )  # fmt: skip


def _value(value: Any, called: set[FunctionType]) -> object:
    """What says that a value is the same as before; compiled functions are added to `called`."""
    source = getattr(value, "py_func", None)
    if isinstance(source, FunctionType):
        called.add(source)
        return source.__module__, source.__qualname__
    if isinstance(value, Enum):
        return type(value).__qualname__, value.name, repr(value.value)
    if isinstance(value, int | float | str | bytes | None | np.generic | np.dtype):
        return type(value).__name__, repr(value)
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, tuple | list):
        return type(value).__name__, [_value(item, called) for item in value]
    if isinstance(value, dict):
        return [(repr(key), _value(item, called)) for key, item in value.items()]
    return _by_file(value)


def _by_file(value: Any) -> object:
    """Anything else, a class or a plain function, is the same as long as its file is."""
    thing = value if hasattr(value, "__module__") else type(value)
    module = value.__name__ if isinstance(value, ModuleType) else str(thing.__module__)
    name = module, getattr(value, "__qualname__", type(value).__qualname__)
    if not _is_ours(module):
        return name
    return *name, _of_file(Path(str(sys.modules[module].__file__)))


INGREDIENTS = Ingredients()


class _Locator(caching._CacheLocator):  # noqa: SLF001
    """Where one function is kept, for Numba."""

    def __init__(self, function: FunctionType, file: str) -> None:
        self._py_file, self._digest = file, INGREDIENTS.digest(function)

    def get_cache_path(self) -> str:
        return str(_folder())

    def get_source_stamp(self) -> str:
        return self._digest

    def get_disambiguator(self) -> str:
        return self._digest[:24]

    @classmethod
    def from_function(cls, function: FunctionType, file: str) -> "_Locator":
        return cls(function, file)


class _Implementation(caching.CompileResultCacheImpl):
    _locator_classes: ClassVar[list[type]] = [_Locator]  # type: ignore[assignment,misc]


class VerifiedFile(caching.IndexDataCacheFile):
    """Numba's files of compiled code and their index, verified before anything is unpickled."""

    def _load_index(self) -> dict[Any, str]:
        try:
            stream = io.BytesIO(kept(Path(self._index_path)))
        except (FileNotFoundError, Damaged):
            return {}
        if pickle.load(stream) != self._version:
            return {}
        stamp, overloads = pickle.load(stream)
        return dict(overloads) if stamp == self._source_stamp else {}

    def _load_data(self, name: str) -> Any:
        return pickle.loads(kept(Path(self._data_path(name))))  # OSError: compiled anew

    @contextmanager
    def _open_for_write(self, filepath: str) -> Iterator[io.BytesIO]:
        content = io.BytesIO()
        yield content
        with suppress(OSError):  # a full disk only costs time at the next start
            keep(Path(filepath), content.getbuffer())


class Kept(caching.FunctionCache):
    """Cache of one function. It is opened on first use: what a rule calls may be defined later."""

    _impl_class = _Implementation

    def __init__(self, function: Any, options: object) -> None:
        INGREDIENTS.add(function, options)
        self._function, self._is_open = function, False

    def _open(self) -> None:
        if not self._is_open:
            super().__init__(self._function)
            self._cache_file.__class__ = VerifiedFile
            self._is_open = True

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The compiled code for these types of arguments, None if it is not there."""
        self._open()
        return super().load_overload(sig, target_context)

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep compiled code."""
        self._open()
        super().save_overload(sig, data)

    def holds(self, sig: Any, target_context: Any) -> bool:
        """True if the compiled code for these types of arguments is there."""
        self._open()
        key = self._index_key(sig, target_context.codegen())
        return key in self._cache_file._load_index()  # noqa: SLF001
