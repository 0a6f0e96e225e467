"""What the sections of a report are made of: one answer, its titles, its background, its groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.findings.answer import Answer, answer
from analysis.findings.background import Background
from analysis.findings.driven import GOALS, leading
from analysis.findings.groups import GroupFinding, group_findings
from analysis.findings.measured import finding
from analysis.findings.titles import Titles, about, posts_of
from analysis.measures.outcomes import OUTCOME
from analysis.register.assumptions import study_command
from analysis.report.charts import JUDGED, span
from analysis.report.document import Picture, Section, Table
from analysis.results.comparison import Comparison
from analysis.results.sensitivity import Sensitivity
from analysis.wording import digits_for, digits_of, unit_in
from model.words import Language, counted, from_file, signed_in


@dataclass(frozen=True)
class Material:
    """A comparison in one language, and what is made of it once.

    pictures: figures drawn elsewhere, by name, with the numbers they show; lives: the section of
    twin lives, if they were looked at; study: what the result hangs on, if that was studied.
    """

    comparison: Comparison
    language: Language
    pictures: Mapping[str, tuple[Picture, Table]]
    lives: Section | None = None
    study: Sensitivity | None = None

    @cached_property
    def answer(self) -> Answer:
        """The answer, with arms by their titles."""
        drives = () if self.study is None else leading(self.study, GOALS[0], self.language)
        return answer(self.comparison, self.language, drives, titled=True)

    @property
    def study_command(self) -> str:
        """The command that makes the study of what the result hangs on."""
        plan, asked = self.comparison.plan, self.comparison.record.get("arguments", {})
        names = (arm.name for arm in plan.arms)
        given = dict(zip(names, self.comparison.references, strict=False))
        arms = [given.get(name, name) for name in (plan.base.name, self.arm)]
        place = asked.get("place") or plan.place
        return study_command(arms, place, plan.months, GOALS, asked.get("changes", {}))

    @cached_property
    def titles(self) -> Titles:
        """Titles by rule."""
        return Titles(self.answer)

    @cached_property
    def background(self) -> Background:
        """Method and limits."""
        return Background(self.answer)

    @cached_property
    def arm(self) -> str:
        """The arm that the report is about."""
        return about(self.answer)

    @cached_property
    def order(self) -> list[str]:
        """All arms but the base, the one that the report is about first."""
        return [self.arm, *(arm for arm in self.answer.arms if arm != self.arm)]

    @cached_property
    def groups(self) -> list[GroupFinding]:
        """Groups of people with the arm that the report is about."""
        return group_findings(self.comparison, self.arm)

    @property
    def seldom(self) -> bool:
        """Whether the network does not form in most draws."""
        return bool(self.answer.seldom())

    def draws(self) -> str:
        """So many sets of assumptions, or pairs."""
        count = self.answer.draws
        if self.answer.kind == "drawn":
            return counted(
                self.language, "{count} set of assumptions", "{count} sets of assumptions", count
            )
        return counted(self.language, "{count} matched pair", "{count} matched pairs", count)

    def described(self, arm: str) -> str:
        """What an arm is, as its file says."""
        found = next(one for one in self.comparison.plan.arms if one.name == arm).scenario
        texts = found.description
        return from_file(self.language, de=texts["de"], en=texts["en"])

    def outcomes(self, names: Sequence[str], heads: Sequence[str], *, posts: bool = False) -> Table:
        """Outcomes as rows: the base, then difference, range and judgement of the arm.

        posts: the difference in full-time posts too.
        """
        rows, keys = [], []
        for name in names:
            found, outcome = finding(self.comparison, name, self.arm), OUTCOME[name]
            if not found.draws:
                continue
            half = (found.high - found.low) / 2.0
            digits = min(2, digits_of(found.difference, half, outcome.matters))
            title = outcome.title(self.language)
            cells = [
                f"{title[0].upper()}{title[1:]} ({unit_in(self.language, outcome.unit)})",
                self.answer.number(found.base, min(2, digits_for(outcome.matters))),
                signed_in(self.language, found.difference, digits),
                span(self.language, found.low, found.high, digits),
                JUDGED.say(self.language, found.judgement),
            ]
            if posts:
                many = posts_of(self.answer, found.difference)
                cells.insert(4, signed_in(self.language, many, 1) if many == many else "")
            rows.append(tuple(cells))
            keys.append(name)
        return Table(tuple(heads), tuple(rows), tuple(keys), tuple(range(1, len(heads) - 1)))
