"""A sample of Bedarfsgemeinschaften: who lives together, how old, since when in receipt.

Every draw is a function of (seed, sample, household, member, slot): the same file and seed give the
same people on any machine. Shares are quotas or ranks wherever possible, so that little is left to
chance before the sample is raked to the margins.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.population.composition import GROUPS, Composition
from model.streams import Decision, uniforms
from model.vocabulary import (
    COUPLE,
    COUPLE_WITH_CHILDREN,
    FEMALE,
    HOUSEHOLDS,
    LONE_PARENT,
    MALE,
    MAX_CHILDREN,
)

Array = NDArray[Any]

HEAD, PARTNER, YOUTH = range(3)
MONTHS = 12
WINDOW = 24
ELB_FROM = 15 * MONTHS
NO_CHILD = -1
CHILD_MAX = ELB_FROM - 1
MEMBERS_MAX = 16  # identities reserved for one household


class Slot(IntEnum):
    """What a draw of the population is for; part of the draw."""

    MIGRATED = auto()
    SPACE = auto()
    ADULTS = auto()
    YOUTHS = auto()
    FACTOR = auto()
    AGE = auto()
    PARTNER_AGE = auto()
    SEX = auto()
    CHILDREN = auto()
    YOUNGEST = auto()
    GAP = auto()
    PUPIL = auto()
    SPELL = auto()
    EARLIER = auto()
    BREAK = auto()
    TENURE = auto()
    CONTRACT = auto()
    LEVEL = auto()
    WAGE = auto()
    RELATIONSHIPS = auto()
    ENGAGEMENT = auto()
    RENT = auto()
    SCORE = 100  # and the following, one a score; normal draws use two slots each


@dataclass(frozen=True)
class Draws:
    """Uniform and normal numbers by identity; stock and arrivals have streams of their own."""

    seed: int
    group: str

    def uniform(self, slot: int, identities: Array) -> Array:
        """Uniform (0, 1), shape of `identities`."""
        stream = GROUPS.index(self.group)
        return uniforms(self.seed, Decision.POPULATION, stream, identities, 2 * slot)

    def normal(self, slot: int, identities: Array) -> Array:
        """Standard normal (Box–Muller), shape of `identities`."""
        stream = GROUPS.index(self.group)
        first = uniforms(self.seed, Decision.POPULATION, stream, identities, 2 * slot)
        second = uniforms(self.seed, Decision.POPULATION, stream, identities, 2 * slot + 1)
        result: Array = np.sqrt(-2 * np.log(first)) * np.cos(2 * np.pi * second)
        return result


@dataclass
class Sample:
    """Households and people as arrays by name; `people["household"]` counts rows of households."""

    households: dict[str, Array] = field(default_factory=dict)
    people: dict[str, Array] = field(default_factory=dict)

    def of_household(self, name: str) -> Array:
        """A household column seen from each person."""
        found: Array = self.households[name][self.people["household"]]
        return found

    def sums(self, values: Array) -> Array:
        """Sum of a person column over each household."""
        size = self.households["kind"].size
        result: Array = np.bincount(self.people["household"], values.astype(float), size)
        return result


def ranks(scores: Array, groups: Array) -> Array:
    """Rank of each score inside its group, as a number between 0 and 1 (lowest first)."""
    order = np.lexsort((scores, groups))
    sizes = np.bincount(groups)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    result = np.empty(scores.size)
    result[order] = np.arange(scores.size) - starts[groups[order]]
    ranked: Array = (result + 0.5) / sizes[groups]
    return ranked


def _choice(shares: list[float], draws: Array) -> Array:
    """Index drawn with the given shares (rescaled to add up to 1)."""
    edges = np.cumsum(shares) / np.sum(shares)
    result: Array = np.minimum(np.searchsorted(edges, draws), len(shares) - 1)
    return result


def structure(
    size: int, spaces: Mapping[str, Array], migrated: float, shape: Composition, draws: Draws
) -> Sample:
    """Households with kind, Sozialraum and immigration, and their members with a role.

    spaces: `elb` (weights), `migrated` and `lone_parents` (relative to the city), each (n_spaces,);
    migrated: share of households that have immigrated.
    """
    sample, rows = Sample(), np.arange(size)
    households = sample.households
    shares = [shape.group(draws.group)["kind"][name] for name in HOUSEHOLDS]
    households["kind"] = _choice(shares, (rows + 0.5) / size)
    households["migrated"] = draws.uniform(Slot.MIGRATED, rows) < migrated
    households["sozialraum"] = _spaces(households, spaces, migrated, shares, draws)
    members = shape["members"]
    couple = np.isin(households["kind"], (COUPLE, COUPLE_WITH_CHILDREN))
    second = couple & (draws.uniform(Slot.ADULTS, rows) < members["second_adult"])
    chance = draws.uniform(Slot.YOUTHS, rows)
    lone, family = households["kind"] == LONE_PARENT, households["kind"] == COUPLE_WITH_CHILDREN
    youths = np.where(lone, _choice(members["lone_parent_youths"], chance), 0)
    youths = np.where(family, _choice(members["couple_youths"], chance), youths)
    households["size"] = 1 + second + youths
    people = sample.people
    people["household"] = np.repeat(rows, households["size"])
    starts = np.cumsum(households["size"]) - households["size"]
    people["member"] = np.arange(people["household"].size) - starts[people["household"]]
    adults = (1 + second)[people["household"]]
    role = np.where(people["member"] == 0, HEAD, PARTNER)
    people["role"] = np.where(people["member"] >= adults, YOUTH, role)
    people["identity"] = people["household"] * MEMBERS_MAX + people["member"]
    return sample


def _spaces(
    households: dict[str, Array],
    spaces: Mapping[str, Array],
    migrated: float,
    kinds: list[float],
    draws: Draws,
) -> Array:
    """Sozialraum of each household: more immigrated and lone parents where the place says so."""
    lone_share = kinds[LONE_PARENT] / sum(kinds)
    tilts = []
    for relative, share in ((spaces["migrated"], migrated), (spaces["lone_parents"], lone_share)):
        # Bounded: a rate above 1 in one Sozialraum must not make the rest negative.
        with_it = np.minimum(relative * share, 1)
        tilts.append((1 - with_it, with_it))
    chance = draws.uniform(Slot.SPACE, np.arange(households["kind"].size))
    result = np.zeros(chance.size, dtype=np.int64)
    for is_migrated in (0, 1):
        for is_lone in (0, 1):
            here = households["migrated"] == bool(is_migrated)
            here &= (households["kind"] == LONE_PARENT) == bool(is_lone)
            weights = spaces["elb"] * tilts[0][is_migrated] * tilts[1][is_lone]
            if weights.sum() > 0:
                result[here] = _choice(list(weights), chance[here])
    return result


def ages(sample: Sample, shape: Composition, draws: Draws) -> None:
    """Latent factor, sex and age of everybody; youths fit to their parents' age."""
    people, members = sample.people, shape["members"]
    identity, kind, role = people["identity"], sample.of_household("kind"), people["role"]
    loading = np.sqrt(shape["factor"]["correlation"])
    people["factor"] = draws.normal(Slot.FACTOR, identity)
    score = loading * people["factor"]
    score += np.sqrt(1 - loading**2) * draws.normal(Slot.AGE, identity)
    tables = shape.group(draws.group)["age"]
    group = np.where(role == YOUTH, len(HOUSEHOLDS), kind)
    quantile, years = ranks(score, group), np.zeros(group.size)
    for code, name in enumerate((*HOUSEHOLDS, "youth")):
        here = group == code
        years[here] = np.interp(quantile[here], shape.quantiles, tables[name])
    age = years * MONTHS
    head = np.flatnonzero(people["member"] == 0)
    youth = np.minimum(age, members["youth_max"])
    oldest = np.zeros(head.size)
    np.maximum.at(oldest, people["household"][role == YOUTH], youth[role == YOUTH])
    age[head] = np.maximum(age[head], np.where(oldest > 0, oldest + members["parent_age_min"], 0))
    near = age[head][people["household"]]
    near = near + members["partner_age_spread"] * draws.normal(Slot.PARTNER_AGE, identity)
    floor = np.where(oldest > 0, oldest + members["parent_age_min"], 0)[people["household"]]
    partner = np.maximum(np.maximum(near, floor), tables["couple"][0] * MONTHS)
    age = np.where(role == PARTNER, partner, np.where(role == YOUTH, youth, age))
    people["age"] = np.floor(np.clip(age, ELB_FROM, members["age_max"])).astype(np.int64)
    _sexes(sample, members, draws)


