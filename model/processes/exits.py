"""Exits: leaving receipt without a job, and coming back.

Exit without a job, per household and month (judged on its first member):
    h = (base + early · exp(−spell / decay)) · per_feature ** n,   p = 1 − exp(−h)
with n the features not mitigated. The reason is other income or a move (whole household), age
limit, incapacity, study, or *disengagement* (one person; only this one is harm):
    h = disengage · exp(b_trust · (½ − trust) + b_attention · ln(1 + minutes))
Withdrawal under pressure: Krug/Stephan (pinguin_rct), Austria (austria_rct). Part of the process
demography.
"""

import math

import numpy as np

from model.compiled import kernel, rule
from model.lowering import bits_of, ones
from model.processes.barriers import SAFE, open_barriers
from model.processes.leading import (
    ALL,
    NEVER,
    STEPS,
    bound_at,
    bound_of,
    bounds,
    leading,
    part_of,
    share_of,
)
from model.processes.spans import listed_homes, people_of
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
    PRESENT,
    SCHOOL,
    STUDY,
    WAITING,
)

SOME, MANY = 2, 4  # barriers, all open, from which on a closer bound of an exit is taken
SPELLS = 128  # months of receipt, up to which the hazard of an exit is looked up
FREE = 255  # mark of those who may leave receipt alone; all others bear that of their absence


@rule
def exit_chance(spell, features, base, early, decay, per_feature):
    """Monthly chance that a household leaves receipt without a job."""
    hazard = (base + early * math.exp(-spell / decay)) * per_feature**features
    return 1.0 - math.exp(-hazard)


@rule
def fading_ceiling(months, table):
    """Ceiling of a hazard that fades with months, in a few steps of the table.

    A look into the table for each of all people costs more than the few visits it would save.
    """
    ceiling = table[0]
    for step in STEPS:
        later = table[step]
        ceiling = later if months >= step else ceiling
    return ceiling


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
def mark_who_moves(state, h0, h1, key_exit, key_return):
    """Mark who may leave receipt without a job this month, or come back; ceilings as in lookup."""
    people, par, exits = state.people, state.par[0].demography, state.lookup.exit
    together, factor = bounds(exits, 1.0), min(SAFE * par.exit_per_feature, 1.0)
    with_some, with_many = share_of(factor**SOME, exits[0]), share_of(factor**MANY, exits[0])
    first, end = people_of(state, h0, h1)
    for i in range(first, end):
        person = people[i]
        served, absence = person.receipt != 0, person.absence
        barriers = np.uint16(ones(bits_of(person.has)))
        share = with_some if barriers >= SOME else ALL
        share = with_many if barriers >= MANY else share
        share = share if person.eased == 0 else ALL
        most = part_of(bound_at(person.spell, together), share)
        state.seen[i] = most if served else NEVER
        free = served & (person.employment == NO_JOB) & (person.pupil == 0)
        # Nobody in receipt is away, so one draw is enough: of leaving alone, or of coming back.
        state.marks[i] = FREE if free else absence
    alone = bound_of(par.disengage_most + par.incapacity + par.study)
    back, well = bound_of(par.return_other_income), bound_of(par.return_incapacity)
    alone_back = bound_of(max(par.return_disengaged, par.return_study))
    for i in range(first, end):
        identity, kind = people[i].id, state.marks[i]
        u = leading(key_exit if kind == FREE else key_return, identity, kind != OTHER_INCOME)
        most = alone_back if kind > INCAPACITY else NEVER
        most = well if kind == INCAPACITY else most
        most = back if kind == OTHER_INCOME else most
        most = alone if kind == FREE else most
        leaves = leading(key_exit, identity, 0) < state.seen[i]
        state.marks[i] = leaves | (u < most)
    for h in range(h0, h1):
        household = state.households[h]
        state.home_marks[h] = (household.receipt != 0) & (household.adults < household.size)
    for position in range(h0, listed_homes(state, h0, h1)):
        # Exits together are judged on the head, who may be away while others are in receipt.
        head = state.households[state.home_list[position]].first
        u = uniform(key_exit, people[head].id, 0)
        state.marks[head] |= u < fading_ceiling(people[head].spell, exits)


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
def household_exits(head, par, lookup, key_exit):
    """True if a household in receipt leaves without a job this month."""
    u = uniform(key_exit, head.id, 0)
    if u >= lookup.exit[min(int(head.spell), SPELLS - 1)]:
        return False  # above the largest hazard: no need to work out the chance
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
    """A member leaves alone; nobody with a job does."""
    if person.receipt == 0 or person.employment != NO_JOB or person.pupil:
        return
    u = uniform(key_exit, person.id, 1)
    if u >= par.disengage_most + par.incapacity + par.study:
        return
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
        u,
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
def household_return(head, par, key_return):
    """True if a household that left for other income comes back this month."""
    if head.absence != OTHER_INCOME:
        return False
    u = uniform(key_return, head.id, 0)
    if u >= par.return_other_income:
        return False  # the chance only fades
    return u < return_chance(head.months_out, par.return_other_income, par.return_fade)


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
