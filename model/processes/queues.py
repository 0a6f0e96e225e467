"""Queues: who waits, who is served, and who comes next, at every institution.

    order = longest months of waiting first, with some months' advance for guided persons
Who waits equally long comes in the order of identities. Part of the process admission.
"""

from model.compiled import kernel, rule
from model.lowering import lowest_bit, ones, where_below, where_equal
from model.skipping.early import ask_for_pipeline
from model.skipping.spans import list_marked, listed, people_of
from model.skipping.turns import queue_key
from model.vocabulary import COLD, IN_SERVICE, N_NEEDS, WAITING

LAST_ORDER = 2000  # months: the queue tells waits apart up to so long, and advances as well


@rule
def can_be_admitted(person):
    """Needs with which somebody waits and that have been assessed, as bits."""
    waiting = where_equal(person.stage, WAITING, N_NEEDS)
    return waiting & ~where_below(person.clock, 0, N_NEEDS)


@rule
def queue_order(clock, guided, bonus):
    """Position class in the queue: longest waiting first, guided persons with an advance."""
    months = clock + bonus if guided else clock
    return max(0, min(2 * LAST_ORDER, LAST_ORDER - int(months)))


@rule
def turn_of(person, k, bonus):
    """Key in the queue of a person who waits with need k."""
    order = queue_order(person.clock[k], person.form[k] != COLD, bonus)
    return queue_key(person.provider[k], order, person.id, k)


@kernel
def take_stock(state, month, h0, h1):
    """Count who waits and who is served, per institution, of households h0 … h1 − 1.

    Lists in `active` who can be admitted, from the first row on, with the number of needs for which
    that is so in `marks` and the turn of the first of them in `turns`.
    """
    people, institutions = state.people, state.institutions
    bonus = state.par[0].pipeline.queue_bonus
    first, end = people_of(state, h0, h1)
    for i in range(first, end):
        state.marks[i] = people[i].busy != 0
    last, noted = listed(state, first, end), first
    for i in range(first, end):
        state.marks[i] = 0
    for position in range(first, last):
        ask_for_pipeline(state, position, last)
        i = state.active[position]
        person = people[i]
        waiting = where_equal(person.stage, WAITING, N_NEEDS)
        open_needs = waiting | where_equal(person.stage, IN_SERVICE, N_NEEDS)
        while open_needs != 0:
            k = lowest_bit(open_needs)
            open_needs &= open_needs - 1  # without the lowest
            waits, guided, j = waiting >> k & 1, person.form[k] != COLD, person.provider[k]
            institutions[j].queue += waits
            institutions[j].used += 1 - waits
            institutions[j].used_guided += (1 - waits) & guided
        assessed = can_be_admitted(person)
        if assessed != 0:
            state.active[noted], state.marks[noted] = i, ones(assessed)
            state.turns[noted] = turn_of(person, lowest_bit(assessed), bonus)
            noted += 1


@kernel
def note_turns(state, rows, keys):
    """All who can be admitted, as rows of people and keys in the queues; returns how many."""
    bonus = state.par[0].pipeline.queue_bonus
    n, several = list_marked(rows, state.marks, 0, int(state.size[0])), 0
    for turn in range(n):
        place = rows[turn]
        rows[turn], keys[turn] = state.active[place], state.turns[place]
        state.active[several] = rows[turn]  # a place that has been read
        several += state.marks[place] > 1
    for position in range(several):
        ask_for_pipeline(state, position, several)
        i = state.active[position]
        person = state.people[i]
        others = can_be_admitted(person)
        others &= others - 1  # without the lowest, which is noted
        while others != 0:
            k = lowest_bit(others)
            others &= others - 1
            rows[n], keys[n] = i, turn_of(person, k, bonus)
            n += 1
    return n
