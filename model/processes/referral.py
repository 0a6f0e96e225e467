"""Referral: a recognised need is sent to a service at an institution the caseworker knows.

Per person at most one referral a month. Sequential (silo): only when nothing is under way; parallel
(chain): up to `max_parallel`. The caseworker picks among the institutions of the person's Sozialraum
that serve the need and that are known, P(known) = knowledge of the tie; score = chance + preference
for a tie of stage 2 or more − dislike of a reported queue. A joint case (conference minutes allow
only so many; near-market people are easier to pick) is handed over in person at stage 2, co-located
at stage 3, if the person consents; everybody else goes *cold*. Without shared knowledge assessments
are repeated. Courses can be misallocated (brh_audit); chains can treat people who need nothing
(ibbis_stress). Arrival odds of the forms: rapp_trial, artas_2; agreements alone change nothing
(friedmann), so a form acts only through the stage that the tie really has.
"""

from model.compiled import kernel, rule
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    CASE_MANAGER,
    COLD,
    CO_LOCATED,
    COUPLE_WITH_CHILDREN,
    CRISIS,
    ENTWICKLUNG,
    HANDOVER,
    HEALTH,
    KOORDINATION,
    LONE_PARENT,
    N_BARRIERS,
    N_NEEDS,
    NOT_RECOGNISED,
    OTHERS,
    RECOGNISED,
    WAITING,
    ZUSAMMENARBEIT,
)

D_REFERRAL = int(Decision.REFERRAL)
D_PROVIDER = int(Decision.PROVIDER)
D_MISFIT = int(Decision.MISALLOCATION)
D_TRIAGE = int(Decision.TRIAGE)
D_ELSEWHERE = int(Decision.RECOGNITION_ELSEWHERE)


@rule
def referral_chance(near, managed, officer_rate, manager_rate, delay):
    """Monthly chance that a recognised need is referred; search comes first near the market."""
    rate = manager_rate if managed else officer_rate
    return rate * (1.0 - delay) if near else rate


@rule
def joint_chance(share, near, creaming):
    """Chance to become a joint case: people near the market are easier to pick."""
    return min(1.0, share * (1.0 + creaming if near else 1.0 - creaming))


@rule
def referral_form(joint, consent, stage, handover, co_location, u_handover, u_co_location):
    """Cold, handed over or co-located, as far as the tie really reaches."""
    if not joint or not consent:
        return COLD
    if stage >= ZUSAMMENARBEIT and u_co_location < co_location:
        return CO_LOCATED
    return HANDOVER if stage >= KOORDINATION and u_handover < handover else COLD


@rule
def provider_score(u, stage, queue, places, preference, dislike):
    """How much a caseworker likes a known provider."""
    score = u - dislike * queue / max(1.0, places)
    return score + preference if stage >= KOORDINATION else score


@rule
def next_need(stage, clock, priority, duration):
    """The recognised need that comes first, −1 none. Smaller priority numbers come first."""
    best, best_priority = -1, 1.0e9
    for k in range(N_NEEDS):
        if stage[k] == RECOGNISED and clock[k] >= 0 and duration[k] > 0.0:
            if priority[k] < best_priority:
                best, best_priority = k, priority[k]
    return best


@rule
def treats_without_need(u, low_need, chance, triage_error):
    """True if a chain gives a low-need person a service the person does not need."""
    return low_need and u < chance * triage_error


