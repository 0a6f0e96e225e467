"""Draws: a number is a function of seed, decision, person, month and slot, not the next in line.

Condition secured: the same person has the same luck under every arrangement (common random
numbers), whatever happens to anybody else and in whatever order rows or threads are visited.

The generator is SplitMix64 (Steele, Lea, Flood 2014) used as a hash: seed, decision and month are
mixed into a key; key, identity and slot are mixed into the number. `uniform` is the compiled form,
`uniform_python` the same in plain integers for the reference engine; a test holds them together.
"""

import hashlib
from enum import IntEnum

import numpy as np

from model.compiled import rule

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15
SLOT = 0xD1342543DE82EF95
UNIT = 1.0 / 9007199254740992.0  # 2**-53


class Decision(IntEnum):
    """Decisions that use chance, by number. The number is part of the draw: never renumber.

    A new process declares its own decisions in its file, by name (`OwnDecision`).
    """

    ARRIVAL_COUNT = 1
    ARRIVAL_TEMPLATE = 2
    FRAILTY = 3
    BIRTH = 4
    FEATURE_CHANGE = 5
    LEAVE_SCHOOL = 6
    EXIT = 7
    EXIT_REASON = 8
    RETURN = 9
    PROFILE = 10
    CONTACT = 11
    MISSED = 12
    SANCTION = 13
    RECOGNITION = 14
    CONSENT = 15
    HOLDER = 16
    REFERRAL = 17
    PROVIDER = 18
    MISALLOCATION = 19
    TRIAGE = 20
    ARRIVE = 21
    REFUSAL = 22
    DROP_OUT = 23
    MITIGATION = 24
    OFFER = 25
    THIN = 26
    THIN_ROUNDING = 27
    JOB_KIND = 28
    CONTRACT = 29
    WAGE = 30
    SEPARATION = 31
    BENEFIT_CLAIM = 32
    BUT = 33
    TURNOVER = 34
    TENDER = 35
    CONFERENCE = 36
    SITE_QUALITY = 37
    INITIAL = 38
    MINI_JOB = 39
    RECOGNITION_ELSEWHERE = 40
    SELF_EMPLOYMENT = 41
    SUBSIDY = 42
    POPULATION = 43
    RELIABILITY = 44
    PLANNING = 45
    UPGRADE = 46
    PAIR = 47
    PARAMETER = 48


class OwnDecision(int):
    """A decision that a process declares in its own file: its number follows from its name.

    So no list has to be kept, and no two branches give out the same number.
    """

    name: str

    def __new__(cls, name: str) -> "OwnDecision":
        """The decision of a name in capitals, as of Decision."""
        digest = hashlib.sha256(name.encode()).digest()
        made = super().__new__(cls, int.from_bytes(digest[:6], "big") + (1 << 48))
        made.name = name
        return made

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return type(self), (self.name,)


@rule
def mix(x):  # type: ignore[no-untyped-def]
    """SplitMix64 finaliser on an unsigned 64-bit integer."""
    x = ((x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)) & np.uint64(MASK)
    x = ((x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)) & np.uint64(MASK)
    return x ^ (x >> np.uint64(31))


@rule
def stream_key(seed, decision, month):  # type: ignore[no-untyped-def]
    """Key of one decision in one month. Months before the start (burn-in) are negative."""
    x = mix(np.uint64(seed) + np.uint64(GOLDEN))
    x = mix(x ^ (np.uint64(decision) * np.uint64(SLOT)))
    return mix(x + np.uint64(month + 1_000_000) * np.uint64(GOLDEN))


@rule
def uniform(key, identity, slot):  # type: ignore[no-untyped-def]
    """Uniform number in (0, 1), 53 bits, of one identity and slot under a key."""
    x = np.uint64(key) + np.uint64(identity) * np.uint64(GOLDEN) + np.uint64(slot) * np.uint64(SLOT)
    return (np.float64(mix(x) >> np.uint64(11)) + 0.5) * UNIT


def mix_python(x: int) -> int:
    """`mix` in plain integers."""
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def stream_key_python(seed: int, decision: int, month: int) -> int:
    """`stream_key` in plain integers."""
    x = mix_python((seed + GOLDEN) & MASK)
    x = mix_python(x ^ ((decision * SLOT) & MASK))
    return mix_python((x + (month + 1_000_000) * GOLDEN) & MASK)


def uniform_python(key: int, identity: int, slot: int) -> float:
    """`uniform` in plain integers."""
    x = mix_python((key + identity * GOLDEN + slot * SLOT) & MASK)
    return ((x >> 11) + 0.5) * UNIT


def uniforms(seed: int, decision: int, month: int, identities: np.ndarray, slot: int) -> np.ndarray:
    """Uniform numbers for many identities at once (outside kernels: building populations).

    Shapes: identities (n,) unsigned 64-bit → result (n,) float in (0, 1).
    """
    key = np.uint64(stream_key_python(seed, decision, month))
    with np.errstate(over="ignore"):
        x = key + identities.astype(np.uint64) * np.uint64(GOLDEN) + np.uint64(slot * SLOT & MASK)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        x = x ^ (x >> np.uint64(31))
    result: np.ndarray = ((x >> np.uint64(11)).astype(np.float64) + 0.5) * UNIT
    return result
