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
def end_pipelines(people, i):
    """Take person i out of every queue and service."""
    for k in range(N_NEEDS):
        if people[i].stage[k] == WAITING or people[i].stage[k] == IN_SERVICE:
            people[i].stage[k] = NOT_RECOGNISED
            people[i].clock[k] = 0
            people[i].provider[k] = -1
    people[i].busy = 0


@kernel
def apply(state, month):
    """One month of demography for all households, then arrivals."""
    keys = (
        stream_key(state.seed[0], D_BIRTH, month),
        stream_key(state.seed[0], D_FEATURE, month),
        stream_key(state.seed[0], D_SCHOOL, month),
        stream_key(state.seed[0], D_EXIT, month),
        stream_key(state.seed[0], D_REASON, month),
        stream_key(state.seed[0], D_RETURN, month),
    )
    households = state.households
    for h in range(state.size[1]):
        family(state, h, keys[0])
        first = households[h].first
        for i in range(first, first + households[h].size):
            ageing(state, i, keys[1], keys[2])
        exits(state, h, keys[3], keys[4])
        returns(state, h, keys[5])
    arrive(state, month)


@rule
def family(state, h, key_birth):
    """Children grow and leave, children are born, the household type follows."""
    par = state.par.demography
    people, households = state.people, state.households
    first, size = households[h].first, households[h].size
    children, free = 0, -1
    for c in range(MAX_CHILDREN):
        if households[h].child_age[c] >= 0:
            households[h].child_age[c] += 1
            if households[h].child_age[c] >= par.child_leaves_at:
                households[h].child_age[c] = -1
        if households[h].child_age[c] >= 0:
            children += 1
        else:
            free = c
    if households[h].receipt and free >= 0:
        for i in range(first, first + size):
            fertile = people[i].sex == FEMALE and people[i].pupil == 0
            fertile = fertile and par.birth_from <= people[i].age < par.birth_until
            if fertile and uniform(key_birth, people[i].id, 0) < par.birth:
                households[h].child_age[free] = 0
                people[i].mitigated[MOTHER] = 0.0
                children += 1
                break
    kind = households[h].kind
    households[h].kind = household_kind(children, kind == COUPLE or kind == COUPLE_WITH_CHILDREN)


@rule
def ageing(state, i, key_feature, key_school):
    """One person grows older; features appear and vanish; pupils leave school."""
    par = state.par.demography
    people = state.people
    people[i].age += 1
    age = people[i].age
    kind = state.households[people[i].household].kind
    has_children = kind == LONE_PARENT or kind == COUPLE_WITH_CHILDREN
    people[i].has[AGE_50] = age >= par.age_50_from
    people[i].has[LONG_RECEIPT] = (
        people[i].window_count >= par.long_receipt_months and age >= par.adult_from
    )
    people[i].has[MOTHER] = (
        people[i].sex == FEMALE
        and has_children
        and people[i].pupil == 0
        and age >= par.birth_from
    )
    k = change_of_features(
        uniform(key_feature, people[i].id, 0), people[i].has, par.appear, par.vanish
    )
    if k >= 0:
        people[i].has[k] = 1 - people[i].has[k]
        people[i].mitigated[k] = 0.0
    if people[i].pupil and leaves_school(
        uniform(key_school, people[i].id, 0), age, par.leave_school, par.school_from,
        par.school_until,
    ):
        people[i].pupil = 0
        people[i].tenure = 0
        people[i].has[VOCATIONAL] = 1
        people[i].has[SCHOOL] = uniform(key_school, people[i].id, 1) < par.no_degree


@rule
def leave(state, i, reason):
    """Person i leaves receipt without a job; queues and services end."""
    people = state.people
    people[i].absence = reason
    end_pipelines(people, i)
    tally = state.tally
    if people[i].receipt:
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
    people[i].receipt = 0
    people[i].months_out = 0


@rule
def exits(state, h, key_exit, key_reason):
    """Exits without a job: first the household, then each member, then the age limit."""
    par = state.par.demography
    people, households = state.people, state.households
    first, size = households[h].first, households[h].size
    for i in range(first, first + size):
        if people[i].age >= par.age_limit and people[i].absence != AGE_LIMIT:
            leave(state, i, AGE_LIMIT)
    if not households[h].receipt:
        return
    open_features = count_open_features(people[first].has, people[first].mitigated)
    chance = exit_chance(
        people[first].spell, open_features, par.exit_base, par.exit_early, par.exit_decay,
        par.exit_per_feature,
    )
    if uniform(key_exit, people[first].id, 0) < chance:
        moves = uniform(key_reason, people[first].id, 0) < par.exit_moved_share
        for i in range(first, first + size):
            if people[i].absence == PRESENT:
                leave(state, i, MOVED if moves else OTHER_INCOME)
        households[h].receipt = 0
        households[h].months_out = 0
        return
    for i in range(first, first + size):
        if people[i].receipt == 0 or people[i].employment != NO_JOB or people[i].pupil:
            continue
        gives_up = disengagement_chance(
            people[i].trust, people[i].attention, par.disengage, par.disengage_trust,
            par.disengage_attention,
        ) * state.par.switches.disengagement
        reason = individual_exit(
            uniform(key_exit, people[i].id, 1), people[i].age, people[i].has[HEALTH],
            people[i].has[SCHOOL], gives_up, par.incapacity, par.study, par.study_until,
        )
        if reason != PRESENT:
            leave(state, i, reason)


@rule
def returns(state, h, key_return):
    """People out of receipt without a job come back; the claim is judged with the income."""
    par = state.par.demography
    people, households = state.people, state.households
    first, size = households[h].first, households[h].size
    household_back = False
    if people[first].absence == OTHER_INCOME:
        household_back = uniform(key_return, people[first].id, 0) < par.return_other_income
    for i in range(first, first + size):
        absence = people[i].absence
        if absence == PRESENT or absence == AGE_LIMIT or absence == MOVED:
            continue
        if absence == OTHER_INCOME:
            back = household_back
        else:
            chance = par.return_disengaged
            if absence == INCAPACITY:
                chance = par.return_incapacity
            elif absence == STUDY:
                chance = par.return_study
            back = uniform(key_return, people[i].id, 1) < chance
        if back:
            people[i].absence = PRESENT


@kernel
def arrive(state, month):
    """Append this month's arrivals to the tables, drawn from the list of arriving households."""
    par = state.par.place
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
    people, par = state.people, state.par
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
    state.tally.in_new += 1
