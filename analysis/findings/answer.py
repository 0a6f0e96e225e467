"""The answer to a comparison in a few sentences: terminal, notebook and page say the same.

One sentence an arm about both goals; the second sentence is that its network does not form, where
that is so. What the answer does not say stands apart: networks, people, cautions.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.findings.answer_words import (
    ALONE,
    CLAUSES,
    EVIDENCE,
    MEANS,
    NEITHER,
    NETWORKS,
    RANGES,
    SENTENCES,
    SHARES,
)
from analysis.findings.decisive import Decisive, decisive
from analysis.findings.measured import (
    FEWEST_FOR_RANGE,
    Finding,
    Formed,
    headline,
    networks,
    noticed,
)
from analysis.findings.rules import Judgement
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.measures.persons import NOTICEABLE
from analysis.options import place_title
from analysis.paired.drawn import DrawnDifference
from analysis.results.comparison import Comparison
from model.words import Language, number_in, signed_in

FIRST_LETTER = "A"
LONGEST_NAME = 32  # of an arm in a sentence; longer ones go by their letter
UNDECIDED = (Judgement.UNKNOWN, Judgement.UNDEFINED)


@dataclass(frozen=True)
class Answer:
    """What is said about a comparison in one language.

    drives: what the result depends on most, from a sensitivity study; empty if there is none;
    titled: arms are named by their titles, not by letters.
    """

    comparison: Comparison
    language: Language
    drives: Sequence[str] = ()
    titled: bool = False

    def say(self, key: str, **values: object) -> str:
        """One sentence."""
        return SENTENCES.say(self.language, key, **values)

    def number(self, value: float, digits: int = 0) -> str:
        """A number as the language writes it."""
        return number_in(self.language, value, digits)

    @cached_property
    def arms(self) -> list[str]:
        """Names of all arms but the base, in their order."""
        return [arm.name for arm in self.comparison.plan.others]

    @cached_property
    def letters(self) -> dict[str, str]:
        """A, B, C … by arm."""
        return {arm: chr(ord(FIRST_LETTER) + at) for at, arm in enumerate(self.arms)}

    @cached_property
    def findings(self) -> dict[tuple[str, str], Finding]:
        """The finding of every goal and arm."""
        return {
            (goal, arm): headline(self.comparison, one, arm)
            for goal, one in HEADLINES_OF.items()
            for arm in self.arms
        }

    @property
    def place(self) -> str:
        """The place by its title."""
        return place_title(self.comparison.plan.base.scenario)

    @property
    def draws(self) -> int:
        """Sets of assumptions, or pairs, behind the ranges."""
        return max(found.draws for found in self.findings.values())

    @property
    def kind(self) -> str:
        """Whether assumptions were drawn, or the range holds chance only."""
        return "chance" if self.comparison.draws is None else "drawn"

    @cached_property
    def formed(self) -> list[Formed]:
        """In how many draws networks form."""
        return networks(self.comparison)

    @cached_property
    def decisive(self) -> dict[str, Decisive | None]:
        """The assumption on which starts of work hang most with an arm, if one stands out."""
        return {arm: decisive(self.comparison, HEADLINES_OF[WORK], arm) for arm in self.arms}

    def named(self, arm: str) -> str:
        """An arm in a sentence: its letter, or its title where it stands alone and is short."""
        title = self.title(arm)
        alone = self.titled or (len(self.arms) == 1 and len(title) <= LONGEST_NAME)
        return self.say("quoted", title=title) if alone else self.letters[arm]

    def title(self, arm: str) -> str:
        """Its title in this language."""
        return self.comparison.title_of(arm, self.language)

    @property
    def base(self) -> str:
        """The base in a sentence."""
        title = self.title(self.comparison.plan.base.name)
        short = len(title) <= LONGEST_NAME
        return self.say("quoted", title=title) if short else self.say("starting_point")

    def sentences(self, *, brief: bool = False) -> list[str]:
        """The answer itself: both goals of every arm, and networks that do not form second.

        brief: without means and counts, which the table has.
        """
        told = list(self._both_goals(brief))
        return [*told[:1], *self.seldom(), *told[1:]]

    def seldom(self) -> list[str]:
        """A sentence for every network that does not form in most draws."""
        return [self._seldom(one) for one in self.formed if one.seldom and one.draws]

    def sentences_of(self, goal: str) -> str:
        """What is said about one goal, as the title of a figure: a clause an arm."""
        alike: dict[str, list[str]] = {}
        for arm in self.arms:
            alike.setdefault(self._clause(goal, arm, "", "", brief=True), []).append(arm)
        said = []
        for arms in alike.values():
            clause = self._clause(goal, arms[0], self.listed(arms), "", brief=True)
            if goal != WORK:
                clause = self.say("of_arm", arm=self.listed(arms), clause=clause)
            said.append(clause[0].upper() + clause[1:] + ".")
        return " ".join(said)

    def _both_goals(self, brief: bool) -> Iterator[str]:
        """A sentence for arms of which the same is said; what is decided comes first."""
        alike: dict[str, list[str]] = {}
        order = sorted(self.arms, key=lambda arm: self.findings[WORK, arm].judgement in UNDECIDED)
        for arm in order:
            alike.setdefault(self._sentence(arm, "", "", brief), []).append(arm)
        for number, arms in enumerate(alike.values()):
            base = self.base if not number else ""
            yield self._sentence(arms[0], self.listed(arms), base, brief)

    def _sentence(self, arm: str, named: str, base: str, brief: bool) -> str:
        """Both goals with an arm, or arms of which the same is said."""
        work, people = (self.findings[goal, arm] for goal in (WORK, PARTICIPATION))
        under = self.say("under") if base else ""
        if work.judgement is people.judgement is Judgement.UNKNOWN:
            return NEITHER.say(
                self.language,
                "brief" if brief else "means",
                arm=named,
                against=self.say("against", base=base) if base else "",
                under=under,
                work=signed_in(self.language, work.difference, 1),
                people=signed_in(self.language, people.difference, 1),
            )
        if brief and work.judgement is people.judgement is Judgement.SAME:
            return self.say("neither_moves", arm=named, under=under)
        first = self._clause(WORK, arm, named, base, brief=brief, first=bool(base))
        second = self._clause(PARTICIPATION, arm, named, base, brief=brief)
        return self.say("both", work=first, participation=second)

    def _clause(
        self, goal: str, arm: str, named: str, base: str, *, brief: bool, first: bool = True
    ) -> str:
        """What happens to one goal with an arm. first: and that it holds under the assumptions."""
        found, one = self.findings[goal, arm], HEADLINES_OF[goal]
        return CLAUSES.say(
            self.language,
            (one.goal, found.judgement),
            arm=named,
            than=self.say("than", base=base) if base else "",
            as_=self.say("as", base=base) if base else "",
            under=self.say("under") if first else "",
            mean="" if brief else self._mean(goal, found),
            share="" if brief else self._share(found),
        )

    def _mean(self, goal: str, found: Finding) -> str:
        """The mean where it cannot be told."""
        mean = signed_in(self.language, found.difference, 1)
        return MEANS.say(self.language, goal, mean=mean, share=self._share(found))

    def _share(self, found: Finding) -> str:
        """How many draws lie beyond one edge of the zone, if it is most of them."""
        if not found.mostly or found.draws < 2:
            return ""
        count = found.more if found.mostly > 0 else found.less
        side = "more" if found.mostly > 0 else "less"
        key = side if found.judgement in UNDECIDED else "decided"
        return SHARES.say(self.language, (self.kind, key), count=count, all=found.draws)

    def _seldom(self, one: Formed) -> str:
        key = "seldom" if one.formed else "never"
        return NETWORKS.say(
            self.language,
            (self.kind, key),
            arm=self.named(one.arm),
            formed=one.formed,
            all=one.draws,
        )

    def listed(self, arms: Sequence[str]) -> str:
        """Arms in a row: A, B and C."""
        names = [self.named(arm) for arm in sorted(arms, key=self.arms.index)]
        if len(names) == 1:
            return names[0]
        return self.say("and", first=", ".join(names[:-1]), last=names[-1])

    def network(self, *, brief: bool = False) -> str:
        """In how many draws networks form, and what that means; brief: without its measure."""
        if not self.formed:
            return self.say("no_network")
        key = "brief" if brief else "all"
        each = [self.say("forms", arm=self.named(f.arm), formed=f.formed) for f in self.formed]
        return NETWORKS.say(self.language, (self.kind, key), list=", ".join(each), all=self.draws)

    def people(self) -> str:
        """How many have noticeably more or less participation; empty if it was not looked at."""
        each = []
        for arm in self.arms:
            shares = noticed(self.comparison, arm)
            if shares is not None:
                more, less = (self.number(share) for share in shares)
                each.append(self.say("noticed", arm=self.named(arm), more=more, less=less))
        points = self.number(NOTICEABLE, 1)
        return self.say("people", list=", ".join(each), points=points) if each else ""

    def cautions(self, *, graded: bool = True) -> Iterator[str]:
        """What must be known beside the answer, the weightiest first.

        graded: with the grade of the evidence, for which every assumption has to be looked up.
        """
        yield self.say("never_measured")
        if self.kind == "chance":
            yield self.say("chance_only")
        share = self.from_assumptions()
        if share == share:
            yield self.say("from_assumptions", share=self.number(share))
        if graded:
            yield from self.evidence()
        if self.drives:
            yield self.say("driven", list=", ".join(self.drives))
        yield self.say("waits")
        asked = len(self.comparison.results)
        if asked != self.comparison.pairs:
            failed = asked - self.comparison.pairs
            yield self.say("failed", failed=failed, pairs=asked)

    def from_assumptions(self) -> float:
        """Share of the assumptions in the uncertainty of starts of work (%), the largest arm's."""
        ds = [self.comparison.difference(HEADLINES_OF[WORK].name, arm) for arm in self.arms]
        shares = [100.0 * d.share for d in ds if isinstance(d, DrawnDifference)]
        return max((share for share in shares if share == share), default=float("nan"))

    def evidence(self) -> Iterator[str]:
        """The commonest grade of the assumptions at work: another scale than the judgement."""
        assumed = self.comparison.assumed
        if assumed:
            counts = Counter(EVIDENCE.say(self.language, entry.grade) for entry in assumed)
            yield self.say("evidence", grade=counts.most_common(1)[0][0])

    def range(self) -> str:
        """What the ranges are, and how many draws are behind them."""
        if self.draws < FEWEST_FOR_RANGE:
            return ALONE.say(self.language, self.kind)
        interval = any(found.interval for found in self.findings.values())
        return RANGES.say(self.language, (self.kind, interval), count=self.draws)


def answer(
    comparison: Comparison,
    language: Language | None = None,
    drives: Sequence[str] = (),
    *,
    titled: bool = False,
) -> Answer:
    """The answer to a comparison.

    language: "de" or "en"; default: the comparison's. drives: what it depends on most; titled: arms
    by their titles and not by letters.
    """
    return Answer(comparison, language or comparison.language, drives, titled)
