"""Demography: ageing, families, features that come and go; entries and exits without a job.

Exits and returns are in file exits, arrivals in file arrivals; both are part of this process.

Couples in receipt part, and people without a partner find one, at constant chances; a partner who
parts leaves the household, and is the one who comes back if there is a couple again (else the new
partner provides for themself: nobody enters by this).

Order within the month: households (children, births, partners), then their members (age, features,
exits, returns), then arrivals. Nothing here reads what another household does.
"""

import math

import numpy as np

from model.barriers import change_of_features, children_of, has_children
from model.compiled import kernel, rule
from model.processes.exits import come_back, go_and_come, leave
from model.skipping.features import change_at_most, sure_change
from model.skipping.leading import bound_of, leading
from model.skipping.spans import listed, listed_homes, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    AGE_50,
    AGE_LIMIT,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    FEMALE,
    LONE_PARENT,
    LONG_RECEIPT,
    MAX_CHILDREN,
    MOTHER,
    PARTED,
    PRESENT,
    SCHOOL,
    SINGLE,
    VOCATIONAL,
)

D_BIRTH = int(Decision.BIRTH)
D_FEATURE = int(Decision.FEATURE_CHANGE)
D_SCHOOL = int(Decision.LEAVE_SCHOOL)
D_EXIT = int(Decision.EXIT)
D_REASON = int(Decision.EXIT_REASON)
D_RETURN = int(Decision.RETURN)
PUPIL, DUE = 1, 2  # marks of those who may leave school, and of those whom something surely meets


@rule
def household_kind(children, couple):
    """Household type from the number of children and whether there is a couple."""
    if children > 0:
        return COUPLE_WITH_CHILDREN if couple else LONE_PARENT
    return COUPLE if couple else SINGLE


@rule
def leaves_school(u, age, chance, age_from, age_until):
    """True if a pupil leaves general school this month."""
    return age >= age_until or (age >= age_from and u < chance)


@kernel
def live(state, month, h0, h1):
    """One month of demography, of households h0 … h1 − 1."""
    first, end = people_of(state, h0, h1)
    seed, par = state.seed[0], state.par[0].demography
    key_birth = stream_key(seed, D_BIRTH, month)
    key_feature = stream_key(seed, D_FEATURE, month)
    key_school = stream_key(seed, D_SCHOOL, month)
    people, households, tally = state.people, state.households, state.tally[0]
    raise_children(state, h0, h1, key_birth)
    for position in range(h0, listed_homes(state, h0, h1)):
        h = state.home_list[position]
        change_family(state, households[h], key_birth, tally)
    first, end = people_of(state, h0, h1)
    grow_older(state, first, end, key_feature, key_school)
    for position in range(first, listed(state, first, end)):
        i = state.active[position]
        person = people[i]
        change_features(person, par, key_feature)
        if person.pupil:
            perhaps_leave_school(person, par, key_school)
        if person.age >= par.age_limit and person.absence != AGE_LIMIT:
            leave(person, households[person.household], tally, AGE_LIMIT)
    keys = (
        stream_key(seed, D_EXIT, month),
        stream_key(seed, D_REASON, month),
        stream_key(seed, D_RETURN, month),
    )
    go_and_come(state, first, end, keys)


@kernel
def raise_children(state, h0, h1, key_birth):
    """Children grow and leave; marked is whose household may change, or has no child left."""
    people, households, par = state.people, state.households, state.par[0].demography
    leaves = np.int16(math.ceil(par.child_leaves_at))
    for h in range(h0, h1):
        household = households[h]
        children = np.uint8(0)
        for c in range(MAX_CHILDREN):
            age = household.child_age[c]
            age = np.int16(age + (age >= 0))  # two bytes throughout: many are aged at once
            age = np.int16(-1) if age >= leaves else age
            household.child_age[c] = age
            children = np.uint8(children + (age >= 0))
        state.home_marks[h] = has_children(household.kind) & (children == 0)
    # The head draws. To draw for everybody is cheaper than to look up every household's head.
    first, end = people_of(state, h0, h1)
    births = bound_of(par.birth + max(par.pair, par.part))
    for i in range(first, end):
        state.marks[i] = leading(key_birth, people[i].id, 0) < births
    for position in range(first, listed(state, first, end)):
        i = state.active[position]
        household = households[people[i].household]
        if household.first == i and household.receipt:
            state.home_marks[people[i].household] = 1