@kernel
def apply(state, month):
    """One month of referrals."""
    par = state.par.pipeline
    keys = (
        stream_key(state.seed[0], D_REFERRAL, month),
        stream_key(state.seed[0], D_PROVIDER, month),
        stream_key(state.seed[0], D_MISFIT, month),
        stream_key(state.seed[0], D_TRIAGE, month),
    )
    key_elsewhere = stream_key(state.seed[0], D_ELSEWHERE, month)
    conferences(state)
    people = state.people
    for i in range(state.size[0]):
        if people[i].receipt == 0:
            continue
        seen_by_partners(state, i, key_elsewhere)
        lever = state.levers[people[i].lever]
        if lever.chain > 0.0:
            overtreat(state, i, uniform(keys[3], people[i].id, 0))
        k = next_need(people[i].stage, people[i].clock, state.par.needs.priority,
                      state.par.needs.duration)
        tick(people, i)
        parallel = lever.max_parallel if lever.chain * state.par.switches.parallel > 0.0 else 1.0
        if state.par.switches.sequential < 0.5:
            parallel = 4.0
        if k < 0 or people[i].busy >= parallel:
            continue
        near = OTHERS < people[i].profile < ENTWICKLUNG
        chance = referral_chance(
            near, people[i].holder == CASE_MANAGER, par.referral, par.referral_manager,
            par.priority_delay * lever.placement_priority,
        )
        if uniform(keys[0], people[i].id, k) < chance:
            refer(state, i, k, near, keys)


@rule
def tick(people, i):
    """Pipelines that are held back or wait for a referral grow a month older."""
    for k in range(N_NEEDS):
        if people[i].stage[k] == RECOGNISED or people[i].stage[k] == NOT_RECOGNISED:
            if people[i].clock[k] < 0 or people[i].stage[k] == RECOGNISED:
                people[i].clock[k] = min(people[i].clock[k] + 1, 10000)


@rule
def conferences(state):
    """Share of waiting persons per Sozialraum that conference minutes make joint cases."""
    spaces = state.spaces
    for s in range(spaces.shape[0]):
        lever = state.levers[spaces[s].lever]
        per_case = state.par.casework.conference_minutes * lever.case_minutes
        cases = spaces[s].joint_share / per_case
        if state.par.switches.fixed_minutes < 0.5:
            cases = 1.0e9
        spaces[s].joint_share = cases / max(1, spaces[s].demand)


@rule
def seen_by_partners(state, i, key):
    """Partners recognise needs of families they see, and pass them on where ties carry it."""
    people, place, needs = state.people, state.place, state.par.needs
    lever = state.levers[people[i].lever]
    kind = state.households[people[i].household].kind
    family = kind == LONE_PARENT or kind == COUPLE_WITH_CHILDREN
    if not family or lever.cross_recognition * state.par.switches.recognition <= 0.0:
        return
    s = people[i].sozialraum
    for k in range(N_BARRIERS):
        if not people[i].has[k] or needs.duration[k] <= 0.0:
            continue
        if people[i].stage[k] != NOT_RECOGNISED or people[i].clock[k] < 0:
            continue
        if people[i].mitigated[k] >= 1.0 or not people[i].consent:
            continue
        unseen = 1.0
        for kind_ in range(1, place.sees.shape[0]):
            p = place.pair_of[0, kind_]
            if place.service_kinds[k, kind_] and state.ties[s, p].stage >= KOORDINATION:
                unseen *= 1.0 - place.sees[kind_]
        chance = (1.0 - unseen) * state.par.pipeline.family_recognition * lever.cross_recognition
        if chance > 0.0 and uniform(key, people[i].id, k) < chance:
            people[i].stage[k] = RECOGNISED
            people[i].clock[k] = 0
            state.tally.recognised += 1


@rule
def overtreat(state, i, u):
    """A chain recognises a need that is not there: psychosocial help, or health if crisis is."""
    people, par = state.people, state.par.pipeline
    s = people[i].sozialraum
    if state.par.switches.over_treatment < 0.5 or people[i].busy > 0:
        return
    open_barriers = 0.0
    for k in range(N_BARRIERS):
        if people[i].has[k]:
            open_barriers += 1.0 - people[i].mitigated[k]
    lever = state.levers[people[i].lever]
    low = open_barriers <= par.low_need_below and state.spaces[s].ramp > 0.0
    error = lever.triage_error if state.par.switches.wrong_triage > 0.0 else 1.0
    if treats_without_need(u, low, par.overtreatment, error):
        k = CRISIS if people[i].has[CRISIS] == 0 else HEALTH
        if people[i].has[k] == 0 and people[i].stage[k] == NOT_RECOGNISED:
            people[i].stage[k] = RECOGNISED
            people[i].clock[k] = 0


