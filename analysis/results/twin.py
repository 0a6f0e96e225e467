"""Twin lives: the same person with the same luck in two arms, as data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.measures.persons import NOTICEABLE, People, matched, mean_participation
from analysis.measures.small_cells import hidden_groups
from analysis.results.comparison import Comparison
from analysis.results.plain import plain
from experiments.lives import Lives, Parting

type Rule = Literal["median", "gains", "loses"]
RULES: tuple[Rule, ...] = ("median", "gains", "loses")


@dataclass(frozen=True)
class Twin:
    """One person in both arms.

    rule: by which it was chosen, "" if by its identity; change: mean participation with the arm
    less that with the base, points; parting: None if nothing decided ever differs; place: of the
    person in `Twins.base` and `Twins.other`.
    """

    person: int
    rule: str
    change: float
    parting: Parting | None
    place: int


@dataclass(frozen=True)
class Twins:
    """Some people in two arms.

    arm: compared with the base; draw, pair, seed: of which world they are; shares: of all people of
    this pair, in per cent, by rule (noticeably more, noticeably less, neither); NaN of those that
    must not be shown: they are too few real people, or would tell of such.
    """

    comparison: Comparison
    arm: str
    draw: int | None
    pair: int
    seed: int
    shares: Mapping[str, float]
    people: tuple[Twin, ...]
    base: Lives
    other: Lives

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines."""
        return {
            "arm": self.arm,
            "draw": self.draw,
            "pair": self.pair,
            "seed": self.seed,
            "shares": {rule: plain(share) for rule, share in self.shares.items()},
            "people": [
                {
                    "person": None if self.comparison.fewest_people else one.person,
                    "rule": one.rule,
                    "change": one.change,
                    "parting": None if one.parting is None else asdict(one.parting),
                }
                for one in self.people
            ],
        }


def medoid(comparison: Comparison, arm: str, outcomes: tuple[str, ...]) -> int:
    """The place among finished pairs of the one that is least far from all draws.

    Its draw has the differences nearest to the mean of all draws, each outcome in units of its
    spread; of the pairs of that draw it is the first.
    """
    values = comparison.values[list(outcomes)]
    base = values.xs(comparison.plan.base.name, level="arm").to_numpy(dtype=float)
    differences = values.xs(arm, level="arm").to_numpy(dtype=float) - base
    draws = comparison.draws if comparison.draws is not None else np.arange(len(differences))
    known = np.unique(draws)
    means = np.array([differences[draws == draw].mean(axis=0) for draw in known])
    spread = means.std(axis=0)
    far = (((means - means.mean(axis=0)) / np.where(spread > 0, spread, 1.0)) ** 2).sum(axis=1)
    return int(np.flatnonzero(draws == known[int(np.argmin(far))])[0])


class Change(NamedTuple):
    """Of everybody who was followed: identity, change of mean participation, months of receipt."""

    people: np.ndarray
    points: np.ndarray
    receipt: np.ndarray


def changes(base: People, arm: People) -> Change:
    """How everybody fares who was followed in both; months of receipt in the base."""
    base, arm = matched(base, arm)
    change = mean_participation(arm) - mean_participation(base)
    known = np.isfinite(change)
    return Change(base["id"][known], change[known], base["months_receipt"][known])


def shares(change: np.ndarray, fewest: int = 0) -> dict[str, float]:
    """Of all people, in per cent: how many each rule speaks for.

    fewest: people without whom a share is not told (NaN), nor one from which it would follow.
    """
    gains = 100.0 * float((change > NOTICEABLE).mean())
    loses = 100.0 * float((change < -NOTICEABLE).mean())
    found = {"median": 100.0 - gains - loses, "gains": gains, "loses": loses}
    if fewest:
        people = pd.DataFrame([found]) * change.size / 100.0
        found |= dict.fromkeys(hidden_groups(people, fewest), float("nan"))
    return found


def chosen(found: Change, rule: Rule) -> int | None:
    """The person of a rule: the median of all, of those who gain, of those who lose.

    None if there is nobody; of several that are as near, the one who is in receipt longest, and of
    these the one with the smallest identity.
    """
    people, change, receipt = found
    within = {
        "median": np.ones(change.size, bool),
        "gains": change > NOTICEABLE,
        "loses": change < -NOTICEABLE,
    }[rule]
    if not within.any():
        return None
    middle = float(np.median(change[within]))
    far = np.abs(change[within] - middle)
    nearest = np.flatnonzero(within)[far == far.min()]
    longest = nearest[receipt[nearest] == receipt[nearest].max()]
    return int(people[longest].min())
