"""Offers: whether the caseworker of a person to be referred knows any institution for the need.

Part of the process referral; which of the known ones is liked best is told by `providers`.
"""

from model.compiled import kernel
from model.processes.providers import KINDS
from model.streams import uniform


@kernel
def who_has_offers(state, first, last, key):
    """Of those listed keep whose caseworker knows a provider; returns the position after the last.

    As many know none, this is asked before anything else is looked up.
    """
    people, place, ties = state.people, state.place, state.ties
    offered = first
    for position in range(first, last):
        i = state.active[position]
        k, s, known = int(state.marks[i]), people[i].sozialraum, False
        for choice in range(place.sees.shape[0]):
            kind = place.kinds_serving[k, choice]
            if kind == 0:
                break
            knowledge = ties[s, place.pair_of[0, kind]].knowledge
            there = place.institution_of[s, kind] >= 0
            known |= there & (uniform(key, people[i].id, k * KINDS + kind) < knowledge)
        state.active[offered] = i
        offered += known
    state.tally[0].unknown_offers += last - offered
    return offered
