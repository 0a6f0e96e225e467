"""Cooperation: ties between institutions of a Sozialraum.

    T' = T + a (1 − T) · S − b · T · F − δ · T · (1 − C)
C = 1 in a month with a conference or a joint case, less with everyday referrals only,
S = contact value · C + weight · visible success of joint cases, F = distance of the two informal
profiles (the iceberg), δ smaller the more formal the tie. At turnover of a contact person
(clustered) the person-based part is lost: T × (1 − person-dependence). Knowledge of tasks and
offers grows with contact and with directories; ties are written down as far as the form means them
to be. The stage is the highest whose thresholds in trust, knowledge and formality hold, below the
cap of the form; the Jobcenter's ties stay at stage 1 below the gate of perception and capacity to
act (the talk: a necessary condition). Success factors and obstacles act on the coefficients
(factors.toml). Anchors: burt_2001, provan_kenis_2008, provan_milward_1995, exit_contagion,
companize_2009, mais_pilot.

Order: turnover of all institutions, then every tie.
"""

import math

from model.compiled import kernel, rule
from model.processes.labour_demand import calendar_month
from model.processes.reach import is_member
from model.streams import Decision, stream_key, uniform
from model.tally import FIXED
from model.vocabulary import KOOPERATION, NO_TIE, TIE_STAGES

D_TURNOVER = int(Decision.TURNOVER)
D_CONFERENCE = int(Decision.CONFERENCE)
D_TENDER = int(Decision.TENDER)
N_STAGES = len(TIE_STAGES)


@rule
def next_trust(trust, gain, impulse, loss, friction, decay, contact):
    """T' = T + a (1 − T) S − b T F − δ T (1 − C), within 0–1."""
    value = trust + gain * (1.0 - trust) * impulse - loss * trust * friction
    value -= decay * trust * (1.0 - contact)
    return min(1.0, max(0.0, value))


@rule
def trust_decay(base, formality, formal_factor):
    """Monthly loss of trust without contact: formal ties last longer."""
    return base * (1.0 - (1.0 - formal_factor) * formality)


@rule
def turnover_chance(base, contagion, left_before):
    """Chance that a contact person leaves, raised after another departure."""
    return min(1.0, base * (1.0 + contagion * left_before))


@rule
def conference_held(month, per_year):
    """True if a conference falls into this month: evenly spread over the year."""
    return math.floor((month + 1) * per_year / 12.0) > math.floor(month * per_year / 12.0)


@rule
def somebody_attends(placement, benefits, case_management):
    """Chance that at least one of the Jobcenter's groups sits at the table."""
    return 1.0 - (1.0 - placement) * (1.0 - benefits) * (1.0 - case_management)


@rule
def member_attendance(bindingness, job_description):
    """Chance that a member is at the table: its commitment, and minutes free to cooperate."""
    return min(1.0, bindingness + job_description)


@rule
def next_knowledge(knowledge, gain, contact, spread, growth, loss, floor):
    """Knowledge of each other's tasks and offers after a month."""
    value = knowledge + (gain * contact + spread * growth) * (1.0 - knowledge) - loss * knowledge
    return min(1.0, max(floor, value))


@rule
def governance_gain(form, members, strain_from, strain, lead_gain):
    """Factor on trust gain by governance form: shared governance is strained by size."""
    if form >= 0.5:
        return lead_gain
    excess = max(0.0, members / strain_from - 1.0)
    return max(0.0, 1.0 - strain * excess)


@rule
def tie_stage(trust, knowledge, formality, need_trust, need_knowledge, need_formality, cap):
    """Highest stage whose thresholds hold, below the cap."""
    stage = NO_TIE
    for level in range(1, N_STAGES):
        if level > cap or trust < need_trust[level] or knowledge < need_knowledge[level]:
            break
        if formality < need_formality[level]:
            break
        stage = level
    return stage


@rule
def gate_open(perception, capacity, perception_needed, capacity_needed):
    """True if the Jobcenter can hold ties above stage 1 in a Sozialraum."""
    return perception >= perception_needed and capacity >= capacity_needed


@kernel
def apply(state, month):
    """One month of turnover and of all ties."""
    turn_over(state, stream_key(state.seed[0], D_TURNOVER, month))
    key_conference = stream_key(state.seed[0], D_CONFERENCE, month)
    key_tender = stream_key(state.seed[0], D_TENDER, month)
    place = state.place
    jobcenter_trust, jobcenter_ties = 0.0, 0
    for s in range(place.institution_of.shape[0]):
        members = members_in(state, s)
        for p in range(place.pair_a.shape[0]):
            a = place.institution_of[s, place.pair_a[p]]
            b = place.institution_of[s, place.pair_b[p]]
            if a < 0 or b < 0:
                continue
            tend(state, month, s, p, a, b, members, key_conference, key_tender)
            if place.pair_a[p] == 0:
                jobcenter_trust += state.ties[s, p].trust
                jobcenter_ties += 1
    state.tally[0].tie_trust += int(jobcenter_trust / max(1, jobcenter_ties) * FIXED)


@rule
def turn_over(state, key):
    """Contact persons leave; one departure raises the chance of the next."""
    institutions, par = state.institutions, state.par[0].cooperation
    contagion = par.turnover_contagion * state.par[0].switches.clustered_turnover
    for j in range(institutions.shape[0]):
        chance = turnover_chance(par.turnover, contagion, institutions[j].left)
        institutions[j].left = uniform(key, j, 0) < chance


