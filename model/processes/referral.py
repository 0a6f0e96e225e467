"""Referral: a recognised need is sent to a service at an institution the caseworker knows.

Per person at most one referral a month. Sequential (silo): only when nothing is under way. Inside a
chain, where all that is under way runs at members who were told in person, up to `max_parallel` at
once, and the next place is asked for before the last step ends; needs come in their order of
priority, which is the order of the chain. The caseworker picks among the institutions of the
person's Sozialraum that serve the need and that are known (file providers). To a member a person
who consents is handed over or co-located with chance lever · reach of the tie, as far as minutes go
(file spending; near-market people are easier to pick); everybody else goes *cold*. Without shared
knowledge assessments are repeated. Courses can be misallocated (brh_audit), less where cases are
reflected and the tie carries it; chains can treat people who need nothing (ibbis_stress). Arrival
odds of the forms: rapp_trial, artas_2.
"""

import math

from model.compiled import kernel, rule
from model.lowering import grow, lowest_bit, where_below, where_equal
from model.processes.appointments import ask_chance, odds_of_form
from model.processes.brought_up import (
    look_after_families,
    seen_by_partners,
    shares_needs,
    treated_without_need,
)
from model.processes.handing_over import (
    ends_soon,
    form_of,
    in_chain,
    is_joint,
    is_near,
)
from model.processes.providers import (
    FULL,
    SHARED,
    choose_provider,
    is_bought,
    is_full,
    shared_place,
    who_has_offers,
)
from model.skipping.early import ask_for_needs, ask_for_pipeline
from model.skipping.spans import listed, people_of
from model.streams import Decision, stream_key, uniform
from model.tally import FIXED
from model.vocabulary import (
    CASE_MANAGER,
    COLD,
    LONG_AGO,
    N_NEEDS,
    NOT_RECOGNISED,
    RECOGNISED,
    WAITING,
)

ENDLESS = 1.0e9  # minutes for cases where minutes are not fixed
UNLIMITED = 4.0  # services at once where nothing makes them sequential
CHAIN_SLOT, ASK_SLOT = 256, 320  # of draws, so that every choice has luck of its own
PURPOSE = 512  # slot of draws: what the month's referral is meant for
MISFIT = 64
SWITCHED_ON = 0.5  # switches are on above it

D_REFERRAL = int(Decision.REFERRAL)
D_PROVIDER = int(Decision.PROVIDER)
D_MISFIT = int(Decision.MISALLOCATION)
D_TRIAGE = int(Decision.TRIAGE)
D_ELSEWHERE = int(Decision.RECOGNITION_ELSEWHERE)


@rule
def referral_chance(near, managed, officer_rate, manager_rate, delay):
    """Monthly chance that a recognised need is referred; search comes first near the market."""
    rate = manager_rate if managed else officer_rate
    return rate * (1.0 - delay) if near else rate


@rule
def first_of(needs, priority):
    """Of needs (bits) that which comes first, N_NEEDS of none. Smaller priority numbers first."""
    best, best_priority = N_NEEDS, math.inf
    while needs != 0:
        k = lowest_bit(needs)
        needs &= needs - 1  # without the lowest
        if priority[k] < best_priority:
            best, best_priority = k, priority[k]
    return best


@kernel
def refer_all(state, month, h0, h1):
    """One month of referrals, of households h0 … h1 − 1."""
    seed = state.seed[0]
    keys = (
        stream_key(seed, D_REFERRAL, month),
        stream_key(seed, D_PROVIDER, month),
        stream_key(seed, D_MISFIT, month),
    )
    first, end = people_of(state, h0, h1)
    bring_up(state, month, first, end)
    last = choose_referred(state, first, end, keys[0])
    last = who_has_offers(state, first, last, keys[1])
    for position in range(first, last):
        ask_for_pipeline(state, position, last)
        i = state.active[position]
        refer(state, i, int(state.marks[i]), keys)


