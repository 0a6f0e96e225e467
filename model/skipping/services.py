"""Services: who surely goes on with one this month. Covers `service.drop_chance`."""

import math

from model.compiled import rule
from model.skipping import SAFE


@rule
def drop_at_most(per_trust, manager_factor):
    """Most that trust and a case manager multiply the chance to break off with; trust is 0–1."""
    return math.exp(0.5 * abs(per_trust)) * max(1.0, manager_factor) * SAFE
