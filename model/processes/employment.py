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

import numpy as np

from model.columns import MAX_CHILDREN
from model.compiled import kernel, rule
from model.processes.demography import end_pipelines, open_barriers
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
    N_BARRIERS,
    NO_CONTRACT,
    NO_JOB,
    OTHERS,
    PART_TIME,
    PERMANENT,
    PRESENT,
    SCHOOL,
    SELF_EMPLOYED,
    SKILLED,
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
WINDOW = 24  # months of the receipt window
SEEN_BACK = 60  # months that the history of starts reaches back (64 bits)
NOTHING = np.zeros(N_BARRIERS)
LONG_AGO = 10000  # months: counters stop here


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


@rule
def features_of(person):
    """Features counted of a person; most people need no look at `mitigated`."""
    if person.eased:
        return counted_features(person.has, person.mitigated)
    return counted_features(person.has, NOTHING)


@kernel
def apply(state, month):
    """One month of jobs and receipt for everybody followed."""
    seed, par, tally = state.seed[0], state.par[0], state.tally[0]
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
    people, households = state.people, state.households
    for h in range(state.size[1]):
        household = households[h]
        first, end = household.first, household.first + household.size
        adults, income, insurance = 0, 0.0, 0.0
        for i in range(first, end):
            person = people[i]
            pay = work(person, par.employment, tally, keys)
            insurance = max(insurance, pay)
            if person.absence == PRESENT:
                adults += 1
                income += creditable_of(person.employment, person.wage, par.employment)
        need = need_of(household, adults, par.employment)
        if insurance > 0.0 and insurance >= need:
            household.claim_pause = int(par.employment.alg1_months)
        judge_receipt(household, adults, need, income, par.employment, tally,
                      uniform(key_claim, people[first].id, 0))
        for i in range(first, end):
            keep_counters(people[i], household.receipt, tally)


@rule
def work(person, par, tally, keys):
    """One person's job: begin, go on, change or end.

    Returns the unemployment insurance that a lost job brings a month, 0 if none.
    """
    person.job_lost = 0
    person.starts <<= 1
    if person.offer:
        person.offer = 0
        begin_job(person, par, tally, keys)
        return 0.0
    kind = person.employment
    if kind == NO_JOB:
        side_job(person, par, keys)
    elif insured(kind):
        return stay_or_lose(person, par, keys)
    else:
        person.tenure += 1
        if side_job_ends(person, par, keys):
            end_job(person)
    return 0.0


@rule
def side_job_ends(person, par, keys):
    """True if a mini-job, self-employment or subsidised work ends this month."""
    if person.absence != PRESENT:
        return True
    if person.employment == MINI_JOB:
        return uniform(keys[4], person.id, 1) < par.mini_job_out
    if person.employment == SELF_EMPLOYED:
        return uniform(keys[5], person.id, 1) < par.self_employment_out
    return person.tenure >= par.subsidised_months


@rule
def begin_job(person, par, tally, keys):
    """A kept offer becomes a job; of a person in receipt it is an integration."""
    if person.level == TRAINING:
        person.employment = APPRENTICESHIP
        person.contract = FIXED_TERM
        person.pupil = 0
        person.wage = par.apprentice_wage
        person.hours = par.hours_full
        person.has[VOCATIONAL] = 1
    else:
        full = 1.0 - par.part_time_mother if person.has[MOTHER] else par.full_time[person.level]
        part_time = uniform(keys[0], person.id, 0) >= full
        person.employment = PART_TIME if part_time else FULL_TIME
        person.hours = par.hours_part if part_time else par.hours_full
        person.contract = drawn_contract(
            uniform(keys[1], person.id, 0), par.permanent[person.level], par.temp[person.level]
        )
        person.wage = drawn_wage(
            par.net_wage[person.level] * person.hours / par.hours_full, par.wage_spread,
            uniform(keys[2], person.id, 0), uniform(keys[2], person.id, 1),
        )
    person.tenure = 0
    if person.receipt:
        person.starts |= 1
        person.integrations += person.cohort
        tally.integrations += 1
        tally.integrations_others += person.profile == OTHERS
        tally.integrations_near += OTHERS < person.profile < ENTWICKLUNG
        tally.integrations_far += person.profile >= ENTWICKLUNG


@rule
def end_job(person):
    """Back to no job."""
    person.employment = NO_JOB
    person.contract = NO_CONTRACT
    person.hours = 0.0
    person.wage = 0.0
    person.tenure = 0


@rule
def side_job(person, par, keys):
    """Mini-job, self-employment or subsidised work instead of none: competing kinds of job."""
    if person.pupil or person.receipt == 0:
        return
    if uniform(keys[4], person.id, 0) < par.mini_job_in:
        person.employment = MINI_JOB
        person.wage, person.hours = par.mini_job_wage, par.hours_mini
    elif uniform(keys[5], person.id, 0) < par.self_employment_in:
        person.employment = SELF_EMPLOYED
        person.wage, person.hours = par.self_employed_wage, par.hours_part
    elif person.profile >= ENTWICKLUNG and uniform(keys[6], person.id, 0) < par.subsidised_in:
        person.employment = SUBSIDISED
        person.contract = FIXED_TERM
        person.wage, person.hours = par.subsidised_wage, par.hours_full


