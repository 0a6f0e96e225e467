"""Features: who surely keeps all barriers as they are. Covers `demography.change_of_features`.

A draw above the sum of the chances of all barriers changes none. In numbers of two bytes (file
leading), and without a branch: who has what, nobody can foresee.
"""

import numpy as np

from model.barriers import CHANGING
from model.compiled import rule
from model.skipping import SAFE
from model.skipping.leading import NEVER, bound_of

HALF = 0.5  # a sum of bounds of so large a chance may not fit two bytes


@rule
def sure_change(appear, vanish):
    """Bound to begin with, and share of the chances that is added to it.

    Everybody is marked if chances are so large that a sum of bounds may not fit two bytes.
    """
    most = 0.0
    for k in CHANGING:
        most += max(appear[k], vanish[k])
    return (NEVER, SAFE) if most < HALF else (bound_of(1.0), 0.0)


@rule
def change_at_most(present, appear, vanish, share):
    """Bound of the chance that some barrier changes this month: the bounds of all, added."""
    total = NEVER
    for k in CHANGING:
        goes, comes = bound_of(share * vanish[k]), bound_of(share * appear[k])
        total = np.uint16(total + (goes if present[k] else comes))
    return total
