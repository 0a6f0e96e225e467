"""Observation: count the month. Changes nothing but counters.

Each measure is described in `model.tally.MEASURES`. The fixed cohort is everybody in receipt at
month 0 plus the listed arrivals, followed in and out of receipt. The ladder of exits is a count of
*persons* *ever* within the twelve months after a year's last month in a job over 450 € with the
household off receipt, of those in receipt in that month, of working age, no pupils, with at most a
mini-job (iab_forum_2017).
"""

import math

import numpy as np

from model.barriers import features_of
from model.compiled import kernel, rule
from model.declared import Declared
from model.jobs import insured
from model.lowering import MARKS, ones, rows_that, rows_with, until
from model.skipping.spans import people_of
from model.tables import Column
from model.tally import FIXED
from model.vocabulary import (
    AGE_50,
    CARE,
    FIXED_TERM,
    FULL_TIME,
    HEALTH,
    LANGUAGE,
    LONG_RECEIPT,
    MIGRATED,
    MINI_JOB,
    MOTHER,
    N_BARRIERS,
    N_FEATURES,
    NO_JOB,
    PART_TIME,
    PERMANENT,
    PRESENT,
    PROFILES,
    SCHOOL,
    SELF_EMPLOYED,
    TEMP,
    VOCATIONAL,
)

N_PROFILES = len(PROFILES)
MOST = 3  # features: the last step means three and more
HALF = 0.5  # a barrier that is mitigated by half and more is not counted
YEAR = 12
SLICE = 32_768  # rows: counts of so many fit two bytes, of which many are added up at once
OUTSIDE = 255  # not on the ladder this year
LADDER_FROM, LADDER_UNTIL = 180, 780  # months: aged 15 to 64, as the published ladder

DECLARED = Declared(
    columns=(
        Column("ladder_hit", "u1", "0/1", "in needs-covering work at some time this year"),
        Column(
            "ladder",
            "u1",
            "code",
            "features counted at the end of the year before (3 = 3+), 255 outside",
        ),
        Column("months_receipt", "i2", "months", "cohort: months in receipt since month 0"),
        Column("months_employed", "i2", "months", "cohort: months in insured work since month 0"),
        Column(
            "months_covered",
            "i2",
            "months",
            "cohort: months in work that covers the need, off receipt",
        ),
        Column("months_followed", "i2", "months", "cohort: months followed since month 0"),
        Column("integrations", "i2", "events", "cohort: starts of insured work since month 0"),
        Column("chains", "i2", "events", "cohort: services completed since month 0"),
        Column("participation_sum", "f4", "points", "cohort: sum of monthly participation"),
        Column("profile_start", "u1", "code", "profile when the person joined the cohort"),
        Column(
            "features_start", "u1", "count", "features counted when the person joined the cohort"
        ),
    )
)


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
    follow_feelings(state, first, end)
    count_rows(state, first, end)
    for start in range(first, end, SLICE):
        follow_months(state, start, min(start + SLICE, end))
        count_adults(state, start, min(start + SLICE, end))
    if month % YEAR == YEAR - 1:  # all twelve months to come count, and this one no more
        end_year(state, first, end)
        begin_year(state, first, end)


@kernel
def begin_year(state, first, end):
    """Step on the ladder of exits before a year begins; nothing is reached yet in it."""
    for i in range(first, end):
        person = state.people[i]
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
def follow_feelings(state, first, end):
    """Participation: of the cohort, of everybody in receipt, without a job, and by contract.

    Marked is who is in work that covers the need.
    """
    tally, par = state.tally[0], state.par[0]
    low, from_wage = par.participation.low, par.employment.needs_covering_from
    felt, badly, cohort_felt, cohort_badly = 0, 0, 0, 0
    idle, permanent, fixed_term, temp = 0, 0, 0, 0
    for i in range(first, end):
        person = state.people[i]
        level, kind, contract = person.participation, person.employment, person.contract
        followed, served = person.cohort != 0, person.receipt != 0
        value = int(level * FIXED)
        total = person.participation_sum
        person.participation_sum = total + level if followed else total
        cohort_felt += value if followed else 0
        cohort_badly += followed & (level < low)
        felt += value if served else 0
        badly += served & (level < low)
        idle += value if served & (kind == NO_JOB) & (person.pupil == 0) else 0
        works = (kind == PART_TIME) | (kind == FULL_TIME)
        permanent += value if works & (contract == PERMANENT) else 0
        fixed_term += value if works & (contract == FIXED_TERM) else 0
        temp += value if works & (contract == TEMP) else 0
        state.marks[i] = needs_covering(
            kind, person.wage, person.receipt, person.absence, from_wage
        )
    tally.cohort_participation += cohort_felt
    tally.cohort_low += cohort_badly
    tally.participation += felt
    tally.participation_low += badly
    tally.participation_unemployed += idle
    tally.participation_permanent += permanent
    tally.participation_fixed_term += fixed_term
    tally.participation_temp += temp


