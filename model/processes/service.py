"""Service: lock-in, drop-out, completion, mitigation, follow-up.

A service runs for its duration; each month the person may drop out. On completion the barrier is
mitigated with chance r · q, else not; without follow-up the mitigation fades, m ← m · (1 − δ).
Quality q of a guided service = site · diffusion · specialisation:
    site = exp(0.25 z), z fixed by seed and Sozialraum, in chains only, harm included (rtw_teams_dk)
    diffusion = 1 − d · (parties − 1) without a case holder
    specialisation: low-need clients in integrated teams lose (rtw_anxiety, nav_aakvik)
Services under way lock people in: log search hazard − Σ lock-in (iab_fbw, agh_2021). Chance r,
duration and drop-out are service-specific (needs.toml).
"""

import math

from model.compiled import kernel, rule
from model.lowering import fetch_number
from model.processes.barriers import HALF
from model.processes.spans import ahead, ask_for_needs, ask_for_relief, listed, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    CASE_MANAGER,
    COLD,
    IN_SERVICE,
    ISOLATION,
    KOORDINATION,
    N_BARRIERS,
    N_NEEDS,
    NOT_RECOGNISED,
    RECOGNISED,
    VOCATIONAL,
)

D_DROP = int(Decision.DROP_OUT)
D_MITIGATE = int(Decision.MITIGATION)
D_ELSEWHERE = int(Decision.RECOGNITION_ELSEWHERE)
BY_SERVICE = 1000  # slots apart from those of the same decision in the referral process


@rule
def drop_chance(base, trust, per_trust, managed, manager_factor):
    """Monthly chance to break off a service; `base` at trust ½."""
    chance = base * math.exp(-per_trust * (trust - 0.5))
    return min(1.0, chance * manager_factor if managed else chance)


@rule
def site_quality(z, spread):
    """Quality of a site in a chain: lognormal with median 1, harm included."""
    return math.exp(spread * z)


@rule
def diffusion(parties, held, per_party):
    """Quality left when several parties share a case that nobody holds."""
    return 1.0 if held or parties <= 1 else max(0.0, 1.0 - per_party * (parties - 1))


@rule
def specialisation(low_need, guided, low_need_loss, loss, specialist_loss):
    """Quality left after the loss of specialist skill."""
    quality = 1.0 - loss * specialist_loss
    return quality * (1.0 - low_need_loss) if low_need and guided else quality


@rule
def faded(mitigated, fade):
    """Mitigation after a month without follow-up."""
    return mitigated * (1.0 - fade)


@kernel
def use_services(state, month, h0, h1):
    """One month of services, and of mitigation without follow-up, of households h0 … h1 − 1."""
    first, end = people_of(state, h0, h1)
    key_drop = stream_key(state.seed[0], D_DROP, month)
    key_mitigate = stream_key(state.seed[0], D_MITIGATE, month)
    key_elsewhere = stream_key(state.seed[0], D_ELSEWHERE, month)
    people, par, tally = state.people, state.par[0], state.tally[0]
    fading = fading_barriers(par.needs.fade) if par.switches.fade_out > 0.0 else 0
    gap = par.casework.gap_follow_up
    for i in range(first, end):
        person = people[i]
        held = (person.contact_gap <= gap) | (person.holder == CASE_MANAGER)
        alone = (person.receipt == 0) | (not held)
        state.marks[i] = (alone & (may_fade(person, fading) != 0)) | (person.busy != 0)
    last = listed(state, first, end)
    for position in range(first, last):
        ask_for_needs(state, position, last)
        ask_for_relief(state, position, last)
        fetch_number(ahead(state, position, last), "trust")
        i = state.active[position]
        person = people[i]
        follow_up(person, gap, par.needs.fade, may_fade(person, fading))
        if person.busy == 0:
            continue
        person.lock_in = 0.0
        for k in range(N_NEEDS):
            if person.stage[k] == IN_SERVICE:
                serve(state, i, k, key_drop, key_mitigate)
                if person.stage[k] == IN_SERVICE:
                    person.lock_in -= par.needs.lock_in[k] * par.switches.lock_in
                    tally.in_service += 1
                    noticed(state, i, k, key_elsewhere)


@rule
def fading_barriers(fade):
    """Barriers whose mitigation fades at all, as bits."""
    bits = 0
    for k in range(N_BARRIERS):
        bits |= int(fade[k] > 0.0) << k
    return bits


@rule
def may_fade(person, fading):
    """What of a person's may fade, as bits. A job may have mitigated VOCATIONAL, too."""
    return fading & (int(person.relieved) | int(person.eased) << VOCATIONAL)


