"""Neighbourhood: what families and residents use without being sent, in every arrangement.

Early help, day care, school social work, parent education, youth centres, community work (GWA) and
neighbourhood centres serve as many households in receipt as the overlap of youth welfare with
SGB II says (the talk; the others: households they see in a month); places are finite. One draw a
household and month:
    begins with min(take-up · places of communication + told, free places / who else may begin)
    told = but_school · reach of the tie, of people in a crisis or isolated; but_school, if a
    contact of the month was meant for participation
and ends with the chance of BuT (a place in day care is held until school). So ties and targets
change *who* gets the places and when, not how many there are: whoever is displaced has none. Which
of them a household may use follows from the ages of its children. What is used lifts participation
(`model.processes.participation`; early help by a whole grade, prokind, the rest by half of one) and
meeting places lift relationships and engagement, by contacts and associations of the Sozialraum.
Children who are reached are counted. Part of the process participation.
"""

import math

import numpy as np

from model.barriers import SMALL_CHILD, has_children
from model.compiled import kernel, rule
from model.declared import Declared
from model.lowering import ones
from model.processes.but import told
from model.skipping.spans import listed_homes
from model.skipping.uses import beginning_at_most, change_of_use_at_most
from model.streams import OwnDecision, stream_key, uniform
from model.tables import Column
from model.vocabulary import (
    COMMUNITY_WORK,
    CRISIS,
    DAY_CARE,
    EARLY_HELP,
    MAX_CHILDREN,
    N_NEARBY,
    NEIGHBOURHOOD_CENTRE,
    PARENT_EDUCATION,
    SCHOOL_SOCIAL_WORK,
    YOUTH_CENTRE,
)

D_NEARBY = OwnDecision("NEARBY")
TOLD = 1  # slot of draws: whether the month's contact was meant for participation
CARE_FROM = 12  # months: § 24 SGB VIII, a right to day care from the first birthday
FOR_ALL = 1 << COMMUNITY_WORK | 1 << NEIGHBOURHOOD_CENTRE  # bits of what needs no child
OF_SCHOOL_AGE = 1 << SCHOOL_SOCIAL_WORK | 1 << YOUTH_CENTRE
HALVES = 4  # household types: half grades are kept in one number with the type
CONTACTS, TALK, NORMS = 0, 1, 2  # values of the milieu of a Sozialraum

DECLARED = Declared(
    households=(
        Column("nearby", "u1", "bits", "services of the neighbourhood that the household uses"),
    ),
)


@rule
def for_child(age, school_from):
    """Services for a child of an age in months, as bits; none of no child (−1)."""
    bits = 1 << PARENT_EDUCATION if age >= 0 else 0
    bits |= 1 << EARLY_HELP if 0 <= age < SMALL_CHILD else 0
    bits |= 1 << DAY_CARE if CARE_FROM <= age < school_from else 0
    return bits | (OF_SCHOOL_AGE if age >= school_from else 0)


@rule
def may_use(household, school_from):
    """Services that a household may use, as bits."""
    bits = FOR_ALL
    for c in range(MAX_CHILDREN):
        bits |= for_child(household.child_age[c], school_from)
    return bits


@rule
def chance_to_use(take_up, talk, tied, free_share):
    """Chance that a household begins to use a service of the neighbourhood this month."""
    return min(take_up * talk + tied, free_share)


@rule
def half_grades(nearby, but):
    """What a household uses, in halves of a grade: early help counts twice, BuT like the rest."""
    return ones(nearby) + (nearby >> EARLY_HELP & 1) + but


@rule
def in_use(kind, nearby, but):
    """Household type and half grades as one number."""
    return kind + half_grades(nearby, but) * HALVES


@rule
def is_reached(age, nearby, but, school_from):
    """True if a child is reached by BuT, day care, early help or school social work."""
    helped = for_child(age, school_from) & nearby & ~(1 << PARENT_EDUCATION | 1 << YOUTH_CENTRE)
    return (helped != 0) | (but != 0) & (age >= school_from)


@rule
def change_of_use(u, uses, may, begins, ends):
    """Service that a household begins or stops to use, N_NEARBY none; one draw serves all.

    A place in day care is held until school.
    """
    left = u
    for b in range(N_NEARBY):
        left -= ends * (b != DAY_CARE) if uses >> b & 1 else begins[b] * (may >> b & 1)
        if left < 0.0:
            return b
    return N_NEARBY


