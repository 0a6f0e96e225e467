"""The scalar rules of the processes as plain Python functions.

A compiled rule keeps its source as `py_func`, but rules that it calls would still be the compiled
ones. `uncompiled` gives a process in which nothing is compiled. Draws are those in plain integers.
"""

import sys
from functools import cache
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from model import streams
from model.declared import Declared
from model.tables import Row


@cache
def _namespace(module_name: str) -> dict[str, Any]:
    """The names of a module, compiled functions replaced by their source, vectors by lists."""
    names = dict(vars(sys.modules[module_name]))
    for name, found in list(names.items()):
        if isinstance(found, np.ndarray):
            names[name] = found.tolist()
        source = getattr(found, "py_func", None)
        if source is None:
            continue
        if source.__module__ == streams.__name__:
            names[name] = getattr(streams, f"{source.__name__}_python")
            continue
        own = names if source.__module__ == module_name else _namespace(source.__module__)
        names[name] = FunctionType(source.__code__, own, name)
    return names


def uncompiled(process: ModuleType) -> Any:
    """A process of `model.processes` whose rules are attributes, as plain Python functions."""
    return SimpleNamespace(**_namespace(process.__name__))


def of_one(loop: Any) -> tuple[Any, tuple[Any, ...]]:
    """The rule for one person that a loop calls for every row, and the decisions it draws.

    Raises TypeError if the loop's file declares none.
    """
    module = sys.modules[loop.__module__]
    declared = getattr(module, "DECLARED", Declared())
    if declared.of_one is None:
        raise TypeError(
            f"{loop.__module__}.{loop.__name__} has no twin: declare `of_one` in its file, or give "
            "model.reference.model.ReferenceModel a method named for the process"
        )
    return getattr(uncompiled(module), declared.of_one.__name__), declared.decisions


def plain(value: Any) -> Any:
    """A NumPy value in plain Python: records become namespaces, vectors lists, numbers numbers.

    A row of a table, or an array of one record, counts as a record.
    """
    if isinstance(value, np.ndarray) and value.dtype.names:
        value = value[0]
    if isinstance(value, Row):
        return SimpleNamespace(**{name: plain(value[name]) for name in value.table.names})
    if isinstance(value, np.void):
        return SimpleNamespace(**{name: plain(value[name]) for name in value.dtype.names or ()})
    return value.tolist()
