"""Service: lock-in, drop-out, completion, mitigation, follow-up.

A service runs for its duration; each month the person may drop out. On completion the barrier is
mitigated with chance r · q, else not; without follow-up the mitigation fades, m ← m · (1 − δ).
Quality q of a guided service = site · diffusion · specialisation:
    site = exp(0.25 z · chain), z fixed by seed and Sozialraum, in chains only (rtw_teams_dk)
    diffusion = 1 − d · chain · (parties − 1) without a case holder
    specialisation: low-need clients in integrated teams lose (rtw_anxiety, nav_aakvik); what a
    form gives up of special skill is lost as far as ties carry it
Services under way lock people in: log search hazard − Σ lock-in (iab_fbw, agh_2021). Chance r,
duration and drop-out are service-specific (needs.toml). Who still waits for a service waits on.
"""

import math

from model.barriers import HALF, open_barriers
from model.compiled import kernel, rule
from model.lowering import grow, lowest_bit, ones, where_below, where_equal
from model.processes.admission import give_back
from model.processes.brought_up import shares_needs
from model.processes.joint import forget_joint, hands_over, treat_jointly
from model.processes.noticing import noticed
from model.processes.participation import RELIEVING, service_gain
from model.skipping.early import ask_for_needs
from model.skipping.services import drop_at_most
from model.skipping.spans import listed, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    CASE_MANAGER,
    COLD,
    IN_SERVICE,
    ISOLATION,
    LONG_AGO,
    N_BARRIERS,
    N_NEEDS,
    NOT_RECOGNISED,
    RECOGNISED,
    VOCATIONAL,
    WAITING,
)

D_DROP = int(Decision.DROP_OUT)
D_MITIGATE = int(Decision.MITIGATION)
D_ELSEWHERE = int(Decision.RECOGNITION_ELSEWHERE)
PER_SERVICE = 16  # slots of draws for what one service notices
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
    fade_out(state, first, end)
    if hands_over(state) > 0.0:
        forget_joint(state, first, end)
    keys = (
        stream_key(state.seed[0], D_DROP, month),
        stream_key(state.seed[0], D_MITIGATE, month),
        stream_key(state.seed[0], D_ELSEWHERE, month),
    )
    par, tally = state.par[0], state.tally[0]
    noticing = par.pipeline.recognition_elsewhere * shares_needs(state)
    dropping = drop_at_most(par.pipeline.drop_trust, par.pipeline.drop_manager)
    for position in range(first, wait_or_be_served(state, first, end)):
        i = state.active[position]
        person = state.people[i]
        served = where_equal(person.stage, IN_SERVICE, N_NEEDS)
        while served != 0:
            k = lowest_bit(served)
            served &= served - 1  # without the lowest
            serve(state, i, k, keys, dropping)
            if person.stage[k] == IN_SERVICE:
                person.lock_in -= par.needs.lock_in[k] * par.switches.lock_in
                tally.in_service += 1
                if person.form[k] != COLD:
                    treat_jointly(state, i, k)
                if noticing > 0.0:
                    noticed(state, i, k, BY_SERVICE + k * PER_SERVICE, keys[2], noticing)


@kernel
def wait_or_be_served(state, first, end):
    """All who wait, wait on; lists who is served and returns the position after the last."""
    people, par, tally = state.people, state.par[0].pipeline, state.tally[0]
    for i in range(first, end):
        state.marks[i] = people[i].busy != 0
    last, served = listed(state, first, end), first
    for position in range(first, last):
        ask_for_needs(state, position, last)
        i = state.active[position]
        person = people[i]
        wait_on(person, par, tally)
        person.lock_in = 0.0
        state.active[served] = i
        served += where_equal(person.stage, IN_SERVICE, N_NEEDS) != 0
    return served


@rule
def wait_on(person, par, tally):
    """Who waits grows a month older in the queue; after very long the referral is given up."""
    waiting = where_equal(person.stage, WAITING, N_NEEDS)
    grow(person.clock, waiting, LONG_AGO, N_NEEDS)
    limit = min(int(par.give_up), LONG_AGO) + 1
    too_long = waiting & ~where_below(person.clock, limit, N_NEEDS)
    tally.waiting += ones(waiting & ~too_long)
    while too_long != 0:
        k = lowest_bit(too_long)
        too_long &= too_long - 1  # without the lowest
        give_back(person, k, par.cooldown)


