"""Admission: finite places, queues, arrival.

The places of the month are opened first (file places). The queue of an institution is served in the
order of waiting; guided persons have some months' advance, so they displace others; other clients
take their part (file others). An appointment is asked for at the referral, given here, and kept or
not (file appointments). A no-show frees the place for the next in the queue, and the need rests
for some months before it can be taken up again. Promised slots can be refused (on call) or not
delivered (reliability of the tie), and partners can refuse difficult cases that their purse does
not gain from. Arrival: rapp_trial, artas_1, artas_2; waiting: wait_decay; forms without effect:
pace_2018, friedmann.

Order: places (file places), other clients (file others), who waits and who is served (file queues),
then admission along every queue. Unique keys (institution, order, id, need) make the queue's order
independent of rows. Who still waits grows a month older where services are used (process service).
"""

import numpy as np

from model.compiled import allocating_kernel, kernel, rule
from model.lowering import MARKS
from model.processes.appointments import arrival_chance, count_debt, odds_of_form
from model.processes.others import D_OTHERS, is_taken, share_with_others, stay_at
from model.processes.providers import is_bought, open_queue
from model.processes.queues import note_turns
from model.processes.reach import mixed_in
from model.skipping.early import AHEAD, ask_for_turn
from model.skipping.turns import need_of_key, put_in_turn, span_of_orders, stand_in_line
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    CASE_MANAGER,
    COLD,
    DEBT,
    ENTWICKLUNG,
    FEDERAL,
    IN_SERVICE,
    N_BARRIERS,
    RECOGNISED,
)

D_ARRIVE = int(Decision.ARRIVE)
D_REFUSAL = int(Decision.REFUSAL)
ON_CALL = 2  # chain mode: promised places are asked for one by one, and may be refused

# Steps of waiting that are counted (months), see model.tally.WAITS.
HALF_YEAR, THREE_QUARTERS, YEAR, YEAR_AND_HALF = 6, 9, 12, 18


@rule
def refusal_chance(mode, slot_refusal, bindingness, own_process_priority, reliability):
    """Chance that a promised slot is not given: refused on call, or simply not delivered."""
    refused = 0.0
    if mode == ON_CALL:
        refused = min(1.0, slot_refusal * (1.0 + own_process_priority) * (1.0 - bindingness))
    return 1.0 - (1.0 - refused) * reliability


@rule
def selection_chance(far, purse, selection, cost_shifting):
    """Chance that a partner refuses a difficult case which its own purse does not gain from."""
    if far and purse != FEDERAL:
        return min(1.0, selection * cost_shifting)
    return 0.0


@allocating_kernel
def admit_all(state, month):
    """Offer the places of the month at all institutions, each along its queue."""
    total, institutions = 0, state.institutions.shape[0]
    for j in range(institutions):
        state.institutions[j].stood = state.institutions[j].queue
        total += state.institutions[j].queue
    rows, keys = np.empty(total + MARKS, np.int32), np.empty(total, np.uint64)  # see put_marked
    waiting = note_turns(state, rows, keys)
    queue_rows, queue_keys = np.empty(waiting, np.int32), np.empty(waiting, np.uint64)
    span = span_of_orders(keys, waiting)
    ends = np.zeros(institutions * span[1], np.int64)
    stand_in_line(rows, keys, span, ends, queue_rows, queue_keys)
    draws = (
        stream_key(state.seed[0], D_ARRIVE, month),
        stream_key(state.seed[0], D_REFUSAL, month),
    )
    others, first = stream_key(state.seed[0], D_OTHERS, month), 0
    for j in range(institutions):
        last = ends[(j + 1) * span[1] - 1] if waiting > 0 else 0
        share_with_others(state, j, queue_keys[first:last], others)
        serve_queue(state, j, queue_rows[first:last], queue_keys[first:last], draws)
        institution = state.institutions[j]
        stay = stay_at(institution.serves, state.par[0].needs)
        open_queue(institution, stay, state.par[0].pipeline)
        first = last


@kernel
def serve_queue(state, j, rows, keys, draws):
    """Offer the places of institution j along its queue, as long as there are any.

    A few are called at a time, so that memory can be asked for what is known of them.
    """
    institution, waiting, called, in_turn = state.institutions[j], rows.shape[0], 0, 0
    while called < waiting and not is_taken(institution):
        last = min(waiting, called + AHEAD)
        while in_turn < last:
            in_turn = put_in_turn(rows, keys, in_turn)
        for place in range(called, last):
            ask_for_turn(state, rows[place])
        for place in range(called, last):
            admit(state, rows[place], need_of_key(keys[place]), draws)
        called = last


