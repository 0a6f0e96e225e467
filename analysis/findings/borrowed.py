"""A first answer: how an option differs from its preset, and the preset's own stored uncertainty.

With few draws of its own an option is told by its preset, of which all draws are stored: the two
share their luck, so their difference is known from few runs, and the preset's mean and range are
moved by it (a control variate). The range is the preset's: marked as borrowed until there are
enough own draws.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.findings.answer import Answer
from analysis.findings.measured import Finding, headline
from analysis.findings.rules import judged
from analysis.measures.headlines import HEADLINES_OF
from analysis.results.comparison import Comparison
from model.words import Texts

FEWEST_OWN = 8  # draws from which on the range is the option's own
FEWEST_SHIFTED = 4  # draws from which on the mean is moved by draws, not by the shipped values

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

    def range(self) -> str:
        """That the range is borrowed, and from how many draws."""
        stored = headline(self.stored, next(iter(HEADLINES_OF.values())), self.preset)
        count, own = stored.draws, self.draws
        key = "one" if own < FEWEST_SHIFTED else "some"
        return SENTENCES.say(self.language, key, count=count, own=own)


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
