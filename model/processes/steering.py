"""Steering: profiles as caseworkers assign them, the weight of a person, the form that holds.

Attention beyond coordination is shared by weights:
    a_i = A · ω_i^κ / Σ ω^κ,   κ = 0 neutral
with ω the predicted gain in the steering targets (§ 48b SGB II) from *observed* features: less
need, integration, no long receipt, participation. Creaming: carter_whitworth_2015. The profile
follows the predicted chance of a job, with error.

A target moves who gets minutes *and what they are used for*: the share
    π = gain in participation / ω
of a contact is meant for participation (with that target's weight 0: none). It is lost to search
(file job_search), looks at needs whose services lift participation as if they belonged to the
Jobcenter's own pillars (file recognition), and offers those first (file referral). The rest is for
placement, or for barriers as far as placement priority (§ 3 SGB II) is not kept. No effect of a
participation target is published: π has no parameter of its own. Part of the process casework.
"""

import math

import numpy as np

from model.barriers import has_small_child
from model.compiled import kernel, rule
from model.skipping.early import ask_for_needs
from model.skipping.spans import in_receipt, listed, people_of
from model.streams import Decision, stream_key, uniform
from model.tally import FIXED
from model.vocabulary import (
    AKTIVIERUNG,
    APPRENTICESHIP,
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
    LONE_PARENT,
    LONE_PARENTS,
    LONG_RECEIPT,
    MARKT,
    MIGRANTS,
    MIGRATED,
    MOTHER,
    N_BARRIERS,
    N_FEATURES,
    NOT_RECOGNISED,
    OTHERS,
    PART_TIME,
    STABILISIERUNG,
    UNDER_25,
    UNTERSTUETZUNG,
)

D_PROFILE = int(Decision.PROFILE)
HALF = 0.5  # rounds to the nearest whole number
AGE_25 = 25 * 12  # months: who is younger is counted and served as young (§ 3 SGB II)


@rule
def predicted_outlook(has, stage, observed, level, noise, u):
    """Log odds of a job within a year as caseworkers predict it: visible features, known burdens.

    Unrecognised burdens are not seen. The error is logistic with scale `noise`. Without a branch:
    who has what, nobody can foresee.
    """
    outlook = level + noise * math.log(u / (1.0 - u))
    for k in range(N_BARRIERS):
        effect = observed[k]
        seen = (has[k] != 0) & ((k < N_FEATURES) | (stage[k] != NOT_RECOGNISED))
        outlook += effect if seen else 0.0
    return outlook


@rule
def assigned_profile(outlook, markt, aktivierung, foerder, entwicklung, stabilisierung):
    """Profile group from the predicted chance, by choices instead of branches."""
    profile = STABILISIERUNG if outlook >= stabilisierung else UNTERSTUETZUNG
    profile = ENTWICKLUNG if outlook >= entwicklung else profile
    profile = FOERDER if outlook >= foerder else profile
    profile = AKTIVIERUNG if outlook >= aktivierung else profile
    return MARKT if outlook >= markt else profile


@rule
def steering_weight(
    outlook,
    months,
    integration,
    need,
    receipt,
    participation,
    need_gain,
    receipt_gain,
    participation_gain,
    floor,
):
    """Predicted gain ω in the Jobcenter's targets from one more minute for this person."""
    chance = 1.0 / (1.0 + math.exp(-outlook))
    gain = integration * chance + need * need_gain * chance
    lasting = receipt * receipt_gain * chance
    gain += lasting if months >= 12 else 0.0
    gain += participation * participation_gain * (1.0 - chance)
    return max(floor, gain)


@rule
def purpose_share(outlook, gain, participation, participation_gain):
    """Share of a contact that is meant for participation: that target's part of the gain ω."""
    chance = 1.0 / (1.0 + math.exp(-outlook))
    return participation * participation_gain * (1.0 - chance) / gain


