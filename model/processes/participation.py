"""Participation (Teilhabe): felt belonging on a scale of 1 to 10.

    P' = clip(P + ρ (P* − P) − loss · [job lost], 1, 10)
P* = person effect + base + state (job and its quality) + health + relationships + engagement +
services + household type + BuT − burdens − scar − stigma. Signs: sthamer_2013 and the talk; sizes
of the state effects: pass_belonging × causal share; insecure work: gundert_2014; AGH: gundert_2015;
scar: pohlan_2024. Mini-job and AGH do not help people under 25. BuT lifts participation, never
jobs; so does what a household uses in the neighbourhood (file neighbourhood), whose meeting places
lift relationships and engagement as well.

Services that fit lift participation by one gain × grade of the service (0, ½, 1), while they are
used; what is used to its end stays and halves in some months: L' = (L + gain · grade · [finished])
· ½^(1 / half-life). Who breaks off, or never gets a place, has none of it. AGH counts as in the
talk or, in the strict reading, after six months and as far as it is voluntary. Sizes: early help
and peer groups .2–.25, loneliness programmes .25–.5 standard deviations, nothing left at late
follow-ups (prokind, peer_groups, loneliness_ma); unfinished cases gain nothing (welfare_advice).

Order: BuT of all households (staff are finite: the chance shrinks with the places taken), what they
use in the neighbourhood, then
relationships, engagement, scar and participation of everybody followed, in one look at each.
"""

from model.compiled import kernel, rule
from model.lowering import where_equal
from model.processes.casework import drifted
from model.processes.job_effects import effect_of_job
from model.processes.joint import half_left
from model.processes.neighbourhood import CONTACTS, HALVES, NORMS, in_use
from model.skipping.spans import listed, listed_homes, people_of
from model.vocabulary import (
    AGH,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    HEALTH,
    IN_SERVICE,
    LONE_PARENT,
    MEETING_PLACES,
    MINI_JOB,
    N_BARRIERS,
    N_FEATURES,
    N_NEEDS,
    NO_JOB,
)

# Barriers that weigh on participation, as bits: their mitigation is a relief.
RELIEVING = 1 << HEALTH | sum(1 << k for k in range(N_FEATURES, N_BARRIERS))
LOWEST, HIGHEST = 1, 10  # ends of the scale of felt participation


@rule
def agh_effect(young, strict, months, voluntary, from_months, effect):
    """Effect of a work opportunity (AGH): as in the talk, or of long and voluntary ones."""
    if young:
        return 0.0
    long = effect * voluntary if months >= from_months else 0.0
    return long if strict else effect


@rule
def service_gain(person, k, voluntary, parameters):
    """Points by which service k of a person lifts participation: none if it does not fit."""
    par = parameters.participation
    gain = 0.0 if person.misfit[k] else par.service_gain * parameters.needs.participation[k]
    if k != AGH:
        return gain
    young, strict = person.age < par.young_until, parameters.switches.agh_strict > 0.0
    return agh_effect(young, strict, person.clock[AGH], voluntary, par.agh_months, gain)


@rule
def gain_of_services(person, voluntary, parameters):
    """Points by which all services under way lift participation of a person."""
    total = 0.0
    for k in range(N_NEEDS):
        if person.stage[k] == IN_SERVICE:
            total += service_gain(person, k, voluntary, parameters)
    return total


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
    """One month of relationships, engagement and participation, of households h0 … h1 − 1."""
    first, end = people_of(state, h0, h1)
    ease(state, first, end)
    last = list_trained(state, first, end)
    for h in range(h0, h1):
        state.home_marks[h] = state.households[h].nearby & MEETING_PLACES
    meeting, start = listed_homes(state, h0, h1), first
    for h in range(h0, h1):  # one number: looked up once per person, not twice
        home, but = state.households[h], state.households[h].but * (state.par[0].switches.but > 0.0)
        state.home_marks[h] = in_use(home.kind, home.nearby, but)
    for position in range(h0, meeting):
        home = state.households[state.home_list[position]]
        members = int(home.first)
        move_on(state, start, members, 0.0)
        start = members + home.size
        move_on(state, members, start, state.place.milieu[home.sozialraum, CONTACTS])
    move_on(state, start, end, 0.0)
    if lifted_anywhere(state.levers) > 0.0:
        for i in range(first, end):
            norms = state.place.milieu[state.people[i].sozialraum, NORMS]
            lever = state.levers[state.people[i].lever]
            follow_norms(state.people[i], norms * lever.milieu_relationships, state.par[0])
    for position in range(first, last):
        feel_trained(state, state.people[state.active[position]])


