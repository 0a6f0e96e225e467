"""What every decision of a preset does alone, moved to its ends: what first answers lean on.

It takes one run an end and set of assumptions, once for a preset; what comes of them is one small
file, so that a first answer need not read all of them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from analysis.ask.what_if import compared, tell
from analysis.ask.what_if_layout import Asked, Layout, laid_out
from analysis.measures.arm_tables import keep_tables, kept_tables
from analysis.measures.headlines import HEADLINES_OF
from analysis.measures.leaning import End
from analysis.requests.what_if import EVERYBODY, WhatIf, shown_levers
from analysis.results.comparison import Comparison
from experiments.record import source_hash

# What saturates is run on the way, too: at these shares of it.
ON_THE_WAY = {"weight_participation": (0.25, 0.5)}
COLUMNS = tuple(one.name for one in fields(End))  # of the file


def preset_of(what_if: WhatIf) -> WhatIf:
    """The preset of a what-if, with nothing changed in it."""
    return replace(what_if, levers=(), spaces=(), group=EVERYBODY, from_month=0)


def end_what_ifs(preset: WhatIf, names: Sequence[str]) -> list[WhatIf]:
    """A preset with one of these levers at its lowest or highest value, or on the way, each."""
    scenario = preset.scenario()
    now = shown_levers(scenario)
    return [
        replace(preset, levers=((name, now[name] + share * (end - now[name])),))
        for name in names
        for end in scenario.parameters[f"levers.{name}"].legal
        if end != now[name]
        for share in (*ON_THE_WAY.get(name, ()), 1.0)
    ]


def tell_end(one: WhatIf, pairs: int, draw: int | None, folder: Path) -> None:
    """Run an end under one set of assumptions; None: at the shipped values."""
    layout = laid_out(Asked(one, drawn=draw is not None, pairs=pairs), folder)
    tell(layout, (draw or 0) * layout.seeds, ("preset", "mine"))


def gather_ends(preset: WhatIf, names: Sequence[str], pairs: int, folder: Path) -> None:
    """Keep what all ends come to, in one file.

    Raises:
        SozialraumError: some have not been told.
    """
    found = [_end(one, pairs, folder) for one in end_what_ifs(preset, names)]
    table = {name: np.array([getattr(one, name) for one in found]) for name in COLUMNS}
    keep_tables(_file(preset, names, pairs, folder), {"ends": table})


def _end(one: WhatIf, pairs: int, folder: Path) -> End:
    single, drawn = (laid_out(Asked(one, drawn=d, pairs=pairs), folder) for d in (False, True))
    shipped = _shifts(compared(single, [0], ("preset", "mine")), single)
    firsts = range(0, drawn.pairs, drawn.seeds)
    by_draw = _shifts(compared(drawn, list(firsts), ("preset", "mine")), drawn)
    ((lever, value),) = one.levers
    now = shown_levers(one.scenario())[lever]
    return End(lever, now, value, shipped[:, 0], by_draw)


def _shifts(found: Comparison, layout: Layout) -> np.ndarray:
    """What an end changes in its preset, by goal and pair, in the unit shown."""
    rows = []
    for one in HEADLINES_OF.values():
        mine, preset = (
            found.values[one.name].xs(layout.arm(role), level="arm").to_numpy(dtype=float)
            for role in ("mine", "preset")
        )
        rows.append(one.factor * (mine - preset))
    return np.array(rows)


def known_ends(preset: WhatIf, names: Sequence[str], pairs: int, folder: Path) -> tuple[End, ...]:
    """What is known of all ends; nothing until they have been gathered."""
    file = _file(preset, names, pairs, folder)
    return _read(file) if file.is_file() else ()


@lru_cache(maxsize=8)
def _read(file: Path) -> tuple[End, ...]:
    table = (kept_tables(file) or {}).get("ends")
    if table is None:
        return ()
    columns = (table[name] for name in COLUMNS)
    return tuple(
        End(str(lever), float(now), float(value), shipped, drawn)
        for lever, now, value, shipped, drawn in zip(*columns, strict=True)
    )


def _file(preset: WhatIf, names: Sequence[str], pairs: int, folder: Path) -> Path:
    """Under all that it follows from."""
    layout = laid_out(Asked(preset, drawn=True, pairs=pairs), folder)
    text = f"{preset.key}|{','.join(names)}|{pairs}|{layout.run(0, 0)}|{source_hash()}"
    return folder / "ends" / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.npz"
