"""Casework: the Jobcenter's minutes, who gets them, and what a contact does.

A contact, P = 1 − exp(−a / minutes per contact) with a the minutes of attention, can be missed and
sanctioned; held, it recognises needs and moves trust and motivation. Far profiles may be held by
case managers, as many as their minutes allow. Caseloads: strotmann_2007, waz_jc_staffing.

Order within the month: frame (forms, ramp-up, stock per Sozialraum; file minutes) → profiles and
steering weights of everybody (file steering) → minutes per Sozialraum (file minutes) → attention
and contacts (this file) → needs they bring to light (file recognition) → trust, consent and
motivation (this file).
"""

import math

import numpy as np

from model.compiled import kernel, rule
from model.lowering import fetch_number
from model.processes.few import FEW, at_hand, of_few
from model.processes.recognition import bring_to_light
from model.processes.spans import (
    ahead,
    ask_for_contact,
    few_in_receipt,
    in_receipt,
    listed,
    people_of,
)
from model.streams import Decision, stream_key, uniform
from model.vocabulary import CASE_MANAGER, ENTWICKLUNG, LONG_AGO, OFFICER

D_CONTACT = int(Decision.CONTACT)
D_MISSED = int(Decision.MISSED)
D_SANCTION = int(Decision.SANCTION)
D_RECOGNITION = int(Decision.RECOGNITION)
D_CONSENT = int(Decision.CONSENT)
D_HOLDER = int(Decision.HOLDER)
HALF = 0.5  # switches are on above it
THIRD, QUARTER = 1.0 / 3.0, 1.0 / 4.0
TRUST_STEPS = 64  # of trust, at which the chance to miss an appointment is looked up
SAFE, ROUNDING = 1.0 + 1.0e-9, 1.0e-15  # rounding never lets a bound fall below what it covers


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


@kernel
def meet(state, month, h0, h1):
    """One month of casework with everybody in receipt, of households h0 … h1 − 1."""
    seed = state.seed[0]
    first, end = people_of(state, h0, h1)
    key_contact = stream_key(seed, D_CONTACT, month)
    last = attend(state, first, end, stream_key(seed, D_HOLDER, 0), key_contact)
    last = appoint(state, first, last, key_contact, stream_key(seed, D_MISSED, month))
    last = hold_appointments(state, first, last, stream_key(seed, D_SANCTION, month))
    bring_to_light(state, first, last, stream_key(seed, D_RECOGNITION, month))
    drift(state, first, end, stream_key(seed, D_CONSENT, 0))


@kernel
def appoint(state, first, last, key_contact, key_missed):
    """Keep those listed who have an appointment, and mark who misses it.

    Without a branch for any single person: who misses one is hard to foresee. Returns the position
    after the last; marks stand at positions of the list, not at rows.
    """
    par, missed, made = state.par[0].casework, state.lookup.missed, first
    for position in range(first, last):
        ask_for_contact(state, position, last)
        i = state.active[position]
        person = state.people[i]
        state.active[made] = i
        state.marks[made] = is_missed(uniform(key_missed, person.id, 0), person.trust, par, missed)
        made += is_made(
            uniform(key_contact, person.id, 0), person.attention, par.minutes_per_contact
        )
    return made


@kernel
def hold_appointments(state, first, last, key_sanction):
    """Appointments, missed or held; keeps who had one held, returns the position after the last."""
    par, tally, held = state.par[0], state.tally[0], first
    for position in range(first, last):
        i = state.active[position]
        person = state.people[i]
        if state.marks[position]:
            miss(person, state.levers[person.lever], par, tally, key_sanction)
        else:
            hold(person, par.casework, tally)
            state.active[held] = i
            held += 1
    return held


@kernel
def attend(state, first, end, key_holder, key_contact):
    """Attention of the month and who holds the case, of everybody in receipt.

    Lists who may have an appointment: nobody else's chance need be worked out. Returns the position
    after the last.
    """
    people, spaces, par = state.people, state.spaces, state.par[0].casework
    keys = (key_holder, key_contact)
    if spaces.shape[0] > FEW or few_in_receipt(state, first, end):
        served, last = in_receipt(state, first, end), first
        for position in range(first, served):
            ask_for_attention(state, position, served)
            i = state.active[position]
            space = spaces[people[i].sozialraum]
            here = (space.coverage, space.minutes_per_weight, space.effectiveness)
            state.active[last] = i
            last += attend_to(people[i], here, par, keys)
        return last
    a, b, c, d, e, f, g, h = at_hand(spaces)
    coverage = (
        a.coverage, b.coverage, c.coverage, d.coverage,
        e.coverage, f.coverage, g.coverage, h.coverage,
    )  # fmt: skip
    per_weight = (
        a.minutes_per_weight, b.minutes_per_weight, c.minutes_per_weight, d.minutes_per_weight,
        e.minutes_per_weight, f.minutes_per_weight, g.minutes_per_weight, h.minutes_per_weight,
    )  # fmt: skip
    worth = (
        a.effectiveness, b.effectiveness, c.effectiveness, d.effectiveness,
        e.effectiveness, f.effectiveness, g.effectiveness, h.effectiveness,
    )  # fmt: skip
    for i in range(first, end):
        s = people[i].sozialraum
        here = (of_few(s, coverage), of_few(s, per_weight), of_few(s, worth))
        state.marks[i] = attend_to(people[i], here, par, keys)
    return listed(state, first, end)


