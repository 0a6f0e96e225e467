"""Barriers of a person: how they come and go, and how many are open.

A barrier is open as far as no service has mitigated it. Features are counted as published.
"""

from model.compiled import rule
from model.vocabulary import (
    ADDICTION,
    AGE_50,
    CARE,
    COUPLE_WITH_CHILDREN,
    CRISIS,
    DEBT,
    HEALTH,
    LANGUAGE,
    LONE_PARENT,
    LONG_RECEIPT,
    MAX_CHILDREN,
    MIGRATED,
    MOTHER,
    N_BARRIERS,
    SCHOOL,
    VOCATIONAL,
)

COUNTED_ONE_BY_ONE = (LONG_RECEIPT, AGE_50, MOTHER, HEALTH, CARE)
CHANGING = (
    HEALTH,
    LANGUAGE,
    CARE,
    DEBT,
    ADDICTION,
    CRISIS,
)  # barriers that come and go by themselves
HALF = 0.5  # a barrier that is mitigated by half and more is not counted
SMALL_CHILD = 36  # months: § 10 SGB II, a child under three


@rule
def change_of_features(u, present, appear, vanish):
    """Barrier that appears or vanishes this month, −1 none.

    `present`, `appear`, `vanish`: (n_barriers,) 0/1 and chances per month. One draw serves all
    barriers: the chances are laid end to end, so at most one barrier changes in a month.
    """
    left = u
    for k in CHANGING:
        goes, comes = vanish[k], appear[k]
        left -= goes if present[k] else comes
        if left < 0.0:
            return k
    return -1


@rule
def count_open_features(has, mitigated):
    """Sum of (1 − mitigated) over the barriers that are present."""
    total = 0.0
    for k in range(N_BARRIERS):
        if has[k]:
            total += 1.0 - mitigated[k]
    return total


@rule
def open_barriers(person):
    """Barriers of a person that are not mitigated; most people need no look at `mitigated`."""
    if person.eased:
        return count_open_features(person.has, person.mitigated)
    return float(barriers_present(person.has))


@rule
def barriers_present(has):
    """Number of barriers that are present, mitigated or not."""
    count = 0
    for k in range(N_BARRIERS):
        count += has[k]
    return count


@rule
def counted_features(has, mitigated):
    """Features as published: education once, migration and language once, seven in all.

    Without a branch: who has what, nobody can foresee.
    """
    skilled = (has[SCHOOL] == 0) | (mitigated[SCHOOL] >= HALF)
    skilled &= (has[VOCATIONAL] == 0) | (mitigated[VOCATIONAL] >= HALF)
    speaks = (has[LANGUAGE] == 0) | (mitigated[LANGUAGE] >= HALF)
    native = (has[MIGRATED] == 0) & speaks
    healthy = (has[HEALTH] == 0) | (mitigated[HEALTH] >= HALF)
    free = (has[CARE] == 0) | (mitigated[CARE] >= HALF)
    lasting = has[LONG_RECEIPT] + has[AGE_50] + has[MOTHER]
    return lasting + (not skilled) + (not native) + (not healthy) + (not free)


@rule
def features_of(person):
    """Features counted of a person; most people need no look at `mitigated`."""
    if person.eased:
        return counted_features(person.has, person.mitigated)
    return features_present(person.has)


@rule
def features_present(has):
    """`counted_features` of a person without anything mitigated, without a branch."""
    count = 0
    for k in COUNTED_ONE_BY_ONE:
        count += has[k]
    count += (has[SCHOOL] != 0) | (has[VOCATIONAL] != 0)
    count += (has[MIGRATED] != 0) | (has[LANGUAGE] != 0)
    return count


@rule
def has_children(kind):
    """True for household types with children."""
    return (kind == LONE_PARENT) | (kind == COUPLE_WITH_CHILDREN)


@rule
def children_of(household):
    """Children who live in the household."""
    children = 0
    for c in range(MAX_CHILDREN):
        children += household.child_age[c] >= 0
    return children


@rule
def has_small_child(household):
    """True if a child under three lives in the household: motherhood weighs more."""
    found = False
    for c in range(MAX_CHILDREN):
        age = household.child_age[c]
        found = found | ((age >= 0) & (age < SMALL_CHILD))
    return found
