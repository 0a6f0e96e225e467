"""Demography: ageing, families, features that come and go, entries, exits without a job.

Exit without a job, per household and month (judged on its first member):
    h = (base + early · exp(−spell / decay)) · per_feature ** n,   p = 1 − exp(−h)
with n the features not mitigated. The reason is other income or a move (whole household), age limit,
incapacity, study, or *disengagement* (one person; only this one is harm):
    h = disengage · exp(b_trust · (½ − trust) + b_attention · ln(1 + minutes))
Withdrawal under pressure: Krug/Stephan (pinguin_rct), Austria (austria_rct).

Arrivals are a fixed list per seed, independent of arrangement and stock: in a month
round(λ + √λ · z) households are copied from the place's list of arriving households.

Order within the month: households (children, births), then their members (age, features, exits,
returns), then arrivals. Nothing here reads what another household does.
"""

import math

from model.columns import MAX_CHILDREN
from model.compiled import kernel, rule
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    AGE_50,
    AGE_LIMIT,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    DISENGAGED,
    FEMALE,
    HEALTH,
    IN_SERVICE,
    INCAPACITY,
    LONE_PARENT,
    LONG_RECEIPT,
    MOTHER,
    MOVED,
    N_BARRIERS,
    N_NEEDS,
    NO_JOB,
    NOT_RECOGNISED,
    OTHER_INCOME,
    PRESENT,
    SCHOOL,
    SINGLE,
    STUDY,
    VOCATIONAL,
    WAITING,
)

D_BIRTH = int(Decision.BIRTH)
D_FEATURE = int(Decision.FEATURE_CHANGE)
D_SCHOOL = int(Decision.LEAVE_SCHOOL)
D_EXIT = int(Decision.EXIT)
D_REASON = int(Decision.EXIT_REASON)
D_RETURN = int(Decision.RETURN)
D_COUNT = int(Decision.ARRIVAL_COUNT)
D_TEMPLATE = int(Decision.ARRIVAL_TEMPLATE)
D_FRAILTY = int(Decision.FRAILTY)
D_INITIAL = int(Decision.INITIAL)


@rule
def exit_chance(spell, features, base, early, decay, per_feature):
    """Monthly chance that a household leaves receipt without a job."""
    hazard = (base + early * math.exp(-spell / decay)) * per_feature**features
    return 1.0 - math.exp(-hazard)


@rule
def disengagement_chance(trust, minutes, base, per_trust, per_log_minute):
    """Monthly chance that a person gives up the claim without a job."""
    return 1.0 - math.exp(
        -base * math.exp(per_trust * (0.5 - trust) + per_log_minute * math.log(1.0 + minutes))
    )


@rule
def change_of_features(u, present, appear, vanish):
    """Barrier that appears or vanishes this month, −1 none.

    `present`, `appear`, `vanish`: (n_barriers,) 0/1 and chances per month. One draw serves all
    barriers: the chances are laid end to end, so at most one barrier changes in a month.
    """
    left = u
    for k in range(N_BARRIERS):
        left -= vanish[k] if present[k] else appear[k]
        if left < 0.0:
            return k
    return -1


@rule
def most_change(appear, vanish):
    """Largest chance that any barrier changes: a draw above it changes none."""
    total = 0.0
    for k in range(N_BARRIERS):
        total += max(appear[k], vanish[k])
    return total


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


@rule
def individual_exit(u, age, ill, school, gives_up, incapacity, study, study_until):
    """Reason why one person leaves receipt alone this month, PRESENT if not."""
    left = u - gives_up
    if left < 0.0:
        return DISENGAGED
    if ill:
        left -= incapacity
        if left < 0.0:
            return INCAPACITY
    if age < study_until and not school:
        left -= study
        if left < 0.0:
            return STUDY
    return PRESENT


@rule
def arrivals_count(expected, u_first, u_second):
    """Households that arrive this month: normal approximation of a Poisson number."""
    z = math.sqrt(-2.0 * math.log(u_first)) * math.cos(2.0 * math.pi * u_second)
    return max(0, int(math.floor(expected + math.sqrt(expected) * z + 0.5)))


