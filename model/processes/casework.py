"""Casework: the Jobcenter's minutes, who gets them, and what a contact does.

Minutes are fixed and coordination is paid first; the rest is attention:
    a_i = A · ω_i^κ / Σ ω^κ,   κ = 0 neutral
with ω the predicted gain in the steering targets (§ 48b SGB II) from *observed* features: less need,
integration, no long receipt, participation. A contact, P = 1 − exp(−a / minutes per contact), can be
missed and sanctioned; held, it recognises needs and moves trust and motivation. Far profiles may be
held by case managers, as many as their minutes allow. Caseloads: strotmann_2007, waz_jc_staffing;
recognition of hidden needs: sec16a_2012, leipzig_coaching; creaming: carter_whitworth_2015.

*Perception* = boundaries × report on people × report on services × communicated; *capacity to act* =
(teams or coordinator) × mean attendance × open district offices. Both are a gate for the Jobcenter's
ties (process cooperation).

Order within the month: frame (forms, ramp-up, stock per Sozialraum) → profiles and steering weights
of everybody → minutes per Sozialraum → attention, contacts, trust, consent and motivation.
"""

import math

from model.columns import MAX_CHILDREN
from model.compiled import kernel, rule
from model.streams import Decision, stream_key, uniform
from model.tally import FIXED
from model.vocabulary import (
    AKTIVIERUNG,
    APPRENTICESHIP,
    CASE_MANAGER,
    COUPLE_WITH_CHILDREN,
    ENTWICKLUNG,
    EVERYONE,
    FAMILIES,
    FAR_FROM_MARKET,
    FEMALE,
    FOERDER,
    FULL_TIME,
    HEALTH,
    ILL,
    IN_LONG_RECEIPT,
    ISOLATION,
    LONE_PARENT,
    LONE_PARENTS,
    LONG_RECEIPT,
    MARKT,
    MIGRANTS,
    MIGRATED,
    MOTHER,
    N_BARRIERS,
    N_FEATURES,
    N_NEEDS,
    NO_HOLDER,
    NOT_RECOGNISED,
    OFFICER,
    OTHERS,
    PART_TIME,
    RECOGNISED,
    STABILISIERUNG,
    UNDER_25,
    UNTERSTUETZUNG,
)

D_PROFILE = int(Decision.PROFILE)
D_CONTACT = int(Decision.CONTACT)
D_MISSED = int(Decision.MISSED)
D_SANCTION = int(Decision.SANCTION)
D_RECOGNITION = int(Decision.RECOGNITION)
D_CONSENT = int(Decision.CONSENT)
D_HOLDER = int(Decision.HOLDER)
SMALL_CHILD = 36  # months: § 10 SGB II, a child under three
LONG_AGO = 10000  # months: counters stop here


@rule
def ramp_progress(month, start, ramp_months):
    """Progress of a form's ramp-up, 0 at its start to 1 when established."""
    if ramp_months <= 0.0:
        return 1.0
    return min(1.0, max(0.0, (month - start) / ramp_months))


@rule
def coordination_share(progress, during_ramp, established, case_minutes):
    """Share of minutes spent on coordination: higher while the form is being built up."""
    share = established + (during_ramp - established) * (1.0 - progress)
    return min(0.9, max(0.0, share * case_minutes))


@rule
def perception(boundaries, people, services, communicated):
    """The Jobcenter's perception of a Sozialraum, 0–1: all four elements are needed."""
    return boundaries * people * services * communicated


@rule
def capacity_to_act(teams, coordinator, placement, benefits, case_management, offices):
    """The Jobcenter's capacity to act in a Sozialraum, 0–1."""
    return max(teams, coordinator) * (placement + benefits + case_management) / 3.0 * offices


@rule
def predicted_outlook(has, stage, observed, level, noise, u):
    """Log odds of a job within a year as caseworkers predict it: visible features, known burdens.

    Unrecognised burdens are not seen. The error is logistic with scale `noise`.
    """
    outlook = level + noise * math.log(u / (1.0 - u))
    for k in range(N_BARRIERS):
        if has[k] and (k < N_FEATURES or stage[k] != NOT_RECOGNISED):
            outlook += observed[k]
    return outlook


