"""Places: what is open at an institution this month, for whom it is kept, and who pays.

Places open this month = places − what coordination takes from them; chains in fixed mode, and
projects with resources of their own, keep some for guided persons as far as ties carry it; they may
stand idle. Part of
the process admission.
"""

from model.compiled import kernel, rule
from model.processes.reach import is_member
from model.tally import FIXED
from model.vocabulary import FEDERAL, MUNICIPAL

FIXED_MODE = 1  # chain mode: places are kept for guided persons
ENDLESS = 1_000_000  # places where finite places are switched off


@rule
def places_open(places, coordination, taken):
    """Whole places that can be used this month: coordination takes its share of them."""
    return int(places * (1.0 - coordination * taken) + 1.0e-9)


@kernel
def open_places(state, month):
    """Places of the month, and partners' minutes; who has them is counted later (file queues)."""
    institutions, spaces, switches = state.institutions, state.spaces, state.par[0].switches
    tally = state.tally[0]
    stock = 0
    for s in range(spaces.shape[0]):
        stock += spaces[s].stock
    for j in range(1, institutions.shape[0]):
        reserved, coordination, kind = 0.0, 0.0, institutions[j].kind
        for s in range(spaces.shape[0]):
            lever = state.levers[spaces[s].lever]
            if institutions[j].sozialraum == s:
                weight = 1.0
            elif institutions[j].sozialraum < 0:
                weight = spaces[s].stock / max(1, stock)
            else:
                continue
            if is_member(institutions[j], lever):
                coordination += weight * spaces[s].partners
                kept = lever.resources_from_places
                if lever.chain_mode == FIXED_MODE:
                    kept = max(kept, lever.reserved_share)
                reserved += weight * kept * state.ties[s, state.place.pair_of[0, kind]].reach
        institutions[j].queue, institutions[j].used, institutions[j].used_guided = 0, 0, 0
        institutions[j].coordination = coordination
        institutions[j].open_places = places_open(
            institutions[j].planned_places, coordination, state.par[0].pipeline.fixed_minutes_share
        )
        institutions[j].reserved = int(institutions[j].open_places * reserved)
        if switches.finite_places < 0.5:
            institutions[j].open_places = ENDLESS
        minutes = institutions[j].minutes
        tally.minutes_partners += int(minutes * (1.0 - coordination) * FIXED)
        tally.minutes_coordination += int(minutes * coordination * FIXED)
        pay(tally, institutions[j].purse, int(minutes * FIXED))
    place = state.par[0].place
    jobcenter = place.officers * place.minutes_per_officer
    jobcenter += place.case_managers * place.minutes_per_case_manager
    jobcenter += place.benefits_staff * place.minutes_per_benefits_staff
    pay(tally, FEDERAL, int(jobcenter * FIXED))


@rule
def pay(tally, purse, minutes):
    """Book minutes with the purse that pays them."""
    if purse == FEDERAL:
        tally.minutes_federal += minutes
    elif purse == MUNICIPAL:
        tally.minutes_municipal += minutes
    else:
        tally.minutes_health += minutes
    tally.minutes_total += minutes
