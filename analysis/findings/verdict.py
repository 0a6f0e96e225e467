"""The reasons of an answer: what a comparison can and cannot tell, in plain sentences.

The order is fixed: both goals of every arm; the same against the fair rival; what moved
the stock's mean; who gains and who loses; then what no number of pairs can tell.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.findings import drawn_parameters
from analysis.findings.measured import Finding, headline
from analysis.findings.verdict_words import GOALS, SENTENCES
from analysis.measures.headlines import HEADLINES_OF, Headline
from analysis.measures.outcomes import OUTCOME, Outcome
from analysis.measures.persons import DIMENSIONS, NOTICEABLE, SMALLEST_GROUP
from analysis.paired.differences import level_of_each
from analysis.paired.drawn import DrawnDifference
from analysis.register.assumptions import LEVERS
from analysis.results.comparison import Comparison
from analysis.wording import digits_for, dimension_in, group_in
from model.words import Language, number_in, say, signed_in

FAIR_RIVAL = "case-management-only"
MOST_NAMED = 3  # groups named on either side


def verdict(comparison: Comparison, language: Language | None = None) -> list[str]:
    """What a comparison can and cannot tell, in plain sentences, in their order.

    Every number in them stands in the tables too. language: "de" or "en"; default: the
    comparison's.
    """
    said = _Verdict(comparison, language or comparison.language)
    return [
        *said.headlines(),
        *said.against_rival(),
        *said.stock(),
        *said.people(),
        *said.limits(),
    ]


class _Verdict:
    """Sentences about one comparison in one language."""

    def __init__(self, comparison: Comparison, language: Language) -> None:
        self.comparison = comparison
        self.language = language
        self.base = comparison.plan.base.name
        self.arms = [arm.name for arm in comparison.plan.others]

    def say(self, key: str, **values: object) -> str:
        """One sentence: the words of a key with its blanks filled in."""
        return SENTENCES.say(self.language, key, **values)

    def headlines(self) -> Iterator[str]:
        """Both goals of every arm against the base."""
        for arm in self.arms:
            for goal in HEADLINES_OF.values():
                found = headline(self.comparison, goal, arm)
                yield self.goal(goal, found, arm, self.base)
                yield from self.counts(goal, found)
                yield from self.apart(goal, arm)

    def apart(self, goal: Headline, arm: str) -> Iterator[str]:
        """Chance and assumptions apart, where parameters were drawn."""
        d = self.comparison.difference(goal.name, arm)
        if isinstance(d, DrawnDifference) and not d.exactly_zero:
            yield from drawn_parameters.larger(d, goal, self.language, self.say)
            yield from drawn_parameters.prior(self.comparison, arm, goal, self.language, self.say)

    def goal(self, goal: Headline, found: Finding, arm: str, base: str) -> str:
        """What can be told about one goal, with its mean and range."""
        blanks = {"goal": self.opening(goal), "arm": self.named(arm), "base": self.named(base)}
        if found.low == found.high == 0.0:
            return self.say("equal", **blanks)
        size = self.size(found)
        return GOALS.say(self.language, found.judgement, size=size, **blanks)

    def size(self, found: Finding) -> str:
        """The mean difference, and from where to where."""
        ends = found.signed(self.language)
        mean = ends.pop("mean")
        if found.low != found.low:
            return self.say("alone" if found.chance_only else "alone_drawn", mean=mean)
        key = "interval" if found.interval else "extremes"
        kind = "chance" if found.chance_only else "drawn"
        span = self.say(f"{key}_{kind}", **ends, count=found.draws)
        return self.say("size", mean=mean, range=span)

    def counts(self, goal: Headline, found: Finding) -> Iterator[str]:
        """How many draws lie above, within and below the zone of what does not matter."""
        if found.low < found.high:
            yield "  " + self.say(
                "zone_chance" if found.chance_only else "zone_drawn",
                matters=number_in(self.language, goal.matters, digits_for(goal.matters)),
                all=found.draws,
                more=found.more,
                same=found.same,
                less=found.less,
            )

    def opening(self, outcome: Outcome | Headline) -> str:
        """An outcome's name at the beginning of a sentence."""
        title = outcome.title(self.language)
        return title[0].upper() + title[1:]

    def named(self, arm: str) -> str:
        """An arm's name in quotation marks."""
        title = self.comparison.title_of(arm, self.language)
        return say(self.language, "“{title}”", title=title)

    def against_rival(self) -> Iterator[str]:
        """The same differences against casework alone, at the same cost."""
        if self.base == FAIR_RIVAL:
            return
        rest = [arm for arm in self.arms if arm != FAIR_RIVAL]
        if FAIR_RIVAL in self.arms and rest:
            arms = ", ".join(self.named(arm) for arm in rest)
            yield self.say("rival", arms=arms, rival=self.rival())
            for arm in rest:
                for goal in HEADLINES_OF.values():
                    found = headline(self.comparison, goal, arm, FAIR_RIVAL)
                    yield "  " + self.goal(goal, found, arm, FAIR_RIVAL)
        elif rest:
            yield self.say("no_rival", rival=self.rival())

    def rival(self) -> str:
        """The fair rival's name, also where it is not among the arms."""
        return self.named(FAIR_RIVAL) if FAIR_RIVAL in self.arms else FAIR_RIVAL

    def stock(self) -> Iterator[str]:
        """Parts of the stock's difference: people fare otherwise, or they are other people."""
        means = self.comparison.split.groupby("arm")[["total", "within", "composition"]].mean()
        for arm in self.arms:
            row: Any = means.loc[arm]
            if not abs(float(row["total"])) >= OUTCOME["stock_participation"].matters:
                continue  # nothing to split, or not known
            parts = {str(key): signed_in(self.language, float(row[key]), 3) for key in row.index}
            yield self.say("split", arm=self.named(arm), **parts)

    def people(self) -> Iterator[str]:
        """Shares of winners and losers, and the groups that stand out."""
        gains = self.comparison.gains
        means = gains.groupby(["arm", "dimension", "group"]).mean(numeric_only=True)
        for arm in self.arms:
            if (arm, "all", "all") not in means.index:
                continue
            everybody: Any = means.xs((arm, "all", "all"))
            yield self.say(
                "people",
                arm=self.named(arm),
                gain=number_in(self.language, 10.0 * everybody["gain"], 0),
                lose=number_in(self.language, 10.0 * everybody["lose"], 0),
                noticeable=number_in(self.language, NOTICEABLE, 1),
            )
            if self.comparison.pairs > 1:
                yield self.groups(gains[gains["arm"] == arm])

    def groups(self, gains: pd.DataFrame) -> str:
        """The groups that certainly gain or lose, counting that there are many of them."""
        shown = gains[gains["dimension"].isin(DIMENSIONS)]
        grouped = shown.groupby(["dimension", "group"])
        level = level_of_each(grouped.ngroups)
        certain: list[tuple[float, str]] = []
        for (dimension, name), rows in grouped:
            if rows["persons"].mean() < SMALLEST_GROUP:
                continue
            d = rows.sort_values("pair")["participation"]
            half = self.comparison.half_of_mean(d.to_numpy(), level)
            if abs(d.mean()) > half:
                by = dimension_in(self.language, str(dimension))
                text = f"{group_in(self.language, str(name))} ({by})"
                size = signed_in(self.language, float(d.mean()), digits_for(half, most=4))
                certain.append((float(d.mean()), f"{text} {size}"))
        certain.sort()
        worst = [text for size, text in certain[:MOST_NAMED] if size < 0]
        best = [text for size, text in certain[::-1][:MOST_NAMED] if size > 0]
        if not certain:
            return self.say("no_groups")
        nobody = self.say("nobody")
        return self.say("groups", best="; ".join(best) or nobody, worst="; ".join(worst) or nobody)

    def limits(self) -> Iterator[str]:
        """What no number of pairs can tell."""
        assumed = self.comparison.assumed
        levers = sum(entry.topic == LEVERS for entry in assumed)
        rows = len(self.comparison.table)
        draws = self.comparison.plan.draws
        if draws is None:
            yield self.say("assumed", count=len(assumed), levers=levers)
            yield from drawn_parameters.unused(self.comparison, self.say)
        else:
            table, seeds = self.comparison.contraction, draws.seeds
            count = len(self.comparison.plan.base.scenario.parameters)
            yield self.say("assumed_drawn", drawn=len(table), count=count, seeds=seeds)
            yield from drawn_parameters.learnt(self.comparison, self.language, self.say)
        yield self.say("assumed_list", command=self.comparison.assumptions_command)
        yield self.say("never_measured")
        yield self.say("counterfactual")
        yield self.say("many", rows=rows, chance=max(1, round(0.05 * rows)))
        if self.comparison.goal.precision is not None:
            yield self.precision(self.comparison.goal.precision)
        failed = len(self.comparison.results) - self.comparison.pairs
        if failed:
            yield self.say("failed", failed=failed, pairs=len(self.comparison.results))

    def precision(self, asked: float) -> str:
        """Whether the precision asked for was reached."""
        outcome = OUTCOME[self.comparison.goal.outcome]
        widths = [self.comparison.difference(outcome.name, arm).half_width for arm in self.arms]
        reached = all(width <= asked for width in widths)
        digits = max(3, digits_for(asked))
        return self.say(
            "precise" if reached else "not_precise",
            outcome=self.opening(outcome),
            pairs=self.comparison.pairs,
            width=number_in(self.language, max(widths), digits),
            asked=number_in(self.language, asked, digits),
        )
