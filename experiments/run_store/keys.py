"""The name of a run: what it is made of, as a hash."""

import hashlib
from typing import Literal, get_args

type Every = Literal["end", "yearly", "monthly"]
"""How often a run is kept: outcomes of the whole run; of each year too; measures of each month too.
Each contains what stands before it."""

EVERY: tuple[str, ...] = get_args(Every.__value__)
DIGITS = 32  # 128 bits: no two runs will ever share a key


def run_key(code: str, scenario: str, seed: int, months: int) -> str:
    """Key of a run (hex): code version, hash of the resolved scenario, seed and months."""
    text = f"{code}|{scenario}|{seed}|{months}"
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def contains(kept: str, asked: str) -> bool:
    """True if a run kept as often as `kept` holds all that `asked` asks for."""
    return EVERY.index(kept) >= EVERY.index(asked)
