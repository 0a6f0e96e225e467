"""Participation (Teilhabe): felt belonging on a scale of 1 to 10.

    P' = clip(P + ρ (P* − P) − loss · [job lost], 1, 10)
P* = person effect + base + state (job and its quality) + health + relationships + engagement +
training + household type + BuT − burdens − scar − stigma. Signs: sthamer_2013 and the talk; sizes
of the state effects: pass_belonging × causal share; insecure work: gundert_2014; AGH: gundert_2015;
scar: pohlan_2024. Mini-job and AGH do not help people under 25. BuT lifts participation, never
jobs.

Order: BuT of all households (staff are finite: the chance shrinks with the places taken), then
relationships, engagement, scar and participation of everybody followed, in one look at each.
"""

from model.compiled import kernel, rule
from model.lowering import fetch_early
from model.processes.casework import drifted
from model.processes.job_effects import effect_of_job, jobs_at_hand, kind_of_job
from model.processes.spans import ahead, ask_for_relief, listed, people_of
from model.vocabulary import (
    AGH,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    HEALTH,
    IN_SERVICE,
    LONE_PARENT,
    MINI_JOB,
    N_BARRIERS,
    N_FEATURES,
    NO_JOB,
    VOCATIONAL,
)

# Barriers that weigh on participation, as bits: their mitigation is a relief.
RELIEVING = 1 << HEALTH | sum(1 << k for k in range(N_FEATURES, N_BARRIERS))
LOWEST, HIGHEST = 1, 10  # ends of the scale of felt participation


@rule
def agh_effect(young, strict, months, voluntary, from_months, effect):
    """Effect of a work opportunity (AGH): as in the talk, or only long and voluntary ones."""
    return 0.0 if young or (strict and (months < from_months or voluntary < 0.5)) else effect


@rule
def household_effect(kind, young, lone_parent, couple_young):
    """Effect of the household type against a single household."""
    in_couple = (kind == COUPLE) | (kind == COUPLE_WITH_CHILDREN)
    other = couple_young if young & in_couple else 0.0
    return lone_parent if kind == LONE_PARENT else other


@rule
def next_participation(value, target, speed, loss):
    """P' = clip(P + ρ (P* − P) − loss, 1, 10)."""
    return min(HIGHEST, max(LOWEST, value + speed * (target - value) - loss))


@rule
def next_scar(scar, working, gain, largest, decay, buffer, relationships):
    """Scar after a month with or without work; relationships buffer it."""
    healed = scar * (1.0 - decay)
    deeper = min(largest, scar + gain * (1.0 - buffer * relationships))
    return healed if working else deeper


@kernel
def take_part(state, month, h0, h1):
    """One month of BuT, relationships, engagement and participation, of households h0 … h1 − 1."""
    first, end = people_of(state, h0, h1)
    ease(state, first, end)
    last = list_trained(state, first, end)
    people, households, par = state.people, state.households, state.par[0]
    for h in range(h0, h1):  # one number: looked up once per person, not twice
        state.home_marks[h] = households[h].kind * 2 + households[h].but
    if lifted_anywhere(state.levers) == 0.0:
        move_on(state, first, end)
    else:
        move_on_in_milieu(state, first, end)
        live_in_milieu(state, first, end)
    for position in range(first, last):
        i = state.active[position]
        person = people[i]
        home, lever = households[person.household], state.levers[person.lever]
        young = person.age < par.participation.young_until
        job = kind_of_job(person.employment, person.contract, person.receipt, young)
        job_effect_ = state.lookup.job_effect[job]
        target = lasting(person, home.kind, young, job_effect_, par.participation)
        target += passing(person, home.but, lever, young, par)
        feel_the_month(person, target, par.participation)


@kernel
def ease(state, first, end):
    """Relief of those who have such barriers mitigated: they are listed, as they are few."""
    par = state.par[0].participation
    for i in range(first, end):
        state.marks[i] = (state.people[i].relieved & RELIEVING) != 0
    last = listed(state, first, end)
    for position in range(first, last):
        ask_for_relief(state, position, last)
        person = state.people[state.active[position]]
        person.relief = relief(person.has, person.mitigated, par.health, par.burden)


@kernel
def list_trained(state, first, end):
    """List and mark who is in a service that lifts participation; the position after the last."""
    for i in range(first, end):
        state.marks[i] = state.people[i].busy != 0
    last, trained = listed(state, first, end), first
    for position in range(first, last):
        fetch_early(ahead(state, position, last).stage)
        i = state.active[position]
        stage = state.people[i].stage
        lifts = (stage[AGH] == IN_SERVICE) | (stage[VOCATIONAL] == IN_SERVICE)
        state.marks[i], state.active[trained] = lifts, i
        trained += lifts
    return trained


@kernel
def move_on(state, first, end):
    """What everybody feels moves on where no milieu lifts anything, as in most arrangements."""
    people, homes, par = state.people, state.home_marks, state.par[0]
    jobs = jobs_at_hand(state.lookup.job_effect)
    for i in range(first, end):
        person = people[i]
        feel_close(person, par, 0.0, 0.0)
        feel(person, int(homes[person.household]), jobs, state.marks[i] == 0, par)


