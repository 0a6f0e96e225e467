"""Needs that others bring up: partners who see a family, and chains that treat without need.

As far as ties carry it, partners recognise needs of the families they see and pass them on:
chance = (1 − Π (1 − seen by kind · reach)) · family recognition · cross recognition. Each kind
sees the needs that it serves; those that serve none (early help, school social work, schools) see
all. A chain can
recognise a need that is not there (over-treatment, ibbis_stress), and does so the more the ties of
a Sozialraum carry. Part of the process referral.
"""

from model.barriers import has_children, open_barriers
from model.compiled import kernel, rule
from model.lowering import lowest_bit
from model.processes.recognition import note_need
from model.skipping.leading import bound_of, leading
from model.skipping.spans import listed
from model.streams import uniform
from model.vocabulary import CRISIS, HEALTH, N_BARRIERS, NOT_RECOGNISED


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


@rule
def shares_needs(state):
    """Largest share of recognised needs that any form of cooperation passes on."""
    most = 0.0
    for row in range(state.levers.shape[0]):
        most = max(most, state.levers[row].cross_recognition)
    return most * state.par[0].switches.recognition


@kernel
def look_after_families(state):
    """Chance, before passing on, that partners recognise a need of a family, for this month.

    It depends on Sozialraum and need alone, as ties keep their stage until the month is over.
    """
    place, needs = state.place, state.par[0].needs
    for s in range(state.spaces.shape[0]):
        overlooked = 1.0
        for position in range(place.onlookers.shape[0]):
            kind = place.onlookers[position]
            if kind == 0:
                break
            overlooked *= 1.0 - place.sees[kind] * state.ties[s, place.pair_of[0, kind]].reach
        for k in range(N_BARRIERS):
            unseen = overlooked
            for position in range(place.sees.shape[0]):
                kind = place.kinds_serving[k, position]
                if kind == 0:
                    break
                unseen *= 1.0 - place.sees[kind] * state.ties[s, place.pair_of[0, kind]].reach
            served = needs.duration[k] > 0.0
            seen = (1.0 - unseen) * state.par[0].pipeline.family_recognition
            state.spaces[s].seen[k] = seen if served else 0.0


@kernel
def seen_by_partners(state, first, end, key):
    """Partners recognise needs of families they see, and pass them on where ties carry it."""
    people, par = state.people, state.par[0]
    for position in range(first, list_seen(state, first, end, key)):
        person = people[state.active[position]]
        cross = state.levers[person.lever].cross_recognition * par.switches.recognition
        chances = state.spaces[person.sozialraum].seen
        found = 0
        for k in range(N_BARRIERS):
            found |= int(uniform(key, person.id, k) < chances[k] * cross) << k
        if found != 0 and has_children(state.households[person.household].kind):
            pass_on(person, found, par.needs.duration, state.tally[0])


@kernel
def list_seen(state, first, end, key):
    """List the families of which partners may see a need: a draw is below the largest chance.

    Draws come first, as most bring nothing; and for many families at once. Returns the position
    after the last, the list begins at position `first`.
    """
    people, most = state.people, 0.0
    for s in range(state.spaces.shape[0]):
        for k in range(N_BARRIERS):
            most = max(most, state.spaces[s].seen[k])
    bound = int(bound_of(most * shares_needs(state)))
    for i in range(first, end):
        person = people[i]
        state.marks[i] = (person.receipt != 0) & (person.family != 0) & (person.consent != 0)
    last = listed(state, first, end)
    for position in range(first, last):
        identity, lowest = people[state.active[position]].id, bound
        for k in range(N_BARRIERS):
            lowest = min(lowest, int(leading(key, identity, k)))
        state.marks[position] = lowest < bound
    seen = first
    for position in range(first, last):
        state.active[seen] = state.active[position]
        seen += state.marks[position]
    return seen


@rule
def pass_on(person, found, duration, tally):
    """Of the barriers in `found` (bits) those are recognised that are open to it."""
    while found != 0:
        k = lowest_bit(found)
        found &= found - 1  # without the lowest
        if open_to_recognition(person, k, duration[k]):
            note_need(person, k)
            tally.recognised += 1


@kernel
def treated_without_need(state, first, end, key):
    """Chains recognise needs that are not there."""
    people, par = state.people, state.par[0]
    mark_for_chains(state, first, end, key)
    for position in range(first, listed(state, first, end)):
        person = people[state.active[position]]
        lever = state.levers[person.lever]
        if lever.chain > 0.0:
            reach = state.spaces[person.sozialraum].reach
            overtreat(person, lever, par, reach, uniform(key, person.id, 0))


@kernel
def mark_for_chains(state, first, end, key):
    """Mark whom a chain may treat without need: a draw below the largest chance of all forms."""
    people, most = state.people, 0.0
    for row in range(state.levers.shape[0]):
        lever = state.levers[row]
        if lever.chain > 0.0:
            error = max(1.0, lever.triage_error)
            most = max(most, state.par[0].pipeline.overtreatment * error)
    bound = bound_of(most)
    for i in range(first, end):
        person = people[i]
        drawn = leading(key, person.id, 0) < bound
        state.marks[i] = (person.receipt != 0) & (person.busy == 0) & drawn


@rule
def overtreat(person, lever, parameters, reach, u):
    """A chain recognises a need that is not there: psychosocial help, or health if crisis is."""
    par, switches = parameters.pipeline, parameters.switches
    if switches.over_treatment < 0.5 or person.busy > 0:
        return
    low = open_barriers(person) <= par.low_need_below
    error = lever.triage_error if switches.wrong_triage > 0.0 else 1.0
    if treats_without_need(u, low, par.overtreatment * lever.chain * reach, error):
        k = CRISIS if person.has[CRISIS] == 0 else HEALTH
        if person.has[k] == 0 and person.stage[k] == NOT_RECOGNISED:
            note_need(person, k)
