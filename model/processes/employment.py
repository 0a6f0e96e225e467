"""Employment: jobs begin, last and end; the household's income decides about receipt.

Kept offers become jobs with hours, wage and contract by demand level. Retention:
    h = (s₀ + s₁ · exp(−tenure / τ)) · b ** (open barriers) · contract factor,   p = 1 − exp(−h)
Competing kinds of job: mini-job, self-employment, subsidised work. An *integration* is the start of
insured work or an apprenticeship, with none the month before, by a person in receipt the month
before (nobody who enters in the same month); mini-jobs, self-employment and
subsidised work are none. Retention anchors: iab_job_duration, gegen_hartz_2014.

Order: members' jobs, the household's income and receipt (file receipt), each member's counters.
"""

import math

from model.barriers import open_barriers
from model.compiled import kernel, rule
from model.jobs import insured
from model.processes.receipt import (
    add_up_income,
    follow_household,
    follow_integrations,
    judge,
    keep_counters,
    pause_claim,
)
from model.processes.side_jobs import side_job, side_job_ends
from model.skipping.job_changes import mark_who_may_change
from model.skipping.narrow import later
from model.skipping.spans import listed, listed_homes, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    APPRENTICESHIP,
    ENTWICKLUNG,
    FIXED_TERM,
    FULL_TIME,
    MOTHER,
    NO_CONTRACT,
    NO_JOB,
    OTHERS,
    PART_TIME,
    PERMANENT,
    SKILLED,
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
D_UPGRADE = int(Decision.UPGRADE)


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
def was_in_receipt(receipt, window):
    """True in receipt now and the month before: the newest bit of the window, not yet moved on."""
    return (receipt != 0) & ((window & 1) != 0)


@kernel
def work_and_claim(state, month, h0, h1):
    """One month of jobs and receipt, of households h0 … h1 − 1."""
    seed, tally = state.seed[0], state.tally[0]
    keys = (
        stream_key(seed, D_KIND, month),
        stream_key(seed, D_CONTRACT, month),
        stream_key(seed, D_WAGE, month),
        stream_key(seed, D_SEPARATION, month),
        stream_key(seed, D_MINI, month),
        stream_key(seed, D_SELF, month),
        stream_key(seed, D_UPGRADE, month),
    )
    people, households = state.people, state.households
    first, end = people_of(state, h0, h1)
    mark_who_may_change(state, first, end, keys)
    pass_a_month(state, first, end)
    for position in range(first, listed(state, first, end)):
        change_job(state, people[state.active[position]], keys)
    add_up_income(state, first, end)
    judge(state, h0, h1, stream_key(seed, D_CLAIM, month))
    for position in range(h0, listed_homes(state, h0, h1)):
        h = state.home_list[position]
        household = households[h]
        for i in range(household.first, household.first + household.size):
            follow_household(people[i], household.receipt, tally)
    keep_counters(state, first, end)
    follow_integrations(state, first, end)


@kernel
def pass_a_month(state, first, end):
    """Jobs that nothing happens to go on; starts of jobs move back by a month."""
    growth = 1.0 + state.par[0].employment.wage_growth
    for i in range(first, end):
        person = state.people[i]
        go_on(person, (person.employment != NO_JOB) & (state.marks[i] == 0), growth)
        person.job_lost = 0
        person.starts <<= 1


@rule
def go_on(person, passes, growth):
    """A job goes on for a month, if one passes: tenure grows, and the wage of insured work."""
    wage = person.wage
    person.tenure = later(person.tenure, passes)
    person.wage = wage * growth if passes & insured(person.employment) else wage


@rule
def change_job(state, person, keys):
    """The month of a person whose job may begin, change or end, and what a lost job pays."""
    par = state.par[0].employment
    pay = work(person, par, state.tally[0], keys)
    pause_claim(state.households[person.household], 0.0 if person.apart else pay, par)


@rule
def work(person, par, tally, keys):
    """The month of a person whose job may begin, change or end.

    Returns the unemployment insurance that a lost job brings a month, 0 if none.
    """
    if person.offer:
        person.offer = 0
        begin_job(person, par, tally, keys)
    elif person.employment == NO_JOB:
        side_job(person, par, keys)
    elif insured(person.employment):
        return stay_or_lose(person, par, keys)
    else:
        go_on(person, True, 1.0)
        if side_job_ends(person, par, keys):
            end_job(person)
    return 0.0


@rule
def begin_job(person, par, tally, keys):
    """A kept offer becomes a job; of a person in receipt since last month it is an integration."""
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
            par.net_wage[person.level] * person.hours / par.hours_full,
            par.wage_spread,
            uniform(keys[2], person.id, 0),
            uniform(keys[2], person.id, 1),
        )
    person.tenure = 0
    if was_in_receipt(person.receipt, person.receipt_window):
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
def stay_or_lose(person, par, keys):
    """An insured job goes on, grows, ends in a degree, or is lost; returns insurance pay."""
    if loses(uniform(keys[3], person.id, 0), person, par):
        pay = person.wage * par.alg1_rate if person.tenure >= par.alg1_tenure else 0.0
        end_job(person)
        person.job_lost = 1
        return pay
    keep_job(person, par, keys)
    return 0.0


@rule
def loses(u, person, par):
    """True if an insured job is lost this month."""
    chance = separation_chance(
        person.tenure,
        open_barriers(person),
        par.separation,
        par.separation_early,
        par.separation_decay,
        par.separation_per_barrier,
        par.contract_factor[person.contract],
    )
    return u < chance


@rule
def keep_job(person, par, keys):
    """A job goes on: the wage grows, hours may grow, an apprenticeship may end in a degree."""
    go_on(person, True, 1.0 + par.wage_growth)
    if person.employment == PART_TIME and uniform(keys[6], person.id, 0) < par.upgrade:
        person.employment = FULL_TIME
        person.wage *= par.hours_full / person.hours
        person.hours = par.hours_full
    elif person.employment == APPRENTICESHIP and person.tenure >= par.apprentice_months:
        person.employment = FULL_TIME
        person.contract = PERMANENT
        person.level = SKILLED
        person.mitigated[VOCATIONAL] = 1.0
        person.halved[VOCATIONAL] = 1
        person.eased = 1
        person.wage = par.net_wage[SKILLED]
