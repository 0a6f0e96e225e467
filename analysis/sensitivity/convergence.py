"""Has a study run long enough? Widths of intervals, agreement of its halves, runs still needed."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.sensitivity.designs import Design
from analysis.sensitivity.frames import View
from analysis.sensitivity.indices import indices, usable_rows

# Half-width of an interval that is fine: of an index between 0 and 1, or of the largest one else.
TOLERANCE = 0.05
SCALED = ("strength", "mu_star")
JUDGED: Mapping[str, str] = {
    "sobol": "ST", "morris": "strength", "fast": "ST", "pawn": "PAWN", "delta": "delta",
}  # fmt: skip


def judged(found: pd.DataFrame, view: View, design: Design) -> dict[str, object]:
    """One row on convergence: outcome, on, index, widest, tolerance, enough, base, needed.

    widest: largest half-width; needed: base sample at which it would meet the tolerance (widths
    fall with its square root), the present one if it does; steady: the leading input is told from
    the second, or their intervals overlap only because both are alike.
    """
    index = JUDGED[design.method.name]
    mine = found[found["index"] == index]
    widest = float(((mine["high"] - mine["low"]) / 2.0).max())
    largest = float(mine["value"].abs().max())
    tolerance = TOLERANCE * (largest if index in SCALED else 1.0)
    base = usable_rows(view, design)
    enough = bool(widest <= tolerance)
    needed = base
    if not enough and np.isfinite(widest) and tolerance > 0.0:
        needed = int(np.ceil(base * (widest / tolerance) ** 2))
        if design.method.power_of_two:
            needed = 1 << (needed - 1).bit_length()
    return {
        "outcome": view.outcome,
        "on": view.on,
        "index": index,
        "widest": widest,
        "tolerance": tolerance,
        "enough": enough,
        "base": base,
        "needed": needed,
        "points": design.method.points(needed, len(design.inputs)),
        "halves": halves_differ(view, design),
    }


def halves_differ(view: View, design: Design) -> float:
    """Largest difference of the judged index between the first half of the base sample and all.

    NaN for FAST, whose sample cannot be halved.
    """
    if design.method.name == "fast":
        return float("nan")
    block = len(design.unit) // design.base
    rows = design.base // 2 * block
    index = JUDGED[design.method.name]
    if design.base // 2 < max(2, design.method.fewest // 2):
        return float("nan")
    eased = replace(design.method, fewest=2)  # it accepts half of its fewest points
    half = replace(design, method=eased, base=design.base // 2, unit=design.unit[:rows])
    try:
        few = indices(replace(view, values=view.values[:rows]), half, times=2)
        all_ = indices(view, design, times=2)
    except ArithmeticError:
        return float("nan")
    first, second = (f[f["index"] == index].set_index("input")["value"] for f in (few, all_))
    return float((first - second).abs().max())
