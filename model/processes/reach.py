"""Reach: how far a tie carries what institutions do together, for good and for ill.

    reach = g(stage) · ramp,     g(stage) = min(1, (stage / 3) ^ shape)
of the Jobcenter's ties with members of the form; 0 with everybody else, and without a tie. ONE
curve for gains and harms: recognition across pillars, handover, co-location, parallel steps and no
gaps, kept and shared places, shared assessment, planning, preference, BuT and claims settled at the
table, as well as over-treatment, refusals, lost specialisation. Whoever is handed over is guided
(process referral); what then happens to the guided — advance in the queue, site quality, shared
responsibility, losses of low-need people, joint treatment — has the reach of the tie in the chance
of being guided and is not scaled a second time. A form without ties does nothing.

Stages: the talk; that form without substance does nothing: friedmann, glisson_1998. Part of the
process casework, as ties keep their stage until the month is over.
"""

import math

from model.compiled import kernel, rule
from model.vocabulary import BY_CONTRACT, N_NEEDS, NO_TIE, ZUSAMMENARBEIT


@rule
def strength(stage, shape):
    """g(stage): how much of what is agreed a tie of a stage carries, 0–1."""
    if stage <= NO_TIE:
        return 0.0
    if stage >= ZUSAMMENARBEIT:
        return 1.0
    return math.exp(shape * math.log(stage / ZUSAMMENARBEIT))


@rule
def carrying_stage(stage, cap, on_paper):
    """The stage that counts: the tie's own, or what the form means where paper is enough."""
    return min(ZUSAMMENARBEIT, int(cap)) if on_paper else stage


@rule
def mixed_in(plain, formed, reach):
    """A coefficient that a form changes, as far as the tie carries it."""
    return plain + (formed - plain) * reach


@rule
def is_member(institution, lever):
    """True if a form makes an institution a member.

    Whom the Jobcenter contracts is one if its planning of measures is at the table.
    """
    named = (institution.membership > 0) & (institution.membership <= lever.membership)
    contracted = (institution.membership == BY_CONTRACT) & (lever.membership > 0)
    return named | (contracted & (lever.measure_planning > 0))


@kernel
def carry(state):
    """Reach of every tie of the Jobcenter this month, and of those of a Sozialraum together."""
    spaces, ties, place = state.spaces, state.ties, state.place
    shape = state.par[0].cooperation.reach_shape
    on_paper = state.par[0].switches.paper_agreements < 0.5
    for s in range(spaces.shape[0]):
        lever = state.levers[spaces[s].lever]
        total, members = 0.0, 0
        for kind in range(1, place.institution_of.shape[1]):
            j = place.institution_of[s, kind]
            if j < 0:
                continue
            tie = ties[s, place.pair_of[0, kind]]
            tie.reach = 0.0
            if is_member(state.institutions[j], lever):
                stage = carrying_stage(tie.stage, lever.stage_cap, on_paper)
                tie.reach = strength(stage, shape) * spaces[s].ramp
                total += tie.reach
                members += 1
        spaces[s].reach = total / max(1, members)
        for k in range(N_NEEDS):
            spaces[s].carried[k] = carried_for(state, s, k)


@rule
def carried_for(state, s, k):
    """Mean reach of the Jobcenter's ties with those of a Sozialraum who serve need k."""
    place, total, serving = state.place, 0.0, 0
    for position in range(place.sees.shape[0]):
        kind = place.kinds_serving[k, position]
        if kind == 0:
            break
        if place.institution_of[s, kind] >= 0:
            total += state.ties[s, place.pair_of[0, kind]].reach
            serving += 1
    return total / max(1, serving)
