"""Handing over: who is guided to a member instead of sent cold, and what it takes.

A person who consents is handed over in person, or finds the service under the same roof, with
chance lever · reach of the tie, as far as there are minutes for cases (file spending); people near
the market are easier to pick (carter_whitworth_2015). Inside a chain the next place is asked for
before the last step ends. Part of the process referral.
"""

from model.compiled import kernel, rule
from model.lowering import lowest_bit, ones, where_equal
from model.processes.reach import carrying_stage, is_member, strength
from model.processes.spending import is_complex, minutes_of_case
from model.streams import uniform
from model.tally import FIXED
from model.vocabulary import (
    CO_LOCATED,
    COLD,
    ENTWICKLUNG,
    HANDOVER,
    IN_SERVICE,
    N_NEEDS,
    NOT_RECOGNISED,
    OTHERS,
    WAITING,
)

# Slots of draws, so that every choice has luck of its own.
JOINT, HANDOVER_SLOT, CO_LOCATION_SLOT = 64, 128, 192
SWITCHED_ON = 0.5  # switches are on above it


@rule
def is_near(profile):
    """True for the profiles near the market."""
    return (profile > OTHERS) & (profile < ENTWICKLUNG)


@rule
def joint_chance(share, near, creaming):
    """Chance to become a joint case: people near the market are easier to pick."""
    return min(1.0, share * (1.0 + creaming if near else 1.0 - creaming))


@rule
def referral_form(consent, handover, co_location, u_handover, u_co_location):
    """Cold, handed over or co-located, by chances that are as large as the tie reaches."""
    if not consent:
        return COLD
    if u_co_location < co_location:
        return CO_LOCATED
    return HANDOVER if u_handover < handover else COLD


@rule
def in_chain(person):
    """True if all services under way are at institutions to which the person was guided."""
    under_way = where_equal(person.stage, WAITING, N_NEEDS)
    under_way |= where_equal(person.stage, IN_SERVICE, N_NEEDS)
    return under_way & where_equal(person.form, COLD, N_NEEDS) == 0


@rule
def ends_soon(person, duration, lead):
    """True if a service ends within so many months: then the next may be asked for."""
    served, soon = where_equal(person.stage, IN_SERVICE, N_NEEDS), False
    while served != 0:
        k = lowest_bit(served)
        served &= served - 1  # without the lowest
        soon |= person.clock[k] + lead >= duration[k]
    return soon


@kernel
def form_of(state, i, k, j, key):
    """How person i would be sent to institution j, if there were minutes for everybody."""
    person, institution = state.people[i], state.institutions[j]
    lever, handed = state.levers[person.lever], state.par[0].switches.handover
    if not is_member(institution, lever):
        return COLD
    reach = state.ties[person.sozialraum, state.place.pair_of[0, institution.kind]].reach
    return referral_form(
        person.consent,
        lever.handover * handed * reach,
        lever.co_location * handed * reach,
        uniform(key, person.id, HANDOVER_SLOT + k),
        uniform(key, person.id, CO_LOCATION_SLOT + k),
    )


@kernel
def is_joint(state, i, k, tie, key):
    """True if there are minutes to hand person i over along a tie; they are counted."""
    person, par, switches = state.people[i], state.par[0].casework, state.par[0].switches
    space, lever = state.spaces[person.sozialraum], state.levers[person.lever]
    known = N_NEEDS - ones(where_equal(person.stage, NOT_RECOGNISED, N_NEEDS))
    stage = carrying_stage(tie.stage, lever.stage_cap, switches.paper_agreements < SWITCHED_ON)
    minutes = lever.case_minutes * minutes_of_case(
        is_complex(known, person.busy, par.complex_from),
        strength(stage, state.par[0].cooperation.reach_shape),
        par.case_conference,
        par.route_minutes,
    )
    space.wanted += int(minutes * FIXED)
    chance = joint_chance(
        space.joint_share, is_near(person.profile), par.slot_creaming * switches.creaming_slots
    )
    joint = uniform(key, person.id, JOINT + k) < chance
    space.on_cases += int(minutes * joint * FIXED)
    return joint
