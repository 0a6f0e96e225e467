"""Measures of a population: what margins count, by name, as sums over each household.

The counts of features follow pattern P8: education counts once (school or vocational degree
missing), migration and language count once, the others one each: seven in all.
"""

from collections.abc import Callable

import numpy as np

from model.population.features import ADULT_FROM, OLDER_FROM, SMALL_UNTIL, YOUNG_UNTIL
from model.population.sample import MONTHS, YOUTH, Array, Sample
from model.vocabulary import (
    AGE_50,
    BARRIERS,
    CARE,
    COUPLE,
    COUPLE_WITH_CHILDREN,
    EMPLOYMENTS,
    FEMALE,
    HEALTH,
    LANGUAGE,
    LONE_PARENT,
    LONG_RECEIPT,
    MIGRATED,
    MOTHER,
    NO_JOB,
    SCHOOL,
    SINGLE,
    VOCATIONAL,
)

AGE_35 = 35 * MONTHS
AGE_58 = 58 * MONTHS
COUNTED_TO = 3  # three and more are one class

Rule = Callable[[Sample], Array]


def counted_features(has: Array) -> Array:
    """Number of features counted as in P8 from has (n, 12): seven, education and origin once."""
    flags = has.astype(bool)
    education = flags[:, SCHOOL] | flags[:, VOCATIONAL]
    origin = flags[:, MIGRATED] | flags[:, LANGUAGE]
    single = flags[:, [HEALTH, LONG_RECEIPT, AGE_50, CARE, MOTHER]].sum(axis=1)
    result: Array = single + education + origin
    return result


def _people(rule: Rule) -> Rule:
    """A rule about persons as a sum over each household."""
    return lambda sample: sample.sums(rule(sample))


def _lone(sample: Sample) -> Array:
    result: Array = (sample.of_household("kind") == LONE_PARENT) & (sample.people["role"] != YOUTH)
    return result


def _ages(low: int, high: int) -> Rule:
    return _people(lambda s: (s.people["age"] >= low) & (s.people["age"] < high))


def _barrier(index: int) -> Rule:
    return _people(lambda s: s.people["has"][:, index])


def _job(code: int) -> Rule:
    return _people(lambda s: s.people["employment"] == code)


def _kind(code: int) -> Rule:
    return lambda s: (s.households["kind"] == code).astype(float)


def _counted(number: int) -> Rule:
    def rule(sample: Sample) -> Array:
        counts = np.minimum(counted_features(sample.people["has"]), COUNTED_TO)
        return sample.sums(counts == number)

    return rule


def _children(sample: Sample) -> Array:
    result: Array = (sample.households["children"] >= 0).sum(axis=1).astype(float)
    return result


MEASURES: dict[str, Rule] = {
    "elb": lambda s: s.households["size"].astype(float),
    "elb_17": _people(lambda s: s.people["age"] >= ADULT_FROM),
    "households": lambda s: np.ones(s.households["kind"].size),
    "families": lambda s: (s.households["children"][:, 0] >= 0).astype(float),
    "small_child_families": lambda s: (
        (s.households["children"][:, 0] >= 0) & (s.households["children"][:, 0] < SMALL_UNTIL)
    ).astype(float),
    "but_families": lambda s: s.households["but"].astype(float),
    "children_under_15": _children,
    "rent": lambda s: s.households["rent"],
    "singles": _kind(SINGLE),
    "lone_parent_households": _kind(LONE_PARENT),
    "couples": _kind(COUPLE),
    "couples_with_children": _kind(COUPLE_WITH_CHILDREN),
    "women": _people(lambda s: s.people["sex"] == FEMALE),
    "under_25": _ages(0, YOUNG_UNTIL),
    "age_25_34": _ages(YOUNG_UNTIL, AGE_35),
    "age_50": _people(lambda s: s.people["age"] >= OLDER_FROM),
    "age_58": _people(lambda s: s.people["age"] >= AGE_58),
    "pupils": _people(lambda s: s.people["pupil"]),
    "lone_parents": _people(_lone),
    "lone_mothers": _people(lambda s: _lone(s) & (s.people["sex"] == FEMALE)),
    "lone_parents_employed": _people(lambda s: _lone(s) & (s.people["employment"] != NO_JOB)),
    "mothers": _barrier(MOTHER),
    "mothers_small_child": _people(lambda s: s.people["small_child_mother"]),
    "employed": _people(lambda s: s.people["employment"] != NO_JOB),
    "no_job_no_school": _people(
        lambda s: (s.people["employment"] == NO_JOB) & ~s.people["pupil"].astype(bool)
    ),
    "long_receipt": _people(
        lambda s: s.people["has"][:, LONG_RECEIPT].astype(bool) & (s.people["age"] >= ADULT_FROM)
    ),
    **{name: _job(EMPLOYMENTS.index(name)) for name in EMPLOYMENTS[1:]},
    **{
        name: _barrier(index)
        for index, name in enumerate(BARRIERS)
        if name not in ("age_50", "long_receipt", "mother")
    },
    **{f"features_{number}": _counted(number) for number in range(COUNTED_TO + 1)},
}
