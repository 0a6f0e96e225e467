"""Leading digits: draws compared in two bytes, where a bound of the chance decides for most.

Bounds are worked out for 32 people at once in numbers of two bytes, for eight in numbers of eight.
The first 15 binary digits of a draw are enough to mark whom it may concern: too many by one in
thirty thousand, never too few.
"""

import numpy as np

from model.compiled import rule
from model.streams import GOLDEN, SLOT, mix

WORD = 64  # binary digits that a draw is made from
DIGITS = 15  # of these looked at: a bound of 1 fits two bytes, too
NEVER = np.uint16(0)  # the bound of chance 0


@rule
def leading(key, identity, slot):
    """First binary digits of the draw `uniform(key, identity, slot)`, as a whole number."""
    x = np.uint64(key) + np.uint64(identity) * np.uint64(GOLDEN) + np.uint64(slot) * np.uint64(SLOT)
    return np.uint16(mix(x) >> np.uint64(WORD - DIGITS))


@rule
def bound_of(chance):
    """A bound of a chance: `leading` of every draw below the chance is below it."""
    return np.uint16(min(chance, 1.0) * (1 << DIGITS) + 1.0) if chance > 0.0 else NEVER
