"""Casework: the Jobcenter's minutes, who gets them, and what a contact does.

Appointments given in a month, n ~ Poisson(a / minutes per contact) with a the minutes of attention:
all minutes become appointments, several a month where there are many. Each is kept or missed by
itself, and perhaps sanctioned; kept, it recognises needs and moves trust and motivation. The office
invites, so that none is asked for. Attendance: jc_noshow_press. Far profiles may be held by
case managers, as many as their minutes allow. Caseloads: strotmann_2007, waz_jc_staffing.

Order within the month: frame (forms, ramp-up, stock per Sozialraum; file minutes) → profiles and
steering weights of everybody (file steering) → minutes per Sozialraum (file minutes) → attention
and contacts (this file) → needs they bring to light (file recognition) → trust, consent and
motivation (this file).
"""

import math

from model.compiled import kernel, rule
from model.processes.recognition import bring_to_light
from model.skipping.appointments import (
    contact_at_most,
    surely_and_perhaps_missed,
    surely_met,
)
from model.skipping.narrow import later
from model.skipping.spans import in_receipt, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import CASE_MANAGER, ENTWICKLUNG, OFFICER

D_CONTACT = int(Decision.CONTACT)
D_MISSED = int(Decision.MISSED)
D_SANCTION = int(Decision.SANCTION)
D_RECOGNITION = int(Decision.RECOGNITION)
D_CONSENT = int(Decision.CONSENT)
D_HOLDER = int(Decision.HOLDER)
HALF = 0.5  # switches are on above it
MOST = 8  # appointments a month, at which counting stops: two a week


@rule
def contact_chance(minutes, minutes_per_contact):
    """Monthly chance that some appointment is made."""
    return 1.0 - math.exp(-minutes / minutes_per_contact)


@rule
def appointments(u, minutes, minutes_per_contact):
    """Appointments of a month, Poisson, read from one draw: none if u ≥ `contact_chance`."""
    mean = minutes / minutes_per_contact
    exactly = math.exp(-mean)
    more = 1.0 - exactly  # chance of more than `number`
    number = 0
    while u < more and number < MOST:
        number += 1
        exactly *= mean / number
        more -= exactly
    return number


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


@kernel
def meet(state, month, h0, h1):
    """One month of casework with everybody in receipt, of households h0 … h1 − 1."""
    seed = state.seed[0]
    first, end = people_of(state, h0, h1)
    key_contact = stream_key(seed, D_CONTACT, month)
    last = attend(state, first, end, stream_key(seed, D_HOLDER, 0), key_contact)
    keys = (key_contact, stream_key(seed, D_MISSED, month), stream_key(seed, D_SANCTION, month))
    last = appoint(state, first, last, key_contact)
    last = hold_appointments(state, first, last, keys)
    bring_to_light(state, first, last, stream_key(seed, D_RECOGNITION, month))
    drift(state, first, end, stream_key(seed, D_CONSENT, 0))


@kernel
def appoint(state, first, last, key_contact):
    """Keep those listed who have an appointment; returns the position after the last."""
    par, made = state.par[0].casework, first
    for position in range(first, last):
        i = state.active[position]
        person = state.people[i]
        state.active[made] = i
        made += is_made(
            uniform(key_contact, person.id, 0), person.attention, par.minutes_per_contact
        )
    return made


@kernel
def hold_appointments(state, first, last, keys):
    """Appointments, missed or kept, of those listed; keeps who kept one.

    Marks at positions of the list, not at rows, say how many were kept. Returns the position after
    the last.
    """
    held = first
    for position in range(first, last):
        i = state.active[position]
        person = state.people[i]
        lever = state.levers[person.lever]
        kept = attend_all(person, lever, state.par[0], state.tally[0], state.lookup, keys)
        state.active[held] = i
        state.marks[held] = kept
        held += kept > 0
    return held


