"""Referral: a recognised need is sent to a service at an institution the caseworker knows.

Per person at most one referral a month. Sequential (silo): only when nothing is under way; parallel
(chain): up to `max_parallel`. The caseworker picks among the institutions of the person's
Sozialraum that serve the need and that are known, P(known) = knowledge of the tie; score = chance +
preference for a tie of stage 2 or more − dislike of a reported queue. A joint case (conference
minutes allow only so many; near-market people are easier to pick) is handed over in person at stage
2, co-located at stage 3, if the person consents; everybody else goes *cold*. Without shared
knowledge assessments are repeated. Courses can be misallocated (brh_audit); chains can treat people
who need nothing (ibbis_stress). Arrival odds of the forms: rapp_trial, artas_2; agreements alone
change nothing (friedmann), so a form acts only through the stage that the tie really has.
"""

from model.columns import LONG_AGO
from model.compiled import kernel, rule
from model.lowering import lowest_bit
from model.processes.brought_up import overtreat, seen_by_partners
from model.processes.spans import ask_for_needs, listed, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    CASE_MANAGER,
    CO_LOCATED,
    COLD,
    COUPLE_WITH_CHILDREN,
    ENTWICKLUNG,
    HANDOVER,
    KOORDINATION,
    LONE_PARENT,
    N_NEEDS,
    NOT_RECOGNISED,
    OTHERS,
    RECOGNISED,
    WAITING,
    ZUSAMMENARBEIT,
)

UNLIMITED = 4.0  # services at once where nothing makes them sequential
# Slots of draws, so that every choice has luck of its own.
KINDS, SCORES, SHARED = 128, 4096, 8192
JOINT, HANDOVER_SLOT, CO_LOCATION_SLOT = 64, 128, 192
MISFIT = 64

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


@kernel
def refer_all(state, month, h0, h1):
    """One month of referrals, of households h0 … h1 − 1."""
    seed, par = state.seed[0], state.par[0]
    keys = (
        stream_key(seed, D_REFERRAL, month),
        stream_key(seed, D_PROVIDER, month),
        stream_key(seed, D_MISFIT, month),
    )
    key_triage = stream_key(seed, D_TRIAGE, month)
    key_elsewhere = stream_key(seed, D_ELSEWHERE, month)
    people, households, spaces = state.people, state.households, state.spaces
    first, end = people_of(state, h0, h1)
    mark_open_needs(state, first, end, key_triage)
    last = listed(state, first, end)
    for position in range(first, last):
        ask_for_needs(state, position, last)
        i = state.active[position]
        person = people[i]
        lever = state.levers[person.lever]
        cross = lever.cross_recognition * par.switches.recognition
        if cross > 0.0 and person.consent and is_family(households[person.household].kind):
            seen_by_partners(state, i, cross, key_elsewhere)
        if lever.chain > 0.0:
            ramp = spaces[person.sozialraum].ramp
            overtreat(person, lever, par, ramp, uniform(key_triage, person.id, 0))
        if not person.pending:
            continue
        k = take_up(person, par.needs.priority, par.needs.duration)
        if k < 0 or person.busy >= services_at_once(lever, par.switches):
            continue
        near = OTHERS < person.profile < ENTWICKLUNG
        chance = referral_chance(
            near,
            person.holder == CASE_MANAGER,
            par.pipeline.referral,
            par.pipeline.referral_manager,
            par.pipeline.priority_delay * lever.placement_priority,
        )
        if uniform(keys[0], person.id, k) < chance:
            refer(state, i, k, near, keys)


@kernel
def mark_open_needs(state, first, end, key_triage):
    """Mark who has needs to refer, or whose needs partners or a chain may bring up."""
    people, par = state.people, state.par[0]
    others = 0.0
    for row in range(state.levers.shape[0]):
        others += state.levers[row].cross_recognition + state.levers[row].chain
    if others <= 0.0:
        for i in range(first, end):
            state.marks[i] = (people[i].receipt != 0) & (people[i].pending != 0)
        return
    for i in range(first, end):
        person = people[i]
        lever = state.levers[person.lever]
        seen = (lever.cross_recognition * par.switches.recognition > 0.0) & (person.family != 0)
        most = par.pipeline.overtreatment * max(1.0, lever.triage_error)
        chained = (lever.chain > 0.0) & (uniform(key_triage, person.id, 0) < most)
        state.marks[i] = (person.receipt != 0) & ((person.pending != 0) | seen | chained)


@rule
def is_family(kind):
    """True for households with children."""
    return kind == LONE_PARENT or kind == COUPLE_WITH_CHILDREN


