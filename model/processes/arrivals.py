"""Arrivals: households that enter receipt, and how a person begins.

Arrivals are a fixed list per seed, independent of arrangement and stock: in a month
round(λ + √λ · z) households are copied from the place's list of arriving households. Part of the
process demography.
"""

import math

from model.columns import MAX_CHILDREN
from model.compiled import kernel, rule
from model.processes.barriers import has_children
from model.streams import Decision, stream_key, uniform
from model.vocabulary import N_BARRIERS, N_NEEDS, NOT_RECOGNISED

D_COUNT = int(Decision.ARRIVAL_COUNT)
D_TEMPLATE = int(Decision.ARRIVAL_TEMPLATE)
D_FRAILTY = int(Decision.FRAILTY)
D_INITIAL = int(Decision.INITIAL)
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
    n_templates = templates.households.shape[0]
    for slot in range(count):
        template = int(uniform(key, slot, 0) * n_templates)
        enter(state, templates, template, arrival_id(month, slot), month)


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
    for member in range(size):
        begin(state, templates.people, first + member, row + member, h, identity + member, month)
    state.size[0] = row + size
    state.size[1] = h + 1


@kernel
def begin(state, source, s, i, h, identity, month):
    """Fill row i with a person of a list (row s): what is listed is copied, the rest begins."""
    people, par = state.people, state.par[0]
    people[i].id = identity
    people[i].household = h
    people[i].sozialraum = source[s].sozialraum
    people[i].sex = source[s].sex
    people[i].age = source[s].age
    people[i].employment = source[s].employment
    people[i].contract = source[s].contract
    people[i].level = source[s].level
    people[i].hours = source[s].hours
    people[i].wage = source[s].wage
    people[i].tenure = source[s].tenure
    people[i].pupil = source[s].pupil
    people[i].family = has_children(state.households[h].kind)
    people[i].relationships = source[s].relationships
    people[i].engagement = source[s].engagement
    people[i].receipt_window = source[s].receipt_window
    people[i].window_count = source[s].window_count
    people[i].spell = source[s].spell
    for k in range(N_BARRIERS):
        people[i].has[k] = source[s].has[k]
        people[i].mitigated[k] = 0.0
        people[i].halved[k] = 0
    for k in range(N_NEEDS):
        people[i].stage[k] = NOT_RECOGNISED
        people[i].clock[k] = 0
        people[i].provider[k] = -1
        people[i].form[k] = 0
        people[i].misfit[k] = 0
    people[i].receipt = 1
    people[i].entered = month
    people[i].cohort = month >= 0
    people[i].ladder = 255
    people[i].trust = par.casework.trust_start
    people[i].motivation = par.casework.motivation_start
    people[i].participation = par.participation.start
    people[i].contact_gap = par.casework.gap_start
    key = stream_key(state.seed[0], D_FRAILTY, 0)
    n = state.place.frailty.shape[0]
    people[i].frailty = state.place.frailty[int(uniform(key, identity, 0) * n)]
    key = stream_key(state.seed[0], D_INITIAL, 0)
    people[i].person_effect = (
        par.participation.person_spread
        * math.sqrt(-2.0 * math.log(uniform(key, identity, 0)))
        * math.cos(2.0 * math.pi * uniform(key, identity, 1))
    )
    state.tally[0].in_new += 1