@rule
def follow_up(person, gap, fade, bits):
    """Without contact for months and without a case manager, what was gained fades."""
    if bits == 0 or (
        person.receipt and (person.contact_gap <= gap or person.holder == CASE_MANAGER)
    ):
        return
    for k in range(N_BARRIERS):
        if bits & (1 << k) and person.mitigated[k] > 0.0:
            before = person.mitigated[k]
            person.mitigated[k] = faded(before, fade[k])
            if before >= HALF > person.mitigated[k]:
                person.halved[k] = 0


@rule
def end_service(person, k, stage, clock):
    """The service is over: pipeline stage and clock as given, provider free."""
    person.stage[k] = stage
    person.clock[k] = clock
    person.pending |= 1 << k
    person.provider[k] = -1
    person.busy -= 1
    if person.busy == 0:
        person.lock_in = 0.0


@kernel
def serve(state, i, k, key_drop, key_mitigate):
    """One month of service k: drop out, go on, or complete."""
    people, needs, par = state.people, state.par[0].needs, state.par[0].pipeline
    cooldown = -int(par.cooldown)
    managed = people[i].holder == CASE_MANAGER
    dropping = (
        drop_chance(needs.drop_out[k], people[i].trust, par.drop_trust, managed, par.drop_manager)
        * state.par[0].switches.imperfect_chain
    )
    if uniform(key_drop, people[i].id, k) < dropping:
        state.tally[0].dropped += 1
        end_service(people[i], k, RECOGNISED, cooldown)
        return
    people[i].clock[k] += 1
    if people[i].clock[k] >= needs.duration[k]:
        complete(state, i, k, uniform(key_mitigate, people[i].id, k))


@kernel
def complete(state, i, k, u):
    """A completed service mitigates its barrier with chance r · q."""
    people, par, switches = state.people, state.par[0].pipeline, state.par[0].switches
    tally = state.tally[0]
    j, s = people[i].provider[k], people[i].sozialraum
    guided = people[i].form[k] != COLD
    lever = state.levers[people[i].lever]
    quality = 1.0
    if guided and lever.chain > 0.0:
        if switches.site_quality > 0.0:
            quality *= site_quality(state.institutions[j].quality, par.site_spread)
        held = people[i].holder == CASE_MANAGER or switches.diffusion < 0.5
        quality *= diffusion(people[i].busy, held, par.diffusion)
        if people[i].busy > 1:
            tally.completed_without_gap += 1
    open_barriers = 0.0
    for b in range(N_BARRIERS):
        if people[i].has[b]:
            open_barriers += 1.0 - people[i].mitigated[b]
    if switches.specialisation > 0.0:
        quality *= specialisation(
            open_barriers <= par.low_need_below,
            guided,
            par.low_need_loss,
            lever.specialisation_loss,
            par.specialist_loss,
        )
    success = u < state.par[0].needs.mitigation[k] * quality or switches.imperfect_chain < 0.5
    success = success and not people[i].misfit[k]
    tally.completed += 1
    if people[i].cohort:
        people[i].chains += 1
    if k == ISOLATION:
        people[i].relationships = min(1.0, people[i].relationships + success * par.isolation_gain)
        people[i].engagement = min(1.0, people[i].engagement + success * par.engagement_gain)
    elif k < N_BARRIERS and success and people[i].has[k]:
        people[i].mitigated[k] = 1.0
        people[i].halved[k] = 1
        people[i].eased = 1
        people[i].relieved |= 1 << k
        tally.mitigated += 1
    if guided:
        pair = state.place.pair_of[0, state.institutions[j].kind]
        state.ties[s, pair].completed += success
    end_service(people[i], k, NOT_RECOGNISED, -int(par.cooldown))


@kernel
def noticed(state, i, k, key):
    """A tied partner notices further needs during a service and passes them on."""
    people, par = state.people, state.par[0].pipeline
    lever = state.levers[people[i].lever]
    share = lever.cross_recognition * state.par[0].switches.recognition
    if share <= 0.0 or not people[i].consent:
        return
    s = people[i].sozialraum
    pair = state.place.pair_of[0, state.institutions[people[i].provider[k]].kind]
    if state.ties[s, pair].stage < KOORDINATION:
        return
    for b in range(N_BARRIERS):
        if not people[i].has[b] or state.par[0].needs.duration[b] <= 0.0:
            continue
        if people[i].stage[b] != NOT_RECOGNISED or people[i].clock[b] < 0:
            continue
        if people[i].mitigated[b] >= 1.0:
            continue
        u = uniform(key, people[i].id, BY_SERVICE + k * 16 + b)
        if u < par.recognition_elsewhere * share:
            people[i].stage[b] = RECOGNISED
            people[i].clock[b] = 0
            people[i].pending |= 1 << b
            state.tally[0].recognised += 1
