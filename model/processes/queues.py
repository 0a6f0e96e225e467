"""Queues of institutions: who comes next, without ordering those whose turn does not come.

A queue is kept as a heap (Williams 1964): place p has no larger key than places 2p + 1 and 2p + 2,
so the smallest key is the first, and without it the next is found in a few steps. Keys are unique,
so the order of turns does not depend on how a queue was made. Part of the process admission.
"""

import numpy as np

from model.compiled import kernel, rule
from model.lowering import where_below, where_equal
from model.vocabulary import COLD, N_NEEDS, WAITING

LAST_ORDER = 2000  # months: the queue tells waits apart up to so long, and advances as well
ORDERS, ORDER_BITS, NEED_BITS = 4096, 44, 4  # of a key: institution, order, person, need


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
def queue_key(institution, order, identity, k):
    """Unique key in all queues: by institution, order, person, need."""
    return (
        (np.uint64(institution * ORDERS + order) << np.uint64(ORDER_BITS))
        | (identity << np.uint64(NEED_BITS))
        | np.uint64(k)
    )


@rule
def turn_of(person, k, bonus):
    """Key in the queue of a person who waits with need k."""
    order = queue_order(person.clock[k], person.form[k] != COLD, bonus)
    return queue_key(person.provider[k], order, person.id, k)


@rule
def institution_of_key(key):
    """The institution whose queue a key belongs to."""
    return int(key >> np.uint64(ORDER_BITS)) // ORDERS


@rule
def need_of_key(key):
    """The need with which somebody waits."""
    return int(key & np.uint64((1 << NEED_BITS) - 1))


@kernel
def stand_in_line(rows, keys, ends, queue_rows, queue_keys):
    """Bring those who wait together by institution.

    rows, keys: of all who wait, in any order; queue_rows, queue_keys: the same, one queue after the
    other; ends: first 0 for each institution, afterwards where its queue ends.
    """
    for n in range(queue_rows.shape[0]):
        ends[institution_of_key(keys[n])] += 1
    first = 0
    for j in range(ends.shape[0]):
        first, ends[j] = first + ends[j], first
    for n in range(queue_rows.shape[0]):
        j = institution_of_key(keys[n])
        queue_rows[ends[j]], queue_keys[ends[j]] = rows[n], keys[n]
        ends[j] += 1


@kernel
def make_queue(rows, keys):
    """Bring rows and keys of one institution into the form of a queue."""
    left = rows.shape[0]
    for place in range(left // 2 - 1, -1, -1):
        sink(rows, keys, place, left)


@kernel
def call_next(rows, keys, left):
    """Take the first of a queue of `left` to its last place: it then stands behind the queue."""
    last = left - 1
    row, key = rows[0], keys[0]
    rows[0], keys[0] = rows[last], keys[last]
    rows[last], keys[last] = row, key
    sink(rows, keys, 0, last)


@rule
def sink(rows, keys, place, left):
    """Let somebody move back in a queue of `left`, until nobody behind has a smaller key."""
    row, key = rows[place], keys[place]
    behind = 2 * place + 1
    while behind < left:
        other = min(behind + 1, left - 1)
        behind = other if keys[other] < keys[behind] else behind
        if key <= keys[behind]:
            break
        rows[place], keys[place] = rows[behind], keys[behind]
        place = behind
        behind = 2 * place + 1
    rows[place], keys[place] = row, key
