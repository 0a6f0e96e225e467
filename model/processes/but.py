"""BuT: education-and-participation benefits of families (§§ 28 ff. SGB II).

A family begins to use them with chance (take-up + school · reach) · free places · pace, where a tie
of the Jobcenter with school social work opens the way (or a contact meant for participation: the
larger counts), staff are finite, and the pace is that of
the benefits department (file minutes). They lift participation, never jobs. Part of the process
participation.
"""

import math

import numpy as np

from model.barriers import has_children
from model.compiled import kernel, rule
from model.declared import Declared
from model.skipping.spans import listed_homes
from model.streams import Decision, stream_key, uniform
from model.tables import Column
from model.vocabulary import MAX_CHILDREN

D_BUT = int(Decision.BUT)
BEGIN, STOP = 0, 1  # slots of draws

DECLARED = Declared(
    households=(
        Column("but", "u1", "0/1", "children use education-and-participation benefits (BuT)"),
    ),
)


@rule
def but_chance(base, school, reach, free_share):
    """Chance that a family begins to use BuT: free staff, and school social work by its tie."""
    return (base + school * reach) * free_share


@rule
def of_school_age(household, from_age):
    """True if a child of that age or older lives in the household."""
    found = False
    for c in range(MAX_CHILDREN):
        found = found | (household.child_age[c] >= from_age)
    return found


@kernel
def count_families(state, month, h0, h1):
    """Families in receipt, and who of them still uses BuT, of households h0 … h1 − 1."""
    par, tally, families = state.par[0].participation, state.tally[0], 0
    on = state.par[0].switches.but > 0.0
    for h in range(h0, h1):
        household = state.households[h]
        families += (household.receipt != 0) & has_children(household.kind)
        state.home_marks[h] = household.but != 0
    tally.family_households += families
    for position in range(h0, listed_homes(state, h0, h1)):
        household = state.households[state.home_list[position]]
        family = household.receipt & has_children(household.kind)
        household.but = on & family & of_school_age(household, par.but_from)
        tally.but_households += household.but


@kernel
def share_places(state, month):
    """Share of BuT places that are free, before anybody begins."""
    users, places = state.tally[0].but_households, state.par[0].place.but_places
    for s in range(state.spaces.shape[0]):
        state.spaces[s].but_free = max(0.0, 1.0 - users / max(1.0, places))


@kernel
def begin_but(state, month, h0, h1):
    """Families begin and stop to use education-and-participation benefits."""
    key = stream_key(state.seed[0], D_BUT, month)
    par = state.par[0].participation
    pair = state.place.pair_of[0, state.place.but_kind[0]]
    if state.par[0].switches.but <= 0.0:
        return
    school_from = np.int16(math.ceil(par.but_from))
    for h in range(h0, h1):
        household = state.households[h]
        family = (household.receipt != 0) & has_children(household.kind)
        state.home_marks[h] = family & of_school_age(household, school_from)
    for position in range(h0, listed_homes(state, h0, h1)):
        household = state.households[state.home_list[position]]
        uses, space = household.but != 0, state.spaces[household.sozialraum]
        head, reach = state.people[household.first], state.ties[household.sozialraum, pair].reach
        reach *= state.par[0].switches.school_social_work
        begins = chance_to_begin(par, space, max(reach, told(head)))
        u = uniform(key, head.id, STOP if uses else BEGIN)
        household.but = uses != (u < (par.but_end if uses else begins))


@rule
def told(person):
    """Share of this month's contact with a person that was meant for participation, 0 if none."""
    return person.purpose if person.contact_gap == 0 else 0.0


@rule
def chance_to_begin(par, space, reach):
    """Chance that a family of a Sozialraum begins to use BuT this month."""
    return space.pace * but_chance(par.but_take_up, par.but_school, reach, space.but_free)