def _sexes(sample: Sample, members: Mapping[str, Any], draws: Draws) -> None:
    """Sex: couples of two are a man and a woman, everybody else by chance."""
    people = sample.people
    kind, role = sample.of_household("kind"), people["role"]
    couple = np.isin(kind, (COUPLE, COUPLE_WITH_CHILDREN))
    two = sample.sums(role == PARTNER)[people["household"]] > 0
    chance = np.full(role.size, 0.5)
    adult = role != YOUTH
    chance[adult & (kind == LONE_PARENT)] = members["female_lone_parent"]
    chance[adult & (kind != LONE_PARENT) & ~couple] = members["female_single"]
    chance[adult & couple & ~two] = members["female_sole_adult"]
    chance[couple & two & (role == HEAD)] = 0
    chance[couple & (role == PARTNER)] = 1
    female = draws.uniform(Slot.SEX, people["identity"]) < chance
    people["sex"] = np.where(female, FEMALE, MALE)


def children(sample: Sample, shape: Composition, draws: Draws) -> None:
    """Children under 15 by household, youngest first; pupils among the youths."""
    households, people, members = sample.households, sample.people, shape["members"]
    rows, kind = np.arange(households["kind"].size), households["kind"]
    chance = draws.uniform(Slot.CHILDREN, rows)
    lone, couple = kind == LONE_PARENT, kind == COUPLE_WITH_CHILDREN
    count = np.where(lone, 1 + _choice(members["lone_parent_children"], chance), 0)
    count = np.where(couple, 1 + _choice(members["couple_children"], chance), count)
    adult_age = np.where(people["role"] == YOUTH, members["age_max"], people["age"])
    youngest_adult = np.full(rows.size, members["age_max"], dtype=float)
    np.minimum.at(youngest_adult, people["household"], adult_age)
    oldest_possible = np.clip(youngest_adult - members["parent_age_min"], 0, CHILD_MAX)
    first = ranks(draws.uniform(Slot.YOUNGEST, rows), kind)
    age = np.interp(first, shape.quantiles, members["youngest_child"])
    result = np.full((rows.size, MAX_CHILDREN), NO_CHILD, dtype=np.int64)
    for child in range(MAX_CHILDREN):
        here = count > child
        result[here, child] = np.minimum(age, oldest_possible)[here]
        gap = draws.uniform(Slot.GAP, rows * MEMBERS_MAX + child)
        age = age + np.interp(gap, shape.quantiles, members["child_gap"])
    households["children"] = result
    share = np.interp(people["age"] // MONTHS, members["pupil_age"], members["pupil_share"])
    school_age = people["age"] // MONTHS <= members["pupil_age"][-1]
    pupil = draws.uniform(Slot.PUPIL, people["identity"]) < share
    people["pupil"] = (people["role"] == YOUTH) & school_age & pupil


def receipt(sample: Sample, shape: Composition, draws: Draws) -> None:
    """Months in receipt: one spell a household, by the factor of its head; 24-month window.

    A youth counts as able to work from 15 on: months before that are not in the window, which is
    why long receipt begins at 17.
    """
    people, households = sample.people, sample.households
    kind, rows = households["kind"], np.arange(households["kind"].size)
    loading = np.sqrt(shape["factor"]["correlation"])
    score = loading * people["factor"][people["member"] == 0]
    score += np.sqrt(1 - loading**2) * draws.normal(Slot.SPELL, rows)
    quantile, spell = ranks(score, kind), np.zeros(rows.size)
    tables = shape.group(draws.group)
    for code, name in enumerate(HOUSEHOLDS):
        here = kind == code
        spell[here] = np.interp(quantile[here], shape.quantiles, tables["spell"][name])
    earlier = draws.uniform(Slot.EARLIER, rows) < tables["earlier"]["share"]
    pause = np.interp(
        draws.uniform(Slot.BREAK, rows), shape.quantiles, tables["earlier"]["gap"]
    ).astype(np.int64)
    months = spell.astype(np.int64)
    eligible = people["age"] - ELB_FROM
    people["spell"] = np.minimum(months[people["household"]], eligible)
    back = np.arange(WINDOW)  # 0 = this month
    now = back <= months[:, None]
    before = earlier[:, None] & (back > (months + pause)[:, None])
    bits = (now | before)[people["household"]] & (back <= eligible[:, None])
    people["window"] = bits @ (1 << back)
    people["window_count"] = bits.sum(axis=1)
