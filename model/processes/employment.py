"""Employment: jobs begin, last and end; the household's income decides about receipt.

Kept offers become jobs with hours, wage and contract by demand level. Retention:
    h = (s₀ + s₁ · exp(−tenure / τ)) · b ** (open barriers) · contract factor,   p = 1 − exp(−h)
Competing kinds of job: mini-job, self-employment, subsidised work. An *integration* is the start of
insured work or an apprenticeship with none the month before; mini-jobs, self-employment and subsidised
work are none. A household leaves receipt when creditable net income reaches its need, with all its
members; in need again it claims again, after unemployment insurance has run out. Retention anchors:
iab_job_duration, gegen_hartz_2014; needs and allowances: law of 2015 (law_2015).

Order: members' jobs, then the household's income and receipt, then each member's counters.
"""

import math

from model.columns import MAX_CHILDREN
from model.compiled import kernel, rule
from model.processes.demography import count_open_features, end_pipelines
from model.streams import Decision, stream_key, uniform
from model.tally import FIXED
from model.vocabulary import (
    AGE_50,
    APPRENTICESHIP,
    CARE,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    ENTWICKLUNG,
    FIXED_TERM,
    FULL_TIME,
    HEALTH,
    LANGUAGE,
    LONE_PARENT,
    LONG_RECEIPT,
    MIGRATED,
    MINI_JOB,
    MOTHER,
    NO_CONTRACT,
    NO_JOB,
    OTHERS,
    PART_TIME,
    PERMANENT,
    PRESENT,
    SCHOOL,
    SELF_EMPLOYED,
    SUBSIDISED,
    TEMP,
    TRAINING,
    VOCATIONAL,
)

D_KIND = int(Decision.JOB_KIND)
D_CONTRACT = int(Decision.CONTRACT)
D_WAGE = int(Decision.WAGE)
D_SEPARATION = int(Decision.SEPARATION)
D_CLAIM = int(Decision.BENEFIT_CLAIM)
D_MINI = int(Decision.MINI_JOB)
D_SELF = int(Decision.SELF_EMPLOYMENT)
D_SUBSIDY = int(Decision.SUBSIDY)
D_UPGRADE = int(Decision.UPGRADE)
WINDOW = 24  # months of the receipt window, two bits of which are read
OLDEST = 1 << (WINDOW - 1)


@rule
def insured(employment):
    """True for insured work and apprenticeships, without subsidised jobs."""
    return employment == PART_TIME or employment == FULL_TIME or employment == APPRENTICESHIP


@rule
def separation_chance(tenure, open_barriers, base, early, decay, per_barrier, factor):
    """Monthly chance to lose an insured job."""
    hazard = (base + early * math.exp(-tenure / decay)) * per_barrier**open_barriers * factor
    return 1.0 - math.exp(-hazard)


@rule
def drawn_contract(u, permanent, temp):
    """Contract of a new job."""
    if u < permanent:
        return PERMANENT
    return TEMP if u < permanent + temp else FIXED_TERM


@rule
def drawn_wage(median, spread, u_first, u_second):
    """Net wage, lognormal."""
    z = math.sqrt(-2.0 * math.log(u_first)) * math.cos(2.0 * math.pi * u_second)
    return median * math.exp(spread * z)


@rule
def creditable(net, base, rate, largest, gross_per_net):
    """Net earnings that count against the need (§ 11b SGB II, simplified)."""
    if net <= 0.0:
        return 0.0
    allowance = base + rate * max(0.0, net * gross_per_net - base)
    return max(0.0, net - min(allowance, largest))


@rule
def household_need(adults, children, couple, lone_parent, rent, single, partner, youth, child,
                   lone):
    """Monthly need of a Bedarfsgemeinschaft (§§ 20–22 SGB II, simplified). `adults`: members."""
    if couple and adults >= 2:
        need = 2.0 * partner + youth * (adults - 2)
    else:
        need = single + youth * (adults - 1)
    return need + child * children + (lone if lone_parent else 0.0) + rent


@rule
def counted_features(has, mitigated):
    """Features as published: education once, migration and language once, seven in all."""
    count = 0
    if has[SCHOOL] and mitigated[SCHOOL] < 0.5 or has[VOCATIONAL] and mitigated[VOCATIONAL] < 0.5:
        count += 1
    if has[MIGRATED] or has[LANGUAGE] and mitigated[LANGUAGE] < 0.5:
        count += 1
    count += has[LONG_RECEIPT] + has[AGE_50] + has[MOTHER]
    if has[HEALTH] and mitigated[HEALTH] < 0.5:
        count += 1
    if has[CARE] and mitigated[CARE] < 0.5:
        count += 1
    return count


