"""Own need: a child who earns what it needs itself is no member of the Bedarfsgemeinschaft.

Law (law_2015), § 7 (3) no. 2 and 4 SGB II: children who live with their parents belong to them as
long as they are under 25 and cannot cover their own need. Children are whoever stands behind the
head and a partner. The own need is the standard need and the rent by heads:
    income ≥ need_youth + rent / heads
Whoever covers it is out of receipt, and neither need nor income counts for the others. From 25 a
child who does not cover it has a claim of its own; the model judges it with the parents (TRACE).
Part of the process employment.
"""

from model.barriers import children_of
from model.compiled import rule
from model.vocabulary import COUPLE, COUPLE_WITH_CHILDREN


@rule
def heads_of(household):
    """Persons by whom the rent is divided: members who are there, and children."""
    return max(1, int(household.adults) + children_of(household))


@rule
def members_of(household):
    """Members who are there and are not on their own; none is possible."""
    return max(0, int(household.adults) - int(household.apart))


@rule
def is_child(place, kind):
    """True for members behind the head and a partner; place: 0 is the head."""
    return place > ((kind == COUPLE) | (kind == COUPLE_WITH_CHILDREN))


@rule
def covers_own_need(place, income, household, par):
    """True if a member is a child whose creditable income covers the own need."""
    own = par.need_youth + household.rent / heads_of(household)
    return is_child(place, household.kind) & (income >= own)


@rule
def stand_apart(person, household, now):
    """A person begins or ends to be on the own; the household is looked at again."""
    if person.apart != now:
        household.apart += 1 if now else -1
        household.stirred = 1
        person.apart = now
