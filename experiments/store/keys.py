"""The name of a run: what it is made of, as a hash."""

import hashlib
from typing import Literal, get_args

type Every = Literal["end", "yearly", "monthly", "whole"]
"""How much of a run is kept: outcomes of the whole run; of each year too; measures of each month
too; groups, ties and the people of the cohort too. Each contains what stands before it."""

EVERY: tuple[str, ...] = get_args(Every.__value__)
DIGITS = 32  # 128 bits: no two runs will ever share a key


def run_key(code: str, scenario: str, seed: int, months: int, start: str = "") -> str:
    """Key of a run (hex): code version, hash of the resolved scenario, seed and months.

    start: how its world came to month 0, if not by the burn-in of its own.
    """
    text = f"{code}|{scenario}|{seed}|{months}" + (f"|{start}" if start else "")
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def contains(kept: str, asked: str) -> bool:
    """True if a run kept as often as `kept` holds all that `asked` asks for."""
    return EVERY.index(kept) >= EVERY.index(asked)
