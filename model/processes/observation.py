"""Observation: count the month. Changes nothing but counters.

Each measure is described in `model.tally.MEASURES`. The fixed cohort is everybody in receipt at
month 0 plus the listed arrivals, followed in and out of receipt. The ladder of exits is a count of
*persons* *ever* within the year in a job over 450 € with the household off receipt, of those in
receipt at the year's start, of working age, no pupils, with at most a mini-job (iab_forum_2017).
"""

from model.compiled import kernel, rule
from model.processes.barriers import features_of
from model.processes.receipt import insured
from model.processes.spans import people_of
from model.tally import FIXED
from model.vocabulary import (
    AGE_50,
    CARE,
    FIXED_TERM,
    FULL_TIME,
    HEALTH,
    MINI_JOB,
    N_FEATURES,
    NO_JOB,
    PART_TIME,
    PERMANENT,
    PRESENT,
    SELF_EMPLOYED,
    TEMP,
    VOCATIONAL,
)

HALF = 0.5  # a barrier that is mitigated by half and more is not counted
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
    works = insured(employment) | (employment == SELF_EMPLOYED)
    return works & (wage > from_wage) & (receipt == 0) & (absence == PRESENT)


@kernel
def observe(state, month, h0, h1):
    """Count the month for everybody followed, of households h0 … h1 − 1."""
    first, end = people_of(state, h0, h1)
    year_start, year_end = month % YEAR == 0, month % YEAR == YEAR - 1
    people, tally, par = state.people, state.tally[0], state.par[0]
    for i in range(first, end):
        person = people[i]
        if year_start:
            begin_year(person)
        covered = needs_covering(
            person.employment,
            person.wage,
            person.receipt,
            person.absence,
            par.employment.needs_covering_from,
        )
        person.ladder_hit |= covered
        if person.receipt:
            count_stock(person, tally, par)
        elif person.employment != NO_JOB:
            count_state(person, tally)
        if person.cohort:
            count_cohort(person, tally, covered, par.participation.low)
        if year_end and person.ladder != OUTSIDE:
            tally.ladder[person.ladder] += 1
            tally.ladder_hit[person.ladder] += person.ladder_hit


@rule
def begin_year(person):
    """Step on the ladder of exits at the year's start."""
    person.ladder = ladder_step(
        person.receipt, person.age, person.pupil, person.employment, features_of(person)
    )
    person.ladder_hit = 0


@rule
def count_stock(person, tally, par):
    """A person in receipt."""
    tally.stock += 1
    tally.participation += int(person.participation * FIXED)
    tally.participation_low += person.participation < par.participation.low
    tally.employed_in_receipt += person.employment != NO_JOB
    adult = person.age >= par.demography.adult_from
    tally.adults += adult
    tally.long_receipt += adult & (person.window_count >= par.demography.long_receipt_months)
    tally.profile[person.profile] += 1
    tally.count[min(3, features_of(person))] += 1
    nine = 0
    for k in range(N_FEATURES):
        nine += person.has[k]
    tally.features_nine += nine
    tally.aged_50 += person.has[AGE_50]
    tally.carers += person.has[CARE]
    ill, unskilled = person.has[HEALTH], person.has[VOCATIONAL]
    if person.eased:
        ill &= person.mitigated[HEALTH] < HALF
        unskilled &= person.mitigated[VOCATIONAL] < HALF
    tally.ill += ill
    tally.unskilled += unskilled
    count_state(person, tally)


@rule
def count_state(person, tally):
    """Participation by state on the labour market."""
    value = int(person.participation * FIXED)
    employment, contract = person.employment, person.contract
    if employment == NO_JOB:
        open_to_work = person.pupil == 0
        tally.unemployed += open_to_work
        tally.participation_unemployed += value * open_to_work
    elif employment == PART_TIME or employment == FULL_TIME:
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
