"""Demography: ageing, families, features that come and go; entries and exits without a job.

Exits and returns are in file exits, arrivals in file arrivals; both are part of this process.

Order within the month: households (children, births), then their members (age, features, exits,
returns), then arrivals. Nothing here reads what another household does.
"""

from model.columns import MAX_CHILDREN
from model.compiled import kernel, rule
from model.processes.arrivals import arrive
from model.processes.barriers import change_of_features, most_change
from model.processes.exits import (
    household_exit,
    household_return,
    leave,
    member_exit,
    moves,
    return_alone,
)
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
def apply(state, month):
    """One month of demography for all households, then arrivals."""
    seed, par = state.seed[0], state.par[0].demography
    key_birth = stream_key(seed, D_BIRTH, month)
    key_feature = stream_key(seed, D_FEATURE, month)
    key_school = stream_key(seed, D_SCHOOL, month)
    key_exit = stream_key(seed, D_EXIT, month)
    key_reason = stream_key(seed, D_REASON, month)
    key_return = stream_key(seed, D_RETURN, month)
    people, households = state.people, state.households
    most = most_change(par.appear, par.vanish)
    for h in range(state.size[1]):
        household = households[h]
        if has_children(household.kind):
            raise_children(household, par.child_leaves_at)
        if household.receipt and uniform(key_birth, people[household.first].id, 0) < par.birth:
            bear_child(household, people, par)
    for i in range(state.size[0]):
        person = people[i]
        ageing(person, households[person.household].kind, par, most, key_feature, key_school)
        if person.age >= par.age_limit and person.absence != AGE_LIMIT:
            leave(person, state.tally[0], AGE_LIMIT)
    go_and_come(state, key_exit, key_reason, key_return)
    arrive(state, month)


@kernel
def go_and_come(state, key_exit, key_reason, key_return):
    """Exits without a job, of households and of members alone, and returns."""
    people, households, tally = state.people, state.households, state.tally[0]
    par, gives_up = state.par[0].demography, state.par[0].switches.disengagement
    for h in range(state.size[1]):
        household = households[h]
        first = household.first
        head = people[first]
        back = household_return(head, par, key_return)
        if household.receipt:
            reason = household_exit(household, head, par, state.lookup, key_exit)
            if reason == OTHER_INCOME and moves(head, par, key_reason):
                reason = MOVED
            for i in range(first, first + household.size):
                member_exit(people[i], reason, gives_up, par, tally, key_exit)
        if back:
            for i in range(first, first + household.size):
                if people[i].absence == OTHER_INCOME:
                    people[i].absence = PRESENT
    for i in range(state.size[0]):
        if people[i].absence >= INCAPACITY:
            return_alone(people[i], par, key_return)


@rule
def has_children(kind):
    """True for household types with children."""
    return (kind == LONE_PARENT) | (kind == COUPLE_WITH_CHILDREN)


@rule
def raise_children(household, leaves_at):
    """Children grow and leave, the household type follows."""
    children = 0
    for c in range(MAX_CHILDREN):
        age = household.child_age[c]
        age += age >= 0
        age = -1 if age >= leaves_at else age
        household.child_age[c] = age
        children += age >= 0
    household.kind = household_kind(children, household.kind == COUPLE_WITH_CHILDREN)


@rule
def bear_child(household, people, par):
    """A child of the first woman of childbearing age in the household, if there is room for it."""
    free = -1
    for c in range(MAX_CHILDREN):
        if household.child_age[c] < 0:
            free = c
    if free < 0:
        return
    for i in range(household.first, household.first + household.size):
        if may_give_birth(people[i].sex, people[i].pupil, people[i].age, par):
            household.child_age[free] = 0
            people[i].mitigated[MOTHER] = 0.0
            couple = household.kind == COUPLE or household.kind == COUPLE_WITH_CHILDREN
            household.kind = household_kind(1, couple)
            return


@rule
def may_give_birth(sex, pupil, age, par):
    """True for women of childbearing age who are no pupils."""
    return sex == FEMALE and not pupil and par.birth_from <= age < par.birth_until


@rule
def ageing(person, kind, par, most, key_feature, key_school):
    """One person grows older; features appear and vanish; pupils leave school.

    `kind`: type of the household; `most`: no feature changes above this draw, see `most_change`.
    """
    age = person.age + 1
    person.age = age
    person.has[AGE_50] = age >= par.age_50_from
    person.has[LONG_RECEIPT] = (person.window_count >= par.long_receipt_months) & (
        age >= par.adult_from
    )
    person.has[MOTHER] = (
        (person.sex == FEMALE)
        & has_children(kind)
        & (person.pupil == 0)
        & (age >= par.birth_from)
    )
    u = uniform(key_feature, person.id, 0)
    k = change_of_features(u, person.has, par.appear, par.vanish) if u < most else -1
    if k >= 0:
        person.has[k] = 1 - person.has[k]
        person.mitigated[k] = 0.0
    if person.pupil and leaves_school(
        uniform(key_school, person.id, 0),
        age,
        par.leave_school,
        par.school_from,
        par.school_until,
    ):
        person.pupil = 0
        person.tenure = 0
        person.has[VOCATIONAL] = 1
        person.has[SCHOOL] = uniform(key_school, person.id, 1) < par.no_degree
