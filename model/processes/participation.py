"""Participation (Teilhabe): felt belonging on a scale of 1 to 10.

    P' = clip(P + ρ (P* − P) − loss · [job lost], 1, 10)
P* = person effect + base + state (job and its quality) + health + relationships + engagement +
training + household type + BuT − burdens − scar − stigma. Signs: sthamer_2013 and the talk; sizes
of the state effects: pass_belonging × causal share; insecure work: gundert_2014; AGH: gundert_2015;
scar: pohlan_2024. Mini-job and AGH do not help people under 25. BuT lifts participation, never
jobs.

Order: BuT of all households (staff are finite: the chance shrinks with the places taken), then the
relationships, engagement, scar and participation of every person followed.
"""

import numpy as np

from model.columns import MAX_CHILDREN
from model.compiled import kernel, rule
from model.processes.casework import drifted
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    AGH,
    APPRENTICESHIP,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    FIXED_TERM,
    HEALTH,
    IN_SERVICE,
    KOORDINATION,
    LONE_PARENT,
    MINI_JOB,
    N_BARRIERS,
    N_FEATURES,
    NO_JOB,
    SELF_EMPLOYED,
    SUBSIDISED,
    TEMP,
    VOCATIONAL,
)

D_BUT = int(Decision.BUT)
NOTHING = np.zeros(N_BARRIERS)
LOWEST, HIGHEST = 1, 10  # ends of the scale of felt participation


@rule
def job_effect(
    employment,
    contract,
    receipt,
    young,
    insecure,
    permanent,
    fixed_term,
    temp,
    self_employed,
    subsidised,
    mini_job,
    training,
    in_receipt,
):
    """Published gap of a kind of job to unemployment, before the causal share.

    With `insecure` off every insured job counts like a permanent one.
    """
    if employment == NO_JOB:
        return 0.0
    if employment == MINI_JOB:
        return 0.0 if young else mini_job
    if employment == SELF_EMPLOYED:
        return self_employed
    if employment == SUBSIDISED:
        return subsidised
    if employment == APPRENTICESHIP:
        return max(training, fixed_term)
    effect = permanent
    if insecure:
        if contract == TEMP:
            effect = temp
        elif contract == FIXED_TERM:
            effect = fixed_term
        if receipt:
            effect += in_receipt
    return effect


@rule
def agh_effect(young, strict, months, voluntary, from_months, effect):
    """Effect of a work opportunity (AGH): as in the talk, or only long and voluntary ones."""
    if young:
        return 0.0
    if strict and (months < from_months or voluntary < 0.5):
        return 0.0
    return effect


@rule
def household_effect(kind, young, lone_parent, couple_young):
    """Effect of the household type against a single household."""
    if kind == LONE_PARENT:
        return lone_parent
    if young and (kind == COUPLE or kind == COUPLE_WITH_CHILDREN):
        return couple_young
    return 0.0


@rule
def next_participation(value, target, speed, loss):
    """P' = clip(P + ρ (P* − P) − loss, 1, 10)."""
    return min(HIGHEST, max(LOWEST, value + speed * (target - value) - loss))


@rule
def next_scar(scar, working, gain, largest, decay, buffer, relationships):
    """Scar after a month with or without work; relationships buffer it."""
    if working:
        return scar * (1.0 - decay)
    return min(largest, scar + gain * (1.0 - buffer * relationships))


@rule
def but_chance(base, school, tied, free_share):
    """Chance that a family begins to use BuT: free staff, and school social work with a tie."""
    return (base + school * tied) * free_share


@kernel
def apply(state, month):
    """One month of BuT, relationships, engagement and participation."""
    use_but(state, stream_key(state.seed[0], D_BUT, month))
    people, households, par = state.people, state.households, state.par[0]
    for i in range(state.size[0]):
        person = people[i]
        household, lever = households[person.household], state.levers[person.lever]
        ramp = state.spaces[person.sozialraum].ramp
        person.stigma *= 1.0 - par.casework.stigma_decay
        feel(person, lever, ramp, par)
        person.participation = next_participation(
            person.participation,
            target_of(person, household, lever, par),
            par.participation.speed,
            par.participation.loss * person.job_lost,
        )


