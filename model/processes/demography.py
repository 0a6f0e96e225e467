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
        if people.stage[i, k] == WAITING or people.stage[i, k] == IN_SERVICE:
            people.stage[i, k] = NOT_RECOGNISED
            people.clock[i, k] = 0
            people.provider[i, k] = -1
    people.busy[i] = 0


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
        first = households.first[h]
        for i in range(first, first + households.size[h]):
            ageing(state, i, keys[1], keys[2])
        exits(state, h, keys[3], keys[4])
        returns(state, h, keys[5])
    arrive(state, month)


@rule
def family(state, h, key_birth):
    """Children grow and leave, children are born, the household type follows."""
    par = state.par.demography
    people, households = state.people, state.households
    first, size = households.first[h], households.size[h]
    children, free = 0, -1
    for c in range(households.child_age.shape[1]):
        if households.child_age[h, c] >= 0:
            households.child_age[h, c] += 1
            if households.child_age[h, c] >= par.child_leaves_at:
                households.child_age[h, c] = -1
        if households.child_age[h, c] >= 0:
            children += 1
        else:
            free = c
    if households.receipt[h] and free >= 0:
        for i in range(first, first + size):
            fertile = people.sex[i] == FEMALE and people.pupil[i] == 0
            fertile = fertile and par.birth_from <= people.age[i] < par.birth_until
            if fertile and uniform(key_birth, people.id[i], 0) < par.birth:
                households.child_age[h, free] = 0
                people.mitigated[i, MOTHER] = 0.0
                children += 1
                break
    kind = households.kind[h]
    households.kind[h] = household_kind(children, kind == COUPLE or kind == COUPLE_WITH_CHILDREN)


@rule
def ageing(state, i, key_feature, key_school):
    """One person grows older; features appear and vanish; pupils leave school."""
    par = state.par.demography
    people = state.people
    people.age[i] += 1
    age = people.age[i]
    kind = state.households.kind[people.household[i]]
    has_children = kind == LONE_PARENT or kind == COUPLE_WITH_CHILDREN
    people.has[i, AGE_50] = age >= par.age_50_from
    people.has[i, LONG_RECEIPT] = (
        people.window_count[i] >= par.long_receipt_months and age >= par.adult_from
    )
    people.has[i, MOTHER] = (
        people.sex[i] == FEMALE
        and has_children
        and people.pupil[i] == 0
        and age >= par.birth_from
    )
    k = change_of_features(
        uniform(key_feature, people.id[i], 0), people.has[i], par.appear, par.vanish
    )
    if k >= 0:
        people.has[i, k] = 1 - people.has[i, k]
        people.mitigated[i, k] = 0.0
    if people.pupil[i] and leaves_school(
        uniform(key_school, people.id[i], 0), age, par.leave_school, par.school_from,
        par.school_until,
    ):
        people.pupil[i] = 0
        people.tenure[i] = 0
        people.has[i, VOCATIONAL] = 1
        people.has[i, SCHOOL] = uniform(key_school, people.id[i], 1) < par.no_degree


@rule
def leave(state, i, reason):
    """Person i leaves receipt without a job; queues and services end."""
    people = state.people
    people.absence[i] = reason
    end_pipelines(people, i)
    tally = state.tally
    if people.receipt[i]:
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
    people.receipt[i] = 0
    people.months_out[i] = 0


@rule
def exits(state, h, key_exit, key_reason):
    """Exits without a job: first the household, then each member, then the age limit."""
    par = state.par.demography
    people, households = state.people, state.households
    first, size = households.first[h], households.size[h]
    for i in range(first, first + size):
        if people.age[i] >= par.age_limit and people.absence[i] != AGE_LIMIT:
            leave(state, i, AGE_LIMIT)
    if not households.receipt[h]:
        return
    open_features = count_open_features(people.has[first], people.mitigated[first])
    chance = exit_chance(
        people.spell[first], open_features, par.exit_base, par.exit_early, par.exit_decay,
        par.exit_per_feature,
    )
    if uniform(key_exit, people.id[first], 0) < chance:
        moves = uniform(key_reason, people.id[first], 0) < par.exit_moved_share
        for i in range(first, first + size):
            if people.absence[i] == PRESENT:
                leave(state, i, MOVED if moves else OTHER_INCOME)
        households.receipt[h] = 0
        households.months_out[h] = 0
        return
    for i in range(first, first + size):
        if people.receipt[i] == 0 or people.employment[i] != NO_JOB or people.pupil[i]:
            continue
        gives_up = disengagement_chance(
            people.trust[i], people.attention[i], par.disengage, par.disengage_trust,
            par.disengage_attention,
        ) * state.par.switches.disengagement
        reason = individual_exit(
            uniform(key_exit, people.id[i], 1), people.age[i], people.has[i, HEALTH],
            people.has[i, SCHOOL], gives_up, par.incapacity, par.study, par.study_until,
        )
        if reason != PRESENT:
            leave(state, i, reason)


