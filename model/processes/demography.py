"""Demography: ageing, families, features that come and go; entries and exits without a job.

Exits and returns are in file exits, arrivals in file arrivals; both are part of this process.

Order within the month: households (children, births), then their members (age, features, exits,
returns), then arrivals. Nothing here reads what another household does.
"""

import math

import numpy as np

from model.compiled import kernel, rule
from model.lowering import fetch_number
from model.processes.barriers import CHANGING, HALF, SAFE, change_of_features, has_children
from model.processes.exits import (
    come_back,
    exit_alone,
    household_exits,
    household_return,
    leave,
    mark_who_moves,
    moves,
    return_alone,
)
from model.processes.leading import NEVER, bound_of, leading
from model.processes.spans import ahead, ask_for_home, listed, listed_homes, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    AGE_50,
    AGE_LIMIT,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    FEMALE,
    INCAPACITY,
    LONE_PARENT,
    LONG_RECEIPT,
    MAX_CHILDREN,
    MOTHER,
    MOVED,
    OTHER_INCOME,
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
    key_exit = stream_key(seed, D_EXIT, month)
    key_reason = stream_key(seed, D_REASON, month)
    key_return = stream_key(seed, D_RETURN, month)
    people, households, tally = state.people, state.households, state.tally[0]
    raise_children(state, h0, h1, key_birth)
    for position in range(h0, listed_homes(state, h0, h1)):
        h = state.home_list[position]
        change_family(state, households[h], key_birth)
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
    mark_who_moves(state, h0, h1, key_exit, key_return)
    last = listed(state, first, end)
    for position in range(first, last):
        ask_for_home(state, position, last)
        ask_for_exit(state, position, last)
        i = state.active[position]
        go_and_come(state, i, key_exit, key_reason, key_return)


@kernel
def raise_children(state, h0, h1, key_birth):
    """Children grow and leave; marked is who may have a child, and who has none left."""
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
    births = bound_of(par.birth)
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
        most = bound_of_change(person.has, par.appear, par.vanish, share)
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
def sure_change(appear, vanish):
    """Bound to begin with, and share of the chances that is added to it.

    Everybody is marked if chances are so large that a sum of bounds may not fit two bytes.
    """
    most = 0.0
    for k in CHANGING:
        most += max(appear[k], vanish[k])
    return (NEVER, SAFE) if most < HALF else (bound_of(1.0), 0.0)


@rule
def bound_of_change(present, appear, vanish, share):
    """Bound of the chance that some barrier changes this month: the bounds of all, added."""
    total = NEVER
    for k in CHANGING:
        goes, comes = bound_of(share * vanish[k]), bound_of(share * appear[k])
        total = np.uint16(total + (goes if present[k] else comes))
    return total


@rule
def ask_for_exit(state, position, last):
    """Ask memory for what an exit of one person depends on, some places on in a list."""
    person = ahead(state, position, last)
    fetch_number(person, "trust")
    fetch_number(person, "attention")


@kernel
def go_and_come(state, i, key_exit, key_reason, key_return):
    """Exits without a job and returns: of the household if i is its head, then of person i."""
    people, tally = state.people, state.tally[0]
    par, gives_up = state.par[0].demography, state.par[0].switches.disengagement
    person = people[i]
    household = state.households[person.household]
    first, end = household.first, household.first + household.size
    if i == first:
        back = household_return(person, par, key_return)
        if household.receipt and household_exits(person, par, state.lookup, key_exit):
            reason = MOVED if moves(person, par, key_reason) else OTHER_INCOME
            household.receipt = 0
            household.months_out = 0
            for member in range(first, end):
                if people[member].absence == PRESENT:
                    leave(people[member], household, tally, reason)
        if back:
            for member in range(first, end):
                if people[member].absence == OTHER_INCOME:
                    come_back(people[member], household)
    exit_alone(person, household, gives_up, par, tally, key_exit)
    if person.absence >= INCAPACITY:
        return_alone(person, household, par, key_return)


@rule
def change_family(state, household, key_birth):
    """A child is born, or the last one has left: the household type follows."""
    people, par = state.people, state.par[0].demography
    children = 0
    for c in range(MAX_CHILDREN):
        children += household.child_age[c] >= 0
    couple = (household.kind == COUPLE) | (household.kind == COUPLE_WITH_CHILDREN)
    if household.receipt and uniform(key_birth, people[household.first].id, 0) < par.birth:
        children += bear_child(household, people, par)
    household.kind = household_kind(children, couple)
    for i in range(household.first, household.first + household.size):
        people[i].family = children > 0


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
