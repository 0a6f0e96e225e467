"""Leading digits: draws compared in two bytes, where a bound of the chance decides for most.

Bounds are worked out for 32 people at once in numbers of two bytes, for eight in numbers of eight.
The first 15 binary digits of a draw are enough to mark whom it may concern: too many by one in
thirty thousand, never too few.
"""

import numpy as np

from model.compiled import rule
from model.streams import GOLDEN, SLOT, mix

WORD = 64  # binary digits that a draw is made from
SHARE_DIGITS = 16  # of a share of a chance
WHOLE = 1 << SHARE_DIGITS
DIGITS = 15  # of these looked at: a bound of 1 fits two bytes, too
NEVER = np.uint16(0)  # the bound of chance 0
ALL = np.uint16(WHOLE - 1)  # the share 1
STEPS = (3, 6, 12, 36)  # months at which a ceiling that fades is taken anew for everybody


@rule
def leading(key, identity, slot):
    """First binary digits of the draw `uniform(key, identity, slot)`, as a whole number."""
    x = np.uint64(key) + np.uint64(identity) * np.uint64(GOLDEN) + np.uint64(slot) * np.uint64(SLOT)
    return np.uint16(mix(x) >> np.uint64(WORD - DIGITS))


@rule
def bound_of(chance):
    """A bound of a chance: `leading` of every draw below the chance is below it."""
    return np.uint16(min(chance, 1.0) * (1 << DIGITS) + 1.0) if chance > 0.0 else NEVER


@rule
def bounds(hazards, share):
    """Bounds of a share of hazards that fade with tenure: from the first month and STEPS on."""
    second, third, fourth, last = STEPS
    return (
        bound_of(hazards[0] * share),
        bound_of(hazards[second] * share),
        bound_of(hazards[third] * share),
        bound_of(hazards[fourth] * share),
        bound_of(hazards[last] * share),
    )


@rule
def bound_at(tenure, bounds_):
    """The bound of a tenure: a look into the table costs more than it saves visits."""
    bound = bounds_[0]
    for step in range(len(STEPS)):
        bound = bounds_[step + 1] if tenure >= STEPS[step] else bound
    return bound


@rule
def share_of(share, largest):
    """A share of chances as a whole number for `part_of`.

    `largest` of these chances: a bound ends at 1, so of what is above the share must be larger.
    """
    return np.uint16(min(share * max(1.0, largest) * WHOLE + 1.0, WHOLE - 1.0))


@rule
def part_of(bound, share):
    """The bound of a share (`share_of`) of the chance that a bound belongs to."""
    return np.uint16(((np.uint32(bound) * np.uint32(share)) >> np.uint32(SHARE_DIGITS)) + 1)