@kernel
def follow_months(state, first, end):
    """The ladder of exits, and the months of the fixed cohort, in numbers of two bytes."""
    tally = state.tally[0]
    members, receipt, employed, off = np.uint16(0), np.uint16(0), np.uint16(0), np.uint16(0)
    for i in range(first, end):
        person = state.people[i]
        covered, one = np.uint16(state.marks[i]), np.uint16(person.cohort)
        served = np.uint16(one & person.receipt)
        works = np.uint16(one & insured(person.employment))
        person.ladder_hit |= covered
        covered = np.uint16(one & covered)
        members = np.uint16(members + one)
        receipt = np.uint16(receipt + served)
        employed = np.uint16(employed + works)
        off = np.uint16(off + covered)
        person.months_followed += one
        person.months_receipt += served
        person.months_employed += works
        person.months_covered += covered
    tally.cohort += int(members)
    tally.cohort_receipt += int(receipt)
    tally.cohort_employed += int(employed)
    tally.cohort_covered += int(off)


@kernel
def count_rows(state, first, end):
    """Count everybody, 64 rows at a time."""
    people, tally = state.people, state.tally[0]
    for start in range(first, end, MARKS):
        there = until(start, end)
        served = there & rows_with(people, start, "receipt", 1)
        count_stock(people, start, served, tally)
        count_barriers(people, start, served, tally)
        count_features(people, start, served, tally)
        count_jobs(people, start, there, tally)


@rule
def count_stock(people, start, served, tally):
    """Everybody in receipt."""
    idle = served & rows_with(people, start, "employment", NO_JOB)
    tally.stock += ones(served)
    tally.employed_in_receipt += ones(served & ~idle)
    tally.unemployed += ones(idle & rows_with(people, start, "pupil", 0))
    for profile in range(N_PROFILES):
        tally.profile[profile] += ones(served & rows_with(people, start, "profile", profile))


@rule
def count_barriers(people, start, served, tally):
    """Barriers of everybody in receipt, mitigated or not."""
    for k in range(N_BARRIERS):
        count = ones(served & rows_that(people, start, "has", k))
        tally.barrier[k] += count
        tally.features_nine += count if k < N_FEATURES else 0
        tally.aged_50 += count if k == AGE_50 else 0
        tally.carers += count if k == CARE else 0


@rule
def count_features(people, start, served, tally):
    """Features of everybody in receipt, as far as they are not mitigated by half."""
    ill = open_rows(people, start, HEALTH)
    unskilled = open_rows(people, start, VOCATIONAL)
    one, two, four = features_of_rows(people, start, ill, unskilled)
    tally.count_0 += ones(served & ~(one | two | four))
    tally.count_1 += ones(served & one & ~(two | four))
    tally.count_2 += ones(served & two & ~(one | four))
    tally.count_3 += ones(served & (four | one & two))
    tally.ill += ones(served & ill)
    tally.unskilled += ones(served & unskilled)


@rule
def count_jobs(people, start, there, tally):
    """Kinds of contract of everybody followed in part-time or full-time work."""
    part_time = rows_with(people, start, "employment", PART_TIME)
    works = there & (part_time | rows_with(people, start, "employment", FULL_TIME))
    tally.permanent += ones(works & rows_with(people, start, "contract", PERMANENT))
    tally.fixed_term += ones(works & rows_with(people, start, "contract", FIXED_TERM))
    tally.temp += ones(works & rows_with(people, start, "contract", TEMP))


@kernel
def count_adults(state, first, end):
    """Adults in receipt, and those of them who have been in receipt for long."""
    tally, par = state.tally[0], state.par[0].demography
    adult_from, long_from = math.ceil(par.adult_from), math.ceil(par.long_receipt_months)
    adults, long = np.uint16(0), np.uint16(0)
    for i in range(first, end):
        person = state.people[i]
        adult = (person.receipt != 0) & (person.age >= adult_from)
        adults = np.uint16(adults + adult)
        long = np.uint16(long + (adult & (person.window_count >= long_from)))
    tally.adults += int(adults)
    tally.long_receipt += int(long)


@rule
def open_rows(people, start, barrier):
    """Who of 64 rows has a barrier that is not mitigated by half."""
    return rows_that(people, start, "has", barrier) & ~rows_that(people, start, "halved", barrier)


@rule
def features_of_rows(people, start, ill, unskilled):
    """`features_of` 64 rows, as binary digits: bits of ones, of twos and of fours."""
    education = unskilled | open_rows(people, start, SCHOOL)
    origin = rows_that(people, start, "has", MIGRATED) | open_rows(people, start, LANGUAGE)
    one_a, two_a = sum_of_three(
        rows_that(people, start, "has", LONG_RECEIPT),
        rows_that(people, start, "has", AGE_50),
        rows_that(people, start, "has", MOTHER),
    )
    one_b, two_b = sum_of_three(ill, open_rows(people, start, CARE), education)
    one, two_c = sum_of_three(one_a, one_b, origin)
    two, four = sum_of_three(two_a, two_b, two_c)
    return one, two, four


@rule
def sum_of_three(first, second, third):
    """Sum of three bits, in each of 64 places: its ones and its twos."""
    either = first ^ second
    return either ^ third, first & second | either & third
