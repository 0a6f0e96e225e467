"""Exits: leaving receipt without a job, and coming back.

Exit without a job, per household and month (judged on its first member):
    h = (base + early · exp(−spell / decay)) · per_feature ** n,   p = 1 − exp(−h)
with n the features not mitigated. The reason is other income or a move (whole household), age
limit, incapacity, study, a partner who parts (file demography), or *disengagement* (one person;
only this one is harm):
    h = disengage · exp(b_trust · (½ − trust) + b_attention · ln(1 + minutes))
Households that left for other income or moved away come back with
    p = base(reason) · exp(−months out / fade)
Withdrawal under pressure: Krug/Stephan (pinguin_rct), Austria (austria_rct). Part of the process
demography.
"""

import math

from model.barriers import open_barriers
from model.compiled import kernel, rule
from model.skipping.spans import listed
from model.skipping.staying import exit_at_most, mark_who_may_move
from model.streams import uniform
from model.vocabulary import (
    AGE_LIMIT,
    DISENGAGED,
    HEALTH,
    IN_SERVICE,
    INCAPACITY,
    MOVED,
    N_NEEDS,
    NO_JOB,
    NOT_RECOGNISED,
    OTHER_INCOME,
    PARTED,
    PRESENT,
    SCHOOL,
    STUDY,
    WAITING,
)


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
def return_chance(months_out, base, fade):
    """Monthly chance to come back, which fades with the time out of receipt."""
    return base * math.exp(-months_out / fade)


@kernel
def go_and_come(state, first, end, keys):
    """Exits without a job and returns: of a household, judged on its head, and of each member."""
    people, households, tally = state.people, state.households, state.tally[0]
    par, gives_up = state.par[0].demography, state.par[0].switches.disengagement
    mark_who_may_move(state, first, end, keys[0], keys[2])
    for position in range(first, listed(state, first, end)):
        i = state.active[position]
        person = people[i]
        household = households[person.household]
        if household.first == i:
            go_and_come_together(state, person, household, keys)
        if person.receipt and person.employment == NO_JOB and not person.pupil:
            exit_alone(person, household, gives_up, par, tally, keys[0])
        if person.absence >= INCAPACITY:
            return_alone(person, household, par, keys[2])


@kernel
def go_and_come_together(state, head, household, keys):
    """A household in receipt leaves without a job, or one that left comes back."""
    people, tally, par = state.people, state.tally[0], state.par[0].demography
    first, end = household.first, household.first + household.size
    gone = head.absence  # those who left with the head come back with the head
    back = left_together(gone) and household_returns(head, par, keys[2])
    u = uniform(keys[0], head.id, 0)
    may_exit = household.receipt and u < exit_at_most(head.spell, state.lookup)
    if may_exit and household_exits(u, head, par):
        reason = MOVED if moves(head, par, keys[1]) else OTHER_INCOME
        household.receipt = 0
        household.months_out = 0
        for member in range(first, end):
            if people[member].absence == PRESENT:
                leave(people[member], household, tally, reason)
    if back:
        for member in range(first, end):
            if people[member].absence == gone:
                come_back(people[member], household)


@rule
def end_pipelines(person):
    """Take a person out of every queue and service; most people are in none."""
    for k in range(N_NEEDS if person.busy else 0):
        if person.stage[k] == WAITING or person.stage[k] == IN_SERVICE:
            person.stage[k] = NOT_RECOGNISED
            person.clock[k] = 0
            person.provider[k] = -1
    person.busy = 0
    person.lock_in = 0.0


@rule
def leave(person, household, tally, reason):
    """A person leaves receipt without a job; queues and services end."""
    household.adults -= person.absence == PRESENT
    person.absence = reason
    end_pipelines(person)
    if person.receipt:
        if reason == OTHER_INCOME:
            tally.out_other_income += 1
        elif reason == AGE_LIMIT:
            tally.out_age_limit += 1
        elif reason == MOVED:
            tally.out_moved += 1
        elif reason == PARTED:
            tally.out_parted += 1
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
def come_back(person, household):
    """A person is there again; the household's claim is judged with the income."""
    person.absence = PRESENT
    household.adults += 1
    household.stirred = 1


@rule
def household_exits(u, head, par):
    """True if a household in receipt leaves without a job this month."""
    return u < exit_chance(
        head.spell,
        open_barriers(head),
        par.exit_base,
        par.exit_early,
        par.exit_decay,
        par.exit_per_feature,
    )


@rule
def moves(head, par, key_reason):
    """True if a household that leaves without a job moves away."""
    return uniform(key_reason, head.id, 0) < par.exit_moved_share


@rule
def exit_alone(person, household, switch, par, tally, key_exit):
    """A member in receipt without a job leaves alone, or not."""
    gives_up = switch * min(
        par.disengage_most,
        disengagement_chance(
            person.trust,
            person.attention,
            par.disengage,
            par.disengage_trust,
            par.disengage_attention,
        ),
    )
    reason = individual_exit(
        uniform(key_exit, person.id, 1),
        person.age,
        person.has[HEALTH],
        person.has[SCHOOL],
        gives_up,
        par.incapacity,
        par.study,
        par.study_until,
    )
    if reason != PRESENT:
        leave(person, household, tally, reason)


@rule
def left_together(absence):
    """True for reasons for which a whole household leaves, to come back as a whole."""
    return (absence == OTHER_INCOME) | (absence == MOVED)


@rule
def household_returns(head, par, key_return):
    """True if a household that left together without a job comes back this month."""
    base = par.return_moved if head.absence == MOVED else par.return_other_income
    chance = return_chance(head.months_out, base, par.return_fade)
    return uniform(key_return, head.id, 0) < chance


@rule
def return_alone(person, household, par, key_return):
    """A person who left alone comes back."""
    absence = person.absence
    chance = par.return_disengaged
    if absence == INCAPACITY:
        chance = par.return_incapacity
    elif absence == STUDY:
        chance = par.return_study
    if uniform(key_return, person.id, 1) < chance:
        come_back(person, household)