@rule
def ask_for_attention(state, position, last):
    """Ask memory for what attention depends on, some places on in a list that ends at `last`."""
    person = ahead(state, position, last)
    fetch_number(person, "id")
    fetch_number(person, "weight")
    fetch_number(person, "attention")
    fetch_number(person, "contact_gap")


@rule
def attend_to(person, here, par, keys):
    """A person's attention and who holds the case; True if there may be an appointment."""
    coverage, per_weight, worth = here
    served, before, held = person.receipt != 0, person.attention, person.holder
    far = person.profile >= ENTWICKLUNG
    managed = far & (uniform(keys[0], person.id, 0) < coverage)
    more = par.minutes_per_managed_case * max(1.0, coverage) if managed else 0.0
    minutes = (per_weight * person.weight + more) * worth
    holder = max(CASE_MANAGER * managed, OFFICER * (person.contact_gap <= par.gap_follow_up))
    person.holder = holder if served else held
    person.attention = minutes if served else before
    person.contact_gap = min(np.int16(person.contact_gap + served), np.int16(LONG_AGO))
    return may_meet(person, uniform(keys[1], person.id, 0), par.minutes_per_contact)


@rule
def may_meet(person, u, per_contact):
    """True if an appointment is not ruled out: u is below a bound just above `contact_chance`.

    1 − exp(−x) ≤ x − x²/2 + x³/6, a bound without an exponential.
    """
    x = person.attention * (1.0 / per_contact)  # dividing takes as long as all the rest
    bound = SAFE * x * (1.0 - 0.5 * x * (1.0 - x * THIRD)) + ROUNDING
    return (person.receipt != 0) & (person.pupil == 0) & (u < bound)


@rule
def is_made(u, minutes, per_contact):
    """True if an appointment is made: u is below `contact_chance`, or a bound just below it.

    1 − exp(−x) ≥ x − x²/2 + x³/6 − x⁴/24, which decides nearly always and has no exponential.
    """
    x = minutes * (1.0 / per_contact)
    bound = x * (1.0 - 0.5 * x * (1.0 - x * THIRD * (1.0 - QUARTER * x)))
    return u * SAFE + ROUNDING < bound or u < contact_chance(minutes, per_contact)


@rule
def is_missed(u, trust, par, at_steps):
    """True if an appointment is missed: between two steps of trust the chance is between theirs.

    `at_steps`: `missed_chance` at TRUST_STEPS + 1 values of trust; without it nearly all would need
    an exponential.
    """
    step = min(int(trust * TRUST_STEPS), TRUST_STEPS - 1)
    lower, upper = at_steps[step], at_steps[step + 1]
    lower, upper = min(lower, upper), max(lower, upper)
    surely, perhaps = u * SAFE < lower, u < upper * SAFE
    if perhaps != surely:  # seldom: one branch, not two
        return u < missed_chance(trust, par.missed, par.missed_trust)
    return surely


@rule
def miss(person, lever, parameters, tally, key_sanction):
    """An appointment that is missed, and perhaps sanctioned."""
    par = parameters.casework
    tally.missed += 1
    rate = par.sanction_rate * lever.sanctions * parameters.switches.sanctions
    if uniform(key_sanction, person.id, 0) < rate:
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
    if levers.shape[0] > FEW or few_in_receipt(state, first, end):
        served = in_receipt(state, first, end)
        for position in range(first, served):
            ask_for_contact(state, position, served)
            person = people[state.active[position]]
            drift_on(person, levers[person.lever].sanctions, always, par, key_consent)
        return
    a, b, c, d, e, f, g, h = at_hand(levers)
    sanctions = (
        a.sanctions, b.sanctions, c.sanctions, d.sanctions,
        e.sanctions, f.sanctions, g.sanctions, h.sanctions,
    )  # fmt: skip
    for i in range(first, end):
        drift_on(people[i], of_few(people[i].lever, sanctions), always, par, key_consent)


@rule
def drift_on(person, sanctions, always, par, key_consent):
    """One person's trust, motivation and consent after a month, if in receipt."""
    served = person.receipt != 0
    trusted, wished, agreed = person.trust, person.motivation, person.consent
    trust = drifted(trusted, par.trust_rest, par.trust_drift)
    rest = par.motivation_rest + par.motivation_participation * (
        person.participation - par.participation_middle
    )
    motivation = min(1.0, max(0.0, drifted(wished, rest, par.motivation_drift)))
    agrees = always | consents(
        uniform(key_consent, person.id, 0),
        trust,
        par.consent_level,
        par.consent_trust,
        sanctions,
        par.consent_sanction,
    )
    person.trust = trust if served else trusted
    person.motivation = motivation if served else wished
    person.consent = agrees if served else agreed
