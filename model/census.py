"""The census at the end of every second year: who is in receipt, and what has become of entrants.

A plain pass over everybody followed; each year it would cost two per cent of a run. It counts what
the months do not (`model.tally.YEAR_END`), reading histories that people carry as bits, newest
first: receipt of 32 months, starts of insured work of 64. It changes nothing but counters.
"""

from typing import Any

import numpy as np

from model.compiled import kernel, rule
from model.lowering import ones
from model.state import State
from model.vocabulary import (
    AGH,
    FEMALE,
    FULL_TIME,
    HEALTH,
    IN_SERVICE,
    LANGUAGE,
    LONE_PARENT,
    LONG_RECEIPT,
    MAX_CHILDREN,
    MINI_JOB,
    NO_JOB,
    OTHERS,
    PART_TIME,
    SCHOOL,
    SELF_EMPLOYED,
    VOCATIONAL,
)

YEAR = 12
EVERY = 24  # months from census to census
WINDOW, LONG = 24, 21  # months in receipt of so many months: long receipt
ADULT = 204  # months: 17 and older
SMALL_CHILD, CHILD, YOUNG = 36, 180, 300  # months: under three, under 15, under 25
SEEN_STARTS = 8  # months of starts for which the 24 months before are seen in 32
SECURED = 3  # months after which a household is looked at
COHORT = 84  # months after which those who came are looked at, for a year
ALL_YEAR = (1 << YEAR) - 1
ENTRIES = (1 << SEEN_STARTS) - 1


def take_census(state: State, month: int) -> None:
    """Add the counts of a census to the month's tally; `month` of the run, from 0."""
    count_people(state, month)
    count_households(state)


@rule
def was_long(window: Any, months_ago: int, age: int) -> bool:
    """True if a person was in long receipt in the month before a month so many months ago."""
    before: Any = np.uint64((window >> (months_ago + 1)) & ((1 << WINDOW) - 1))
    return ones(before) >= LONG and age >= ADULT


@rule
def came(window: int, months_ago: int, arrived_ago: int) -> bool:
    """True if receipt began so many months ago, with none in the year before."""
    there = (window >> months_ago) & 1 == 1 and months_ago <= arrived_ago
    return there and (window >> (months_ago + 1)) & ALL_YEAR == 0


@rule
def began(window: Any) -> Any:
    """True if receipt began in some month that entries are looked at in, for whatever time."""
    return (window & ~(window >> 1)) >> YEAR & ENTRIES != 0


@rule
def left_within_a_year(window: int, months_ago: int) -> bool:
    """True if some month of the twelve after an entry was without receipt."""
    return (window >> (months_ago - YEAR)) & ALL_YEAR != ALL_YEAR


@rule
def in_measure(person: Any) -> Any:
    """True in an AGH, a course or training."""
    if person.busy == 0:
        return False
    served = person.stage[AGH] == IN_SERVICE or person.stage[VOCATIONAL] == IN_SERVICE
    taught = person.stage[SCHOOL] == IN_SERVICE or person.stage[LANGUAGE] == IN_SERVICE
    return served or taught


@rule
def child_under(household: Any, months: int) -> int:
    """Children of a household younger than so many months."""
    count = 0
    for child in range(MAX_CHILDREN):
        count += 0 <= household.child_age[child] < months
    return count


@rule
def set_aside(person: Any, par: Any) -> Any:
    """True if the office does not place a person any more who is old (§ 53a SGB II) or sick.

    By the profile that it gives, not by the letter of the law: the rule asks whether work was
    offered, and nationally held for 3.8 % (bt_18_11392), not for all whom age and receipt allow.
    """
    if person.profile != OTHERS or person.spell < par.profile_after:
        return False
    old = person.age >= par.older_from and person.has[LONG_RECEIPT] != 0
    return old or person.has[HEALTH] != 0


@rule
def registered(person: Any, households: Any, par: Any) -> Any:
    """Jobless as registered, as far as the model can tell: at most a mini-job, free to work."""
    if person.employment not in (NO_JOB, MINI_JOB) or person.pupil or in_measure(person):
        return False
    if set_aside(person, par):
        return False
    if person.sex != FEMALE or person.family == 0:
        return True
    return child_under(households[person.household], SMALL_CHILD) == 0