@rule
def in_target_group(target, age, kind, profile, has):
    """True if a person belongs to the target group of a form."""
    if target == EVERYONE:
        return True
    if target == UNDER_25:
        return age < AGE_25
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
def weigh(state, month, h0, h1):
    """Profiles and steering weights, revised every few months; sums per Sozialraum.

    Weights follow the profile, a new form for the person, and the start of an arrangement.
    """
    par, forms = state.par[0], state.forms
    people, households, spaces = state.people, state.households, state.spaces
    key = stream_key(state.seed[0], D_PROFILE, month)
    exponent = par.casework.kappa * par.switches.attention
    several = forms.shape[0] > 1
    first, end = people_of(state, h0, h1)
    last, revised = who_is_due(state, month, first, end), first
    for position in range(first, last):
        ask_for_needs(state, position, last)
        i = state.active[position]
        person = people[i]
        household = households[person.household]
        lever = lever_row(person, household.kind, forms, month) if several else 0
        due = profile_is_due(month, person, par.casework)
        if due:
            revise_profile(person, household, par.casework, key)
        state.active[revised] = i
        revised += due | (month == 0) | (lever != person.lever)
        person.lever = lever
    for position in range(first, revised):  # on its own: nothing to foresee, several at a time
        person = people[state.active[position]]
        aim(person, state.levers[person.lever], par.casework, exponent)
    for position in range(first, in_receipt(state, first, end)):
        person = people[state.active[position]]
        space = spaces[person.sozialraum]
        space.far += person.profile >= ENTWICKLUNG
        space.stock += 1
        space.weight += int(person.weight * FIXED)


@kernel
def who_is_due(state, month, first, end):
    """List who is in receipt and due, or may get a new form; the position after the last."""
    people, par = state.people, state.par[0].casework
    at_once = (state.forms.shape[0] > 1) | (month == 0)
    for i in range(first, end):
        due = profile_is_due(month, people[i], par)
        state.marks[i] = (people[i].receipt != 0) & (due | at_once)
    return listed(state, first, end)


@kernel
def lever_row(person, kind, forms, month):
    """Row of the lever table that holds for a person: the last form that covers the person."""
    row = 0
    for f in range(1, forms.shape[0]):
        if forms[f].spaces[person.sozialraum] and forms[f].start <= month < forms[f].end:
            if in_target_group(forms[f].target, person.age, kind, person.profile, person.has):
                row = f
    return row


@rule
def profile_is_due(month, person, par):
    """True if the profile is revised this month.

    By the calendar, at first sight (outlook 0: not seen in this spell), and as soon as a newcomer
    can be profiled.
    """
    first = (person.outlook == 0.0) | (person.spell == int(par.profile_after))
    # A whole multiple is one that rounding does not move; dividing takes as long as all the rest.
    every, months = float(int(par.profile_every)), person.entered + month
    return first | (np.floor(months * (1.0 / every) + HALF) * every == months)


@rule
def revise_profile(person, household, par, key):
    """Assign the profile anew from what is observed."""
    person.outlook = predicted_outlook(
        person.has,
        person.stage,
        par.observed,
        par.outlook_level,
        par.outlook_noise,
        uniform(key, person.id, 0),
    )
    if not_profiled(person, household, par, uniform(key, person.id, 1)):
        person.profile = OTHERS
    else:
        person.profile = assigned_profile(
            person.outlook,
            par.edge_markt,
            par.edge_aktivierung,
            par.edge_foerder,
            par.edge_entwicklung,
            par.edge_stabilisierung,
        )


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
    if person.sex == FEMALE and person.has[MOTHER] and has_small_child(household):
        return True
    return person.has[HEALTH] != 0 and u < par.ill_not_profiled


@rule
def aim(person, lever, par, exponent):
    """Weight ω^κ of a person, less if not profiled, and the purpose of contacts with the person."""
    gain = steering_weight(
        person.outlook,
        person.window_count,
        lever.weight_integration,
        lever.weight_need,
        lever.weight_receipt,
        lever.weight_participation,
        par.need_gain,
        par.receipt_gain,
        par.participation_gain,
        par.weight_floor,
    )
    weight = math.exp(exponent * math.log(gain))
    person.weight = weight * par.unactivated if person.profile == OTHERS else weight
    person.purpose = purpose_share(
        person.outlook, gain, lever.weight_participation, par.participation_gain
    )