@kernel
def ease(state, first, end):
    """Relief of those who have such barriers mitigated: they are listed, as they are few."""
    par = state.par[0].participation
    for i in range(first, end):
        state.marks[i] = (state.people[i].relieved & RELIEVING) != 0
    last = listed(state, first, end)
    for position in range(first, last):
        person = state.people[state.active[position]]
        person.relief = relief(person.has, person.mitigated, par.health, par.burden)


@kernel
def list_trained(state, first, end):
    """List and mark who is in a service that lifts participation; the position after the last."""
    for i in range(first, end):
        state.marks[i] = state.people[i].busy != 0
    last, trained, lifting = listed(state, first, end), first, 0
    for k in range(N_NEEDS):
        lifting |= int(state.par[0].needs.participation[k] != 0.0) << k
    for position in range(first, last):
        i = state.active[position]
        lifts = where_equal(state.people[i].stage, IN_SERVICE, N_NEEDS) & lifting != 0
        state.marks[i], state.active[trained] = lifts, i
        trained += lifts
    return trained


@kernel
def move_on(state, first, end, contacts):
    """What everybody feels moves on; participation of the trained is left to `feel_trained`.

    `contacts` of the meeting places that these rows use: of 0 nothing need be looked up.
    """
    if lifted_anywhere(state.levers) > 0.0:
        move_all_on(state, first, end, contacts, True)
    else:
        move_all_on(state, first, end, contacts, False)  # on its own: levers are no near thing


@rule
def move_all_on(state, first, end, contacts, in_milieu):
    """See `move_on`."""
    people, par = state.people, state.par[0]
    left = half_left(par.participation.service_half_life)
    full = par.switches.milieu * par.participation.milieu
    for i in range(first, end):
        person, home = people[i], int(state.home_marks[people[i].household])
        to_relationships, to_engagement = contacts * full, contacts * full
        if in_milieu:
            lever, ramp = state.levers[person.lever], state.spaces[person.sozialraum].ramp
            to_relationships += full * ramp * lever.milieu_relationships
            to_engagement += full * ramp * lever.milieu_engagement
        feel_close(person, par, to_relationships, to_engagement)
        person.lift *= left
        target = mood(person, home % HALVES, home // HALVES, 0.0, par)
        feel(person, target, state.marks[i] == 0, par.participation)


@rule
def feel_trained(state, person):
    """Participation of a person whose level services under way may lift."""
    par, home = state.par[0], int(state.home_marks[person.household])
    services = gain_of_services(person, state.levers[person.lever].agh_voluntary, par)
    level = mood(person, home % HALVES, home // HALVES, services, par)
    feel(person, level, True, par.participation)


@rule
def feel(person, target, moves, par):
    """Participation moves towards its level, if it `moves`."""
    person.participation = next_participation(
        person.participation, target, par.speed * moves, par.loss * person.job_lost * moves
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
    rest = person.circle + par.relationships_job * working
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


@rule
def follow_norms(person, lift, parameters):
    """Norms and control of the milieu move the trust of people in receipt."""
    trust, moves = person.trust, (person.receipt != 0) & (lift > 0.0)
    shift = parameters.participation.milieu_norms * lift * parameters.switches.milieu
    person.trust = min(1.0, max(0.0, trust + shift)) if moves else trust


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
def mood(person, kind, halves, services, parameters):
    """The level P* of a person in a household of a kind; see the module docstring.

    `halves`: half grades of BuT and of the neighbourhood that the household uses; `services`: what
    those under way lift it by. What changes seldom is added up first.
    """
    par, switches = parameters.participation, parameters.switches
    young = person.age < par.young_until
    job = effect_of_job(person, young, par, switches.insecure_jobs > 0.0)
    level = par.base + person.person_effect + par.causal_share * job
    level += health_and_burdens(person.has, par.health, par.burden) - person.relief
    level += household_effect(kind, young, par.lone_parent, par.couple_young)
    month = par.relationships * (person.relationships - par.relationships_rest)
    month += par.engagement * (person.engagement - par.engagement_rest)
    month += par.service_gain * par.but * halves + person.lift
    return level + (month - person.scar - person.stigma * switches.stigma + services)