@rule
def count_starts(tally: Any, window: Any, starts: Any, sex: int, age: int) -> None:
    """Integrations of the year by sex; those of the last months by receipt before and after."""
    of_year: Any = np.uint64(starts & ALL_YEAR)
    year = ones(of_year)
    tally.starts_women += year if sex == FEMALE else 0
    tally.starts_men += year if sex != FEMALE else 0
    for ago in range(SEEN_STARTS):
        if starts >> ago & 1:
            long = was_long(window, ago, age)
            tally.starts_seen += 1
            tally.starts_long += long
            if ago >= SECURED and not (window >> (ago - SECURED)) & 1:
                tally.secured_seen += 1
                tally.secured_long += long


@rule
def count_entry(tally: Any, window: Any, month: int, arrived_ago: int) -> None:
    """Who came 12 to 19 months ago, and has left since: only months of the run are looked at."""
    for ago in range(YEAR, min(month, YEAR + SEEN_STARTS - 1) + 1):
        if came(window, ago, arrived_ago):
            tally.entrants += 1
            tally.entrants_left += left_within_a_year(window, ago)


@rule
def count_cohort(tally: Any, person: Any) -> None:
    """What has become of somebody who arrived 84 to 95 months ago."""
    away = person.months_followed - person.months_receipt
    tally.entrants_7 += 1
    tally.entrants_7_gone += person.receipt == 0 and person.months_out >= away
    tally.entrants_7_long += 4 * person.months_receipt >= 3 * person.months_followed


@rule
def count_person(tally: Any, person: Any, households: Any, par: Any) -> None:
    """Somebody in receipt: sex, kind of job, and whether registered as jobless."""
    tally.year_stock += 1
    tally.women += person.sex == FEMALE
    if person.employment != NO_JOB:
        tally.in_mini_job += person.employment == MINI_JOB
        tally.in_part_time += person.employment == PART_TIME
        tally.in_full_time += person.employment == FULL_TIME
        tally.in_self_employment += person.employment == SELF_EMPLOYED
    if registered(person, households, par):
        tally.registered += 1
        if person.age < YOUNG:
            tally.registered_young += 1
            tally.registered_young_unqualified += (
                person.has[VOCATIONAL] != 0 or person.has[SCHOOL] != 0
            )


@rule
def count_lone_parent(tally: Any, person: Any, small_child: bool) -> None:
    """A lone parent in receipt: child, job and degrees."""
    tally.lone_households += 1
    tally.lone_households_small += small_child
    tally.lone_parents += 1
    if person.employment == NO_JOB:
        tally.lone_idle += 1
        tally.lone_idle_unskilled += person.has[VOCATIONAL] != 0
        tally.lone_idle_school += person.has[SCHOOL] != 0
    else:
        tally.lone_employed += 1


@kernel
def count_people(state: Any, month: int) -> None:
    """Count everybody followed; `month` of the run, from 0.

    Few have begun work or receipt of late: most are asked no further.
    """
    tally, par = state.tally[0], state.par[0].casework
    for i in range(state.size[0]):
        person = state.people[i]
        window, starts = np.int64(person.receipt_window), np.int64(person.starts)
        if starts & ALL_YEAR != 0:
            count_starts(tally, window, starts, person.sex, person.age)
        arrived_ago = month - person.entered
        if began(window):
            count_entry(tally, window, month, arrived_ago)
        if COHORT <= arrived_ago < COHORT + YEAR and person.entered >= 0:
            count_cohort(tally, person)
        if person.receipt:
            count_person(tally, person, state.households, par)


@kernel
def count_households(state: Any) -> None:
    """Count households in receipt, and lone parents: the first of their household."""
    tally = state.tally[0]
    for h in range(state.size[1]):
        household = state.households[h]
        if household.receipt:
            tally.year_households += 1
            tally.children_under_15 += child_under(household, CHILD)
            head = state.people[household.first]
            if household.kind == LONE_PARENT and head.receipt:
                count_lone_parent(tally, head, child_under(household, SMALL_CHILD) > 0)