@kernel
def has_room(state, j, guided):
    """True if institution j has a place for this person; reserved places are for the guided."""
    institution = state.institutions[j]
    if is_taken(institution):
        return False
    if guided:
        return True
    regular = institution.used - institution.used_guided + institution.others + institution.held
    return regular < institution.open_places - institution.reserved


@rule
def give_back(person, k, cooldown):
    """The referral came to nothing; after a pause the need may be taken up again."""
    person.stage[k] = RECOGNISED
    person.clock[k] = -int(cooldown)
    person.pending |= 1 << k
    person.provider[k] = -1
    person.busy -= 1
    if person.busy == 0:
        person.lock_in = 0.0


@rule
def refused_chance(state, person, lever, j, guided):
    """Chance that institution j refuses a person: as a difficult case, or a promised slot."""
    switches, institution = state.par[0].switches, state.institutions[j]
    tie = state.ties[person.sozialraum, state.place.pair_of[0, institution.kind]]
    refused = switches.cost_shifting * selection_chance(
        person.profile >= ENTWICKLUNG,
        institution.purse,
        state.par[0].pipeline.selection_far,
        mixed_in(state.par[0].cooperation.cost_shifting, lever.cost_shifting, tie.reach),
    )
    if not guided:
        return refused
    promised = refusal_chance(
        lever.chain_mode,
        state.par[0].cooperation.slot_refusal,
        lever.bindingness,
        lever.own_process_priority,
        tie.reliability,
    )
    return 1.0 - (1.0 - refused) * (1.0 - switches.refusals * promised)


@kernel
def admit(state, i, k, draws):
    """Offer a place to person i for need k, if there is one."""
    people, institutions, par = state.people, state.institutions, state.par[0].pipeline
    switches, tally = state.par[0].switches, state.tally[0]
    key_arrive, key_refusal = draws
    j, form = people[i].provider[k], people[i].form[k]
    guided = form != COLD
    lever = state.levers[people[i].lever]
    if not has_room(state, j, guided):
        return
    if uniform(key_refusal, people[i].id, k) < refused_chance(state, people[i], lever, j, guided):
        tally.refusals += 1
        return
    weeks = people[i].clock[k] * par.weeks_per_month * switches.wait_decay
    chance = arrival_chance(
        par.kept,
        odds_of_form(form, people[i].holder == CASE_MANAGER, par),
        weeks,
        par.week_odds,
        people[i].trust,
        par.trust_log_odds * switches.trust_setting,
        -par.distance_log_odds * (1.0 - lever.district_offices),
    )
    if switches.imperfect_chain < 0.5:
        chance = 1.0
    arrives = uniform(key_arrive, people[i].id, k) < chance
    plain = not guided and people[i].holder != CASE_MANAGER and not is_bought(institutions[j])
    if plain and people[i].clock[k] <= par.short_wait:
        tally.cold_due += 1
        tally.cold_arrived += arrives
    if k == DEBT:
        count_debt(tally, people[i].clock[k], 1.0 - chance)
    if not arrives:
        tally.no_shows += 1
        give_back(people[i], k, par.cooldown)
        return
    tally.admitted += 1
    count_wait(tally, people[i].clock[k])
    tally.begun[k] += 1
    tally.waited_for[k] += people[i].clock[k]
    tally.overtreated += k < N_BARRIERS and not people[i].has[k]
    people[i].stage[k] = IN_SERVICE
    people[i].clock[k] = 0
    institutions[j].used += 1
    institutions[j].used_guided += guided
    institutions[j].queue -= 1


@rule
def count_wait(tally, months):
    """A wait that ends in a service: its months, and the steps of `model.tally.WAITS` it passes."""
    tally.waiting_months += months
    tally.waited_1 += months >= 1
    tally.waited_2 += months >= 2
    tally.waited_3 += months >= 3
    tally.waited_4 += months >= 4
    tally.waited_6 += months >= HALF_YEAR
    tally.waited_9 += months >= THREE_QUARTERS
    tally.waited_12 += months >= YEAR
    tally.waited_18 += months >= YEAR_AND_HALF
