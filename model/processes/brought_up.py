"""Needs that others bring up: partners who see a family, and chains that treat without need.

Where ties of stage 2 or more carry it, partners recognise needs of the families they see and pass
them on: chance = (1 − Π (1 − seen by kind)) · family recognition · cross recognition. A chain can
recognise a need that is not there (over-treatment, ibbis_stress). Part of the process referral.
"""

from model.compiled import kernel, rule
from model.processes.barriers import open_barriers
from model.streams import uniform
from model.vocabulary import CRISIS, HEALTH, KOORDINATION, N_BARRIERS, NOT_RECOGNISED, RECOGNISED


@rule
def treats_without_need(u, low_need, chance, triage_error):
    """True if a chain gives a low-need person a service the person does not need."""
    return low_need and u < chance * triage_error


@rule
def open_to_recognition(person, k, duration):
    """True if barrier k is there, can be mitigated, and nobody works on it yet."""
    if not person.has[k] or duration <= 0.0 or person.stage[k] != NOT_RECOGNISED:
        return False
    return person.clock[k] >= 0 and person.mitigated[k] < 1.0


@kernel
def seen_by_partners(state, i, cross, key):
    """Partners recognise needs of families they see, and pass them on where ties carry it."""
    person, place, needs = state.people[i], state.place, state.par[0].needs
    s = person.sozialraum
    for k in range(N_BARRIERS):
        if not open_to_recognition(person, k, needs.duration[k]):
            continue
        unseen = 1.0
        for kind in range(1, place.sees.shape[0]):
            stage = state.ties[s, place.pair_of[0, kind]].stage
            if place.service_kinds[k, kind] and stage >= KOORDINATION:
                unseen *= 1.0 - place.sees[kind]
        chance = (1.0 - unseen) * state.par[0].pipeline.family_recognition * cross
        if chance > 0.0 and uniform(key, person.id, k) < chance:
            person.stage[k] = RECOGNISED
            person.clock[k] = 0
            person.pending |= 1 << k
            state.tally[0].recognised += 1


@rule
def overtreat(person, lever, parameters, ramp, u):
    """A chain recognises a need that is not there: psychosocial help, or health if crisis is."""
    par, switches = parameters.pipeline, parameters.switches
    if switches.over_treatment < 0.5 or person.busy > 0:
        return
    low = open_barriers(person) <= par.low_need_below and ramp > 0.0
    error = lever.triage_error if switches.wrong_triage > 0.0 else 1.0
    if treats_without_need(u, low, par.overtreatment, error):
        k = CRISIS if person.has[CRISIS] == 0 else HEALTH
        if person.has[k] == 0 and person.stage[k] == NOT_RECOGNISED:
            person.stage[k] = RECOGNISED
            person.clock[k] = 0
            person.pending |= 1 << k
