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

from benchmarks import contract
from benchmarks.contract import COLUMNS, MEASURES, TAKEN, WORKED_OUT, Begun, Contract
from benchmarks.world import World, begun
from model import vocabulary
from model.barriers import CHANGING
from model.compiled import cache_folder
from model.errors import Fault, InputError
from model.streams import Decision
from model.words import Message

SOURCE = Path(__file__).with_name("contract.c")
# No contraction: a fused multiply-add rounds once where the engine rounds twice.
FLAGS: tuple[str, ...] = ("-O3", "-march=native", "-ffp-contract=off")
FLAGS += ("-fno-math-errno", "-fno-trapping-math")
if platform.machine() in ("x86_64", "AMD64"):
    FLAGS += ("-mprefer-vector-width=512",)  # as LLVM does; a wish, good without AVX-512 too
SCRATCH = {"marks": "u1", "active": "i4", "line": "i4"}
SETTING = ("n", "months", "seed", "places")
TYPES = {"u8": "uint64_t", "f8": "double", "u1": "uint8_t", "i4": "int32_t"}


def header() -> str:
    """What the C version shares with the others, from the same tables: constants and structs."""
    codes = {k: v for k, v in vars(vocabulary).items() if k.isupper() and isinstance(v, int)}
    codes |= {f"D_{decision.name}": int(decision) for decision in Decision}
    own = ("NEED", "TENURES", "LONG_AGO", "EXP_FROM", "EXP_STEPS", "EXP_LAST")
    codes |= {k: getattr(contract, k) for k in own}
    codes |= {"CHANGING": len(CHANGING)}

    def record(name: str, lines: list[str]) -> str:
        return (
            "\n    ".join(["typedef struct {", *(f"{line};" for line in lines)]) + f"\n}} {name};"
        )

    fields = [f"double {t.name}{f'[{t.width}]' if t.width else ''}" for t in (*TAKEN, WORKED_OUT)]
    columns = [f"{TYPES[c.dtype]} *{c.name}{f'[{c.width}]' if c.width else ''}" for c in COLUMNS]
    columns += [f"{TYPES[dtype]} *{name}" for name, dtype in SCRATCH.items()]
    return "\n".join([
        f"enum {{ {', '.join(f'{k} = {v}' for k, v in codes.items())} }};",
        f"#define POINT {float(contract.POINT)!r}",
        f"#define SAFE {contract.SAFE!r}",
        f"#define CHANGING_BARRIERS {{{', '.join(map(str, CHANGING))}}}",
        record("parameters", fields),
        record("measures", [f"int64_t {name}" for name in MEASURES]),
        record("columns", columns),
    ])  # fmt: skip


def compiler() -> str | None:
    """The C compiler of this machine, None if there is none."""
    return shutil.which(os.environ.get("CC", "cc"))


@cache
def library(flags: tuple[str, ...] = FLAGS) -> Any:
    """The compiled C version. Raises InputError if there is no compiler, or it does not like it."""
    found = compiler()
    if found is None:
        problem = Message("no C compiler found: install one, or name it in the variable CC")
        raise InputError([Fault(SOURCE.name, "", problem)])
    source = SOURCE.read_text(encoding="utf-8").replace('#include "contract.h"', header())
    name = hashlib.sha256((source + " ".join((found, *flags))).encode()).hexdigest()[:16]
    target = cache_folder() / f"contract-{name}.so"
    if not target.exists():
        made = target.with_suffix(f".{os.getpid()}")
        command = [found, *flags, "-shared", "-fPIC", "-x", "c", "-", "-o", str(made), "-lm"]
        answer = subprocess.run(command, input=source, check=False, capture_output=True, text=True)
        if answer.returncode:
            problem = Message(
                "{name} does not compile it: {answer}",
                name=Path(found).name,
                answer=answer.stderr.strip()[:500],
            )
            raise InputError([Fault(SOURCE.name, "", problem)])
        made.replace(target)
    return ctypes.CDLL(str(target))


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
    sizes = len(made.people), len(made.totals), int(made.seed[0]), int(made.places[0])
    tables = (getattr(made, name).ctypes.data for name in ("season", "exp", "hazard"))
    setting = Setting(*sizes, float(made.minutes[0]), *tables)
    addresses = columns(made)
    par, totals = (ctypes.c_void_p(table.ctypes.data) for table in (made.par, made.totals))
    library().live(ctypes.byref(addresses), par, ctypes.byref(setting), totals)


def begin(given: Contract) -> Begun:
    """A run on a copy of the people given."""
    return begun(given, live)
