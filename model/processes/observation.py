"""Observation: count the month. Changes nothing but counters.

Each measure is described in `model.tally.MEASURES`. The fixed cohort is everybody in receipt at month
0 plus the listed arrivals, followed in and out of receipt. The ladder of exits is a count of *persons*
*ever* within the year in a job over 450 € with the household off receipt, of those in receipt at the
year's start, of working age, no pupils, with at most a mini-job (iab_forum_2017).
"""

from model.compiled import kernel, rule
from model.processes.employment import counted_features, insured
from model.tally import FIXED
from model.vocabulary import (
    AGE_50,
    APPRENTICESHIP,
    CARE,
    FIXED_TERM,
    HEALTH,
    MINI_JOB,
    N_FEATURES,
    NO_JOB,
    PERMANENT,
    PRESENT,
    SELF_EMPLOYED,
    TEMP,
    VOCATIONAL,
)

YEAR = 12
OUTSIDE = 255  # not on the ladder this year


@rule
def ladder_step(receipt, age, pupil, employment, features):
    """Step of the ladder at the year's start: features counted, 3 for three and more."""
    at_most_mini = employment == NO_JOB or employment == MINI_JOB
    if not receipt or pupil or not at_most_mini or age < 180 or age >= 780:
        return OUTSIDE
    return min(3, features)


@rule
def needs_covering(employment, wage, receipt, absence, from_wage):
    """True in a job over 450 € with the household off receipt."""
    works = insured(employment) or employment == SELF_EMPLOYED
    return works and wage > from_wage and not receipt and absence == PRESENT


@kernel
def apply(state, month):
    """Count the month for everybody followed."""
    year_start, year_end = month % YEAR == 0, month % YEAR == YEAR - 1
    people = state.people
    for i in range(state.size[0]):
        if year_start:
            people[i].ladder = ladder_step(
                people[i].receipt, people[i].age, people[i].pupil, people[i].employment,
                counted_features(people[i].has, people[i].mitigated),
            )
            people[i].ladder_hit = 0
        covered = needs_covering(
            people[i].employment, people[i].wage, people[i].receipt, people[i].absence,
            state.par.employment.needs_covering_from,
        )
        if covered:
            people[i].ladder_hit = 1
        if people[i].receipt:
            count_stock(state, i)
        count_states(state, i)
        if people[i].cohort:
            count_cohort(state, i, covered)
        if year_end and people[i].ladder != OUTSIDE:
            count_ladder(state.tally, people[i].ladder, people[i].ladder_hit)


@rule
def count_stock(state, i):
    """A person in receipt."""
    people, tally, par = state.people, state.tally, state.par
    tally.stock += 1
    tally.participation += int(people[i].participation * FIXED)
    tally.participation_low += people[i].participation < par.participation.low
    tally.employed_in_receipt += people[i].employment != NO_JOB
    if people[i].age >= par.demography.adult_from:
        tally.adults += 1
        tally.long_receipt += people[i].window_count >= par.demography.long_receipt_months
    count_profile(tally, people[i].profile)
    features = counted_features(people[i].has, people[i].mitigated)
    if features == 0:
        tally.count_0 += 1
    elif features == 1:
        tally.count_1 += 1
    elif features == 2:
        tally.count_2 += 1
    else:
        tally.count_3 += 1
    for k in range(N_FEATURES):
        tally.features_nine += people[i].has[k]
    tally.aged_50 += people[i].has[AGE_50]
    tally.ill += people[i].has[HEALTH] and people[i].mitigated[HEALTH] < 0.5
    tally.unskilled += people[i].has[VOCATIONAL] and people[i].mitigated[VOCATIONAL] < 0.5
    tally.carers += people[i].has[CARE]


@rule
def count_profile(tally, profile):
    """One more person of a profile group."""
    if profile == 0:
        tally.profile_0 += 1
    elif profile == 1:
        tally.profile_1 += 1
    elif profile == 2:
        tally.profile_2 += 1
    elif profile == 3:
        tally.profile_3 += 1
    elif profile == 4:
        tally.profile_4 += 1
    elif profile == 5:
        tally.profile_5 += 1
    else:
        tally.profile_6 += 1


@rule
def count_states(state, i):
    """Participation by state on the labour market, for everybody followed."""
    people, tally = state.people, state.tally
    value = int(people[i].participation * FIXED)
    employment, contract = people[i].employment, people[i].contract
    if employment == NO_JOB:
        if people[i].receipt and people[i].pupil == 0:
            tally.unemployed += 1
            tally.participation_unemployed += value
    elif insured(employment) and employment != APPRENTICESHIP:
        if contract == PERMANENT:
            tally.permanent += 1
            tally.participation_permanent += value
        elif contract == FIXED_TERM:
            tally.fixed_term += 1
            tally.participation_fixed_term += value
        elif contract == TEMP:
            tally.temp += 1
            tally.participation_temp += value


@rule
def count_cohort(state, i, covered):
    """A person of the fixed cohort: this month and the person's own sums."""
    people, tally = state.people, state.tally
    works = insured(people[i].employment)
    tally.cohort += 1
    tally.cohort_receipt += people[i].receipt
    tally.cohort_employed += works
    tally.cohort_covered += covered
    tally.cohort_participation += int(people[i].participation * FIXED)
    tally.cohort_low += people[i].participation < state.par.participation.low
    people[i].months_followed += 1
    people[i].months_receipt += people[i].receipt
    people[i].months_employed += works
    people[i].months_covered += covered
    people[i].participation_sum += people[i].participation


@rule
def count_ladder(tally, step, hit):
    """The year's result on the ladder of exits."""
    if step == 0:
        tally.ladder_0 += 1
        tally.ladder_0_hit += hit
    elif step == 1:
        tally.ladder_1 += 1
        tally.ladder_1_hit += hit
    elif step == 2:
        tally.ladder_2 += 1
        tally.ladder_2_hit += hit
    else:
        tally.ladder_3 += 1
        tally.ladder_3_hit += hit