@rule
def choose_provider(state, i, k, key):
    """Kind of the institution the caseworker sends the person to, −1 if none is known."""
    people, place, ties, par = state.people, state.place, state.ties, state.par.pipeline
    s = people[i].sozialraum
    lever = state.levers[people[i].lever]
    best, best_score = -1, -1.0e9
    for kind in range(1, place.sees.shape[0]):
        if not place.service_kinds[k, kind]:
            continue
        j = place.institution_of[s, kind]
        p = place.pair_of[0, kind]
        if j < 0 or uniform(key, people[i].id, k * 128 + kind) >= ties[s, p].knowledge:
            continue
        dislike = par.queue_dislike * max(lever.report_on_services, state.spaces[s].reflection)
        score = provider_score(
            uniform(key, people[i].id, 4096 + k * 128 + kind), ties[s, p].stage,
            state.institutions[j].queue, state.institutions[j].places,
            par.tie_preference, dislike,
        )
        if score > best_score:
            best, best_score = kind, score
    return best


@rule
def refer(state, i, k, near, keys):
    """Send person i with need k to a service: who, how, and with which assessment."""
    people, place, ties, needs = state.people, state.place, state.ties, state.par.needs
    par, switches, tally = state.par.pipeline, state.par.switches, state.tally
    s, identity = people[i].sozialraum, people[i].id
    lever = state.levers[people[i].lever]
    kind = choose_provider(state, i, k, keys[1])
    if kind < 0:
        tally.unknown_offers += 1
        return
    j = place.institution_of[s, kind]
    pair = place.pair_of[0, kind]
    stage = ties[s, pair].stage
    if switches.paper_agreements < 0.5:
        stage = min(ZUSAMMENARBEIT, int(lever.stage_cap))
    member = 0 < state.institutions[j].membership <= lever.membership
    creaming = state.par.casework.slot_creaming * switches.creaming_slots
    joint = member and uniform(keys[0], identity, 64 + k) < joint_chance(
        state.spaces[s].joint_share, near, creaming
    )
    form = referral_form(
        joint, people[i].consent, stage, lever.handover * switches.handover, lever.co_location * switches.handover,
        uniform(keys[0], identity, 128 + k), uniform(keys[0], identity, 192 + k),
    )
    guided = form != COLD and lever.chain > 0.0
    if guided:
        j = shared_place(state, i, j, kind, uniform(keys[1], identity, 8192 + k))
        ties[s, pair].joint += 1
        tally.joint_cases += 1
    repeated = lever.repeat_assessment if form != COLD else 1.0
    months = needs.assessment[k] * switches.repeated_assessment
    people[i].clock[k] = 0
    if uniform(keys[2], identity, k) < repeated:
        people[i].clock[k] = -int(months)
    fit = 1.0 - par.planning_fit * state.spaces[s].reflection
    wrong = par.misallocated * needs.course[k] * fit * switches.misallocation
    people[i].misfit[k] = uniform(keys[2], identity, 64 + k) < wrong
    tally.misallocated += people[i].misfit[k]
    people[i].stage[k] = WAITING
    people[i].provider[k] = j
    people[i].form[k] = form
    people[i].busy += 1
    tally.referrals += 1


@rule
def shared_place(state, i, j, kind, u):
    """With shared capacity a place in another Sozialraum is used if its queue is shorter."""
    lever = state.levers[state.people[i].lever]
    if u >= lever.shared_capacity * state.par.switches.shared_capacity:
        return j
    institutions = state.institutions
    best = j
    best_load = institutions[j].queue / max(1.0, institutions[j].places)
    for s in range(state.place.institution_of.shape[0]):
        other = state.place.institution_of[s, kind]
        if other >= 0 and other != j:
            load = institutions[other].queue / max(1.0, institutions[other].places)
            if load < best_load:
                best, best_load = other, load
    return best
