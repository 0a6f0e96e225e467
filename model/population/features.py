"""Features, burdens and jobs of a sample: who has them first, through scores.

A score is a latent factor (shared with age and duration), the weights of what else is true of the
person, and noise. The highest scores have the feature, as many as the margin says: prevalences are
met by construction, raking only repairs what households bring with them.
"""

from collections.abc import Mapping

import numpy as np

from model.population.composition import SCORES, Composition
from model.population.sample import ELB_FROM, MONTHS, YOUTH, Array, Draws, Sample, Slot, ranks
from model.vocabulary import (
    AGE_50,
    BARRIERS,
    CONTRACTS,
    COUPLE_WITH_CHILDREN,
    EMPLOYMENTS,
    FEMALE,
    HELPER,
    HOUSEHOLDS,
    LONE_PARENT,
    LONG_RECEIPT,
    MALE,
    MOTHER,
    N_BARRIERS,
    NO_JOB,
    SELF_EMPLOYED,
    SKILLED,
    VOCATIONAL,
)

OLDER_FROM = 50 * MONTHS
YOUNG_UNTIL = 25 * MONTHS
SMALL_UNTIL = 3 * MONTHS
LONG_FROM = 21  # of 24 months
ADULT_FROM = 17 * MONTHS
DRAWN = (
    "migrated",
    "language",
    "vocational",
    "school",
    "health",
    "care",
    "debt",
    "addiction",
    "crisis",
)
EMPLOYED_KINDS = ("mini_job", "part_time", "full_time")


def features(sample: Sample, shares: Mapping[str, float], shape: Composition, draws: Draws) -> None:
    """Fill people["has"], shape (n, 12): structural features first, the others by score.

    shares: prevalence by feature over all persons, as the margins say.
    """
    people = sample.people
    has = np.zeros((people["age"].size, N_BARRIERS), dtype=bool)
    people["has"] = has
    adult_woman = (people["role"] != YOUTH) & (people["sex"] == FEMALE)
    youngest = sample.of_household("children")[:, 0]
    has[:, AGE_50] = people["age"] >= OLDER_FROM
    has[:, LONG_RECEIPT] = people["window_count"] >= LONG_FROM
    has[:, MOTHER] = adult_woman & (youngest >= 0)
    people["small_child_mother"] = has[:, MOTHER] & (youngest < SMALL_UNTIL)
    for name in DRAWN:
        eligible = ~people["pupil"] if name in ("school", "vocational") else None
        if name == "migrated":
            flagged = sample.of_household("migrated")
        else:
            flagged = _highest(sample, name, shares[name], shape, draws, eligible)
        has[:, BARRIERS.index(name)] = flagged


def covariates(sample: Sample) -> dict[str, Array]:
    """What is true of each person, by the names scores may use."""
    people, kind = sample.people, sample.of_household("kind")
    has = people["has"]
    found = {name: has[:, index] for index, name in enumerate(BARRIERS)}
    found["female"], found["male"] = people["sex"] == FEMALE, people["sex"] == MALE
    found["under_25"] = people["age"] < YOUNG_UNTIL
    found["age_25_49"] = ~found["under_25"] & ~found["age_50"]
    found["lone_parent"] = (kind == LONE_PARENT) & (people["role"] != YOUTH)
    found["couple_with_children"] = kind == COUPLE_WITH_CHILDREN
    found["small_child_mother"] = people["small_child_mother"]
    return found


def _scores(sample: Sample, name: str, shape: Composition, draws: Draws) -> Array:
    """Score of each person; one noise for all members where the file says `household`."""
    table, people = shape["score"][name], sample.people
    identity = (
        people["identity"] - people["member"] if table.get("household") else people["identity"]
    )
    result = draws.normal(Slot.SCORE + SCORES.index(name), identity)
    result = result + table.get("factor", 0) * people["factor"]
    for key, values in covariates(sample).items():
        if key in table:
            result = result + table[key] * values
    final: Array = result
    return final


def _highest(
    sample: Sample,
    name: str,
    share: float,
    shape: Composition,
    draws: Draws,
    eligible: Array | None = None,
) -> Array:
    """The persons with the highest scores, `share` of all, among the eligible."""
    score = _scores(sample, name, shape, draws)
    if eligible is not None:
        score = np.where(eligible, score, -np.inf)
    count = min(round(share * score.size), int(np.isfinite(score).sum()))
    flagged = np.zeros(score.size, dtype=bool)
    flagged[np.argsort(-score, kind="stable")[:count]] = True
    return flagged