@kernel
def use_but(state, key):
    """Families begin and stop to use education-and-participation benefits."""
    households, people, par = state.households, state.people, state.par[0].participation
    users, families = 0, 0
    for h in range(state.size[1]):
        eligible = False
        for c in range(MAX_CHILDREN):
            eligible = eligible or households[h].child_age[c] >= par.but_from
        eligible = eligible and households[h].receipt and state.par[0].switches.but > 0.0
        if not eligible:
            households[h].but = 0
        users += households[h].but
        families += households[h].receipt and households[h].kind % 2 == 1
    free = max(0.0, 1.0 - users / max(1.0, state.par[0].place.but_places))
    for h in range(state.size[1]):
        if not households[h].receipt:
            continue
        eligible = False
        for c in range(MAX_CHILDREN):
            eligible = eligible or households[h].child_age[c] >= par.but_from
        identity = people[households[h].first].id
        if households[h].but:
            households[h].but = uniform(key, identity, 1) >= par.but_end
        elif eligible and state.par[0].switches.but > 0.0:
            s = households[h].sozialraum
            pair = state.place.pair_of[0, state.place.but_kind[0]]
            tied = state.ties[s, pair].stage >= KOORDINATION
            chance = but_chance(par.but_take_up, par.but_school, tied, free)
            households[h].but = uniform(key, identity, 0) < chance
    state.tally[0].but_households += users
    state.tally[0].family_households += families


@rule
def feel(person, lever, ramp, parameters):
    """Relationships, engagement, trust in the milieu, and the scar of one person."""
    par, switches = parameters.participation, parameters.switches
    working = person.employment != NO_JOB and person.employment != MINI_JOB
    lift = ramp * switches.milieu * par.milieu
    rest = par.relationships_rest + par.relationships_job * working
    person.relationships = drifted(
        person.relationships, rest + lift * lever.milieu_relationships, par.relationships_speed
    )
    person.engagement = drifted(
        person.engagement,
        par.engagement_rest + lift * lever.milieu_engagement,
        par.engagement_speed,
    )
    if person.receipt and lever.milieu_relationships > 0.0:
        shift = par.milieu_norms * lever.milieu_relationships * switches.milieu
        person.trust = min(1.0, max(0.0, person.trust + shift))
    if switches.scarring > 0.0:
        person.scar = next_scar(
            person.scar,
            working,
            par.scar_gain,
            par.scar_max,
            par.scar_decay,
            par.scar_buffer,
            person.relationships,
        )


@rule
def burdens_effect(has, mitigated, effect):
    """Effect of latent burdens that are not mitigated."""
    total = 0.0
    for k in range(N_FEATURES, N_BARRIERS):
        if has[k]:
            total += effect * (1.0 - mitigated[k])
    return total


@rule
def target_of(person, household, lever, parameters):
    """Level P* to which the participation of a person moves."""
    par, switches = parameters.participation, parameters.switches
    young = person.age < par.young_until
    target = (
        par.base
        + person.person_effect
        + par.causal_share
        * job_effect(
            person.employment,
            person.contract,
            person.receipt,
            young,
            switches.insecure_jobs > 0.0,
            par.permanent,
            par.fixed_term,
            par.temp,
            par.self_employed,
            par.subsidised,
            par.mini_job,
            par.training,
            par.in_receipt,
        )
    )
    if person.stage[AGH] == IN_SERVICE:
        target += agh_effect(
            young,
            switches.agh_strict > 0.0,
            person.clock[AGH],
            lever.agh_voluntary,
            par.agh_months,
            par.agh,
        )
    if person.stage[VOCATIONAL] == IN_SERVICE:
        target += par.training
    if person.has[HEALTH]:
        target += par.health * (1.0 - (person.mitigated[HEALTH] if person.eased else 0.0))
    if person.eased:
        target += burdens_effect(person.has, person.mitigated, par.burden)
    else:
        target += burdens_effect(person.has, NOTHING, par.burden)
    target += household_effect(household.kind, young, par.lone_parent, par.couple_young)
    target += par.relationships * (person.relationships - par.relationships_rest)
    target += par.engagement * (person.engagement - par.engagement_rest)
    target += par.but * household.but * switches.but
    return target - person.scar - person.stigma * switches.stigma