@kernel
def grow_older(state, first, end, key_feature, key_school):
    """Everybody grows older; marked is who may see a feature change, leave school, or retire."""
    people, par = state.people, state.par[0].demography
    aged_50, adult = np.int16(math.ceil(par.age_50_from)), np.int16(math.ceil(par.adult_from))
    grown, long = np.int16(math.ceil(par.birth_from)), np.int16(math.ceil(par.long_receipt_months))
    retires, leaves = np.int16(math.ceil(par.age_limit)), np.int16(math.ceil(par.school_until))
    surely, share = sure_change(par.appear, par.vanish)
    for i in range(first, end):
        person = people[i]
        age = np.int16(person.age + 1)  # two bytes throughout: many are aged at once
        person.age = age
        person.has[AGE_50] = age >= aged_50
        person.has[LONG_RECEIPT] = (person.window_count >= long) & (age >= adult)
        pupil = person.pupil != 0
        grown_up = (not pupil) & (age >= grown)
        person.has[MOTHER] = (person.family != 0) & (person.sex == FEMALE) & grown_up
        most = change_at_most(person.has, par.appear, par.vanish, share)
        state.seen[i] = np.uint16(surely + most)
        due = ((age >= retires) & (person.absence != AGE_LIMIT)) | (pupil & (age >= leaves))
        state.marks[i] = DUE if due else PUPIL if pupil else 0
    school = bound_of(par.leave_school)
    for i in range(first, end):
        identity, mark = people[i].id, state.marks[i]
        changes = leading(key_feature, identity, 0) < state.seen[i]
        done = (mark == PUPIL) & (leading(key_school, identity, 0) < school)
        state.marks[i] = changes | done | (mark == DUE)


@rule
def change_family(state, household, key_birth, tally):
    """A child is born, the last one has left, a couple forms or parts: the type follows."""
    people, par = state.people, state.par[0].demography
    children = children_of(household)
    couple = (household.kind == COUPLE) | (household.kind == COUPLE_WITH_CHILDREN)
    u = uniform(key_birth, people[household.first].id, 0)
    if household.receipt and u < par.birth:
        children += bear_child(household, people, par)
    elif household.receipt and meets_or_parts(u, couple, par.birth, par.pair, par.part):
        change_partner(household, people, couple, par, tally)
        couple = not couple
    household.kind = household_kind(children, couple)
    for i in range(household.first, household.first + household.size):
        people[i].family = children > 0


@rule
def meets_or_parts(u, couple, birth, pair, part):
    """True if a couple parts this month, or one forms; the draw is that of births."""
    return birth <= u < birth + (part if couple else pair)


@rule
def is_partner(age, other_age, birth_from):
    """True if the second member, by age, is the partner of the first, and no child."""
    return abs(age - other_age) < birth_from


@rule
def change_partner(household, people, couple, par, tally):
    """The partner moves out, of a couple, or a partner who had moved out is there again."""
    head, other = people[household.first], people[household.first + (household.size > 1)]
    if household.size < 2 or not is_partner(head.age, other.age, par.birth_from):
        return
    if couple and other.absence == PRESENT:
        leave(other, household, tally, PARTED)
    elif not couple and other.absence == PARTED:
        come_back(other, household)


@rule
def bear_child(household, people, par):
    """A child of the first woman of childbearing age in the household, if there is room: 0 or 1."""
    free = -1
    for c in range(MAX_CHILDREN):
        if household.child_age[c] < 0:
            free = c
    if free < 0:
        return 0
    for i in range(household.first, household.first + household.size):
        if may_give_birth(people[i].sex, people[i].pupil, people[i].age, par):
            household.child_age[free] = 0
            people[i].mitigated[MOTHER] = 0.0
            people[i].halved[MOTHER] = 0
            return 1
    return 0


@rule
def may_give_birth(sex, pupil, age, par):
    """True for women of childbearing age who are no pupils."""
    return sex == FEMALE and not pupil and par.birth_from <= age < par.birth_until


@rule
def change_features(person, par, key_feature):
    """At most one feature appears or vanishes."""
    k = change_of_features(uniform(key_feature, person.id, 0), person.has, par.appear, par.vanish)
    if k >= 0:
        person.has[k] = 1 - person.has[k]
        if person.eased:  # else nothing was mitigated: most are spared a look
            person.mitigated[k] = 0.0
            person.halved[k] = 0


@rule
def perhaps_leave_school(person, par, key_school):
    """A pupil may leave general school, with or without a degree."""
    u = uniform(key_school, person.id, 0)
    if leaves_school(u, person.age, par.leave_school, par.school_from, par.school_until):
        person.pupil = 0
        person.tenure = 0
        person.has[VOCATIONAL] = 1
        person.has[SCHOOL] = uniform(key_school, person.id, 1) < par.no_degree
