"""What a comparison can and cannot tell, in plain sentences, in German and English.

The order is fixed: the headline outcomes of every arm; the same against the fair rival; what moved
the stock's mean; who gains and who loses; then what no number of pairs can tell.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.findings import drawn_parameters
from analysis.findings.measured import Finding, finding
from analysis.findings.verdict_words import SENTENCES
from analysis.measures.outcomes import HEADLINES, OUTCOME, Outcome
from analysis.measures.persons import NOTICEABLE
from analysis.paired.differences import LEVEL, MOST_PAIRS, Difference, half_width, pairs_needed
from analysis.paired.drawn import DrawnDifference
from analysis.register.assumptions import LEVERS
from analysis.results.comparison import Comparison
from analysis.wording import digits_for, digits_of, dimension_in, group_in, unit_in
from model.words import Language, number_in, say, signed_in

FAIR_RIVAL = "case-management-only"
# Groups with fewer people than this are not singled out as winners or losers.
SMALLEST_GROUP = 100
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
        """Every headline outcome of every arm against the base."""
        for arm in self.arms:
            for outcome in HEADLINES:
                yield self.difference(outcome, arm, self.base)
                yield from self.apart(outcome, arm)

    def apart(self, outcome: Outcome, arm: str) -> Iterator[str]:
        """Chance and assumptions apart, where parameters were drawn."""
        d = self.comparison.difference(outcome.name, arm)
        if isinstance(d, DrawnDifference) and not d.exactly_zero:
            yield from drawn_parameters.larger(d, outcome, self.language, self.say)
            yield from drawn_parameters.prior(
                self.comparison, arm, outcome, self.language, self.say
            )

    def difference(self, outcome: Outcome, arm: str, base: str) -> str:
        """What can be said about one outcome: equal, direction with interval, or not the sign."""
        d = self.comparison.difference(outcome.name, arm, base)
        found = finding(self.comparison, outcome.name, arm, base)
        sign = int(found.low > 0.0) - int(found.high < 0.0)
        digits = digits_of(d.difference, (found.high - found.low) / 2.0, outcome.matters)
        blanks = {
            "outcome": self.opening(outcome),
            "arm": self.named(arm),
            "base": self.named(base),
            "size": signed_in(self.language, d.difference, digits),
            "unit": unit_in(self.language, outcome.unit),
            "needed": self.needed(d),
            "range": self.range(found, digits),
        }
        if not d.pairs:
            return self.say("undefined", **blanks)
        if d.pairs == 1:
            return self.say("one_pair", **blanks)
        if d.exactly_zero:
            return self.say("equal", **blanks)
        better = sign * outcome.direction
        if not sign:
            key = "unknown_sign_drawn" if isinstance(d, DrawnDifference) else "unknown_sign"
        else:
            key = "better" if better > 0 else "worse" if better < 0 else "moved"
        said = self.say(key, **blanks)
        if max(abs(found.low), abs(found.high)) < outcome.matters:
            matters = number_in(self.language, outcome.matters, digits_for(outcome.matters, 2))
            said += " " + self.say("negligible", matters=matters, unit=blanks["unit"])
        return said

    def range(self, found: Finding, digits: int) -> str:
        """From where to where, and how many draws are behind it."""
        key = "interval" if found.interval else "extremes"
        low, high = (signed_in(self.language, x, digits) for x in (found.low, found.high))
        kind = "chance" if found.chance_only else "drawn"
        return self.say(f"{key}_{kind}", low=low, high=high, count=found.draws)

    def opening(self, outcome: Outcome) -> str:
        """An outcome's name at the beginning of a sentence."""
        title = outcome.title(self.language)
        return title[0].upper() + title[1:]

    def named(self, arm: str) -> str:
        """An arm's name in quotation marks."""
        title = self.comparison.title_of(arm, self.language)
        return say(self.language, "“{title}”", title=title)

    def needed(self, d: Difference) -> str:
        """Pairs that would tell a difference of this size from zero."""
        count = pairs_needed(d.deviation, abs(d.difference)) if d.difference else None
        if count is None:
            return self.say("more_than", count=number_in(self.language, MOST_PAIRS, 0))
        return self.say("about", count=number_in(self.language, count, 0))

    def against_rival(self) -> Iterator[str]:
        """The same differences against case management alone, at the same cost."""
        if self.base == FAIR_RIVAL:
            return
        rest = [arm for arm in self.arms if arm != FAIR_RIVAL]
        if FAIR_RIVAL in self.arms and rest:
            yield self.say("rival", rival=self.rival())
            for arm in rest:
                for outcome in HEADLINES:
                    yield "  " + self.difference(outcome, arm, FAIR_RIVAL)
        elif rest:
            yield self.say("no_rival", rival=self.rival())

    def rival(self) -> str:
        """The fair rival's name, also where it is not among the arms."""
        return self.named(FAIR_RIVAL) if FAIR_RIVAL in self.arms else FAIR_RIVAL

    def stock(self) -> Iterator[str]:
        """Parts of the stock's difference: people fare otherwise, or they are other people."""
        means = self.comparison.split.groupby("arm")[["total", "within", "composition"]].mean()
        for arm in self.arms:
            if not means.loc[arm].notna().all() or not means.loc[arm].abs().any():
                continue
            row = means.loc[arm]
            parts = {str(key): signed_in(self.language, float(row[key]), 3) for key in row.index}
            yield self.say("split", arm=self.named(arm), **parts)

    def people(self) -> Iterator[str]:
        """Shares of winners and losers, and the groups that stand out."""
        gains = self.comparison.gains
        means = gains.groupby(["arm", "dimension", "group"]).mean(numeric_only=True)
        for arm in self.arms:
            if (arm, "all", "all") not in means.index:
                continue
            row: Any = means.xs((arm, "all", "all"))
            yield self.say(
                "people",
                arm=self.named(arm),
                gain=number_in(self.language, row["gain"], 0),
                lose=number_in(self.language, row["lose"], 0),
                noticeable=number_in(self.language, NOTICEABLE, 1),
            )
            if self.comparison.pairs > 1:
                yield self.groups(gains[gains["arm"] == arm])

    def groups(self, gains: pd.DataFrame) -> str:
        """The groups that certainly gain or lose, counting that there are many of them."""
        grouped = gains[gains["dimension"] != "all"].groupby(["dimension", "group"])
        level = 1.0 - (1.0 - LEVEL) / max(1, grouped.ngroups)
        certain: list[tuple[float, str]] = []
        for (dimension, name), rows in grouped:
            if rows["persons"].mean() < SMALLEST_GROUP:
                continue
            d = rows.sort_values("pair")["participation"]
            half = self.half_width(d.to_numpy(), level)
            if abs(d.mean()) > half:
                by = dimension_in(self.language, str(dimension))
                text = f"{group_in(self.language, str(name))} ({by})"
                size = signed_in(self.language, float(d.mean()), digits_for(half, most=4))
                certain.append((float(d.mean()), f"{text} {size}"))
        certain.sort()
        worst = [text for size, text in certain[:MOST_NAMED] if size < 0]
        best = [text for size, text in certain[::-1][:MOST_NAMED] if size > 0]
        nobody = self.say("nobody")
        return self.say("groups", best="; ".join(best) or nobody, worst="; ".join(worst) or nobody)

    def half_width(self, differences: np.ndarray, level: float) -> float:
        """Half-width of a mean over pairs; without its parameters' part if pairs are missing."""
        if len(differences) == self.comparison.pairs:
            return float(self.comparison.half_widths(differences[:, None], level)[0])
        return half_width(float(differences.std(ddof=1)), len(differences), level)

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