@rule
def assigned_profile(outlook, markt, aktivierung, foerder, entwicklung, stabilisierung):
    """Profile group from the predicted chance."""
    if outlook >= markt:
        return MARKT
    if outlook >= aktivierung:
        return AKTIVIERUNG
    if outlook >= foerder:
        return FOERDER
    if outlook >= entwicklung:
        return ENTWICKLUNG
    return STABILISIERUNG if outlook >= stabilisierung else UNTERSTUETZUNG


@rule
def steering_weight(
    outlook, months, integration, need, receipt, participation, need_gain, receipt_gain,
    participation_gain, floor,
):
    """Predicted gain ω in the Jobcenter's targets from one more minute for this person."""
    chance = 1.0 / (1.0 + math.exp(-outlook))
    gain = integration * chance + need * need_gain * chance
    if months >= 12:
        gain += receipt * receipt_gain * chance
    gain += participation * participation_gain * (1.0 - chance)
    return max(floor, gain)


@rule
def contact_chance(minutes, minutes_per_contact):
    """Monthly chance that an appointment is made."""
    return 1.0 - math.exp(-minutes / minutes_per_contact)


@rule
def missed_chance(trust, base, per_trust):
    """Chance that an appointment is missed; `base` at trust ½."""
    odds = base / (1.0 - base) * math.exp(-per_trust * (trust - 0.5))
    return odds / (1.0 + odds)


@rule
def consents(u, trust, level, per_trust, sanction_setting, per_sanction):
    """True if the person consents to sharing data (u is the person's lasting reserve)."""
    return u < level + per_trust * (trust - 0.5) - per_sanction * sanction_setting


@rule
def drifted(value, rest, speed):
    """A value that drifts to its resting level."""
    return value + speed * (rest - value)


@rule
def need_present(k, has, relationships, isolation_below, far, spell, agh_from):
    """True if need k is there: a barrier, isolation, or the Jobcenter's wish for an AGH."""
    if k < N_BARRIERS:
        return has[k] != 0
    if k == ISOLATION:
        return relationships < isolation_below
    return far and spell >= agh_from


@rule
def in_target_group(target, age, kind, profile, has):
    """True if a person belongs to the target group of a form."""
    if target == EVERYONE:
        return True
    if target == UNDER_25:
        return age < 300
    if target == FAMILIES:
        return kind == LONE_PARENT or kind == COUPLE_WITH_CHILDREN
    if target == LONE_PARENTS:
        return kind == LONE_PARENT
    if target == FAR_FROM_MARKET:
        return profile >= ENTWICKLUNG
    if target == IN_LONG_RECEIPT:
        return has[LONG_RECEIPT] != 0
    if target == MIGRANTS:
        return has[MIGRATED] != 0
    return target == ILL and has[HEALTH] != 0


@kernel
def apply(state, month):
    """One month of casework for everybody in receipt."""
    frame(state, month)
    weigh(state, month)
    share_minutes(state)
    seed, par = state.seed[0], state.par[0]
    key_contact = stream_key(seed, D_CONTACT, month)
    key_missed = stream_key(seed, D_MISSED, month)
    key_sanction = stream_key(seed, D_SANCTION, month)
    key_recognition = stream_key(seed, D_RECOGNITION, month)
    key_consent = stream_key(seed, D_CONSENT, 0)
    key_holder = stream_key(seed, D_HOLDER, 0)
    people, spaces, tally = state.people, state.spaces, state.tally[0]
    for position in range(state.size[2]):
        i = state.active[position]
        person = people[i]
        space, lever = spaces[person.sozialraum], state.levers[person.lever]
        far = person.profile >= ENTWICKLUNG
        attend(person, space, par.casework, uniform(key_holder, person.id, 0) if far else 1.0)
        if contact(person, lever, par, tally, key_contact, key_missed, key_sanction):
            recognise(person, lever, par, tally, key_recognition)
        drift(person, lever, par, uniform(key_consent, person.id, 0))