def jobs(sample: Sample, shares: Mapping[str, float], shape: Composition, draws: Draws) -> None:
    """Employment while in receipt with contract, level, hours, wage and tenure.

    shares: `employed` of all persons; `mini_job`, `part_time`, `full_time` of the employed, the
    rest self-employed. Nobody is in an apprenticeship or a subsidised job at the start.
    """
    people = sample.people
    size = people["age"].size
    employed = _highest(sample, "employed", shares["employed"], shape, draws, ~people["pupil"])
    own = 1 - sum(shares[name] for name in EMPLOYED_KINDS)
    alone = _highest(sample, "self_employed", own * shares["employed"], shape, draws, employed)
    people["employment"] = np.full(size, NO_JOB)
    people["employment"][alone] = SELF_EMPLOYED
    dependent = np.flatnonzero(employed & ~alone)
    hours = _scores(sample, "hours", shape, draws)[dependent]
    rank = ranks(hours, np.zeros(dependent.size, dtype=np.int64))
    edges = np.cumsum([shares[name] for name in EMPLOYED_KINDS]) / (1 - own)
    codes = np.array([EMPLOYMENTS.index(name) for name in EMPLOYED_KINDS])
    chosen = np.minimum(np.searchsorted(edges, rank), codes.size - 1)
    people["employment"][dependent] = codes[chosen]
    _terms(sample, shape, draws)


def _terms(sample: Sample, shape: Composition, draws: Draws) -> None:
    """Contract, level, hours, net wage and tenure of those who work."""
    people = sample.people
    size, identity = people["age"].size, people["identity"]
    for name in ("contract", "level", "tenure"):
        people[name] = np.zeros(size, dtype=np.int64)
    people["hours"], people["wage"] = np.zeros(size), np.zeros(size)
    spread = 1 + shape["jobs"]["spread"] * (2 * draws.uniform(Slot.WAGE, identity) - 1)
    tenure, contract = draws.uniform(Slot.TENURE, identity), draws.uniform(Slot.CONTRACT, identity)
    for name, table in shape["job"].items():
        here = people["employment"] == EMPLOYMENTS.index(name)
        people["hours"][here] = table["hours"]
        people["wage"][here] = (table["wage"] * spread)[here]
        months = np.interp(tenure[here], shape.quantiles, table["tenure"])
        since_15 = people["age"][here] - ELB_FROM
        people["tenure"][here] = np.minimum(months, since_15).astype(np.int64)
        weights = [table["contracts"][key] for key in CONTRACTS[1:]]
        if sum(weights) > 0:
            edges = np.cumsum(weights) / sum(weights)
            codes = np.minimum(np.searchsorted(edges, contract[here]), len(weights) - 1)
            people["contract"][here] = 1 + codes
    skilled = draws.uniform(Slot.LEVEL, identity) < shape["jobs"]["skilled_with_degree"]
    skilled &= (people["employment"] != NO_JOB) & ~people["has"][:, VOCATIONAL]
    people["level"] = np.where(skilled, SKILLED, HELPER)


def circumstances(
    sample: Sample, shares: Mapping[str, float], shape: Composition, draws: Draws
) -> None:
    """Close relationships, engagement, rent and use of education-and-participation benefits."""
    people, households = sample.people, sample.households
    kind, rows = sample.of_household("kind"), np.arange(households["kind"].size)
    for name, slot in (("relationships", Slot.RELATIONSHIPS), ("engagement", Slot.ENGAGEMENT)):
        means = np.array([shape["person"][name][household] for household in HOUSEHOLDS])
        width = shape["person"][f"{name}_spread"]
        drawn = draws.uniform(slot, people["identity"]) - 0.5
        people[name] = np.clip(means[kind] + width * drawn, 0, 1)
    heads = households["size"] + (households["children"] >= 0).sum(axis=1)
    rent = shape["rent"]["first"] + shape["rent"]["further"] * (heads - 1)
    around = 1 + shape["rent"]["spread"] * (2 * draws.uniform(Slot.RENT, rows) - 1)
    households["rent"] = rent * around
    family = households["children"][:, 0] >= 0
    order = draws.normal(Slot.SCORE + SCORES.index("but"), rows * 1)
    rank = ranks(np.where(family, -order, np.inf), np.zeros(rows.size, dtype=np.int64))
    households["but"] = family & (rank < shares["but"] * family.mean())
