"""Offers: who surely gets none this month. Covers `job_search.personal_log_hazard`.

    v · exp(h) ≤ v · exp(top + season) · factor of minutes · factors of weighty barriers, or else
                 · factor of services that mitigated something
`top` is the most that the rule itself comes to without minutes and barriers, whoever somebody is
and whatever they feel (model.lookup asks the rule): that takes many columns and moves h little.
"""

import math

from model.compiled import rule
from model.skipping import SAFE
from model.vocabulary import AGE_50, HEALTH, LONG_RECEIPT, VOCATIONAL

WEIGHTY = (HEALTH, LONG_RECEIPT, AGE_50, VOCATIONAL)  # barriers that are frequent and take much
MINUTES = (8, 20, 32, 128)  # of attention: until … they are taken for so many, above for any


@rule
def anybodys_offer_at_most(season, lookup):
    """Bound of the hazard of an offer of anybody with frailty 1, but for minutes and barriers."""
    return math.exp(lookup.offer_top[0] + season) * SAFE


@rule
def joint_at_most(state):
    """Most that joint treatment multiplies anybody's hazard with, under any form of cooperation."""
    par, handed = state.par[0].cooperation, 0.0
    for row in range(state.levers.shape[0]):
        handed = max(handed, state.levers[row].handover, state.levers[row].co_location)
    return max(1.0, par.joint_job, par.joint_job_low_need) * SAFE if handed > 0.0 else 1.0


@rule
def offer_at_most(anybodys, person, lookup):
    """Bound of the hazard of a person's offer, and so of its chance."""
    bound = anybodys * minutes_at_most(person.attention, lookup)
    for k in WEIGHTY:
        factor = lookup.offer_barriers[k]
        bound *= factor if person.has[k] > person.eased else 1.0  # there and unmitigated
    eased = lookup.offer_eased[0]
    bound *= eased if person.eased != 0 else 1.0
    return person.frailty * bound


@rule
def minutes_at_most(minutes, lookup):
    """Bound of what minutes multiply the hazard with."""
    factor = lookup.offer_minutes[0]
    for step in range(len(MINUTES)):
        more = lookup.offer_minutes[step + 1]
        factor = more if minutes >= MINUTES[step] else factor
    return factor