@rule
def members_in(state, s):
    """Number of network members in a Sozialraum."""
    lever = state.levers[state.spaces[s].lever]
    members = 0
    for kind in range(1, state.place.institution_of.shape[1]):
        j = state.place.institution_of[s, kind]
        if j >= 0 and is_member(state.institutions[j], lever):
            members += 1
    return members


@rule
def contact_of(meeting, referred, everyday):
    """Contact of a month, 0–1: a meeting, or less if people were only referred."""
    if meeting:
        return 1.0
    return everyday if referred > 0 else 0.0


@rule
def meets(state, month, s, p, a, b, key):
    """True if the two institutions meet this month: over a joint case, or at the conference."""
    lever = state.levers[state.spaces[s].lever]
    if state.ties[s, p].joint > 0:
        return True
    if not conference_held(month, lever.conference_frequency):
        return False
    institutions, par = state.institutions, state.par[0].cooperation
    chance = state.spaces[s].held
    for side in range(2):
        j = a if side == 0 else b
        if j == 0:
            chance *= somebody_attends(
                lever.attendance_placement,
                lever.attendance_benefits,
                lever.attendance_case_management,
            )
        elif is_member(institutions[j], lever):
            chance *= member_attendance(lever.bindingness, institutions[j].cooperation_minutes)
        else:
            chance *= par.open_attendance
    return uniform(key, s, p) < chance


@rule
def gain_of_trust(lever, par, strained, members, months):
    """Gain a of trust: less in a strained governance, more in the months of moderation."""
    gain = lever.trust_gain
    if strained:
        gain *= governance_gain(
            lever.governance, members, par.strain_from, par.strain, par.lead_trust_gain
        )
    if lever.moderation > 0.0 and months < lever.moderation_months:
        gain *= 1.0 + (par.moderation_gain - 1.0) * lever.moderation
    return gain


@rule
def highest_stage(lever, space, with_jobcenter, par):
    """Highest stage of a tie: the form's cap, and the gate for ties with the Jobcenter."""
    if with_jobcenter and not gate_open(
        space.perception, space.capacity, par.perception_needed, par.capacity_needed
    ):
        return min(lever.stage_cap, KOOPERATION)
    return lever.stage_cap


@rule
def sever(tie, par):
    """Where there are to be no ties, nothing is left of one but what is remembered of offers."""
    tie.trust, tie.success, tie.formality, tie.reliability = 0.0, 0.0, 0.0, 1.0
    tie.stage, tie.joint, tie.completed, tie.referred = NO_TIE, 0, 0, 0
    tie.knowledge = next_knowledge(
        tie.knowledge,
        par.knowledge_gain,
        False,
        par.knowledge_spread,
        0.0,
        par.knowledge_loss,
        par.knowledge_floor,
    )


@rule
def tend(state, month, s, p, a, b, members, key_conference, key_tender):
    """One tie for a month: contact, trust, knowledge, formality, reliability, stage."""
    ties, par, switches = state.ties, state.par[0].cooperation, state.par[0].switches
    institutions, spaces = state.institutions, state.spaces
    lever = state.levers[spaces[s].lever]
    if lever.stage_cap < KOOPERATION:
        sever(ties[s, p], par)
        return
    start = state.forms[spaces[s].lever].start
    met = meets(state, month, s, p, a, b, key_conference)
    contact = contact_of(met, ties[s, p].referred, par.everyday_contact)
    both = (a == 0 or is_member(institutions[a], lever)) and is_member(institutions[b], lever)
    success = ties[s, p].success * (1.0 - par.success_decay)
    success = min(1.0, success + par.success_gain * ties[s, p].completed)
    strained = switches.governance_strain > 0.0 and both
    gain = gain_of_trust(lever, par, strained, members, month - max(0, start))
    impulse = par.contact_value * contact + lever.success_weight * success
    trust = ties[s, p].trust
    # A form that is more than informing each other begins with some trust (base forms at month 0).
    if both and lever.stage_cap > KOOPERATION and month == max(0, start):
        trust = max(trust, lever.starting_trust)
    trust = next_trust(
        trust,
        gain,
        impulse,
        lever.friction_weight,
        ties[s, p].friction,
        trust_decay(lever.trust_decay, ties[s, p].formality, par.decay_formal),
        contact,
    )
    if switches.person_dependence > 0.0 and (institutions[a].left or institutions[b].left):
        trust *= 1.0 - lever.person_based
    if calendar_month(month, int(state.par[0].market.first_calendar_month)) == par.tender_month:
        if uniform(key_tender, s, p) < par.tender_share:
            trust *= 1.0 - lever.tender_loss
    ties[s, p].trust = trust
    ties[s, p].success = success
    ties[s, p].knowledge = next_knowledge(
        ties[s, p].knowledge,
        lever.knowledge_gain,
        contact,
        par.knowledge_spread,
        lever.knowledge_growth,
        lever.knowledge_loss,
        par.knowledge_floor,
    )
    meant = lever.formality if both or a == 0 else 0.0
    ties[s, p].formality += lever.formality_gain * (meant - ties[s, p].formality)
    ties[s, p].reliability = 1.0 - lever.slot_failure * (1.0 - lever.bindingness)
    cap = highest_stage(lever, spaces[s], a == 0, state.par[0].casework)
    ties[s, p].stage = tie_stage(
        trust,
        ties[s, p].knowledge,
        ties[s, p].formality,
        par.stage_trust,
        par.stage_knowledge,
        par.stage_formality,
        cap,
    )
    ties[s, p].joint, ties[s, p].completed, ties[s, p].referred = 0, 0, 0
