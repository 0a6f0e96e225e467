"""Turns: who comes next in a queue, without ordering those whose turn does not come.

All who wait are counted out by institution and order, which takes two passes; who is of the same
order is put in turn only where places reach so far. Keys are unique, so the order of turns does not
depend on how a queue was made. Does the same as sorting all who wait (process queues).
"""

import numpy as np

from model.compiled import kernel, rule

ORDERS, ORDER_BITS, NEED_BITS = 4096, 44, 4  # of a key: institution, order, person, need


@rule
def queue_key(institution, order, identity, k):
    """Unique key in all queues: by institution, order, person, need."""
    return (
        (np.uint64(institution * ORDERS + order) << np.uint64(ORDER_BITS))
        | (identity << np.uint64(NEED_BITS))
        | np.uint64(k)
    )


@rule
def place_of_key(key):
    """Institution and order of a key, as one number."""
    return int(key >> np.uint64(ORDER_BITS))


@rule
def institution_of_key(key):
    """The institution whose queue a key belongs to."""
    return place_of_key(key) // ORDERS


@rule
def order_of_key(key):
    """Position class in the queue, small first."""
    return place_of_key(key) % ORDERS


@rule
def need_of_key(key):
    """The need with which somebody waits."""
    return int(key & np.uint64((1 << NEED_BITS) - 1))


@rule
def span_of_orders(keys, count):
    """Smallest order of the first `count` keys, and how many orders there are from it on."""
    first, last = ORDERS, 0
    for n in range(count):
        order = order_of_key(keys[n])
        first, last = min(first, order), max(last, order)
    return first, max(0, last - first + 1)


@kernel
def stand_in_line(rows, keys, span, ends, queue_rows, queue_keys):
    """Bring those who wait together by institution, and there by order.

    rows, keys: of all who wait, in any order; span: see `span_of_orders`; queue_rows, queue_keys:
    the same, one queue after the other; ends: first 0 for each institution and order, afterwards
    where those end who wait there in that order.
    """
    first_order, orders = span
    for n in range(queue_rows.shape[0]):
        ends[institution_of_key(keys[n]) * orders + order_of_key(keys[n]) - first_order] += 1
    first = 0
    for group in range(ends.shape[0]):
        first, ends[group] = first + ends[group], first
    for n in range(queue_rows.shape[0]):
        group = institution_of_key(keys[n]) * orders + order_of_key(keys[n]) - first_order
        queue_rows[ends[group]], queue_keys[ends[group]] = rows[n], keys[n]
        ends[group] += 1


@kernel
def put_in_turn(rows, keys, first):
    """Sort those of a queue who are of the same order as place `first`; returns where they end.

    Shell's sort (1959): they stand nearly by identity already, a few of them or thousands.
    """
    end = first + 1
    while end < rows.shape[0] and place_of_key(keys[end]) == place_of_key(keys[first]):
        end += 1
    gap = (end - first) // 2
    while gap > 0:
        for place in range(first + gap, end):
            row, key, free = rows[place], keys[place], place
            while free - gap >= first and key < keys[free - gap]:
                rows[free], keys[free] = rows[free - gap], keys[free - gap]
                free -= gap
            rows[free], keys[free] = row, key
        gap //= 2
    return end
