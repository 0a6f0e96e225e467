"""Referral: a recognised need is sent to a service at an institution the caseworker knows.

Per person at most one referral a month. Sequential (silo): only when nothing is under way; parallel
(chain): up to `max_parallel`. The caseworker picks among the institutions of the person's
Sozialraum that serve the need and that are known (file providers). A joint case (conference
minutes allow only so many; near-market people are easier to pick) is handed over in person at stage
2, co-located at stage 3, if the person consents; everybody else goes *cold*. Without shared
knowledge assessments are repeated. Courses can be misallocated (brh_audit); chains can treat people
who need nothing (ibbis_stress). Arrival odds of the forms: rapp_trial, artas_2; agreements alone
change nothing (friedmann), so a form acts only through the stage that the tie really has.
"""

import math

from model.compiled import kernel, rule
from model.lowering import grow, lowest_bit, where_below, where_equal
from model.processes.brought_up import (
    look_after_families,
    seen_by_partners,
    shares_needs,
    treated_without_need,
)
from model.processes.providers import SHARED, choose_provider, shared_place, who_has_offers
from model.skipping.early import ask_for_needs, ask_for_pipeline
from model.skipping.spans import listed, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    CASE_MANAGER,
    CO_LOCATED,
    COLD,
    ENTWICKLUNG,
    HANDOVER,
    KOORDINATION,
    LONG_AGO,
    N_NEEDS,
    NOT_RECOGNISED,
    OTHERS,
    RECOGNISED,
    WAITING,
    ZUSAMMENARBEIT,
)

UNLIMITED = 4.0  # services at once where nothing makes them sequential
# Slots of draws, so that every choice has luck of its own.
JOINT, HANDOVER_SLOT, CO_LOCATION_SLOT = 64, 128, 192
MISFIT = 64

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
def joint_chance(share, near, creaming):
    """Chance to become a joint case: people near the market are easier to pick."""
    return min(1.0, share * (1.0 + creaming if near else 1.0 - creaming))


@rule
def referral_form(joint, consent, stage, handover, co_location, u_handover, u_co_location):
    """Cold, handed over or co-located, as far as the tie really reaches."""
    if not joint or not consent:
        return COLD
    if stage >= ZUSAMMENARBEIT and u_co_location < co_location:
        return CO_LOCATED
    return HANDOVER if stage >= KOORDINATION and u_handover < handover else COLD


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
    at_once, waiting, chosen = most_at_once(state), first, first
    for position in range(first, last):
        ask_for_needs(state, position, last)
        i = state.active[position]
        ready = take_up(people[i]) & served
        state.marks[i] = first_of(ready, par.needs.priority)
        state.active[waiting] = i
        waiting += (ready != 0) & (people[i].busy < at_once)
    for position in range(first, waiting):
        i = state.active[position]
        person, k = people[i], int(state.marks[i])
        lever = state.levers[person.lever]
        chance = referral_chance(
            is_near(person.profile),
            person.holder == CASE_MANAGER,
            par.pipeline.referral,
            par.pipeline.referral_manager,
            par.pipeline.priority_delay * lever.placement_priority,
        )
        free = person.busy < services_at_once(lever, par.switches)
        state.active[chosen] = i
        chosen += free & (uniform(key, person.id, k) < chance)
    return chosen


@rule
def most_at_once(state):
    """How many services anybody may have at the same time, under any form of cooperation."""
    most = 0.0
    for row in range(state.levers.shape[0]):
        most = max(most, services_at_once(state.levers[row], state.par[0].switches))
    return most


@rule
def is_near(profile):
    """True for the profiles near the market."""
    return (profile > OTHERS) & (profile < ENTWICKLUNG)


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
def served_needs(duration):
    """Needs for which there is a service, as bits."""
    bits = 0
    for k in range(N_NEEDS):
        bits |= int(duration[k] > 0.0) << k
    return bits


@kernel
def conferences(state, month):
    """Share of referrals to members that conference minutes can make joint cases.

    Judged by last month's referrals, so nobody's turn depends on the order of people.
    """
    spaces = state.spaces
    for s in range(spaces.shape[0]):
        lever = state.levers[spaces[s].lever]
        per_case = state.par[0].casework.conference_minutes * lever.case_minutes
        cases = spaces[s].joint_share / per_case
        if state.par[0].switches.fixed_minutes < 0.5:
            cases = 1.0e9
        spaces[s].joint_share = cases / max(1, spaces[s].referred)
        spaces[s].referred = 0
    if shares_needs(state) > 0.0:
        look_after_families(state)


@kernel
def refer(state, i, k, keys):
    """Send person i with need k to a service: who, how, and with which assessment."""
    people, place, ties, needs = state.people, state.place, state.ties, state.par[0].needs
    par, switches, tally = state.par[0].pipeline, state.par[0].switches, state.tally[0]
    s, identity = people[i].sozialraum, people[i].id
    lever = state.levers[people[i].lever]
    kind = choose_provider(state, i, k, keys[1])
    j = place.institution_of[s, kind]
    pair = place.pair_of[0, kind]
    stage = ties[s, pair].stage
    if switches.paper_agreements < 0.5:
        stage = min(ZUSAMMENARBEIT, int(lever.stage_cap))
    member = 0 < state.institutions[j].membership <= lever.membership
    state.spaces[s].referred += member
    creaming = state.par[0].casework.slot_creaming * switches.creaming_slots
    joint = member and uniform(keys[0], identity, JOINT + k) < joint_chance(
        state.spaces[s].joint_share, is_near(people[i].profile), creaming
    )
    form = referral_form(
        joint,
        people[i].consent,
        stage,
        lever.handover * switches.handover,
        lever.co_location * switches.handover,
        uniform(keys[0], identity, HANDOVER_SLOT + k),
        uniform(keys[0], identity, CO_LOCATION_SLOT + k),
    )
    guided = form != COLD and lever.chain > 0.0
    if guided:
        j = shared_place(state, i, j, kind, uniform(keys[1], identity, SHARED + k))
        ties[s, pair].joint += 1
        tally.joint_cases += 1
    repeated = lever.repeat_assessment if form != COLD else 1.0
    months = needs.assessment[k] * switches.repeated_assessment
    people[i].clock[k] = 0
    if uniform(keys[2], identity, k) < repeated:
        people[i].clock[k] = -int(months)
    fit = 1.0 - par.planning_fit * state.spaces[s].reflection
    wrong = par.misallocated * needs.course[k] * fit * switches.misallocation
    people[i].misfit[k] = uniform(keys[2], identity, MISFIT + k) < wrong
    tally.misallocated += people[i].misfit[k]
    people[i].stage[k] = WAITING
    people[i].provider[k] = j
    people[i].form[k] = form
    people[i].busy += 1
    tally.referrals += 1
