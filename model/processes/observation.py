"""Observation: count the month. Changes nothing but counters.

Each measure is described in `model.tally.MEASURES`. The fixed cohort is everybody in receipt at
month 0 plus the listed arrivals, followed in and out of receipt. The ladder of exits is a count of
*persons* *ever* within the year in a job over 450 € with the household off receipt, of those in
receipt at the year's start, of working age, no pupils, with at most a mini-job (iab_forum_2017).
"""

from model.compiled import kernel, rule
from model.processes.barriers import features_of
from model.processes.receipt import insured
from model.tally import FIXED
from model.vocabulary import (
    AGE_50,
    AKTIVIERUNG,
    APPRENTICESHIP,
    CARE,
    ENTWICKLUNG,
    FIXED_TERM,
    FOERDER,
    HEALTH,
    MARKT,
    MINI_JOB,
    N_FEATURES,
    NO_JOB,
    OTHERS,
    PERMANENT,
    PRESENT,
    SELF_EMPLOYED,
    STABILISIERUNG,
    TEMP,
    VOCATIONAL,
)

YEAR = 12
OUTSIDE = 255  # not on the ladder this year
LADDER_FROM, LADDER_UNTIL = 180, 780  # months: aged 15 to 64, as the published ladder


@rule
def ladder_step(receipt, age, pupil, employment, features):
    """Step of the ladder at the year's start: features counted, 3 for three and more."""
    at_most_mini = employment == NO_JOB or employment == MINI_JOB
    if not receipt or pupil or not at_most_mini or age < LADDER_FROM or age >= LADDER_UNTIL:
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
    people, tally, par = state.people, state.tally[0], state.par[0]
    for i in range(state.size[0]):
        person = people[i]
        if year_start:
            person.ladder = ladder_step(
                person.receipt,
                person.age,
                person.pupil,
                person.employment,
                features_of(person),
            )
            person.ladder_hit = 0
        covered = needs_covering(
            person.employment,
            person.wage,
            person.receipt,
            person.absence,
            par.employment.needs_covering_from,
        )
        if covered:
            person.ladder_hit = 1
        if person.receipt:
            count_stock(person, tally, par)
        count_states(person, tally)
        if person.cohort:
            count_cohort(person, tally, covered, par.participation.low)
        if year_end and person.ladder != OUTSIDE:
            count_ladder(tally, person.ladder, person.ladder_hit)


@rule
def count_stock(person, tally, par):
    """A person in receipt."""
    tally.stock += 1
    tally.participation += int(person.participation * FIXED)
    tally.participation_low += person.participation < par.participation.low
    tally.employed_in_receipt += person.employment != NO_JOB
    if person.age >= par.demography.adult_from:
        tally.adults += 1
        tally.long_receipt += person.window_count >= par.demography.long_receipt_months
    count_profile(tally, person.profile)
    features = features_of(person)
    if features == 0:
        tally.count_0 += 1
    elif features == 1:
        tally.count_1 += 1
    elif features == 2:
        tally.count_2 += 1
    else:
        tally.count_3 += 1
    for k in range(N_FEATURES):
        tally.features_nine += person.has[k]
    tally.aged_50 += person.has[AGE_50]
    tally.ill += person.has[HEALTH] and person.mitigated[HEALTH] < 0.5
    tally.unskilled += person.has[VOCATIONAL] and person.mitigated[VOCATIONAL] < 0.5
    tally.carers += person.has[CARE]


@rule
def count_profile(tally, profile):
    """One more person of a profile group."""
    if profile == OTHERS:
        tally.profile_0 += 1
    elif profile == MARKT:
        tally.profile_1 += 1
    elif profile == AKTIVIERUNG:
        tally.profile_2 += 1
    elif profile == FOERDER:
        tally.profile_3 += 1
    elif profile == ENTWICKLUNG:
        tally.profile_4 += 1
    elif profile == STABILISIERUNG:
        tally.profile_5 += 1
    else:
        tally.profile_6 += 1


@rule
def count_states(person, tally):
    """Participation by state on the labour market, for everybody followed."""
    value = int(person.participation * FIXED)
    employment, contract = person.employment, person.contract
    if employment == NO_JOB:
        if person.receipt and person.pupil == 0:
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
def count_cohort(person, tally, covered, low):
    """A person of the fixed cohort: this month and the person's own sums."""
    works = insured(person.employment)
    tally.cohort += 1
    tally.cohort_receipt += person.receipt
    tally.cohort_employed += works
    tally.cohort_covered += covered
    tally.cohort_participation += int(person.participation * FIXED)
    tally.cohort_low += person.participation < low
    person.months_followed += 1
    person.months_receipt += person.receipt
    person.months_employed += works
    person.months_covered += covered
    person.participation_sum += person.participation


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
