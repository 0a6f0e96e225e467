"""Appointments: who surely has one or none, and who surely misses one, without an exponential.

Covers `casework.contact_chance` and `casework.missed_chance`, from both sides; in between, the
chance itself is worked out.
"""

from model.compiled import rule
from model.skipping import SAFE

THIRD, QUARTER = 1.0 / 3.0, 1.0 / 4.0
ROUNDING = 1.0e-15
TRUST_STEPS = 64  # of trust, at which the chance to miss an appointment is looked up


@rule
def contact_at_most(minutes, per_contact):
    """Bound of `contact_chance`: 1 − exp(−x) ≤ x − x²/2 + x³/6."""
    x = minutes * (1.0 / per_contact)  # dividing takes as long as all the rest
    return SAFE * x * (1.0 - 0.5 * x * (1.0 - x * THIRD)) + ROUNDING


@rule
def surely_met(u, minutes, per_contact):
    """True if u is below a bound from below: 1 − exp(−x) ≥ x − x²/2 + x³/6 − x⁴/24."""
    x = minutes * (1.0 / per_contact)
    return u * SAFE + ROUNDING < x * (1.0 - 0.5 * x * (1.0 - x * THIRD * (1.0 - QUARTER * x)))


@rule
def surely_and_perhaps_missed(u, trust, lookup):
    """Whether u is below both chances at the steps around a trust, and below one of them.

    `missed_chance` lies between them, as it only rises or only falls with trust.
    """
    step = min(int(trust * TRUST_STEPS), TRUST_STEPS - 1)
    one, other = lookup.missed[step], lookup.missed[step + 1]
    return u * SAFE < min(one, other), u < max(one, other) * SAFE