@rule
def returns(state, h, key_return):
    """People out of receipt without a job come back; the claim is judged with the income."""
    par = state.par.demography
    people, households = state.people, state.households
    first, size = households.first[h], households.size[h]
    household_back = False
    if people.absence[first] == OTHER_INCOME:
        household_back = uniform(key_return, people.id[first], 0) < par.return_other_income
    for i in range(first, first + size):
        absence = people.absence[i]
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
            back = uniform(key_return, people.id[i], 1) < chance
        if back:
            people.absence[i] = PRESENT


@kernel
def arrive(state, month):
    """Append this month's arrivals to the tables, drawn from the list of arriving households."""
    par = state.par.place
    templates = state.arriving
    key = stream_key(state.seed[0], D_COUNT, month)
    count = arrivals_count(par.arrivals_per_month, uniform(key, 0, 0), uniform(key, 0, 1))
    key = stream_key(state.seed[0], D_TEMPLATE, month)
    n_templates = templates.households.first.shape[0]
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
    first, size = templates.households.first[t], templates.households.size[t]
    if row + size > people.id.shape[0] or h + 1 > households.first.shape[0]:
        raise ValueError("no room left for arrivals")
    households.first[h] = row
    households.size[h] = size
    households.kind[h] = templates.households.kind[t]
    households.sozialraum[h] = templates.households.sozialraum[t]
    for c in range(households.child_age.shape[1]):
        households.child_age[h, c] = templates.households.child_age[t, c]
    households.rent[h] = templates.households.rent[t]
    households.receipt[h] = 1
    households.months_out[h] = 0
    households.claim_pause[h] = 0
    households.but[h] = 0
    for member in range(size):
        begin(state, templates.people, first + member, row + member, h, identity + member, month)
    state.size[0] = row + size
    state.size[1] = h + 1


@kernel
def begin(state, source, s, i, h, identity, month):
    """Fill row i with a person of a list (row s): what is listed is copied, the rest begins."""
    people, par = state.people, state.par
    people.id[i] = identity
    people.household[i] = h
    people.sozialraum[i] = source.sozialraum[s]
    people.sex[i] = source.sex[s]
    people.age[i] = source.age[s]
    people.employment[i] = source.employment[s]
    people.contract[i] = source.contract[s]
    people.level[i] = source.level[s]
    people.hours[i] = source.hours[s]
    people.wage[i] = source.wage[s]
    people.tenure[i] = source.tenure[s]
    people.pupil[i] = source.pupil[s]
    people.relationships[i] = source.relationships[s]
    people.engagement[i] = source.engagement[s]
    people.receipt_window[i] = source.receipt_window[s]
    people.window_count[i] = source.window_count[s]
    people.spell[i] = source.spell[s]
    for k in range(N_BARRIERS):
        people.has[i, k] = source.has[s, k]
        people.mitigated[i, k] = 0.0
    for k in range(N_NEEDS):
        people.stage[i, k] = NOT_RECOGNISED
        people.clock[i, k] = 0
        people.provider[i, k] = -1
        people.form[i, k] = 0
        people.misfit[i, k] = 0
    people.receipt[i] = 1
    people.entered[i] = month
    people.cohort[i] = month >= 0
    people.ladder[i] = 255
    people.trust[i] = par.casework.trust_start
    people.motivation[i] = par.casework.motivation_start
    people.participation[i] = par.participation.start
    people.contact_gap[i] = par.casework.gap_start
    key = stream_key(state.seed[0], D_FRAILTY, 0)
    n = state.place.frailty.shape[0]
    people.frailty[i] = state.place.frailty[int(uniform(key, identity, 0) * n)]
    key = stream_key(state.seed[0], D_INITIAL, 0)
    people.person_effect[i] = par.participation.person_spread * math.sqrt(
        -2.0 * math.log(uniform(key, identity, 0))
    ) * math.cos(2.0 * math.pi * uniform(key, identity, 1))
    if month >= 0:
        state.tally.in_new += 1