@rule
def is_burdened(person, isolation_below):
    """True of somebody in a crisis or isolated: whom tied institutions look for first."""
    return (person.has[CRISIS] != 0) | (person.relationships < isolation_below)


@kernel
def count_users(state, month, h0, h1):
    """Who still uses what, and who else may, of households h0 … h1 − 1.

    Households out of receipt keep what they use and begin nothing. Users are listed: they are few.
    """
    tally, school_from = state.tally[0], np.int16(math.ceil(state.par[0].participation.but_from))
    for h in range(h0, h1):
        home = state.households[h]
        may = may_use(home, school_from)
        home.nearby &= may
        state.home_marks[h] = (may ^ home.nearby) * (home.receipt != 0)
    for b in range(N_NEARBY):
        others = 0
        for h in range(h0, h1):
            others += state.home_marks[h] >> b & 1
        tally.open_to[b] += others
    for h in range(h0, h1):
        home = state.households[h]
        state.home_marks[h] = (home.receipt != 0) & (home.nearby != 0)
    for position in range(h0, listed_homes(state, h0, h1)):
        uses = state.households[state.home_list[position]].nearby
        for b in range(N_NEARBY):
            tally.nearby[b] += uses >> b & 1


@kernel
def share_places(state, month):
    """Chances to begin this month, in every Sozialraum: places are shared in the whole place."""
    tally, par, place = state.tally[0], state.par[0].participation, state.place
    for s in range(state.spaces.shape[0]):
        space = state.spaces[s]
        for b in range(N_NEARBY):
            free = max(0.0, place.nearby_places[b] - tally.nearby[b]) / max(1, tally.open_to[b])
            tied = par.but_school * state.ties[s, place.pair_of[0, place.nearby_kinds[b]]].reach
            talk = place.milieu[s, TALK]
            space.nearby_usual[b] = chance_to_use(par.but_take_up, talk, 0.0, free)
            space.nearby_tied[b] = chance_to_use(par.but_take_up, talk, tied, free)
            space.nearby_told[b] = chance_to_use(par.but_take_up, talk, par.but_school, free)


@kernel
def begin_use(state, month, h0, h1):
    """Households begin and stop to use services; children reached are counted."""
    key = stream_key(state.seed[0], D_NEARBY, month)
    par, isolated = state.par[0].participation, state.par[0].casework.isolation_below
    begins = 0.0
    for s in range(state.spaces.shape[0]):
        space = state.spaces[s]
        begins = max(begins, beginning_at_most(space.nearby_usual, space.nearby_told))
    for h in range(h0, h1):
        home = state.households[h]
        most = change_of_use_at_most(home.nearby, begins, par.but_end)
        u = uniform(key, state.people[home.first].id, 0)
        state.home_marks[h] = (home.receipt != 0) & (u < most)
    for position in range(h0, listed_homes(state, h0, h1)):
        home = state.households[state.home_list[position]]
        head, space = state.people[home.first], state.spaces[home.sozialraum]
        uses, may = int(home.nearby), int(may_use(home, par.but_from))
        u = uniform(key, head.id, 0)
        if not is_burdened(head, isolated):
            b = change_of_use(u, uses, may, space.nearby_usual, par.but_end)
        elif head.purpose > 0.0 and uniform(key, head.id, TOLD) < told(head):
            b = change_of_use(u, uses, may, space.nearby_told, par.but_end)
        else:
            b = change_of_use(u, uses, may, space.nearby_tied, par.but_end)
        home.nearby = uses ^ 1 << b if b < N_NEARBY else uses
    count_children(state, h0, h1)


@kernel
def count_children(state, h0, h1):
    """Children of households in receipt, and those who are reached."""
    children, reached, from_age = 0, 0, state.par[0].participation.but_from
    for h in range(h0, h1):
        home = state.households[h]
        state.home_marks[h] = (home.receipt != 0) & has_children(home.kind)
    for position in range(h0, listed_homes(state, h0, h1)):
        home = state.households[state.home_list[position]]
        for c in range(MAX_CHILDREN):
            age = home.child_age[c]
            children += age >= 0
            reached += is_reached(age, home.nearby, home.but, from_age)
    state.tally[0].children += children
    state.tally[0].children_reached += reached
