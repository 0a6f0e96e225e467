"""Recognition: what a contact held brings to light.

Needs are drawn one by one; those of other pillars are seen less, and a case manager sees more.
Recognition of hidden needs: sec16a_2012, leipzig_coaching. Part of the process casework.
"""

from model.compiled import kernel, rule
from model.lowering import bits_of, lowest_bit, where_below, where_equal
from model.skipping.early import ask_for_needs
from model.streams import uniform
from model.vocabulary import (
    CASE_MANAGER,
    ENTWICKLUNG,
    ISOLATION,
    N_BARRIERS,
    N_NEEDS,
    NOT_RECOGNISED,
    RECOGNISED,
)

HALF = 0.5  # switches are on above it
PURPOSE = 32  # slot of draws: what a contact is meant for


@rule
def need_present(k, has, relationships, isolation_below, far, spell, agh_from):
    """True if need k is there: a barrier, isolation, or the Jobcenter's wish for an AGH."""
    if k < N_BARRIERS:
        return has[k] != 0
    if k == ISOLATION:
        return relationships < isolation_below
    return far and spell >= agh_from


@rule
def recognition_chance(base, own_pillar, foreign, cross, factor):
    """Chance that a contact brings a need to light; needs of other pillars are seen less."""
    if own_pillar >= 0.5:
        return base * factor
    return base * factor * (foreign + (1.0 - foreign) * cross)


@rule
def of_several(chance, contacts):
    """Chance that at least one of several contacts of a month brings a need to light."""
    return 1.0 - (1.0 - chance) ** contacts


@rule
def needs_seen(person, lever, carried, parameters, contacts, key):
    """Bits of the needs that a month's contacts would bring to light if they were there.

    The look across pillars is as wide as ties with those who serve a need carry it (`carried`). A
    contact meant for participation looks at what lifts it as case managers look at needs of the
    own pillars.
    """
    par, needs, switches = parameters.casework, parameters.needs, parameters.switches
    factor = par.manager_recognition if person.holder == CASE_MANAGER else 1.0
    if switches.trust_setting > 0.0:
        factor *= 0.5 + person.trust
    cross = lever.cross_recognition * switches.recognition
    certain, seen = switches.unrecognised_needs < HALF, 0
    for_participation = person.purpose > 0.0 and uniform(key, person.id, PURPOSE) < person.purpose
    close = factor if person.holder == CASE_MANAGER else factor * par.manager_recognition
    for k in range(N_NEEDS):
        looked_for = for_participation and needs.participation[k] > 0.0
        chance = recognition_chance(
            needs.recognition[k],
            1.0 if looked_for else needs.own_pillar[k],
            par.foreign_pillar,
            cross * carried[k],
            close if looked_for else factor,
        )
        if contacts > 1:
            chance = of_several(min(1.0, chance), contacts)
        offered = needs.duration[k] > 0.0
        seen |= int(offered & (certain | (uniform(key, person.id, k) < chance))) << k
    return seen


@rule
def note_need(person, k):
    """Need k of a person is recognised, and waits for a referral from now on."""
    person.stage[k] = RECOGNISED
    person.clock[k] = 0
    person.pending |= 1 << k


@rule
def recognise(person, seen, tally):
    """Of the needs seen and there (bits) those come to light that are not mitigated."""
    while seen != 0:
        k = lowest_bit(seen)
        seen &= seen - 1  # without the lowest
        if not is_mitigated(person, k):
            note_need(person, k)
            tally.recognised += 1


@rule
def unnoticed(person, par):
    """Needs that are there, on which nobody works and which are not held back, as bits."""
    far, there = person.profile >= ENTWICKLUNG, bits_of(person.has)
    for k in range(N_BARRIERS, N_NEEDS):
        present = need_present(
            k,
            person.has,
            person.relationships,
            par.isolation_below,
            far,
            person.spell,
            par.agh_from,
        )
        there |= int(present) << k
    untouched = where_equal(person.stage, NOT_RECOGNISED, N_NEEDS)
    return there & untouched & ~where_below(person.clock, 0, N_NEEDS)


@rule
def is_mitigated(person, k):
    """True if need k is a barrier that services took away as a whole."""
    return person.eased and k < N_BARRIERS and person.mitigated[k] >= 1.0


@kernel
def bring_to_light(state, first, last, key):
    """Needs that kept contacts bring to light, of the people listed from `first` to `last` − 1.

    `marks` say at the positions of the list how many contacts each kept.

    What is seen is drawn for all before anything is looked up: most bring nothing. Who has what,
    nobody can foresee: without a branch until something is found.
    """
    par, tally, drawn = state.par[0], state.tally[0], first
    for position in range(first, last):
        ask_for_needs(state, position, last)
        i = state.active[position]
        person = state.people[i]
        carried = state.spaces[person.sozialraum].carried
        contacts = state.marks[position]
        seen = needs_seen(person, state.levers[person.lever], carried, par, contacts, key)
        state.active[drawn] = i
        state.seen[drawn] = seen
        drawn += seen != 0
    found = first
    for position in range(first, drawn):
        i = state.active[position]
        seen = state.seen[position] & unnoticed(state.people[i], par.casework)
        state.active[found] = i
        state.seen[found] = seen
        found += seen != 0
    for position in range(first, found):
        recognise(state.people[state.active[position]], state.seen[position], tally)