@rule
def attend_all(person, lever, par, tally, lookup, keys):
    """The month's appointments of a person, one after the other; returns how many are kept."""
    kept = 0
    given = appointments(
        uniform(keys[0], person.id, 0), person.attention, par.casework.minutes_per_contact
    )
    for number in range(given):
        u = uniform(keys[1], person.id, number)
        if is_missed(u, person.trust, par.casework, lookup):
            miss(person, lever, par, tally, uniform(keys[2], person.id, number))
        else:
            hold(person, par.casework, tally)
            kept += 1
    return kept


@kernel
def attend(state, first, end, key_holder, key_contact):
    """Attention of the month and who holds the case, of everybody in receipt.

    Lists who may have an appointment: nobody else's chance need be worked out. Returns the position
    after the last.
    """
    people, spaces, par = state.people, state.spaces, state.par[0].casework
    last, keys = first, (key_holder, key_contact)
    served = in_receipt(state, first, end)
    for position in range(first, served):
        i = state.active[position]
        state.active[last] = i
        last += attend_to(people[i], spaces[people[i].sozialraum], par, keys)
    return last


@rule
def attend_to(person, space, par, keys):
    """A person's attention and who holds the case; True if there may be an appointment."""
    far = person.profile >= ENTWICKLUNG
    managed = far & (uniform(keys[0], person.id, 0) < space.coverage)
    more = par.minutes_per_managed_case * max(1.0, space.coverage) if managed else 0.0
    person.attention = (space.minutes_per_weight * person.weight + more) * space.effectiveness
    person.holder = max(CASE_MANAGER * managed, OFFICER * (person.contact_gap <= par.gap_follow_up))
    person.contact_gap = later(person.contact_gap, True)
    most = contact_at_most(person.attention, par.minutes_per_contact)
    return uniform(keys[1], person.id, 0) < most


@rule
def is_made(u, minutes, per_contact):
    """True if an appointment is made."""
    return surely_met(u, minutes, per_contact) or u < contact_chance(minutes, per_contact)


@rule
def is_missed(u, trust, par, lookup):
    """True if an appointment is missed."""
    surely, perhaps = surely_and_perhaps_missed(u, trust, lookup)
    if perhaps != surely:  # seldom: one branch, not two
        return u < missed_chance(trust, par.missed, par.missed_trust)
    return surely


@rule
def miss(person, lever, parameters, tally, u):
    """An appointment that is missed, and perhaps sanctioned (by the draw u)."""
    par = parameters.casework
    tally.missed += 1
    rate = par.sanction_rate * lever.sanctions * parameters.switches.sanctions
    if u < rate:
        tally.sanctions += 1
        person.trust = max(0.0, person.trust - par.sanction_trust)
        person.stigma += par.stigma_contact


@rule
def hold(person, par, tally):
    """An appointment that is held."""
    tally.contacts += 1
    person.contact_gap = 0
    gain = par.trust_manager if person.holder == CASE_MANAGER else par.trust_contact
    person.trust += gain * (1.0 - person.trust)
    person.motivation += par.motivation_contact * (1.0 - person.motivation)
    person.stigma += par.stigma_contact * (1.0 - person.trust)


@kernel
def drift(state, first, end, key_consent):
    """Monthly rules of trust, motivation and consent, of everybody in receipt."""
    people, levers, par = state.people, state.levers, state.par[0].casework
    always = state.par[0].switches.trust_setting < HALF
    served = in_receipt(state, first, end)
    for position in range(first, served):
        person = people[state.active[position]]
        drift_on(person, levers[person.lever].sanctions, always, par, key_consent)


@rule
def drift_on(person, sanctions, always, par, key_consent):
    """Trust, motivation and consent of a person in receipt after a month."""
    trust = drifted(person.trust, par.trust_rest, par.trust_drift)
    rest = par.motivation_rest + par.motivation_participation * (
        person.participation - par.participation_middle
    )
    person.motivation = min(1.0, max(0.0, drifted(person.motivation, rest, par.motivation_drift)))
    person.trust = trust
    person.consent = always | consents(
        uniform(key_consent, person.id, 0),
        trust,
        par.consent_level,
        par.consent_trust,
        sanctions,
        par.consent_sanction,
    )
