"""A first answer: how an option differs from its preset, and the preset's own stored uncertainty.

With few draws of its own an option is told by its preset, of which all draws are stored: the two
share their luck, so their difference is known from few runs, and the preset's mean and range are
moved by it (a control variate). The range is the preset's: marked as borrowed until there are
enough own draws. Where it is known what every decision does alone under all draws, the preset is
not moved by the same everywhere, but under each draw by what that says (`measures.leaning`), and
so the range becomes wider or narrower.

Before its one run is there, such an option is told by that alone: an estimate, named as such.

How far the mean may still move is said too: by what matters, and by a share of the difference
from the preset, which is another one under every draw. `sozialraum what-if --check` measures
whether that holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analysis.findings.answer import Answer
from analysis.findings.measured import Finding, headline, of_pairs
from analysis.findings.rules import judged
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK, Headline
from analysis.measures.leaning import End, Leaning
from analysis.results.comparison import Comparison
from model.words import Texts, number_in

FEWEST_OWN = 8  # draws from which on the range is the option's own
FEWEST_SHIFTED = 4  # draws from which on the mean is moved by draws, not by the shipped values

# Of the difference from the preset, by which the mean may move beside what matters: where all
# draws are moved by the same, and where it is known what every decision does alone. Chosen at
# random what-ifs of a quarter of the city; `sozialraum what-if --check` tries others.
SHARE, SHARE_LEANED = 0.4, 0.1

SENTENCES = Texts(
    {
        "one": (
            "Range: taken over from the preset ({count} sets of assumptions) and moved by one run "
            "of this option."
        ),
        "some": (
            "Range: taken over from the preset ({count} sets of assumptions) and moved by {own} "
            "sets of assumptions of this option."
        ),
        "leaned": (
            "Range: estimated from the preset ({count} sets of assumptions), from what each "
            "decision does alone under them, and from one run of this option."
        ),
        "estimated": (
            "Estimated from the preset ({count} sets of assumptions) and from what each decision "
            "does alone under them; a run of this option follows."
        ),
        "error": (
            "As own sets of assumptions come in, its mean may still move by ± {work} starts of "
            "work and ± {people} people, and the range may become wider."
        ),
    }
)


@dataclass(frozen=True)
class BorrowedAnswer(Answer):
    """The answer for arms that have few draws.

    stored: the preset under all its draws; comparison: has the preset beside the other arms, under
    the same draws or the shipped values; ends: what decisions do alone in the preset under all its
    draws; levers: by arm, those that are moved in the preset and nothing else; estimated: nothing
    has been run, and in the comparison the preset stands in for the arms (all must lean).
    """

    stored: Comparison = field(kw_only=True)
    preset: str = field(kw_only=True)
    ends: Sequence[End] = field(default=(), kw_only=True)
    levers: Mapping[str, Mapping[str, float]] = field(default_factory=dict, kw_only=True)
    estimated: bool = field(default=False, kw_only=True)

    @cached_property
    def findings(self) -> dict[tuple[str, str], Finding]:
        """The stored finding of the preset, moved by the difference from it."""
        found = {}
        for arm in self.arms:
            shifts = self._shifts(arm)
            leaned = self._leaned(arm, shifts)
            for at, (goal, one) in enumerate(HEADLINES_OF.items()):
                stored = headline(self.stored, one, self.preset)
                mean, low, high = (
                    x + shifts[at] for x in (stored.difference, stored.low, stored.high)
                )
                if leaned is not None:
                    mean, low, high = self._ranged(one, leaned[at])
                own = headline(self.comparison, one, arm).draws
                found[goal, arm] = _moved(stored, mean, low, high, one.matters, own)
        return found

    def _shifts(self, arm: str) -> np.ndarray:
        """What an arm changes in the preset where both were run, by goal."""
        return np.array(
            [
                headline(self.comparison, one, arm).difference
                - headline(self.comparison, one, self.preset).difference
                for one in HEADLINES_OF.values()
            ]
        )

    @cached_property
    def leaning(self) -> Leaning | None:
        """What is known of the preset's decisions; None if not of all, or not under all draws."""
        draws, ones = self.stored.draws, list(HEADLINES_OF.values())
        if not self.ends or draws is None:
            return None
        _, first, at = np.unique(draws, return_index=True, return_inverse=True)
        pairs = np.array([self._of_pairs(one)[1] - self._of_pairs(one)[0] for one in ones])
        own = np.array([np.bincount(at, row) for row in pairs]) / np.bincount(at)
        chance = np.array(
            [abs(o.factor) * self.stored.difference(o.name, self.preset).deviation for o in ones]
        )
        if own.shape != self.ends[0].drawn.shape or not np.isfinite([*chance, *own.ravel()]).all():
            return None  # some have failed, or are not there yet
        matters = np.array([one.matters for one in ones])
        return Leaning(self.ends, own, pairs[:, first], chance, matters)

    def leans(self, arm: str) -> bool:
        """Whether it is known of all its decisions what they do alone."""
        return self._shares(arm) is not None

    def _shares(self, arm: str) -> dict[int, float] | None:
        levers = self.levers.get(arm)
        return self.leaning.shares(levers) if levers and self.leaning is not None else None

    def _leaned(self, arm: str, shifts: np.ndarray) -> np.ndarray | None:
        """What an arm changes in the preset under every draw, (goals, draws); None if unknown."""
        shares, draws = self._shares(arm), self.comparison.draws
        if shares is None or self.leaning is None:
            return None
        if self.estimated:
            return self.leaning.expected(shares)
        shared = [] if draws is None else np.unique(draws).tolist()
        return self.leaning.shifts(shares, shifts, shared)

    def _of_pairs(self, one: Headline) -> tuple[np.ndarray, np.ndarray]:
        """The base and the preset in every stored pair, in the unit shown."""
        base, preset = (
            one.factor * self.stored.values[one.name].xs(name, level="arm").to_numpy(dtype=float)
            for name in (self.stored.plan.base.name, self.preset)
        )
        return base, preset

    def _ranged(self, one: Headline, shifts: np.ndarray) -> tuple[float, float, float]:
        """Mean and range of the preset's pairs, each moved by the shift of its draw."""
        base, preset = self._of_pairs(one)
        _, at = np.unique(np.asarray(self.stored.draws), return_inverse=True)
        found = of_pairs(self.stored, base, preset + shifts[at], one.matters)
        nan = float("nan")
        return (found.difference, found.low, found.high) if found else (nan, nan, nan)

    def error(self, goal: str, arm: str) -> float:
        """How far the mean may still move, either way."""
        one = HEADLINES_OF[goal]
        stored = headline(self.stored, one, self.preset).difference
        share = SHARE_LEANED if self.leans(arm) else SHARE
        return one.matters + share * abs(self.findings[goal, arm].difference - stored)

    def range(self) -> str:
        """That the range is borrowed, from how many draws, and how far the mean may still move."""
        stored = headline(self.stored, HEADLINES_OF[WORK], self.preset)
        count, own = stored.draws, self.draws
        key = "one" if own < FEWEST_SHIFTED else "some"
        key = "leaned" if key == "one" and all(self.leans(arm) for arm in self.arms) else key
        key = "estimated" if self.estimated else key
        text = SENTENCES.say(self.language, key, count=count, own=own)
        work, people = (
            number_in(self.language, max(self.error(goal, arm) for arm in self.arms), 1)
            for goal in (WORK, PARTICIPATION)
        )
        return f"{text} {SENTENCES.say(self.language, 'error', work=work, people=people)}"


def _moved(
    stored: Finding, mean: float, low: float, high: float, matters: float, draws: int
) -> Finding:
    """A finding moved to another mean and range; how many draws lie where is not known of it."""
    return replace(
        stored,
        level=stored.level + mean - stored.difference,
        difference=mean,
        low=low,
        high=high,
        draws=draws,
        more=0,
        same=0,
        less=0,
        judgement=judged(mean, low, high, level=stored.base, matters=matters),
    )
