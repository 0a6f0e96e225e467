"""The scalar rules of the processes as plain Python functions.

A compiled rule keeps its source as `py_func`, but rules that it calls would still be the compiled
ones. `uncompiled` gives a process in which nothing is compiled.
"""

import sys
from functools import cache
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import numpy as np

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
        own = names if source.__module__ == module_name else _namespace(source.__module__)
        names[name] = FunctionType(source.__code__, own, name)
    return names


def uncompiled(process: ModuleType) -> Any:
    """A process of `model.processes` whose rules are attributes, as plain Python functions."""
    return SimpleNamespace(**_namespace(process.__name__))


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
