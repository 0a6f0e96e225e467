"""Arrivals: households that enter receipt, and how a person begins.

Arrivals are a fixed list per seed, independent of arrangement and stock: in a month
round(λ + √λ · z) households are copied from the place's list of arriving households. Part of the
process demography.
"""

import math

from model.barriers import has_children
from model.compiled import kernel, rule
from model.skipping.early import AHEAD, ask_for_arrival
from model.streams import Decision, stream_key, uniform
from model.vocabulary import MAX_CHILDREN, N_BARRIERS, N_NEEDS, NOT_RECOGNISED

D_COUNT = int(Decision.ARRIVAL_COUNT)
D_TEMPLATE = int(Decision.ARRIVAL_TEMPLATE)
D_FRAILTY = int(Decision.FRAILTY)
D_INITIAL = int(Decision.INITIAL)
LISTED = (  # what a list holds of a person
    "sozialraum", "sex", "age", "employment", "contract", "level", "hours", "wage", "tenure",
    "pupil", "relationships", "engagement", "receipt_window", "window_count", "spell", "has",
)  # fmt: skip
# How an identity is laid out: month, place in the month's list, member of the household.
BEFORE_ALL = 1_000_000  # months: no burn-in begins earlier than so long before month 0
IDS_A_MONTH = 1_048_576  # 2**20
IDS_A_HOUSEHOLD = 16


@rule
def arrivals_count(expected, u_first, u_second):
    """Households that arrive this month: normal approximation of a Poisson number."""
    z = math.sqrt(-2.0 * math.log(u_first)) * math.cos(2.0 * math.pi * u_second)
    return max(0, int(math.floor(expected + math.sqrt(expected) * z + 0.5)))


@rule
def arrival_id(month, slot):
    """Identity of the first member of the household that arrives in a month under a slot."""
    return (month + BEFORE_ALL) * IDS_A_MONTH + slot * IDS_A_HOUSEHOLD


@kernel
def arrive(state, month):
    """Append this month's arrivals to the tables, drawn from the list of arriving households."""
    par = state.par[0].place
    templates = state.arriving
    key = stream_key(state.seed[0], D_COUNT, month)
    count = arrivals_count(par.arrivals_per_month, uniform(key, 0, 0), uniform(key, 0, 1))
    key = stream_key(state.seed[0], D_TEMPLATE, month)
    for slot in range(count):
        nearer = listed_under(state, key, slot + AHEAD)
        ask_for_arrival(state, nearer, listed_under(state, key, slot + 2 * AHEAD))
        template = listed_under(state, key, slot)
        enter(state, templates, template, arrival_id(month, slot), month)


@rule
def listed_under(state, key, slot):
    """Row of the listed household that arrives under a slot."""
    return int(uniform(key, slot, 0) * state.arriving.households.shape[0])


@kernel
def enter_all(state, month):
    """Append every household of the list once: how a place is peopled at its beginning."""
    for t in range(state.arriving.households.shape[0]):
        enter(state, state.arriving, t, arrival_id(month, t), month)


@kernel
def enter(state, templates, t, identity, month):
    """Append household t of a list of households, its members numbered from `identity`."""
    people, households = state.people, state.households
    h, row = state.size[1], state.size[0]
    first, size = templates.households[t].first, templates.households[t].size
    if row + size > people.shape[0] or h + 1 > households.shape[0]:
        raise ValueError("no room left for arrivals")
    households[h].first = row
    households[h].size = size
    households[h].kind = templates.households[t].kind
    households[h].sozialraum = templates.households[t].sozialraum
    for c in range(MAX_CHILDREN):
        households[h].child_age[c] = templates.households[t].child_age[c]
    households[h].rent = templates.households[t].rent
    households[h].receipt = 1
    households[h].adults = size
    households[h].months_out = 0
    households[h].claim_pause = 0
    households[h].but = 0
    households[h].nearby = 0
    for member in range(size):
        begin(state, templates.people, first + member, row + member, h, identity + member, month)
    state.size[0] = row + size
    state.size[1] = h + 1


@kernel
def begin(state, source, s, i, h, identity, month):
    """Fill row i with a person of a list (row s): what is listed is copied, the rest begins.

    Rows beyond those in use hold zeros, so that nothing need be written that begins at 0.
    """
    person, listed, par = state.people[i], source[s], state.par[0]
    person.id = identity
    person.household = h
    person.sozialraum = listed.sozialraum
    person.sex = listed.sex
    person.age = listed.age
    person.employment = listed.employment
    person.contract = listed.contract
    person.level = listed.level
    person.hours = listed.hours
    person.wage = listed.wage
    person.tenure = listed.tenure
    person.pupil = listed.pupil
    person.family = has_children(state.households[h].kind)
    person.relationships = person.circle = listed.relationships
    person.engagement = listed.engagement
    # Listed with this month, which is counted at its end as everybody's is.
    person.receipt_window = listed.receipt_window >> 1
    person.window_count = listed.window_count - (listed.receipt_window & 1)
    person.spell = listed.spell
    for k in range(N_BARRIERS):
        person.has[k] = listed.has[k]
    for k in range(N_NEEDS):
        person.stage[k] = NOT_RECOGNISED
        person.provider[k] = -1
    person.receipt = 1
    person.entered = month
    person.cohort = month >= 0
    person.ladder = 255
    person.trust = par.casework.trust_start
    person.motivation = par.casework.motivation_start
    person.participation = par.participation.start
    person.contact_gap = par.casework.gap_start
    key = stream_key(state.seed[0], D_FRAILTY, 0)
    n = state.place.frailty.shape[0]
    person.frailty = state.place.frailty[int(uniform(key, identity, 0) * n)]
    key = stream_key(state.seed[0], D_INITIAL, 0)
    person.person_effect = (
        par.participation.person_spread
        * math.sqrt(-2.0 * math.log(uniform(key, identity, 0)))
        * math.cos(2.0 * math.pi * uniform(key, identity, 1))
    )
    state.tally[0].in_new += 1