@rule
def stay_or_lose(person, par, keys):
    """An insured job goes on, grows, ends in a degree, or is lost; returns insurance pay."""
    u = uniform(keys[3], person.id, 0)
    chance = separation_chance(
        person.tenure, open_barriers(person), par.separation,
        par.separation_early, par.separation_decay, par.separation_per_barrier,
        par.contract_factor[person.contract],
    )
    if u < chance:
        pay = person.wage * par.alg1_rate if person.tenure >= par.alg1_tenure else 0.0
        end_job(person)
        person.job_lost = 1
        return pay
    person.tenure = min(person.tenure + 1, LONG_AGO)
    person.wage *= 1.0 + par.wage_growth
    if person.employment == PART_TIME and uniform(keys[7], person.id, 0) < par.upgrade:
        person.employment = FULL_TIME
        person.wage *= par.hours_full / person.hours
        person.hours = par.hours_full
    elif person.employment == APPRENTICESHIP and person.tenure >= par.apprentice_months:
        person.employment = FULL_TIME
        person.contract = PERMANENT
        person.level = SKILLED
        person.mitigated[VOCATIONAL] = 1.0
        person.eased = 1
        person.wage = par.net_wage[SKILLED]
    return 0.0


@rule
def need_of(household, adults, par):
    """Monthly need of a household with so many members present."""
    children = 0
    for c in range(MAX_CHILDREN):
        children += household.child_age[c] >= 0
    kind = household.kind
    return household_need(
        max(1, adults), children, kind == COUPLE or kind == COUPLE_WITH_CHILDREN,
        kind == LONE_PARENT, household.rent, par.need_single, par.need_partner,
        par.need_youth, par.need_child, par.need_lone_parent,
    )


@rule
def creditable_of(employment, wage, par):
    """Creditable monthly income from a person's job."""
    if employment == NO_JOB:
        return 0.0
    return creditable(
        wage, par.allowance_base, par.allowance_rate, par.allowance_max, par.gross_per_net
    )


@rule
def judge_receipt(household, adults, need, income, par, tally, u_claim):
    """Off receipt when income covers the need; back when it does not and the household claims."""
    if household.claim_pause > 0:
        household.claim_pause -= 1
    if adults == 0:
        if household.receipt:
            household.receipt = 0
            household.months_out = 0
        household.months_out = min(household.months_out + 1, LONG_AGO)
        return
    covered = income >= need or household.claim_pause > 0
    if household.receipt:
        if covered:
            household.receipt = 0
            household.months_out = 0
    elif not covered and u_claim < par.claim:
        household.receipt = 1
        household.claim_pause = 0
    if not household.receipt:
        household.months_out = min(household.months_out + 1, LONG_AGO)
        return
    paid = max(0.0, need - income)
    tally.households += 1
    tally.benefit_federal += int(paid * par.federal_share * FIXED)
    tally.benefit_municipal += int(paid * (1.0 - par.federal_share) * FIXED)


@rule
def keep_counters(person, household_receipt, tally):
    """Receipt of one person, its windows and spells; follow-up of integrations."""
    now = 1 if household_receipt and person.absence == PRESENT else 0
    if person.receipt and not now:
        person.months_out = 0
        person.attention = 0.0
        end_pipelines(person)
        tally.out_work += 1
    elif now and not person.receipt:
        person.spell = 0
        person.outlook = 0.0
        if left_by_work(person.months_out, person.starts):
            tally.in_from_work += 1
        else:
            tally.in_from_elsewhere += 1
    person.receipt = now
    if now:
        person.spell = min(person.spell + 1, LONG_AGO)
    else:
        person.months_out = min(person.months_out + 1, LONG_AGO)
    window = person.receipt_window
    person.window_count += now - ((window >> (WINDOW - 1)) & 1)
    person.receipt_window = ((window << 1) | now) & ((1 << WINDOW) - 1)
    if person.starts:
        follow_integration(person.starts, insured(person.employment), now, tally)


@rule
def left_by_work(months_out, starts):
    """True if the person left receipt by an integration (as far back as can be seen)."""
    return starts >> min(months_out, SEEN_BACK) != 0


@rule
def follow_integration(starts, employed, receipt, tally):
    """What became of an integration after 3, 6 and 12 months."""
    if (starts >> 3) & 1:
        tally.due_3 += 1
        tally.secured_3 += not receipt
    if (starts >> 6) & 1:
        tally.due_6 += 1
        tally.secured_6 += employed and not receipt
    if (starts >> 12) & 1:
        tally.due_12 += 1
        tally.employed_12 += employed