@kernel
def frame(state, month):
    """What holds in each Sozialraum this month: form, ramp-up, coordination, gates, stock."""
    spaces, forms = state.spaces, state.forms
    for s in range(spaces.shape[0]):
        row = 0
        for f in range(forms.shape[0]):
            if forms[f].spaces[s] and forms[f].start <= month < forms[f].end:
                row = f
        lever = state.levers[row]
        progress = ramp_progress(
            month, max(0, forms[row].start), lever.ramp_months * lever.ramp_length
        )
        spaces[s].lever = row
        spaces[s].ramp = progress
        spaces[s].coordination = state.par[0].switches.fixed_minutes * coordination_share(
            progress, lever.coordination_share_ramp, lever.coordination_share, lever.case_minutes
        )
        loss = max(lever.transition_loss, lever.merger_disruption) * (1.0 - progress)
        spaces[s].effectiveness = 1.0 - loss * state.par[0].switches.transition_dip
        spaces[s].perception = perception(
            lever.boundaries_agreed, lever.report_on_people, lever.report_on_services,
            lever.report_communicated,
        )
        spaces[s].capacity = capacity_to_act(
            lever.teams_by_sozialraum, lever.coordinator, lever.attendance_placement,
            lever.attendance_benefits, lever.attendance_case_management, lever.district_offices,
        )
        spaces[s].stock = 0
        spaces[s].far = 0
        spaces[s].weight = 0


@kernel
def lever_row(person, kind, forms, month):
    """Row of the lever table that holds for a person: the last form that covers the person."""
    row = 0
    for f in range(1, forms.shape[0]):
        if forms[f].spaces[person.sozialraum] and forms[f].start <= month < forms[f].end:
            if in_target_group(
                forms[f].target, person.age, kind, person.profile, person.has
            ):
                row = f
    return row


@rule
def not_profiled(person, household, par, u):
    """True for *others*: pupils, mothers of small children, new; shares of top-ups, 58+, sick."""
    employment = person.employment
    if person.pupil or person.spell < par.profile_after:
        return True
    works = employment == PART_TIME or employment == FULL_TIME or employment == APPRENTICESHIP
    if works and u < par.topping_up_not_profiled:
        return True
    if person.age >= par.older_from and person.has[LONG_RECEIPT] and u < par.older_not_profiled:
        return True
    if person.sex == FEMALE and person.has[MOTHER]:
        for c in range(MAX_CHILDREN):
            if 0 <= household.child_age[c] < SMALL_CHILD:
                return True
    return person.has[HEALTH] != 0 and u < par.ill_not_profiled


@kernel
def weigh(state, month):
    """Profiles and steering weights, revised every few months; sums per Sozialraum.

    Weights follow the profile, a new form for the person, and the start of an arrangement.
    """
    par, forms = state.par[0], state.forms
    people, households, spaces = state.people, state.households, state.spaces
    key = stream_key(state.seed[0], D_PROFILE, month)
    exponent = par.casework.kappa * par.switches.attention
    several = forms.shape[0] > 1
    count = 0
    for i in range(state.size[0]):
        person = people[i]
        if person.receipt == 0:
            continue
        state.active[count] = i
        count += 1
        household = households[person.household]
        lever = lever_row(person, household.kind, forms, month) if several else 0
        due = profile_is_due(month, person, par.casework)
        if due:
            revise_profile(person, household, par.casework, key)
        if due or month == 0 or lever != person.lever:
            person.lever = lever
            person.weight = person_weight(person, state.levers[lever], par.casework, exponent)
        space = spaces[person.sozialraum]
        space.stock += 1
        space.weight += int(person.weight * FIXED)
        space.far += person.profile >= ENTWICKLUNG
    state.size[2] = count