@rule
def count_open_features(has, mitigated):
    """Sum of (1 − mitigated) over the barriers that are present."""
    total = 0.0
    for k in range(N_BARRIERS):
        if has[k]:
            total += 1.0 - mitigated[k]
    return total


@rule
def open_barriers(person):
    """Barriers of a person that are not mitigated; most people need no look at `mitigated`."""
    if person.eased:
        return count_open_features(person.has, person.mitigated)
    present = 0.0
    for k in range(N_BARRIERS):
        present += person.has[k]
    return present


@rule
def end_pipelines(person):
    """Take a person out of every queue and service."""
    for k in range(N_NEEDS):
        if person.stage[k] == WAITING or person.stage[k] == IN_SERVICE:
            person.stage[k] = NOT_RECOGNISED
            person.clock[k] = 0
            person.provider[k] = -1
    person.busy = 0
    person.lock_in = 0.0


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
    people, households, tally = state.people, state.households, state.tally[0]
    gives_up = state.par[0].switches.disengagement
    most = most_change(par.appear, par.vanish)
    for h in range(state.size[1]):
        household = households[h]
        first, end = household.first, household.first + household.size
        family(household, people, uniform(key_birth, people[first].id, 0), par)
        for i in range(first, end):
            ageing(people[i], household, par, most, key_feature, key_school)
            if people[i].age >= par.age_limit and people[i].absence != AGE_LIMIT:
                leave(people[i], tally, AGE_LIMIT)
        reason = household_exit(household, people[first], par, key_exit, key_reason)
        back = household_return(people[first], par, key_return)
        for i in range(first, end):
            member_exit(people[i], reason, gives_up, par, tally, key_exit)
            member_return(people[i], back, par, key_return)
    arrive(state, month)


@rule
def family(household, people, u_birth, par):
    """Children grow and leave, a child is born, the household type follows.

    One birth chance a month for the first woman of childbearing age in the household.
    """
    children, free = 0, -1
    for c in range(MAX_CHILDREN):
        if household.child_age[c] >= 0:
            household.child_age[c] += 1
            if household.child_age[c] >= par.child_leaves_at:
                household.child_age[c] = -1
        if household.child_age[c] >= 0:
            children += 1
        else:
            free = c
    if household.receipt and free >= 0 and u_birth < par.birth:
        for i in range(household.first, household.first + household.size):
            if may_give_birth(people[i].sex, people[i].pupil, people[i].age, par):
                household.child_age[free] = 0
                people[i].mitigated[MOTHER] = 0.0
                children += 1
                break
    kind = household.kind
    household.kind = household_kind(children, kind == COUPLE or kind == COUPLE_WITH_CHILDREN)


@rule
def may_give_birth(sex, pupil, age, par):
    """True for women of childbearing age who are no pupils."""
    return sex == FEMALE and not pupil and par.birth_from <= age < par.birth_until


@rule
def ageing(person, household, par, most, key_feature, key_school):
    """One person grows older; features appear and vanish; pupils leave school.

    `most`: no feature changes above this draw, see `most_change`.
    """
    person.age += 1
    age = person.age
    kind = household.kind
    has_children = kind == LONE_PARENT or kind == COUPLE_WITH_CHILDREN
    person.has[AGE_50] = age >= par.age_50_from
    person.has[LONG_RECEIPT] = (
        person.window_count >= par.long_receipt_months and age >= par.adult_from
    )
    person.has[MOTHER] = (
        person.sex == FEMALE
        and has_children
        and person.pupil == 0
        and age >= par.birth_from
    )
    u = uniform(key_feature, person.id, 0)
    k = change_of_features(u, person.has, par.appear, par.vanish) if u < most else -1
    if k >= 0:
        person.has[k] = 1 - person.has[k]
        person.mitigated[k] = 0.0
    if person.pupil and leaves_school(
        uniform(key_school, person.id, 0), age, par.leave_school, par.school_from,
        par.school_until,
    ):
        person.pupil = 0
        person.tenure = 0
        person.has[VOCATIONAL] = 1
        person.has[SCHOOL] = uniform(key_school, person.id, 1) < par.no_degree


