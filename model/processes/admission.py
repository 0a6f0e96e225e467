"""Admission: finite places, queues, arrival.

The places of the month are opened first (file places). The queue of an institution is served in the
order of waiting; guided persons have some months' advance, so they displace others. A place offered
is taken with
    logit P(arrive) = logit p₀ + ln OR_form + weeks · ln OR_week + β · (trust − ½)
A no-show frees the place for the next in the queue. Promised slots can be refused (on call) or not
delivered (reliability of the tie), and partners can refuse difficult cases that their purse does
not gain from. Arrival: rapp_trial, artas_1, artas_2; waiting: wait_decay; forms without effect:
pace_2018, friedmann.

Unique keys (institution, order, id, need) make the queue's order independent of rows.
"""

import math

import numpy as np

from model.compiled import allocating_kernel, kernel, rule
from model.lowering import fetch_number
from model.processes.places import has_room, open_up
from model.processes.spans import AHEAD, ask_for_pipeline, listed
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    CASE_MANAGER,
    CO_LOCATED,
    COLD,
    ENTWICKLUNG,
    FEDERAL,
    HANDOVER,
    IN_SERVICE,
    N_BARRIERS,
    N_NEEDS,
    RECOGNISED,
    WAITING,
)

D_ARRIVE = int(Decision.ARRIVE)
D_REFUSAL = int(Decision.REFUSAL)
ON_CALL = 2  # chain mode: promised places are asked for one by one, and may be refused
LAST_ORDER = 2000  # months: the queue tells waits apart up to so long, and advances as well

# Steps of waiting that are counted (months), see model.tally.WAITS.
HALF_YEAR, THREE_QUARTERS, YEAR, YEAR_AND_HALF = 6, 9, 12, 18


@rule
def arrival_chance(p0, form_odds, weeks, week_odds, trust, per_trust, shift):
    """Chance that a person takes the place that is offered. `form_odds` and `shift`: see above."""
    logit = math.log(p0 / (1.0 - p0)) + math.log(form_odds) + weeks * math.log(week_odds)
    logit += per_trust * (trust - 0.5) + shift
    return 1.0 / (1.0 + math.exp(-logit))


@rule
def queue_order(clock, guided, bonus):
    """Position class in the queue: longest waiting first, guided persons with an advance."""
    months = clock + bonus if guided else clock
    return max(0, min(2 * LAST_ORDER, LAST_ORDER - int(months)))


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
def apply(state, month):
    """One month of admissions at all institutions."""
    open_up(state)
    total = under_way(state)
    rows, needs = np.empty(total, np.int32), np.empty(total, np.uint8)
    line, keys = np.empty(total, np.int32), np.empty(total, np.uint64)
    waiting = take_stock(state, rows, needs, line, keys)
    key_arrive = stream_key(state.seed[0], D_ARRIVE, month)
    key_refusal = stream_key(state.seed[0], D_REFUSAL, month)
    order = np.argsort(keys[:waiting])
    for position in range(waiting):
        later = order[min(position + AHEAD, waiting - 1)]
        fetch_number(state.people[rows[line[later]]], "trust")
        place = line[order[position]]
        admit(state, rows[place], needs[place], key_arrive, key_refusal)
    finish(state, rows, needs)


@kernel
def under_way(state):
    """Number of services waited for or under way."""
    total = 0
    for i in range(state.size[0]):
        total += state.people[i].busy
    return total


@kernel
def take_stock(state, rows, needs, line, keys):
    """Count who waits and who is served, per institution, and line up who can be admitted.

    rows, needs: of all services waited for or under way, in the order of rows. line: places in
    these of those who wait and have been assessed, keys: their unique keys in the queue. Returns
    the length of the line.
    """
    people, institutions = state.people, state.institutions
    bonus = state.par[0].pipeline.queue_bonus
    for j in range(institutions.shape[0]):
        institutions[j].queue = 0
        institutions[j].used = 0
        institutions[j].used_guided = 0
    for i in range(state.size[0]):
        state.marks[i] = people[i].busy != 0
    n, waiting, last = 0, 0, listed(state, 0, state.size[0])
    for position in range(last):
        ask_for_pipeline(state, position, last)
        i = state.active[position]
        person = people[i]
        for k in range(N_NEEDS):
            stage = person.stage[k]
            if stage != WAITING and stage != IN_SERVICE:
                continue
            institution, guided = institutions[person.provider[k]], person.form[k] != COLD
            if stage == IN_SERVICE:
                institution.used += 1
                institution.used_guided += guided
            else:
                institution.queue += 1
                if person.clock[k] >= 0:
                    line[waiting] = n
                    keys[waiting] = queue_key(
                        person.provider[k],
                        queue_order(person.clock[k], guided, bonus),
                        person.id,
                        k,
                    )
                    waiting += 1
            rows[n] = i
            needs[n] = k
            n += 1
    return waiting


@rule
def queue_key(institution, order, identity, k):
    """Unique key in all queues: by institution, order, person, need."""
    return (
        (np.uint64(institution * 4096 + order) << np.uint64(44))
        | (identity << np.uint64(4))
        | np.uint64(k)
    )


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
    refused = switches.cost_shifting * selection_chance(
        person.profile >= ENTWICKLUNG,
        institution.purse,
        state.par[0].pipeline.selection_far,
        lever.cost_shifting,
    )
    if not guided:
        return refused
    promised = refusal_chance(
        lever.chain_mode,
        lever.slot_refusal,
        lever.bindingness,
        lever.own_process_priority,
        state.ties[person.sozialraum, state.place.pair_of[0, institution.kind]].reliability,
    )
    return 1.0 - (1.0 - refused) * (1.0 - switches.refusals * promised)


@kernel
def admit(state, i, k, key_arrive, key_refusal):
    """Offer a place to person i for need k, if there is one."""
    people, institutions, par = state.people, state.institutions, state.par[0].pipeline
    switches, tally = state.par[0].switches, state.tally[0]
    j, form = people[i].provider[k], people[i].form[k]
    guided = form != COLD
    lever = state.levers[people[i].lever]
    if not has_room(state, j, guided):
        return
    if uniform(key_refusal, people[i].id, k) < refused_chance(state, people[i], lever, j, guided):
        tally.refusals += 1
        return
    odds = 1.0
    if form == HANDOVER:
        odds = par.handover_odds
    elif form == CO_LOCATED:
        odds = par.co_location_odds
    if people[i].holder == CASE_MANAGER:
        odds *= par.manager_odds
    weeks = people[i].clock[k] * par.weeks_per_month * switches.wait_decay
    chance = arrival_chance(
        state.par[0].needs.arrival[k],
        odds,
        weeks,
        par.week_odds,
        people[i].trust,
        par.trust_log_odds * switches.trust_setting,
        -par.distance_log_odds * (1.0 - lever.district_offices),
    )
    arrives = uniform(key_arrive, people[i].id, k) < chance or switches.imperfect_chain < 0.5
    if not guided and people[i].clock[k] <= par.short_wait and people[i].holder != CASE_MANAGER:
        tally.cold_due += 1
        tally.cold_arrived += arrives
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


@kernel
def finish(state, rows, needs):
    """Those who still wait grow a month older in the queue; after very long they give up."""
    people, tally, par = state.people, state.tally[0], state.par[0].pipeline
    for n in range(rows.shape[0]):
        i, k = rows[n], needs[n]
        if people[i].stage[k] == WAITING:
            people[i].clock[k] += 1
            if people[i].clock[k] > par.give_up:
                give_back(people[i], k, par.cooldown)
            else:
                tally.waiting += 1