@rule
def profile_is_due(month, person, par):
    """True if the profile is revised this month: by the calendar, at first sight (outlook 0: not
    seen in this spell), and as soon as a newcomer can be profiled."""
    first = person.outlook == 0.0 or person.spell == int(par.profile_after)
    return first or (person.entered + month) % int(par.profile_every) == 0


@rule
def revise_profile(person, household, par, key):
    """Assign the profile anew from what is observed."""
    person.outlook = predicted_outlook(
        person.has, person.stage, par.observed, par.outlook_level, par.outlook_noise,
        uniform(key, person.id, 0),
    )
    if not_profiled(person, household, par, uniform(key, person.id, 1)):
        person.profile = OTHERS
    else:
        person.profile = assigned_profile(
            person.outlook, par.edge_markt, par.edge_aktivierung, par.edge_foerder,
            par.edge_entwicklung, par.edge_stabilisierung,
        )


@rule
def person_weight(person, lever, par, exponent):
    """ω^κ of a person, less for people who are not profiled."""
    gain = steering_weight(
        person.outlook, person.window_count, lever.weight_integration, lever.weight_need,
        lever.weight_receipt, lever.weight_participation, par.need_gain, par.receipt_gain,
        par.participation_gain, par.weight_floor,
    )
    weight = math.exp(exponent * math.log(gain))
    return weight * par.unactivated if person.profile == OTHERS else weight


@kernel
def share_minutes(state):
    """Minutes per Sozialraum: coordination is paid first, the rest is for people.

    Without teams by Sozialraum one city-wide pool follows the steering weights; with teams each
    Sozialraum has its share of the stock.
    """
    spaces, place, tally = state.spaces, state.par[0].place, state.tally[0]
    n = spaces.shape[0]
    stock = 0
    for s in range(n):
        stock += spaces[s].stock
    per_head = 1.0 / max(1, stock)
    pool, pool_weight = 0.0, 0.0
    for s in range(n):
        lever = state.levers[spaces[s].lever]
        officers = place.officers * place.minutes_per_officer * spaces[s].stock * per_head
        managers = place.case_managers * place.minutes_per_officer * spaces[s].stock * per_head
        coordination = (officers + managers) * spaces[s].coordination
        shifted = partner_coordination(state, s) + coordination
        shifted *= lever.cost_as_casework
        spaces[s].officer_minutes = officers * (1.0 - spaces[s].coordination)
        spaces[s].manager_minutes = managers * (1.0 - spaces[s].coordination) + shifted
        tally.minutes_contact += int(
            (spaces[s].officer_minutes + spaces[s].manager_minutes) * FIXED
        )
        tally.minutes_coordination += int(coordination * (1.0 - lever.cost_as_casework) * FIXED)
        spaces[s].joint_share = coordination * (1.0 - lever.cost_as_casework)
        if lever.teams_by_sozialraum < 0.5:
            pool += spaces[s].officer_minutes
            pool_weight += spaces[s].weight
    for s in range(n):
        if state.levers[spaces[s].lever].teams_by_sozialraum < 0.5:
            spaces[s].officer_minutes = pool * spaces[s].weight / max(1.0, pool_weight)


@kernel
def partner_coordination(state, s):
    """Minutes that partners in a Sozialraum spend on coordination (city-wide ones by stock)."""
    institutions, spaces = state.institutions, state.spaces
    stock = 0
    for other in range(spaces.shape[0]):
        stock += spaces[other].stock
    lever = state.levers[spaces[s].lever]
    total = 0.0
    for j in range(1, institutions.shape[0]):
        member = institutions[j].membership > 0 and institutions[j].membership <= lever.membership
        if not member:
            continue
        if institutions[j].sozialraum == s:
            total += institutions[j].minutes * spaces[s].coordination
        elif institutions[j].sozialraum < 0:
            share = spaces[s].stock / max(1, stock)
            total += institutions[j].minutes * share * spaces[s].coordination
    return total


