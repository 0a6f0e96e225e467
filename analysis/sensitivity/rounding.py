"""Numbers of any size with three digits that say something, written as in the language."""

import numpy as np

from model.words import Language, number_in

DIGITS = 3  # significant ones
MOST = 6  # behind the point
LARGE = 1e6  # whole numbers below it are written out


def significant(language: Language, value: float) -> str:
    """Three significant digits; a whole number stays whole; a dash for what is not known."""
    if not np.isfinite(value):
        return "–"
    if not value or (value == round(value) and abs(value) < LARGE):
        return number_in(language, value, 0)
    digits = int(np.clip(DIGITS - 1 - np.floor(np.log10(abs(value))), 0, MOST))
    return number_in(language, value, digits)


def alike(language: Language, values: tuple[float, ...]) -> tuple[str, ...]:
    """Values side by side with the digits that the largest of them needs."""
    known = [abs(v) for v in values if np.isfinite(v)]
    most = max(known, default=0.0)
    digits = int(np.clip(DIGITS - 1 - np.floor(np.log10(most)), 0, MOST)) if most else 1
    return tuple(number_in(language, value, digits) for value in values)
