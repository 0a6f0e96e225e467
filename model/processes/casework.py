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

from model.compiled import kernel, rule
from model.streams import Decision, stream_key, uniform
from model.tally import FIXED
from model.vocabulary import (
    AGH,
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
    key_contact = stream_key(state.seed[0], D_CONTACT, month)
    key_missed = stream_key(state.seed[0], D_MISSED, month)
    key_sanction = stream_key(state.seed[0], D_SANCTION, month)
    key_recognition = stream_key(state.seed[0], D_RECOGNITION, month)
    key_consent = stream_key(state.seed[0], D_CONSENT, 0)
    key_holder = stream_key(state.seed[0], D_HOLDER, 0)
    people = state.people
    for i in range(state.size[0]):
        people.stigma[i] *= 1.0 - state.par.casework.stigma_decay
        if people.receipt[i] == 0:
            people.attention[i] = 0.0
            continue
        attend(state, i, uniform(key_holder, people.id[i], 0))
        contact(state, i, key_contact, key_missed, key_sanction, key_recognition)
        drift(state, i, uniform(key_consent, people.id[i], 0))


@rule
def frame(state, month):
    """What holds in each Sozialraum this month: form, ramp-up, coordination, gates, stock."""
    spaces, forms, people = state.spaces, state.forms, state.people
    for s in range(spaces.lever.shape[0]):
        row = 0
        for f in range(forms.start.shape[0]):
            if forms.spaces[f, s] and forms.start[f] <= month < forms.end[f]:
                row = f
        lever = state.levers[row]
        progress = ramp_progress(
            month, max(0, forms.start[row]), lever.ramp_months * lever.ramp_length
        )
        spaces.lever[s] = row
        spaces.ramp[s] = progress
        spaces.coordination[s] = state.par.switches.fixed_minutes * coordination_share(
            progress, lever.coordination_share_ramp, lever.coordination_share, lever.case_minutes
        )
        loss = max(lever.transition_loss, lever.merger_disruption) * (1.0 - progress)
        spaces.effectiveness[s] = 1.0 - loss * state.par.switches.transition_dip
        spaces.perception[s] = perception(
            lever.boundaries_agreed, lever.report_on_people, lever.report_on_services,
            lever.report_communicated,
        )
        spaces.capacity[s] = capacity_to_act(
            lever.teams_by_sozialraum, lever.coordinator, lever.attendance_placement,
            lever.attendance_benefits, lever.attendance_case_management, lever.district_offices,
        )
        spaces.stock[s] = 0
        spaces.far[s] = 0
        spaces.weight[s] = 0
        spaces.demand[s] = 0
    for i in range(state.size[0]):
        if people.receipt[i]:
            spaces.stock[people.sozialraum[i]] += 1


@rule
def lever_row(state, i, month):
    """Row of the lever table that holds for person i: the last form that covers the person."""
    forms, people = state.forms, state.people
    row = 0
    for f in range(1, forms.start.shape[0]):
        if forms.spaces[f, people.sozialraum[i]] and forms.start[f] <= month < forms.end[f]:
            kind = state.households.kind[people.household[i]]
            if in_target_group(
                forms.target[f], people.age[i], kind, people.profile[i], people.has[i]
            ):
                row = f
    return row


@rule
def not_profiled(state, i, u):
    """True for *others*: pupils, mothers of small children, insured top-ups, new, 58+, sick."""
    par = state.par.casework
    people, households = state.people, state.households
    employment = people.employment[i]
    if people.pupil[i] or employment == PART_TIME or employment == FULL_TIME:
        return True
    if employment == APPRENTICESHIP or people.spell[i] < par.profile_after:
        return True
    if people.age[i] >= par.older_from and people.has[i, LONG_RECEIPT]:
        return True
    if people.sex[i] == FEMALE and people.has[i, MOTHER]:
        h = people.household[i]
        for c in range(households.child_age.shape[1]):
            if 0 <= households.child_age[h, c] < SMALL_CHILD:
                return True
    return people.has[i, HEALTH] != 0 and u < par.ill_not_profiled


@rule
def weigh(state, month):
    """Profiles (revised every few months) and steering weights; sums per Sozialraum."""
    par = state.par.casework
    people, spaces = state.people, state.spaces
    key = stream_key(state.seed[0], D_PROFILE, month)
    for i in range(state.size[0]):
        if people.receipt[i] == 0:
            continue
        people.lever[i] = lever_row(state, i, month)
        if (people.entered[i] + month) % int(par.profile_every) == 0 or people.outlook[i] == 0.0:
            people.outlook[i] = predicted_outlook(
                people.has[i], people.stage[i], par.observed, par.outlook_level,
                par.outlook_noise, uniform(key, people.id[i], 0),
            )
            if not_profiled(state, i, uniform(key, people.id[i], 1)):
                people.profile[i] = OTHERS
            else:
                people.profile[i] = assigned_profile(
                    people.outlook[i], par.edge_markt, par.edge_aktivierung, par.edge_foerder,
                    par.edge_entwicklung, par.edge_stabilisierung,
                )
        lever = state.levers[people.lever[i]]
        weight = steering_weight(
            people.outlook[i], people.window_count[i], lever.weight_integration,
            lever.weight_need, lever.weight_receipt, lever.weight_participation, par.need_gain,
            par.receipt_gain, par.participation_gain, par.weight_floor,
        ) ** (par.kappa * state.par.switches.attention)
        if people.profile[i] == OTHERS:
            weight *= par.unactivated
        people.attention[i] = weight
        s = people.sozialraum[i]
        spaces.weight[s] += int(weight * FIXED)
        if people.profile[i] >= ENTWICKLUNG:
            spaces.far[s] += 1


@rule
def share_minutes(state):
    """Minutes per Sozialraum: coordination is paid first, the rest is for people.

    Without teams by Sozialraum one city-wide pool follows the steering weights; with teams each
    Sozialraum has its share of the stock.
    """
    spaces, place, tally = state.spaces, state.par.place, state.tally
    n = spaces.lever.shape[0]
    stock = 0
    for s in range(n):
        stock += spaces.stock[s]
    per_head = 1.0 / max(1, stock)
    pool, pool_weight = 0.0, 0.0
    for s in range(n):
        lever = state.levers[spaces.lever[s]]
        officers = place.officers * place.minutes_per_officer * spaces.stock[s] * per_head
        managers = place.case_managers * place.minutes_per_officer * spaces.stock[s] * per_head
        coordination = (officers + managers) * spaces.coordination[s]
        shifted = partner_coordination(state, s) + coordination
        shifted *= lever.cost_as_casework
        spaces.officer_minutes[s] = officers * (1.0 - spaces.coordination[s])
        spaces.manager_minutes[s] = managers * (1.0 - spaces.coordination[s]) + shifted
        tally.minutes_contact += int(
            (spaces.officer_minutes[s] + spaces.manager_minutes[s]) * FIXED
        )
        tally.minutes_coordination += int(coordination * (1.0 - lever.cost_as_casework) * FIXED)
        spaces.joint_share[s] = coordination * (1.0 - lever.cost_as_casework)
        if lever.teams_by_sozialraum < 0.5:
            pool += spaces.officer_minutes[s]
            pool_weight += spaces.weight[s]
    for s in range(n):
        if state.levers[spaces.lever[s]].teams_by_sozialraum < 0.5:
            spaces.officer_minutes[s] = pool * spaces.weight[s] / max(1.0, pool_weight)


@rule
def partner_coordination(state, s):
    """Minutes that partners in a Sozialraum spend on coordination (city-wide ones by stock)."""
    institutions, spaces = state.institutions, state.spaces
    stock = 0
    for other in range(spaces.stock.shape[0]):
        stock += spaces.stock[other]
    lever = state.levers[spaces.lever[s]]
    total = 0.0
    for j in range(1, institutions.kind.shape[0]):
        member = institutions.membership[j] > 0 and institutions.membership[j] <= lever.membership
        if not member:
            continue
        if institutions.sozialraum[j] == s:
            total += institutions.minutes[j] * spaces.coordination[s]
        elif institutions.sozialraum[j] < 0:
            share = spaces.stock[s] / max(1, stock)
            total += institutions.minutes[j] * share * spaces.coordination[s]
    return total


@rule
def attend(state, i, u_holder):
    """Attention of the month and who holds the case."""
    par = state.par.casework
    people, spaces = state.people, state.spaces
    s = people.sozialraum[i]
    minutes = spaces.officer_minutes[s] * people.attention[i] * FIXED / max(1, spaces.weight[s])
    coverage = spaces.manager_minutes[s] / par.minutes_per_managed_case / max(1, spaces.far[s])
    if people.profile[i] >= ENTWICKLUNG and u_holder < coverage:
        people.holder[i] = CASE_MANAGER
        minutes += par.minutes_per_managed_case * max(1.0, coverage)
    elif people.contact_gap[i] <= par.gap_follow_up:
        people.holder[i] = OFFICER
    else:
        people.holder[i] = NO_HOLDER
    people.attention[i] = minutes * spaces.effectiveness[s]


@rule
def contact(state, i, key_contact, key_missed, key_sanction, key_recognition):
    """An appointment: missed and perhaps sanctioned, or held."""
    par, switches = state.par.casework, state.par.switches
    people, tally = state.people, state.tally
    identity = people.id[i]
    people.contact_gap[i] = min(people.contact_gap[i] + 1, 10000)
    chance = contact_chance(people.attention[i], par.minutes_per_contact)
    if people.pupil[i] or uniform(key_contact, identity, 0) >= chance:
        return
    if uniform(key_missed, identity, 0) < missed_chance(
        people.trust[i], par.missed, par.missed_trust
    ):
        tally.missed += 1
        lever = state.levers[people.lever[i]]
        rate = par.sanction_rate * lever.sanctions * switches.sanctions
        if uniform(key_sanction, identity, 0) < rate:
            tally.sanctions += 1
            people.trust[i] = max(0.0, people.trust[i] - par.sanction_trust)
            people.stigma[i] += par.stigma_contact
        return
    tally.contacts += 1
    people.contact_gap[i] = 0
    managed = people.holder[i] == CASE_MANAGER
    gain = par.trust_manager if managed else par.trust_contact
    people.trust[i] += gain * (1.0 - people.trust[i])
    people.motivation[i] += par.motivation_contact * (1.0 - people.motivation[i])
    people.stigma[i] += par.stigma_contact * (1.0 - people.trust[i])
    recognise(state, i, key_recognition)


@rule
def recognise(state, i, key):
    """Needs that a held contact brings to light."""
    par, needs = state.par.casework, state.par.needs
    people, lever = state.people, state.levers[state.people.lever[i]]
    far = people.profile[i] >= ENTWICKLUNG
    factor = par.manager_recognition if people.holder[i] == CASE_MANAGER else 1.0
    if state.par.switches.trust_setting > 0.0:
        factor *= 0.5 + people.trust[i]
    for k in range(N_NEEDS):
        if needs.duration[k] <= 0.0 or people.stage[i, k] != NOT_RECOGNISED:
            continue
        if people.clock[i, k] < 0 or (k < N_BARRIERS and people.mitigated[i, k] >= 1.0):
            continue
        if not need_present(
            k, people.has[i], people.relationships[i], par.isolation_below, far,
            people.spell[i], par.agh_from,
        ):
            continue
        chance = needs.recognition[k] * factor
        if needs.own_pillar[k] < 0.5:
            seen = lever.cross_recognition * state.par.switches.recognition
            chance *= par.foreign_pillar + (1.0 - par.foreign_pillar) * seen
        if state.par.switches.unrecognised_needs < 0.5 or uniform(key, people.id[i], k) < chance:
            people.stage[i, k] = RECOGNISED
            people.clock[i, k] = 0
            state.tally.recognised += 1


@rule
def drift(state, i, u_consent):
    """Monthly rules of trust, consent and motivation."""
    par = state.par.casework
    people = state.people
    lever = state.levers[people.lever[i]]
    people.trust[i] = drifted(people.trust[i], par.trust_rest, par.trust_drift)
    rest = par.motivation_rest + par.motivation_participation * (people.participation[i] - 5.5)
    people.motivation[i] = min(
        1.0, max(0.0, drifted(people.motivation[i], rest, par.motivation_drift))
    )
    people.consent[i] = state.par.switches.trust_setting < 0.5 or consents(
        u_consent, people.trust[i], par.consent_level, par.consent_trust, lever.sanctions,
        par.consent_sanction,
    )
    waits = False
    for k in range(N_NEEDS):
        waits = waits or (people.stage[i, k] == RECOGNISED and people.clock[i, k] >= 0)
    if waits:
        state.spaces.demand[people.sozialraum[i]] += 1