@rule
def attend(person, space, par, u_holder):
    """Attention of the month and who holds the case."""
    minutes = space.officer_minutes * person.weight * FIXED / max(1, space.weight)
    coverage = space.manager_minutes / par.minutes_per_managed_case / max(1, space.far)
    if person.profile >= ENTWICKLUNG and u_holder < coverage:
        person.holder = CASE_MANAGER
        minutes += par.minutes_per_managed_case * max(1.0, coverage)
    elif person.contact_gap <= par.gap_follow_up:
        person.holder = OFFICER
    else:
        person.holder = NO_HOLDER
    person.attention = minutes * space.effectiveness


@rule
def contact(person, lever, parameters, tally, key_contact, key_missed, key_sanction):
    """An appointment: missed and perhaps sanctioned, or held (True)."""
    par = parameters.casework
    person.contact_gap = min(person.contact_gap + 1, LONG_AGO)
    u = uniform(key_contact, person.id, 0)
    if person.pupil or u >= person.attention / par.minutes_per_contact:
        return False  # 1 − exp(−x) ≤ x: above it there is no need to work out the chance
    if u >= contact_chance(person.attention, par.minutes_per_contact):
        return False
    if uniform(key_missed, person.id, 0) < missed_chance(
        person.trust, par.missed, par.missed_trust
    ):
        tally.missed += 1
        rate = par.sanction_rate * lever.sanctions * parameters.switches.sanctions
        if uniform(key_sanction, person.id, 0) < rate:
            tally.sanctions += 1
            person.trust = max(0.0, person.trust - par.sanction_trust)
            person.stigma += par.stigma_contact
        return False
    tally.contacts += 1
    person.contact_gap = 0
    gain = par.trust_manager if person.holder == CASE_MANAGER else par.trust_contact
    person.trust += gain * (1.0 - person.trust)
    person.motivation += par.motivation_contact * (1.0 - person.motivation)
    person.stigma += par.stigma_contact * (1.0 - person.trust)
    return True


@rule
def recognition_chance(base, own_pillar, foreign, cross, factor):
    """Chance that a contact brings a need to light; needs of other pillars are seen less."""
    if own_pillar >= 0.5:
        return base * factor
    return base * factor * (foreign + (1.0 - foreign) * cross)


@rule
def recognise(person, lever, parameters, tally, key):
    """Needs that a held contact brings to light."""
    par, needs, switches = parameters.casework, parameters.needs, parameters.switches
    far = person.profile >= ENTWICKLUNG
    factor = par.manager_recognition if person.holder == CASE_MANAGER else 1.0
    if switches.trust_setting > 0.0:
        factor *= 0.5 + person.trust
    cross = lever.cross_recognition * switches.recognition
    for k in range(N_NEEDS):
        if needs.duration[k] <= 0.0 or person.stage[k] != NOT_RECOGNISED:
            continue
        if person.clock[k] < 0 or (k < N_BARRIERS and person.mitigated[k] >= 1.0):
            continue
        if not need_present(
            k, person.has, person.relationships, par.isolation_below, far, person.spell,
            par.agh_from,
        ):
            continue
        chance = recognition_chance(
            needs.recognition[k], needs.own_pillar[k], par.foreign_pillar, cross, factor
        )
        if switches.unrecognised_needs < 0.5 or uniform(key, person.id, k) < chance:
            person.stage[k] = RECOGNISED
            person.clock[k] = 0
            tally.recognised += 1


@rule
def drift(person, lever, parameters, u_consent):
    """Monthly rules of trust, motivation and consent."""
    par, trust_setting = parameters.casework, parameters.switches.trust_setting
    person.trust = drifted(person.trust, par.trust_rest, par.trust_drift)
    rest = par.motivation_rest + par.motivation_participation * (
        person.participation - par.participation_middle
    )
    person.motivation = min(1.0, max(0.0, drifted(person.motivation, rest, par.motivation_drift)))
    person.consent = trust_setting < 0.5 or consents(
        u_consent, person.trust, par.consent_level, par.consent_trust, lever.sanctions,
        par.consent_sanction,
    )