@rule
def leave(person, tally, reason):
    """A person leaves receipt without a job; queues and services end."""
    person.absence = reason
    end_pipelines(person)
    if person.receipt:
        if reason == OTHER_INCOME:
            tally.out_other_income += 1
        elif reason == AGE_LIMIT:
            tally.out_age_limit += 1
        elif reason == MOVED:
            tally.out_moved += 1
        elif reason == INCAPACITY:
            tally.out_incapacity += 1
        elif reason == STUDY:
            tally.out_study += 1
        elif reason == DISENGAGED:
            tally.disengaged += 1
    person.receipt = 0
    person.months_out = 0
    person.attention = 0.0


@rule
def household_exit(household, head, par, key_exit, key_reason):
    """Reason why the whole household leaves without a job this month, PRESENT if it does not."""
    if not household.receipt:
        return PRESENT
    u = uniform(key_exit, head.id, 0)
    if u >= par.exit_base + par.exit_early and par.exit_per_feature <= 1.0:
        return PRESENT  # above the largest hazard there is: no need to work out the chance
    chance = exit_chance(
        head.spell, open_barriers(head), par.exit_base, par.exit_early, par.exit_decay,
        par.exit_per_feature,
    )
    if u >= chance:
        return PRESENT
    household.receipt = 0
    household.months_out = 0
    return MOVED if uniform(key_reason, head.id, 0) < par.exit_moved_share else OTHER_INCOME


@rule
def member_exit(person, household_reason, switch, par, tally, key_exit):
    """A member leaves with the household, or alone; nobody with a job leaves alone."""
    if household_reason != PRESENT:
        if person.absence == PRESENT:
            leave(person, tally, household_reason)
        return
    if person.receipt == 0 or person.employment != NO_JOB or person.pupil:
        return
    u = uniform(key_exit, person.id, 1)
    if u >= par.disengage_most + par.incapacity + par.study:
        return
    gives_up = switch * min(par.disengage_most, disengagement_chance(
        person.trust, person.attention, par.disengage, par.disengage_trust,
        par.disengage_attention,
    ))
    reason = individual_exit(
        u, person.age, person.has[HEALTH], person.has[SCHOOL],
        gives_up, par.incapacity, par.study, par.study_until,
    )
    if reason != PRESENT:
        leave(person, tally, reason)


@rule
def return_chance(months_out, base, fade):
    """Monthly chance to come back, which fades with the time out of receipt."""
    return base * math.exp(-months_out / fade)


@rule
def household_return(head, par, key_return):
    """True if a household that left for other income comes back this month."""
    if head.absence != OTHER_INCOME:
        return False
    chance = return_chance(head.months_out, par.return_other_income, par.return_fade)
    return uniform(key_return, head.id, 0) < chance


@rule
def member_return(person, household_back, par, key_return):
    """A person out of receipt without a job comes back; the claim is judged with the income."""
    absence = person.absence
    if absence == PRESENT or absence == AGE_LIMIT or absence == MOVED:
        return
    if absence == OTHER_INCOME:
        if household_back:
            person.absence = PRESENT
        return
    chance = par.return_disengaged
    if absence == INCAPACITY:
        chance = par.return_incapacity
    elif absence == STUDY:
        chance = par.return_study
    if uniform(key_return, person.id, 1) < chance:
        person.absence = PRESENT


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


@rule
def arrival_id(month, slot):
    """Identity of the first member of the household that arrives in a month under a slot."""
    return (month + 1_000_000) * 1_048_576 + slot * 16


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
    people[i].relationships = source[s].relationships
    people[i].engagement = source[s].engagement
    people[i].receipt_window = source[s].receipt_window
    people[i].window_count = source[s].window_count
    people[i].spell = source[s].spell
    for k in range(N_BARRIERS):
        people[i].has[k] = source[s].has[k]
        people[i].mitigated[k] = 0.0
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
    people[i].person_effect = par.participation.person_spread * math.sqrt(
        -2.0 * math.log(uniform(key, identity, 0))
    ) * math.cos(2.0 * math.pi * uniform(key, identity, 1))
    state.tally[0].in_new += 1