@kernel
def choose_referred(state, first, end, key):
    """List who is referred, from position `first` on, and mark each with the need.

    First whoever has a need that can be referred and perhaps a service free, then by chance.
    Without a branch for any single person: who is chosen is hard to foresee. Returns the position
    after the last.
    """
    people, par = state.people, state.par[0]
    for i in range(first, end):
        state.marks[i] = (people[i].receipt != 0) & (people[i].pending != 0)
    last, served = listed(state, first, end), served_needs(par.needs.duration)
    lifting = served_needs(par.needs.participation)
    at_once, waiting, chosen = most_at_once(state), first, first
    for position in range(first, last):
        ask_for_needs(state, position, last)
        i = state.active[position]
        ready = take_up(people[i]) & served
        state.marks[i] = next_need(people[i], ready, lifting, par.needs.priority, key)
        state.active[waiting] = i
        waiting += (ready != 0) & (people[i].busy < at_once)  # who is at the limit: see below
    for position in range(first, waiting):
        i = state.active[position]
        person, k = people[i], int(state.marks[i])
        lever = state.levers[person.lever]
        chance = referral_chance(
            is_near(person.profile),
            person.holder == CASE_MANAGER,
            par.pipeline.referral,
            par.pipeline.referral_manager,
            par.pipeline.priority_delay * lever.placement_priority * (1.0 - people[i].purpose),
        )
        limit = services_at_once(lever, par.switches)
        free = person.busy < limit
        if person.busy == limit and lever.chain * par.switches.parallel > 0.0:
            free = ends_soon(person, par.needs.duration, par.pipeline.chain_lead)
        if person.busy > 0 and par.switches.sequential >= SWITCHED_ON:
            free &= in_chain(person)
        state.active[chosen] = i
        chosen += free & (uniform(key, person.id, k) < chance)
    return chosen


@rule
def next_need(person, ready, lifting, priority, key):
    """Which of the needs that are `ready` (bits) is taken up, N_NEEDS none.

    A month meant for participation takes up first what lifts it (`lifting`, bits).
    """
    first = ready & lifting
    if person.purpose > 0.0 and first != 0 and uniform(key, person.id, PURPOSE) < person.purpose:
        return first_of(first, priority)
    return first_of(ready, priority)


@rule
def most_at_once(state):
    """How many services anybody may have at the same time, under any form of cooperation."""
    most = 0.0
    for row in range(state.levers.shape[0]):
        lever, switches = state.levers[row], state.par[0].switches
        one_more = lever.chain * switches.parallel > 0.0  # the next, before the last one ends
        most = max(most, services_at_once(lever, switches) + one_more)
    return most


@rule
def bring_up(state, month, first, end):
    """Needs that partners and chains bring up, if a form of cooperation makes them do so."""
    seed, chains = state.seed[0], 0.0
    for row in range(state.levers.shape[0]):
        chains += state.levers[row].chain
    if shares_needs(state) > 0.0:
        seen_by_partners(state, first, end, stream_key(seed, D_ELSEWHERE, month))
    if chains > 0.0:
        treated_without_need(state, first, end, stream_key(seed, D_TRIAGE, month))


@rule
def services_at_once(lever, switches):
    """How many services one person may have at the same time."""
    if switches.sequential < 0.5:
        return UNLIMITED
    return lever.max_parallel if lever.chain * switches.parallel > 0.0 else 1.0


@rule
def take_up(person):
    """Needs that can be referred, as bits; needs that are held back or wait grow a month older."""
    held_back = where_below(person.clock, 0, N_NEEDS)
    waiting = where_equal(person.stage, RECOGNISED, N_NEEDS)
    pending = waiting | where_equal(person.stage, NOT_RECOGNISED, N_NEEDS) & held_back
    grow(person.clock, pending, LONG_AGO, N_NEEDS)
    person.pending = pending
    return waiting & ~held_back


@rule
def served_needs(values):
    """Needs with a number above 0, as bits; of durations: those for which there is a service."""
    bits = 0
    for k in range(N_NEEDS):
        bits |= int(values[k] > 0.0) << k
    return bits


