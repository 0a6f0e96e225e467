"""Neighbourhood: what families and residents use without being sent, in every arrangement.

Early help, day care, school social work, parent education, youth centres, community work (GWA) and
neighbourhood centres serve as many households in receipt as the overlap of youth welfare with
SGB II says (the talk; the others: households they see in a month); places are finite. One draw a
household and month:
    begins with min(take-up · places of communication + tied · reach · [crisis or isolated],
                    free places / households that may begin), ends with the chance of BuT
so a tie of the Jobcenter changes *who* gets the places and when, not how many there are: whoever
is displaced has none. Which of them a household may use follows from the ages of its children.
What is used lifts participation (`model.processes.participation`; early help by a whole grade,
prokind, the rest by half of one) and meeting places lift relationships and engagement, by contacts
and associations of the Sozialraum. Children who are reached are counted. Part of the process
participation.
"""

from model.barriers import SMALL_CHILD
from model.compiled import kernel, rule
from model.declared import Declared
from model.lowering import ones
from model.streams import OwnDecision, stream_key, uniform
from model.tables import Column
from model.vocabulary import (
    COMMUNITY_WORK,
    CRISIS,
    DAY_CARE,
    EARLY_HELP,
    MAX_CHILDREN,
    MEETING_PLACES,
    N_NEARBY,
    NEIGHBOURHOOD_CENTRE,
    PARENT_EDUCATION,
    SCHOOL_SOCIAL_WORK,
    YOUTH_CENTRE,
)

D_NEARBY = OwnDecision("NEARBY")
CARE_FROM = 12  # months: § 24 SGB VIII, a right to day care from the first birthday
FOR_ALL = 1 << COMMUNITY_WORK | 1 << NEIGHBOURHOOD_CENTRE  # bits of what needs no child
OF_SCHOOL_AGE = 1 << SCHOOL_SOCIAL_WORK | 1 << YOUTH_CENTRE
KIND, MEETS, HALVES = 1, 4, 8  # parts of a number that says what a household uses
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
    """Services that a household may use, as bits: none out of receipt."""
    bits = FOR_ALL
    for c in range(MAX_CHILDREN):
        bits |= for_child(household.child_age[c], school_from)
    return bits if household.receipt else 0


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
    """Household type, whether a meeting place is used, and half grades, as one number."""
    return kind * KIND + (nearby & MEETING_PLACES != 0) * MEETS + half_grades(nearby, but) * HALVES


@rule
def is_reached(age, nearby, but, school_from):
    """True if a child is reached by BuT, day care, early help or school social work."""
    helped = for_child(age, school_from) & nearby & ~(1 << PARENT_EDUCATION | 1 << YOUTH_CENTRE)
    return (helped != 0) | (but != 0) & (age >= school_from)


@kernel
def count_users(state, month, h0, h1):
    """Who still uses what, and who may begin, of households h0 … h1 − 1."""
    tally, school_from = state.tally[0], state.par[0].participation.but_from
    for h in range(h0, h1):
        household = state.households[h]
        may = may_use(household, school_from)
        uses = household.nearby & may
        household.nearby = uses
        for b in range(N_NEARBY):
            tally.nearby[b] += uses >> b & 1
            tally.open_to[b] += (may & ~uses) >> b & 1


@kernel
def share_places(state, month):
    """Free places of each service for each household that may begin, in the whole place."""
    tally = state.tally[0]
    for s in range(state.spaces.shape[0]):
        for b in range(N_NEARBY):
            free = max(0.0, state.place.nearby_places[b] - tally.nearby[b])
            state.spaces[s].nearby_free[b] = free / max(1, tally.open_to[b])


@rule
def is_burdened(person, isolation_below):
    """True of somebody in a crisis or isolated: whom tied institutions look for first."""
    return (person.has[CRISIS] != 0) | (person.relationships < isolation_below)


@kernel
def begin_use(state, month, h0, h1):
    """Households begin and stop to use services; children reached are counted."""
    key, tally = stream_key(state.seed[0], D_NEARBY, month), state.tally[0]
    par, isolated = state.par[0].participation, state.par[0].casework.isolation_below
    for h in range(h0, h1):
        household = state.households[h]
        if household.receipt == 0:
            continue
        head, s = state.people[household.first], household.sozialraum
        u, tied = uniform(key, head.id, 0), is_burdened(head, isolated) * par.but_school
        left, may, uses = u, may_use(household, par.but_from), int(household.nearby)
        for b in range(N_NEARBY):
            reach = state.ties[s, state.place.pair_of[0, state.place.nearby_kinds[b]]].reach
            begins = chance_to_use(
                par.but_take_up,
                state.place.milieu[s, TALK],
                tied * reach,
                state.spaces[s].nearby_free[b],
            )
            left -= par.but_end if uses >> b & 1 else begins * (may >> b & 1)
            if left < 0.0:
                household.nearby = uses ^ 1 << b
                break
        for c in range(MAX_CHILDREN):
            age = household.child_age[c]
            tally.children += age >= 0
            reached = is_reached(age, household.nearby, household.but, par.but_from)
            tally.children_reached += (age >= 0) & reached
