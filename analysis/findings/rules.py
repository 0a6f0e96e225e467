"""From numbers to a judgement, by fixed rules: one range, the level, and what matters.

A range wholly inside the zone of what does not matter is practically the same, and that goes first.
Wholly beyond an edge of the zone it is more or less, "a little" under a tenth of the level. If it
excludes zero but touches the zone, it is probably so. Else it cannot be told.
"""

from enum import StrEnum

LITTLE = 0.1  # of the level


class Judgement(StrEnum):
    """What can be told of one difference."""

    SAME = "same"
    LITTLE_MORE = "little more"
    LITTLE_LESS = "little less"
    MORE = "more"
    LESS = "less"
    PROBABLY_MORE = "probably more"
    PROBABLY_LESS = "probably less"
    UNKNOWN = "unknown"
    UNDEFINED = "undefined"


# Signs of a judgement; the form carries it, not the colour.
MARKS = {
    Judgement.SAME: "=",
    Judgement.LITTLE_MORE: "▲",
    Judgement.LITTLE_LESS: "▼",
    Judgement.MORE: "▲",
    Judgement.LESS: "▼",
    Judgement.PROBABLY_MORE: "△",
    Judgement.PROBABLY_LESS: "▽",
    Judgement.UNKNOWN: "?",
    Judgement.UNDEFINED: " ",
}


# On which side somebody clearly is.
CLEAR = {
    **dict.fromkeys((Judgement.MORE, Judgement.LITTLE_MORE), "more"),
    **dict.fromkeys((Judgement.LESS, Judgement.LITTLE_LESS), "less"),
}


def judged(mean: float, low: float, high: float, *, level: float, matters: float) -> Judgement:
    """The judgement of a difference.

    mean, low, high: of the difference, NaN if not known; level: what it is a difference from;
    matters: half the width of the zone. A range that is not known tells nothing.
    """
    if mean != mean:
        return Judgement.UNDEFINED
    if low != low or high != high:
        return Judgement.UNKNOWN
    if -matters <= low and high <= matters:
        return Judgement.SAME
    little = abs(mean) < LITTLE * abs(level)
    if low > matters:
        return Judgement.LITTLE_MORE if little else Judgement.MORE
    if high < -matters:
        return Judgement.LITTLE_LESS if little else Judgement.LESS
    if low > 0.0:
        return Judgement.PROBABLY_MORE
    return Judgement.PROBABLY_LESS if high < 0.0 else Judgement.UNKNOWN