@kernel
def fade_out(state, first, end):
    """Without contact for months and without a case manager, what was gained fades."""
    people, par = state.people, state.par[0]
    if par.switches.fade_out <= 0.0:
        return
    fading, gap = fading_barriers(par.needs.fade), par.casework.gap_follow_up
    for i in range(first, end):
        person = people[i]
        alone = (person.receipt == 0) | (not is_followed_up(person, gap))
        state.marks[i] = alone & (may_fade(person, fading) != 0)
    last = listed(state, first, end)
    for position in range(first, last):
        person = people[state.active[position]]
        lose_gains(person, par.needs.fade, may_fade(person, fading))


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
def is_followed_up(person, gap):
    """True for people in receipt with a case manager, or with a contact not long ago."""
    return (person.contact_gap <= gap) | (person.holder == CASE_MANAGER)


@rule
def lose_gains(person, fade, bits):
    """What services mitigated of the barriers in `bits` fades for a month."""
    while bits != 0:
        k = lowest_bit(bits)
        bits &= bits - 1  # without the lowest
        before = person.mitigated[k]
        if before == 0.0:  # nothing is left of what was gained: it need not be looked at again
            person.relieved &= ~(1 << k)
            if person.relieved & RELIEVING == 0:
                person.relief = 0.0
            continue
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
def serve(state, i, k, keys, ceiling):
    """One month of service k: drop out, go on, or complete. `ceiling`: see `drop_at_most`."""
    people, needs, par = state.people, state.par[0].needs, state.par[0].pipeline
    u = uniform(keys[0], people[i].id, k)
    if u < needs.drop_out[k] * ceiling and drops_out(state, people[i], k, u):
        state.tally[0].dropped += 1
        end_service(people[i], k, RECOGNISED, -int(par.cooldown))
        return
    people[i].clock[k] += 1
    if people[i].clock[k] >= needs.duration[k]:
        complete(state, i, k, uniform(keys[1], people[i].id, k))


@rule
def drops_out(state, person, k, u):
    """True if a person breaks service k off, as the draw u has it."""
    needs, par = state.par[0].needs, state.par[0].pipeline
    managed = person.holder == CASE_MANAGER
    chance = drop_chance(needs.drop_out[k], person.trust, par.drop_trust, managed, par.drop_manager)
    return u < chance * state.par[0].switches.imperfect_chain


@kernel
def complete(state, i, k, u):
    """A completed service mitigates its barrier with chance r · q."""
    people, par, switches = state.people, state.par[0].pipeline, state.par[0].switches
    tally = state.tally[0]
    j, s = people[i].provider[k], people[i].sozialraum
    guided = people[i].form[k] != COLD
    lever = state.levers[people[i].lever]
    quality = 1.0
    tie = state.ties[s, state.place.pair_of[0, state.institutions[j].kind]]
    if guided and lever.chain > 0.0:
        if switches.site_quality > 0.0:
            quality *= site_quality(state.institutions[j].quality, par.site_spread * lever.chain)
        held = people[i].holder == CASE_MANAGER or switches.diffusion < 0.5
        quality *= diffusion(people[i].busy, held, par.diffusion * lever.chain)
        if people[i].busy > 1:
            tally.completed_without_gap += 1
    if switches.specialisation > 0.0:
        quality *= specialisation(
            open_barriers(people[i]) <= par.low_need_below,
            guided,
            par.low_need_loss,
            lever.specialisation_loss * tie.reach,
            par.specialist_loss,
        )
    success = u < state.par[0].needs.mitigation[k] * quality or switches.imperfect_chain < 0.5
    success = success and not people[i].misfit[k]
    tally.completed += 1
    if people[i].cohort:
        people[i].chains += 1
    people[i].lift += service_gain(people[i], k, lever.agh_voluntary, state.par[0])
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
        tie.completed += success
    if state.par[0].needs.held[k] > 0.0:  # the place is not free again
        state.institutions[j].held += 1
        state.institutions[j].used -= 1
        state.institutions[j].used_guided -= guided
    end_service(people[i], k, NOT_RECOGNISED, -int(par.cooldown))