@kernel
def move_on_in_milieu(state, first, end):
    """The same with what the milieu lifts."""
    people, homes, par = state.people, state.home_marks, state.par[0]
    jobs = jobs_at_hand(state.lookup.job_effect)
    for i in range(first, end):
        person, lever = people[i], state.levers[people[i].lever]
        lift = state.spaces[person.sozialraum].ramp * par.switches.milieu * par.participation.milieu
        relationships, engagement = lever.milieu_relationships, lever.milieu_engagement
        feel_close(person, par, lift * relationships, lift * engagement)
        feel(person, int(homes[person.household]), jobs, state.marks[i] == 0, par)


@rule
def feel(person, home, jobs, moves, parameters):
    """Participation moves towards its level; `moves` is 0 for those whose level a service lifts."""
    par, switches = parameters.participation, parameters.switches
    young = person.age < par.young_until
    effect = effect_of_job(person.employment, person.contract, person.receipt, young, jobs)
    target = lasting(person, home >> 1, young, effect, par)
    target += mood(person, home & 1, par, switches)
    person.participation = next_participation(
        person.participation, target, par.speed * moves, par.loss * person.job_lost * moves
    )


@rule
def feel_the_month(person, target, par):
    """Participation moves towards its level."""
    person.participation = next_participation(
        person.participation, target, par.speed, par.loss * person.job_lost
    )


@rule
def lifted_anywhere(levers):
    """What forms lift relationships and engagement by, summed over the forms."""
    total = 0.0
    for row in range(levers.shape[0]):
        total += abs(levers[row].milieu_relationships) + abs(levers[row].milieu_engagement)
    return total


@rule
def feel_close(person, parameters, to_relationships, to_engagement):
    """One person's relationships, engagement, stigma and scar, with what the milieu lifts."""
    par = parameters.participation
    working = (person.employment != NO_JOB) & (person.employment != MINI_JOB)
    rest = par.relationships_rest + par.relationships_job * working
    person.relationships = drifted(
        person.relationships, rest + to_relationships, par.relationships_speed
    )
    person.engagement = drifted(
        person.engagement, par.engagement_rest + to_engagement, par.engagement_speed
    )
    person.stigma *= 1.0 - parameters.casework.stigma_decay
    gain, largest, decay, buffer = par.scar_gain, par.scar_max, par.scar_decay, par.scar_buffer
    scar, relationships = person.scar, person.relationships
    moved = next_scar(scar, working, gain, largest, decay, buffer, relationships)
    # Time without work leaves a scar, work lets it heal.
    person.scar = moved if parameters.switches.scarring > 0.0 else scar


@kernel
def live_in_milieu(state, first, end):
    """Norms and control of the milieu move the trust of people in receipt."""
    people, norms = state.people, state.par[0].participation.milieu_norms
    for i in range(first, end):
        person = people[i]
        lift = state.levers[person.lever].milieu_relationships
        if person.receipt and lift > 0.0:
            shift = norms * lift * state.par[0].switches.milieu
            person.trust = min(1.0, max(0.0, person.trust + shift))


@rule
def health_and_burdens(has, health, burden):
    """Effect of a health limitation and of burdens, if nothing were mitigated."""
    count = 0
    for k in range(N_FEATURES, N_BARRIERS):
        count += has[k]
    return health * has[HEALTH] + burden * count


@rule
def relief(has, mitigated, health, burden):
    """What mitigation takes off the effect of a health limitation and of burdens."""
    taken = 0.0
    for k in range(N_FEATURES, N_BARRIERS):
        taken += has[k] * mitigated[k]
    return 0.0 + health * has[HEALTH] * mitigated[HEALTH] + burden * taken  # never −0


@rule
def lasting(person, kind, young, job_effect_, par):
    """What changes seldom in the level P*: the person, the job, health, burdens, the household."""
    target = par.base + person.person_effect + par.causal_share * job_effect_
    target += health_and_burdens(person.has, par.health, par.burden) - person.relief
    return target + household_effect(kind, young, par.lone_parent, par.couple_young)


@rule
def mood(person, but, par, switches):
    """What moves from month to month in the level P* of everybody."""
    effect = par.relationships * (person.relationships - par.relationships_rest)
    effect += par.engagement * (person.engagement - par.engagement_rest)
    effect += par.but * but * switches.but
    return effect - person.scar - person.stigma * switches.stigma


@rule
def passing(person, but, lever, young, parameters):
    """What moves from month to month in the level P*, services under way included."""
    par, switches = parameters.participation, parameters.switches
    target = mood(person, but, par, switches)
    if person.stage[AGH] == IN_SERVICE:
        strict, months = switches.agh_strict > 0.0, person.clock[AGH]
        target += agh_effect(young, strict, months, lever.agh_voluntary, par.agh_months, par.agh)
    if person.stage[VOCATIONAL] == IN_SERVICE:
        target += par.training
    return target
