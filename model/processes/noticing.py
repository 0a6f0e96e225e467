"""Noticing: partners who serve a person see further needs.

A tied partner notices another need during a service and passes it on with chance recognition
elsewhere · cross recognition · reach of the tie. Few draws are below the largest chance of any
form: all barriers are drawn at once, and only what is left is looked at. Part of the process
service.
"""

from model.compiled import kernel, rule
from model.lowering import bits_of, lowest_bit
from model.processes.brought_up import open_to_recognition
from model.processes.recognition import note_need
from model.streams import uniform
from model.vocabulary import N_BARRIERS


@rule
def drawn_below(key, identity, slot, chance):
    """Barriers whose draws, from a slot on, are below a chance, as bits."""
    bits = 0
    for b in range(N_BARRIERS):
        bits |= int(uniform(key, identity, slot + b) < chance) << b
    return bits


@rule
def noticing_chance(state, person, k):
    """Chance that the partner who serves need k notices another one and passes it on."""
    if not person.consent:
        return 0.0
    pair = state.place.pair_of[0, state.institutions[person.provider[k]].kind]
    share = state.levers[person.lever].cross_recognition * state.par[0].switches.recognition
    reach = state.ties[person.sozialraum, pair].reach
    return state.par[0].pipeline.recognition_elsewhere * share * reach


@kernel
def noticed(state, i, k, slot, key, ceiling):
    """A tied partner notices further needs during service k and passes them on.

    slot: the first of those for this service; ceiling: largest chance in any form.
    """
    person, needs = state.people[i], state.par[0].needs
    drawn = drawn_below(key, person.id, slot, ceiling) & bits_of(person.has)
    while drawn != 0:
        b = lowest_bit(drawn)
        drawn &= drawn - 1  # without the lowest
        if not open_to_recognition(person, b, needs.duration[b]):
            continue
        if uniform(key, person.id, slot + b) < noticing_chance(state, person, k):
            note_need(person, b)
            state.tally[0].recognised += 1