@kernel
def apply(state, month):
    """One month of jobs and receipt for everybody followed."""
    seed = state.seed[0]
    keys = (
        stream_key(seed, D_KIND, month),
        stream_key(seed, D_CONTRACT, month),
        stream_key(seed, D_WAGE, month),
        stream_key(seed, D_SEPARATION, month),
        stream_key(seed, D_MINI, month),
        stream_key(seed, D_SELF, month),
        stream_key(seed, D_SUBSIDY, month),
        stream_key(seed, D_UPGRADE, month),
    )
    key_claim = stream_key(seed, D_CLAIM, month)
    households = state.households
    for h in range(state.size[1]):
        first = households[h].first
        for i in range(first, first + households[h].size):
            work(state, i, keys)
        judge_receipt(state, h, key_claim)
        for i in range(first, first + households[h].size):
            keep_counters(state, i)


@rule
def work(state, i, keys):
    """One person's job: begin, go on, change or end."""
    people, par = state.people, state.par.employment
    people[i].job_lost = 0
    people[i].starts <<= 1
    if people[i].offer:
        people[i].offer = 0
        begin_job(state, i, keys)
        return
    kind = people[i].employment
    if kind == NO_JOB:
        side_job(state, i, keys)
    elif insured(kind):
        stay_or_lose(state, i, keys)
    else:
        people[i].tenure += 1
        ends = False
        if kind == MINI_JOB:
            ends = uniform(keys[4], people[i].id, 1) < par.mini_job_out
        elif kind == SELF_EMPLOYED:
            ends = uniform(keys[5], people[i].id, 1) < par.self_employment_out
        elif kind == SUBSIDISED:
            ends = people[i].tenure >= par.subsidised_months
        if ends or people[i].absence != PRESENT:
            end_job(people, i)


@rule
def begin_job(state, i, keys):
    """A kept offer becomes a job; count the integration."""
    people, par, tally = state.people, state.par.employment, state.tally
    identity, level = people[i].id, people[i].level
    if level == TRAINING:
        people[i].employment = APPRENTICESHIP
        people[i].contract = FIXED_TERM
        people[i].pupil = 0
        people[i].wage = par.apprentice_wage
        people[i].hours = par.hours_full
        people[i].has[VOCATIONAL] = 1
    else:
        full = par.full_time[level]
        if people[i].has[MOTHER]:
            full = 1.0 - par.part_time_mother
        part_time = uniform(keys[0], identity, 0) >= full
        people[i].employment = PART_TIME if part_time else FULL_TIME
        people[i].hours = par.hours_part if part_time else par.hours_full
        people[i].contract = drawn_contract(
            uniform(keys[1], identity, 0), par.permanent[level], par.temp[level]
        )
        people[i].wage = drawn_wage(
            par.net_wage[level] * people[i].hours / par.hours_full, par.wage_spread,
            uniform(keys[2], identity, 0), uniform(keys[2], identity, 1),
        )
    people[i].tenure = 0
    people[i].starts |= 1
    if people[i].receipt:
        tally.integrations += 1
        if people[i].profile == OTHERS:
            tally.integrations_others += 1
        elif people[i].profile >= ENTWICKLUNG:
            tally.integrations_far += 1
        else:
            tally.integrations_near += 1
        if people[i].cohort:
            people[i].integrations += 1
    else:
        people[i].starts &= ~1


@rule
def end_job(people, i):
    """Back to no job."""
    people[i].employment = NO_JOB
    people[i].contract = NO_CONTRACT
    people[i].hours = 0.0
    people[i].wage = 0.0
    people[i].tenure = 0


@rule
def side_job(state, i, keys):
    """Mini-job, self-employment or subsidised work instead of none: competing kinds of job."""
    people, par = state.people, state.par.employment
    identity = people[i].id
    if people[i].pupil or people[i].receipt == 0:
        return
    kind = NO_JOB
    if uniform(keys[4], identity, 0) < par.mini_job_in:
        kind = MINI_JOB
        people[i].wage, people[i].hours = par.mini_job_wage, par.hours_mini
    elif uniform(keys[5], identity, 0) < par.self_employment_in:
        kind = SELF_EMPLOYED
        people[i].wage, people[i].hours = par.self_employed_wage, par.hours_part
    elif people[i].profile >= ENTWICKLUNG and uniform(keys[6], identity, 0) < par.subsidised_in:
        kind = SUBSIDISED
        people[i].wage, people[i].hours = par.subsidised_wage, par.hours_full
    if kind != NO_JOB:
        people[i].employment = kind
        people[i].contract = FIXED_TERM if kind == SUBSIDISED else NO_CONTRACT
        people[i].tenure = 0


