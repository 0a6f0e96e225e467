"""Narrow: months in numbers of two bytes, of which thirty-two are counted at once, not eight."""

import numpy as np

from model.compiled import rule
from model.vocabulary import LONG_AGO


@rule
def two_bytes(number):
    """A number that fits two bytes, as such."""
    return np.int16(number)


@rule
def later(months, passes):
    """So many months after one more, if one `passes`; counted up to LONG_AGO."""
    return np.int16(min(np.int16(months + passes), np.int16(LONG_AGO)))
