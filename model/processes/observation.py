"""Observation: count the month. Changes nothing but counters.

Each measure is described in `model.tally.MEASURES`. The fixed cohort is everybody in receipt at
month 0 plus the listed arrivals, followed in and out of receipt. The ladder of exits is a count of
*persons* *ever* within the year in a job over 450 € with the household off receipt, of those in
receipt at the year's start, of working age, no pupils, with at most a mini-job (iab_forum_2017).
"""

from model.compiled import kernel, rule
from model.processes.barriers import features_of, features_present
from model.processes.receipt import insured
from model.processes.spans import listed, people_of
from model.tally import FIXED
from model.vocabulary import (
    AGE_50,
    CARE,
    FIXED_TERM,
    FULL_TIME,
    HEALTH,
    MINI_JOB,
    N_BARRIERS,
    N_FEATURES,
    NO_JOB,
    PART_TIME,
    PERMANENT,
    PRESENT,
    PROFILES,
    SELF_EMPLOYED,
    TEMP,
    VOCATIONAL,
)

N_PROFILES = len(PROFILES)
MOST = 3  # features: the last step means three and more
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
    if month % YEAR == 0:
        for i in range(first, end):
            begin_year(state.people[i])
    follow(state, first, end)
    count_stock(state, first, end)
    count_features(state, first, end)
    count_jobs(state, first, end)
    if month % YEAR == YEAR - 1:
        end_year(state, first, end)


@rule
def begin_year(person):
    """Step on the ladder of exits at the year's start."""
    person.ladder = ladder_step(
        person.receipt, person.age, person.pupil, person.employment, features_of(person)
    )
    person.ladder_hit = 0


@kernel
def end_year(state, first, end):
    """The year's result on the ladder of exits."""
    tally = state.tally[0]
    for i in range(first, end):
        person = state.people[i]
        if person.ladder != OUTSIDE:
            tally.ladder[person.ladder] += 1
            tally.ladder_hit[person.ladder] += person.ladder_hit


@kernel
def follow(state, first, end):
    """The ladder of exits, and the fixed cohort with each person's own sums."""
    tally, par = state.tally[0], state.par[0]
    low, from_wage = par.participation.low, par.employment.needs_covering_from
    members, receipt, employed, off, felt, badly = 0, 0, 0, 0, 0, 0
    for i in range(first, end):
        person = state.people[i]
        works = insured(person.employment)
        covered = needs_covering(
            person.employment, person.wage, person.receipt, person.absence, from_wage
        )
        person.ladder_hit |= covered
        one, value = int(person.cohort), person.participation
        members += one
        receipt += one & person.receipt
        employed += one & works
        off += one & covered
        felt += one * int(value * FIXED)
        badly += one & (value < low)
        person.months_followed += one
        person.months_receipt += one & person.receipt
        person.months_employed += one & works
        person.months_covered += one & covered
        total = person.participation_sum
        person.participation_sum = total + value if one else total
    tally.cohort += members
    tally.cohort_receipt += receipt
    tally.cohort_employed += employed
    tally.cohort_covered += off
    tally.cohort_participation += felt
    tally.cohort_low += badly


@kernel
def count_stock(state, first, end):
    """Everybody in receipt."""
    tally, par = state.tally[0], state.par[0]
    adult_from, long_from = par.demography.adult_from, par.demography.long_receipt_months
    low = par.participation.low
    stock, felt, badly, works, adults, long, idle, idle_felt = 0, 0, 0, 0, 0, 0, 0, 0
    for i in range(first, end):
        person = state.people[i]
        one = int(person.receipt)
        value = one * int(person.participation * FIXED)
        stock += one
        felt += value
        badly += one & (person.participation < low)
        works += one & (person.employment != NO_JOB)
        adult = one & (person.age >= adult_from)
        adults += adult
        long += adult & (person.window_count >= long_from)
        free = one & (person.employment == NO_JOB) & (person.pupil == 0)
        idle += free
        idle_felt += free * value
    tally.stock += stock
    tally.participation += felt
    tally.participation_low += badly
    tally.employed_in_receipt += works
    tally.adults += adults
    tally.long_receipt += long
    tally.unemployed += idle
    tally.participation_unemployed += idle_felt
    for profile in range(N_PROFILES):
        count = 0
        for i in range(first, end):
            person = state.people[i]
            count += (person.receipt != 0) & (person.profile == profile)
        tally.profile[profile] += count


@kernel
def count_features(state, first, end):
    """Features of everybody in receipt; what is mitigated is looked up for those who have any."""
    people, tally = state.people, state.tally[0]
    nine, old, care, ill, unskilled = 0, 0, 0, 0, 0
    none, one, two, more = 0, 0, 0, 0
    for i in range(first, end):
        person = state.people[i]
        served = int(person.receipt)
        plain = served & (person.eased == 0)
        for k in range(N_FEATURES):
            nine += served & person.has[k]
        old += served & person.has[AGE_50]
        care += served & person.has[CARE]
        ill += plain & person.has[HEALTH]
        unskilled += plain & person.has[VOCATIONAL]
        count = features_present(person.has)
        none += plain & (count == 0)
        one += plain & (count == 1)
        two += plain & (count == 2)
        more += plain & (count >= MOST)
        state.marks[i] = served & (person.eased != 0)
    tally.features_nine += nine
    tally.aged_50 += old
    tally.carers += care
    tally.ill += ill
    tally.unskilled += unskilled
    tally.count_0 += none
    tally.count_1 += one
    tally.count_2 += two
    tally.count_3 += more
    for position in range(first, listed(state, first, end)):
        count_eased(people[state.active[position]], tally)
    for k in range(N_BARRIERS):
        count = 0
        for i in range(first, end):
            count += people[i].receipt & people[i].has[k]
        tally.barrier[k] += count


@rule
def count_eased(person, tally):
    """Features of a person in receipt of whom some barrier is or was mitigated."""
    features = features_of(person)
    tally.count_0 += features == 0
    tally.count_1 += features == 1
    tally.count_2 += features == 2
    tally.count_3 += features >= MOST
    tally.ill += person.has[HEALTH] and person.mitigated[HEALTH] < HALF
    tally.unskilled += person.has[VOCATIONAL] and person.mitigated[VOCATIONAL] < HALF


@kernel
def count_jobs(state, first, end):
    """Participation by kind of contract, for everybody followed in part-time or full-time work."""
    tally = state.tally[0]
    permanent, fixed_term, temp = 0, 0, 0
    felt_permanent, felt_fixed_term, felt_temp = 0, 0, 0
    for i in range(first, end):
        person = state.people[i]
        value = int(person.participation * FIXED)
        works = (person.employment == PART_TIME) | (person.employment == FULL_TIME)
        a = int(works & (person.contract == PERMANENT))
        b = int(works & (person.contract == FIXED_TERM))
        c = int(works & (person.contract == TEMP))
        permanent += a
        fixed_term += b
        temp += c
        felt_permanent += a * value
        felt_fixed_term += b * value
        felt_temp += c * value
    tally.permanent += permanent
    tally.fixed_term += fixed_term
    tally.temp += temp
    tally.participation_permanent += felt_permanent
    tally.participation_fixed_term += felt_fixed_term
    tally.participation_temp += felt_temp