@rule
def stay_or_lose(state, i, keys):
    """An insured job goes on, grows, ends in a degree, or is lost."""
    people, par = state.people, state.par.employment
    identity = people[i].id
    chance = separation_chance(
        people[i].tenure, count_open_features(people[i].has, people[i].mitigated),
        par.separation, par.separation_early, par.separation_decay, par.separation_per_barrier,
        par.contract_factor[people[i].contract],
    )
    if uniform(keys[3], identity, 0) < chance:
        h = people[i].household
        insured_before = people[i].tenure >= par.alg1_tenure
        if insured_before and people[i].wage * par.alg1_rate >= need_of(state, h):
            state.households[h].claim_pause = int(par.alg1_months)
        end_job(people, i)
        people[i].job_lost = 1
        return
    people[i].tenure += 1
    people[i].wage *= 1.0 + par.wage_growth
    if people[i].employment == PART_TIME and uniform(keys[7], identity, 0) < par.upgrade:
        people[i].employment = FULL_TIME
        people[i].wage *= par.hours_full / people[i].hours
        people[i].hours = par.hours_full
    elif people[i].employment == APPRENTICESHIP and people[i].tenure >= par.apprentice_months:
        people[i].employment = FULL_TIME
        people[i].contract = PERMANENT
        people[i].mitigated[VOCATIONAL] = 1.0
        people[i].wage = par.net_wage[1]


@rule
def need_of(state, h):
    """Monthly need of household h."""
    households, people, par = state.households, state.people, state.par.employment
    first = households[h].first
    adults, children = 0, 0
    for i in range(first, first + households[h].size):
        adults += people[i].absence == PRESENT
    for c in range(MAX_CHILDREN):
        children += households[h].child_age[c] >= 0
    kind = households[h].kind
    return household_need(
        max(1, adults), children, kind == COUPLE or kind == COUPLE_WITH_CHILDREN,
        kind == LONE_PARENT, households[h].rent, par.need_single, par.need_partner,
        par.need_youth, par.need_child, par.need_lone_parent,
    )


@rule
def income_of(state, h):
    """Creditable monthly income of household h."""
    households, people, par = state.households, state.people, state.par.employment
    first = households[h].first
    income = 0.0
    for i in range(first, first + households[h].size):
        if people[i].absence == PRESENT and people[i].employment != NO_JOB:
            income += creditable(
                people[i].wage, par.allowance_base, par.allowance_rate, par.allowance_max,
                par.gross_per_net,
            )
    return income


@rule
def judge_receipt(state, h, key_claim):
    """Off receipt when income covers the need; back when it does not and the household claims."""
    households, people, par = state.households, state.people, state.par.employment
    tally = state.tally
    first, size = households[h].first, households[h].size
    present = 0
    for i in range(first, first + size):
        present += people[i].absence == PRESENT
    if households[h].claim_pause > 0:
        households[h].claim_pause -= 1
    if present == 0:
        if households[h].receipt:
            households[h].months_out = 0
        households[h].receipt = 0
        households[h].months_out = min(households[h].months_out + 1, 10000)
        return
    need, income = need_of(state, h), income_of(state, h)
    covered = income >= need or households[h].claim_pause > 0
    if households[h].receipt:
        if covered:
            households[h].receipt = 0
            households[h].months_out = 0
    elif not covered and uniform(key_claim, people[first].id, 0) < par.claim:
        households[h].receipt = 1
        households[h].claim_pause = 0
    if not households[h].receipt:
        households[h].months_out = min(households[h].months_out + 1, 10000)
        return
    tally.households += 1
    paid = max(0.0, need - income)
    tally.benefit_federal += int(paid * par.federal_share * FIXED)
    tally.benefit_municipal += int(paid * (1.0 - par.federal_share) * FIXED)


@rule
def keep_counters(state, i):
    """Receipt of one person, its windows and spells; follow-up of integrations."""
    people, tally = state.people, state.tally
    now = state.households[people[i].household].receipt and people[i].absence == PRESENT
    if people[i].receipt and not now:
        people[i].months_out = 0
        end_pipelines(people, i)
        if people[i].absence == PRESENT:
            tally.out_work += 1
    elif now and not people[i].receipt:
        people[i].spell = 0
        people[i].outlook = 0.0
        if insured_lately(people[i].months_out, people[i].starts):
            tally.in_from_work += 1
        else:
            tally.in_from_elsewhere += 1
    people[i].receipt = now
    if now:
        people[i].spell = min(people[i].spell + 1, 10000)
    else:
        people[i].months_out = min(people[i].months_out + 1, 10000)
    window = people[i].receipt_window
    people[i].window_count -= (window & OLDEST) != 0
    people[i].window_count += now
    people[i].receipt_window = ((window << 1) | now) & (2 * OLDEST - 1)
    starts = people[i].starts
    if starts:
        follow_integration(state, i, starts, insured(people[i].employment), now)


@rule
def insured_lately(months_out, starts):
    """True if the person left receipt by an integration not longer ago than can be seen."""
    return starts >> min(months_out, 60) != 0


@rule
def follow_integration(state, i, starts, employed, receipt):
    """What became of an integration after 3, 6 and 12 months."""
    tally = state.tally
    if (starts >> 3) & 1:
        tally.due_3 += 1
        tally.secured_3 += not receipt
    if (starts >> 6) & 1:
        tally.due_6 += 1
        tally.secured_6 += employed and not receipt
    if (starts >> 12) & 1:
        tally.due_12 += 1
        tally.employed_12 += employed