@rule
def services_at_once(lever, switches):
    """How many services one person may have at the same time."""
    if switches.sequential < 0.5:
        return UNLIMITED
    return lever.max_parallel if lever.chain * switches.parallel > 0.0 else 1.0


@rule
def take_up(person, priority, duration):
    """`next_need` of a person; needs that are held back or wait grow a month older."""
    best, best_priority = -1, 1.0e9
    open_needs, pending = int(person.pending), 0
    while open_needs != 0:
        k = lowest_bit(open_needs)
        open_needs &= open_needs - 1  # without the lowest
        stage, clock = person.stage[k], person.clock[k]
        waits = stage == RECOGNISED
        if waits or (stage == NOT_RECOGNISED and clock < 0):
            pending |= 1 << k
            person.clock[k] = min(clock + 1, LONG_AGO)
            if waits and clock >= 0 and duration[k] > 0.0 and priority[k] < best_priority:
                best, best_priority = k, priority[k]
    person.pending = pending
    return best


@kernel
def conferences(state, month):
    """Share of referrals to members that conference minutes can make joint cases.

    Judged by last month's referrals, so nobody's turn depends on the order of people.
    """
    spaces = state.spaces
    for s in range(spaces.shape[0]):
        lever = state.levers[spaces[s].lever]
        per_case = state.par[0].casework.conference_minutes * lever.case_minutes
        cases = spaces[s].joint_share / per_case
        if state.par[0].switches.fixed_minutes < 0.5:
            cases = 1.0e9
        spaces[s].joint_share = cases / max(1, spaces[s].referred)
        spaces[s].referred = 0


@kernel
def choose_provider(state, i, k, key):
    """Kind of the institution the caseworker sends the person to, −1 if none is known."""
    people, place, ties, par = state.people, state.place, state.ties, state.par[0].pipeline
    s = people[i].sozialraum
    lever = state.levers[people[i].lever]
    best, best_score = -1, -1.0e9
    for kind in range(1, place.sees.shape[0]):
        if not place.service_kinds[k, kind]:
            continue
        j = place.institution_of[s, kind]
        p = place.pair_of[0, kind]
        if j < 0 or uniform(key, people[i].id, k * KINDS + kind) >= ties[s, p].knowledge:
            continue
        dislike = par.queue_dislike * max(lever.report_on_services, state.spaces[s].reflection)
        score = provider_score(
            uniform(key, people[i].id, SCORES + k * KINDS + kind),
            ties[s, p].stage,
            state.institutions[j].queue,
            state.institutions[j].places,
            par.tie_preference,
            dislike,
        )
        if score > best_score:
            best, best_score = kind, score
    return best


@kernel
def refer(state, i, k, near, keys):
    """Send person i with need k to a service: who, how, and with which assessment."""
    people, place, ties, needs = state.people, state.place, state.ties, state.par[0].needs
    par, switches, tally = state.par[0].pipeline, state.par[0].switches, state.tally[0]
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
    state.spaces[s].referred += member
    creaming = state.par[0].casework.slot_creaming * switches.creaming_slots
    joint = member and uniform(keys[0], identity, JOINT + k) < joint_chance(
        state.spaces[s].joint_share, near, creaming
    )
    form = referral_form(
        joint,
        people[i].consent,
        stage,
        lever.handover * switches.handover,
        lever.co_location * switches.handover,
        uniform(keys[0], identity, HANDOVER_SLOT + k),
        uniform(keys[0], identity, CO_LOCATION_SLOT + k),
    )
    guided = form != COLD and lever.chain > 0.0
    if guided:
        j = shared_place(state, i, j, kind, uniform(keys[1], identity, SHARED + k))
        ties[s, pair].joint += 1
        tally.joint_cases += 1
    repeated = lever.repeat_assessment if form != COLD else 1.0
    months = needs.assessment[k] * switches.repeated_assessment
    people[i].clock[k] = 0
    if uniform(keys[2], identity, k) < repeated:
        people[i].clock[k] = -int(months)
    fit = 1.0 - par.planning_fit * state.spaces[s].reflection
    wrong = par.misallocated * needs.course[k] * fit * switches.misallocation
    people[i].misfit[k] = uniform(keys[2], identity, MISFIT + k) < wrong
    tally.misallocated += people[i].misfit[k]
    people[i].stage[k] = WAITING
    people[i].provider[k] = j
    people[i].form[k] = form
    people[i].busy += 1
    tally.referrals += 1


@kernel
def shared_place(state, i, j, kind, u):
    """With shared capacity a place in another Sozialraum is used if its queue is shorter."""
    lever = state.levers[state.people[i].lever]
    if u >= lever.shared_capacity * state.par[0].switches.shared_capacity:
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
