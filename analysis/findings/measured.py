"""What the rules are applied to: a difference, its range, and how many draws lie where.

A draw is a set of assumptions; its difference is the mean over its pairs. Where nothing is drawn,
pairs stand in their place and the range holds chance alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.findings.rules import MARKS, Judgement, judged
from analysis.measures.formulas import FORMS_SHARE, FORMS_STAGE
from analysis.measures.headlines import (
    FEWEST_FOR_INTERVAL,
    FORMS_MOSTLY,
    FORMS_OUTCOME,
    MOSTLY,
    Headline,
)
from analysis.measures.outcomes import OUTCOME
from analysis.paired.differences import level_of_each
from analysis.results.comparison import Comparison
from model.scenario import Scenario
from model.scenario.rival import SPENDS
from model.words import Language, signed_in

FEWEST_FOR_RANGE = 2


@dataclass(frozen=True)
class Finding:
    """One difference of one arm, in the unit shown.

    base, level: of the base and of the arm; low, high: the range, NaN if not known; interval:
    whether the range is a 95 % interval, else smallest to largest; draws: sets of assumptions, or
    pairs where `chance_only`; more, same, less: draws beyond the upper edge of the zone, in it,
    below it.
    """

    base: float
    level: float
    difference: float
    low: float
    high: float
    interval: bool
    draws: int
    chance_only: bool
    more: int
    same: int
    less: int
    judgement: Judgement

    @property
    def mark(self) -> str:
        """The sign of the judgement."""
        return MARKS[self.judgement]

    def signed(self, language: Language, digits: int = 1) -> dict[str, str]:
        """Its mean, low and high as they are written."""
        ends = {"mean": self.difference, "low": self.low, "high": self.high}
        return {key: signed_in(language, end, digits) for key, end in ends.items()}

    @property
    def mostly(self) -> int:
        """+1 or −1 if most draws lie beyond that edge of the zone, else 0."""
        if not self.draws:
            return 0
        return int(self.more >= MOSTLY * self.draws) - int(self.less >= MOSTLY * self.draws)


def headline(comparison: Comparison, one: Headline, arm: str, base: str | None = None) -> Finding:
    """The finding of one goal for an arm against the base, or another arm."""
    d, factor = comparison.difference(one.name, arm, base), one.factor
    own = factor * by_draw(comparison, one.name, arm, base or comparison.plan.base.name)
    low, high = sorted((factor * d.low, factor * d.high))
    levels = (one.offset + factor * d.base_mean, one.offset + factor * d.arm_mean)
    only = comparison.draws is None
    return _made(own, factor * d.difference, (low, high), levels, one.matters, chance_only=only)


def finding(
    comparison: Comparison,
    outcome: str,
    arm: str,
    matters: float | None = None,
) -> Finding:
    """The finding of any outcome, in its own unit. matters: another than that of the outcome."""
    least = OUTCOME[outcome].matters if matters is None else matters
    return headline(comparison, Headline("", outcome, "", 1.0, 0.0, least, 0), arm)


def _made(
    values: np.ndarray,
    mean: float,
    ends: tuple[float, float],
    levels: tuple[float, float],
    matters: float,
    *,
    chance_only: bool,
) -> Finding:
    """A finding. values: of every draw; ends: of the interval, levels: of the base and the arm."""
    count, (low, high) = len(values), ends
    interval = count >= FEWEST_FOR_INTERVAL
    if not interval:
        few = count < FEWEST_FOR_RANGE
        low, high = (float("nan"),) * 2 if few else (float(values.min()), float(values.max()))
    more, less = int((values > matters).sum()), int((values < -matters).sum())
    return Finding(
        base=levels[0],
        level=levels[1],
        difference=mean,
        low=low,
        high=high,
        interval=interval,
        draws=count,
        chance_only=chance_only,
        more=more,
        same=count - more - less,
        less=less,
        judgement=judged(mean, low, high, level=levels[0], matters=matters),
    )


def of_pairs(
    comparison: Comparison, base: np.ndarray, arm: np.ndarray, matters: float, together: int = 1
) -> Finding | None:
    """The finding of what every finished pair says, (pairs,) each; by the rules of the headlines.

    together: how many of its kind are looked at side by side, so that their ranges hold at once.

    None if some pair says nothing: a group may be empty there.
    """
    own = arm - base
    if not own.size or not np.isfinite(own).all():
        return None
    draws = comparison.draws
    values = means_of_draws(own, draws)
    mean, levels = float(own.mean()), (float(base.mean()), float(arm.mean()))
    half = comparison.half_of_mean(own, level_of_each(together))
    ends = (mean - half, mean + half)
    return _made(values, mean, ends, levels, matters, chance_only=draws is None)


def means_of_draws(values: np.ndarray, draws: np.ndarray | None) -> np.ndarray:
    """The mean of every draw over its pairs, (pairs,) → (draws,); of every pair without draws."""
    if draws is None:
        return values
    return np.array([values[draws == draw].mean() for draw in np.unique(draws)])


def by_draw(comparison: Comparison, outcome: str, arm: str, base: str | None = None) -> np.ndarray:
    """An outcome of every draw (or pair), or its difference from `base`: (draws,), known ones."""
    values = comparison.values[outcome]
    own = values.xs(arm, level="arm").to_numpy(dtype=float)
    if base is not None:
        own = own - values.xs(base, level="arm").to_numpy(dtype=float)
    known, draws = np.isfinite(own), comparison.draws
    return means_of_draws(own[known], None if draws is None else draws[known])


@dataclass(frozen=True)
class Formed:
    """In how many draws the network of an arm forms."""

    arm: str
    formed: int
    draws: int

    @property
    def seldom(self) -> bool:
        """Whether that must be said in the second sentence."""
        return self.formed < FORMS_MOSTLY * self.draws


def networks(comparison: Comparison) -> list[Formed]:
    """Of every arm that means to be a network."""
    found = []
    for arm in comparison.plan.others:
        if is_network(arm.scenario):
            shares = by_draw(comparison, FORMS_OUTCOME, arm.name)
            found.append(Formed(arm.name, int((shares >= FORMS_SHARE).sum()), len(shares)))
    return found


def where_formed(
    comparison: Comparison, one: Headline, arm: str, *, formed: bool = True
) -> tuple[float, int]:
    """Difference in one goal over the draws in which a network forms (or does not); how many.

    NaN and 0 if there are none; for an arm that means to be no network, too.
    """
    scenario = next(a.scenario for a in comparison.plan.others if a.name == arm)
    base = comparison.plan.base.name
    own = one.factor * by_draw(comparison, one.name, arm, base)
    shares = by_draw(comparison, FORMS_OUTCOME, arm)
    if not is_network(scenario) or len(own) != len(shares):
        return float("nan"), 0
    meant = own[(shares >= FORMS_SHARE) == formed]
    return (float(meant.mean()) if meant.size else float("nan")), len(meant)


def is_network(scenario: Scenario) -> bool:
    """Whether some form of it has members who may reach the stage at which a network counts."""
    return any(
        levers["stage_cap"] >= FORMS_STAGE
        and levers["membership"] > 0
        and not levers.get(SPENDS, 0.0)  # the rival of a network has none
        for levers in (form.levers for form in scenario.forms)
    )


def noticed(comparison: Comparison, arm: str) -> tuple[float, float] | None:
    """Of 1,000 people, how many have noticeably more participation, and how many less."""
    gains = comparison.gains
    mine = gains[(gains["arm"] == arm) & (gains["dimension"] == "all")]
    if mine.empty:
        return None
    return 10.0 * float(mine["gain"].mean()), 10.0 * float(mine["lose"].mean())


# Where the minutes of coordination come from: total minutes are the same in every arm.
TAKEN_FROM = ("contact", "benefits", "partners")


@dataclass(frozen=True)
class Cost:
    """Full-time posts that an arm binds for coordination, more than the base; and from whom.

    taken: posts less for people (contact), benefits and partners' services; they add up to `posts`.
    """

    arm: str
    posts: float
    taken: Mapping[str, float]


def total_posts(comparison: Comparison) -> float:
    """Full-time posts of the Jobcenter and its partners, the same in every arm."""
    post = comparison.plan.base.scenario.parameters["place.minutes_per_post"]
    return float(comparison.monthly["minutes_total"].mean()) / post.value


def cost(comparison: Comparison, arm: str) -> Cost | None:
    """What coordination costs in posts, mean of all months and pairs; None if it is not known."""
    post = comparison.plan.base.scenario.parameters.get("place.minutes_per_post")
    if post is None or "monthly" not in comparison.tables:
        return None
    names = [f"minutes_{part}" for part in ("coordination", *TAKEN_FROM)]
    means = comparison.monthly.groupby("arm")[names].mean()
    posts = (means.loc[arm] - means.loc[comparison.plan.base.name]).to_numpy(dtype=float)
    coordination, *rest = (posts / post.value).tolist()
    taken = {part: -less for part, less in zip(TAKEN_FROM, rest, strict=True)}
    return Cost(arm, coordination, taken)
