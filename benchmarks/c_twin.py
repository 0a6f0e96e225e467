"""The C version: compiled here and now, called through ctypes."""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.contract import MEASURES, Begun, Contract
from benchmarks.world import World, measures, world
from model.compiled import cache_folder
from model.errors import Fault, InputError

SOURCE = Path(__file__).with_name("contract.c")
# No contraction: a fused multiply-add rounds once where the engine rounds twice.
FLAGS: tuple[str, ...] = (
    "-O3",
    "-march=native",
    "-ffp-contract=off",
    "-fno-math-errno",
    "-fno-trapping-math",
)
if platform.machine() in ("x86_64", "AMD64"):
    FLAGS += ("-mprefer-vector-width=512",)  # as LLVM does; a wish, good without AVX-512 too
SCRATCH = ("marks", "active", "line")
SETTING = ("n", "months", "seed", "places")


def compiler() -> str | None:
    """The C compiler of this machine, None if there is none."""
    return shutil.which(os.environ.get("CC", "cc"))


@cache
def library(flags: tuple[str, ...] = FLAGS) -> Any:
    """The compiled C version. Raises InputError if there is no compiler, or it does not like it."""
    found = compiler()
    if found is None:
        problem = "no C compiler found: install one, or name it in the variable CC"
        raise InputError([Fault(SOURCE.name, "", problem)])
    source = SOURCE.read_bytes()
    name = hashlib.sha256(source + " ".join((found, *flags)).encode()).hexdigest()[:16]
    target = cache_folder() / f"contract-{name}.so"
    if not target.exists():
        made = target.with_suffix(f".{os.getpid()}")
        command = [found, *flags, "-shared", "-fPIC", str(SOURCE), "-o", str(made), "-lm"]
        answer = subprocess.run(command, check=False, capture_output=True, text=True)
        if answer.returncode:
            problem = f"{Path(found).name} does not compile it: {answer.stderr.strip()[:500]}"
            raise InputError([Fault(SOURCE.name, "", problem)])
        made.replace(target)
    loaded = ctypes.CDLL(str(target))
    for function in (loaded.size_of_parameters, loaded.size_of_measures):
        function.restype = ctypes.c_long
    return loaded


class Setting(ctypes.Structure):
    """As `setting` in contract.c."""

    _fields_ = [
        *((name, ctypes.c_int64) for name in SETTING),
        ("minutes", ctypes.c_double),
        *((name, ctypes.c_void_p) for name in ("season", "exp", "hazard")),
    ]


def columns(made: World) -> Any:
    """Addresses of all columns, in the order of `columns` in contract.c."""
    addresses: list[int] = []
    for name in made.people.names:
        view = made.people[name]
        items = [view[:, k] for k in range(view.shape[1])] if view.ndim > 1 else [view]
        addresses += [item.ctypes.data for item in items]
    addresses += [getattr(made, name).ctypes.data for name in SCRATCH]
    return (ctypes.c_void_p * len(addresses))(*addresses)


def live(made: World) -> None:
    """All months of the workload, on the same memory as the engine."""
    c = library()
    assert c.size_of_parameters() == made.par.nbytes
    assert c.size_of_measures() == 8 * len(MEASURES)
    setting = Setting(
        len(made.people),
        len(made.totals),
        int(made.seed[0]),
        int(made.places[0]),
        float(made.minutes[0]),
        made.season.ctypes.data,
        made.exp.ctypes.data,
        made.hazard.ctypes.data,
    )
    addresses = columns(made)
    c.live(
        ctypes.byref(addresses),
        ctypes.c_void_p(made.par.ctypes.data),
        ctypes.byref(setting),
        ctypes.c_void_p(made.totals.ctypes.data),
    )


def begin(given: Contract) -> Begun:
    """A run on a copy of the people given."""
    made = world(given)
    return Begun(lambda: live(made), lambda: (measures(made), made.people))