@kernel
def conferences(state, month):
    """Share of the cases that could be handed over for which there are minutes.

    Judged by last month's, so nobody's turn depends on the order of people.
    """
    spaces = state.spaces
    for s in range(spaces.shape[0]):
        minutes = spaces[s].joint_share
        if state.par[0].switches.fixed_minutes < 0.5:
            minutes = ENDLESS
        spaces[s].joint_share = minutes / max(1.0, spaces[s].wanted / FIXED)
        spaces[s].wanted = 0
    if shares_needs(state) > 0.0:
        look_after_families(state)


@kernel
def refer(state, i, k, keys):
    """Send person i with need k to a service: who, how, and with which assessment."""
    people, place, ties, needs = state.people, state.place, state.ties, state.par[0].needs
    par, switches, tally = state.par[0].pipeline, state.par[0].switches, state.tally[0]
    institutions = state.institutions
    s, identity = people[i].sozialraum, people[i].id
    lever = state.levers[people[i].lever]
    kind = choose_provider(state, i, k, keys[1])
    here = place.institution_of[s, kind]
    pair = place.pair_of[0, kind]
    form = form_of(state, i, k, here, keys[0])
    j = here  # a member's place elsewhere is for the guided, and counts before this one is full
    if form != COLD:
        j = shared_place(state, i, here, kind, uniform(keys[1], identity, SHARED + k))
    if is_full(institutions[j], uniform(keys[1], identity, FULL + k)):
        tally.full_offers += 1
        return
    if people[i].busy > 0 and switches.sequential >= SWITCHED_ON:
        if form == COLD or uniform(keys[0], identity, CHAIN_SLOT + k) >= lever.chain:
            return
    if form != COLD and not is_joint(state, i, k, ties[s, pair], keys[0]):
        form, j = COLD, here
        if people[i].busy > 0 and switches.sequential >= SWITCHED_ON:
            return
    guided = form != COLD
    if guided:
        ties[s, pair].joint += 1
        tally.joint_cases += 1
    repeated = lever.repeat_assessment if guided else 1.0
    months = needs.assessment[k] * switches.repeated_assessment
    ties[s, pair].referred += 1
    tally.referrals += 1
    if uniform(keys[0], identity, ASK_SLOT + k) >= asks_with(state, people[i], k, form, lever):
        not_asked(people[i], k, par.cooldown)
        tally.not_asked += 1
        if form == COLD and people[i].holder != CASE_MANAGER and not is_bought(institutions[j]):
            tally.cold_due += institutions[j].wait <= par.short_wait
        return
    people[i].clock[k] = 0
    if uniform(keys[2], identity, k) < repeated:
        people[i].clock[k] = -int(months)
    fit = 1.0 - par.planning_fit * state.spaces[s].reflection * ties[s, pair].reach
    wrong = par.misallocated * needs.course[k] * fit * switches.misallocation
    people[i].misfit[k] = uniform(keys[2], identity, MISFIT + k) < wrong
    tally.misallocated += people[i].misfit[k]
    people[i].stage[k] = WAITING
    people[i].provider[k] = j
    people[i].form[k] = form
    people[i].busy += 1


@rule
def asks_with(state, person, k, form, lever):
    """Chance that a person asks for an appointment for need k, referred in a form."""
    par, switches = state.par[0].pipeline, state.par[0].switches
    if switches.imperfect_chain < SWITCHED_ON:
        return 1.0
    return ask_chance(
        state.par[0].needs.arrival[k],
        par.kept,
        odds_of_form(form, person.holder == CASE_MANAGER, par),
        person.trust,
        par.trust_log_odds * switches.trust_setting,
        -par.distance_log_odds * (1.0 - lever.district_offices),
    )


@rule
def not_asked(person, k, cooldown):
    """No appointment was asked for; after a pause the need may be taken up again."""
    person.clock[k] = -int(cooldown)
    person.pending |= 1 << k
