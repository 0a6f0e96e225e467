"""A first answer: how an option differs from its preset, and the preset's own stored uncertainty.

With few draws of its own an option is told by its preset, of which all draws are stored: the two
share their luck, so their difference is known from few runs, and the preset's mean and range are
moved by it (a control variate). The range is the preset's: marked as borrowed until there are
enough own draws.

How far the mean may still move is said too: by what matters, and by a share of the difference
from the preset, which is another one under every draw. `sozialraum what-if --check` measures
whether that holds.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.findings.answer import Answer
from analysis.findings.measured import Finding, headline
from analysis.findings.rules import judged
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.results.comparison import Comparison
from model.words import Texts, number_in

FEWEST_OWN = 8  # draws from which on the range is the option's own
FEWEST_SHIFTED = 4  # draws from which on the mean is moved by draws, not by the shipped values

# Of the difference from the preset, by which the mean may move beside what matters. Measured on 33
# random what-ifs (a quarter of the city, four draws each): work held in 27 with 0, 28 with 0.1, 31
# with 0.3, 32 with 0.4; what weights of goals and engagement do differs most between draws.
SHARE = 0.4

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
    the same draws or the shipped values.
    """

    stored: Comparison = field(kw_only=True)
    preset: str = field(kw_only=True)

    @cached_property
    def findings(self) -> dict[tuple[str, str], Finding]:
        """The stored finding of the preset, moved by the difference from it."""
        found = {}
        for goal, one in HEADLINES_OF.items():
            stored = headline(self.stored, one, self.preset)
            own = headline(self.comparison, one, self.preset)
            for arm in self.arms:
                mine = headline(self.comparison, one, arm)
                shift = mine.difference - own.difference
                found[goal, arm] = _moved(stored, shift, one.matters, mine.draws)
        return found

    def error(self, goal: str, arm: str) -> float:
        """How far the mean may still move, either way."""
        one = HEADLINES_OF[goal]
        stored = headline(self.stored, one, self.preset).difference
        return one.matters + SHARE * abs(self.findings[goal, arm].difference - stored)

    def range(self) -> str:
        """That the range is borrowed, from how many draws, and how far the mean may still move."""
        stored = headline(self.stored, HEADLINES_OF[WORK], self.preset)
        count, own = stored.draws, self.draws
        key = "one" if own < FEWEST_SHIFTED else "some"
        text = SENTENCES.say(self.language, key, count=count, own=own)
        work, people = (
            number_in(self.language, max(self.error(goal, arm) for arm in self.arms), 1)
            for goal in (WORK, PARTICIPATION)
        )
        return f"{text} {SENTENCES.say(self.language, 'error', work=work, people=people)}"


def _moved(stored: Finding, shift: float, matters: float, draws: int) -> Finding:
    """A finding moved to another mean; how many draws lie where is not known of it."""
    mean, low, high = (x + shift for x in (stored.difference, stored.low, stored.high))
    return replace(
        stored,
        level=stored.level + shift,
        difference=mean,
        low=low,
        high=high,
        draws=draws,
        more=0,
        same=0,
        less=0,
        judgement=judged(mean, low, high, level=stored.base, matters=matters),
    )
