"""The short answer to a comparison: at most 25 lines of 80 columns, the answer first.

What does not fit is left out in a fixed order (`BREVITY`): it stands in `--all` and `--why`.
"""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import batched

from analysis.findings.answer import Answer
from analysis.findings.decided import decided
from analysis.findings.measured import Finding, finding
from analysis.findings.rules import MARKS, Judgement
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from model.words import Texts, counted, number_in, signed_in

WIDTH, MOST_LINES = 80, 25
MARGIN = 9  # of the words before each part
ARM_WIDTH, BASE_WIDTH, IN_A_ROW = 14, 14, 3  # columns, and arms beside each other
COORDINATION = "minutes_coordination"
# Left out one after the other until the rest fits.
BLANKS, MEANS, EFFORT, CAUTIONS, NETWORK, COUNTS, PEOPLE, COSTS = BREVITY = tuple(range(8))
KEPT_CAUTIONS = 3

WORDS = Texts(
    {
        "question": "QUESTION",
        "answer": "ANSWER",
        "network": "NETWORK",
        "cost": "COST",
        "people": "WHO",
        "caution": "CAUTION",
        "further": "FURTHER",
        "options": "--all every outcome · --why reasons · --technical seed, draws, code",
        "per": "per 1,000 people",
        "base": "start",
        "base_is": "Start: {title}",
        "difference": "  difference",
        "range": "  range",
        "counts": "  more · same · less",
        "coordination": "hours of coordination, month",
        "from_to": "{low} to {high}",
        "unknown": "unknown",
        "zone": "(the same: up to ±{work} and ±{people})",
    }
)
LEGEND = Texts(
    {
        "▲": "▲ clearly more",
        "▼": "▼ clearly less",
        "△": "△ probably more",
        "▽": "▽ probably less",
        "=": "= practically the same",
        "≈": "≈ cannot tell",
    }
)


def short_answer(answer: Answer) -> list[str]:
    """The lines of the short answer."""
    lines: list[str] = []
    for kept in range(len(BREVITY) + 1):
        lines = _Page(answer, frozenset(BREVITY[:kept])).lines()
        if len(lines) <= MOST_LINES:
            break
    return lines


class _Page:
    """The short answer without some of its parts."""

    def __init__(self, answer: Answer, without: frozenset[int]) -> None:
        self.answer, self.without = answer, without
        self.language = answer.language
        self.comparison = answer.comparison
        self.goals = {goal: HEADLINES_OF[goal] for goal in (WORK, PARTICIPATION)}

    def word(self, key: str, **values: object) -> str:
        return WORDS.say(self.language, key, **values)

    def lines(self) -> list[str]:
        """All lines, within the width."""
        answer, blank = self.answer, [] if BLANKS in self.without else [""]
        cautions = answer.cautions()
        if CAUTIONS in self.without:
            cautions = cautions[:KEPT_CAUTIONS]
        people = "" if PEOPLE in self.without else answer.people()
        told = NETWORK in self.without and any(one.seldom for one in answer.formed)
        return [
            *self.heading(),
            *blank,
            *self.part("question", decided(answer)),
            *self.part("answer", " ".join(answer.sentences(brief=MEANS in self.without))),
            *blank,
            *self.table(),
            *blank,
            *([] if told else self.part("network", answer.network())),
            *([] if COSTS in self.without else self.part("cost", answer.costs())),
            *self.part("people", people),
            *self.part("caution", " ".join(cautions)),
            *self.part("further", self.word("options")),
        ]

    def part(self, key: str, text: str) -> list[str]:
        """A part with its word before it; nothing if there is nothing to say."""
        if not text:
            return []
        return textwrap.wrap(
            text,
            WIDTH,
            initial_indent=self.word(key).ljust(MARGIN),
            subsequent_indent=" " * MARGIN,
            break_on_hyphens=False,
        )

    def heading(self) -> Iterator[str]:
        """Place, time and draws; then what the letters stand for."""
        plan, answer = self.comparison.plan, self.answer
        yield shortened(f"{answer.place} · {self.size()}", WIDTH)
        names = [f"{letter}  {answer.title(arm)}" for arm, letter in answer.letters.items()]
        if self.base_head() == self.word("base"):
            names.insert(0, self.word("base_is", title=answer.title(plan.base.name)))
        row = "    ".join(names)
        yield from [row] if len(row) <= WIDTH else (shortened(name, WIDTH) for name in names)

    def size(self) -> str:
        """Years, sets of assumptions and pairs."""
        months, pairs = self.comparison.plan.months, self.comparison.pairs
        years = counted(self.language, "{count} year", "{count} years", months // 12)
        time = counted(self.language, "{count} month", "{count} months", months)
        found = [time if months % 12 else years]
        draws = self.answer.draws
        if self.answer.kind == "drawn":
            found.append(
                counted(
                    self.language,
                    "{count} set of assumptions",
                    "{count} sets of assumptions",
                    draws,
                )
            )
        found.append(counted(self.language, "{count} matched pair", "{count} matched pairs", pairs))
        return f"{found[0]} · {', '.join(found[1:])}"

    def base_head(self) -> str:
        """The head of the base's column: its title if it is short."""
        title = self.answer.title(self.comparison.plan.base.name)
        return title if len(title) < BASE_WIDTH else self.word("base")

    def table(self) -> Iterator[str]:
        """Both goals, the base and the arms as columns; three arms beside each other."""
        for arms in batched(self.answer.arms, IN_A_ROW):
            yield from self.block(arms)
        yield from textwrap.wrap(self.answer.range(), WIDTH)
        marks = {found.mark for found in self.answer.findings.values()}
        signs = [LEGEND.say(self.language, mark) for mark in LEGEND.texts if mark in marks]
        work, people = (
            number_in(self.language, one.matters, int(one.matters < 1.0))
            for one in self.goals.values()
        )
        told = "   ".join([*signs, self.word("zone", work=work, people=people)])
        yield told if MARKS[Judgement.SAME] in marks and len(told) <= WIDTH else "   ".join(signs)

    def block(self, arms: Sequence[str]) -> Iterator[str]:
        """The rows of the table for some arms."""
        yield self.row(
            self.word("per"), self.base_head(), [self.answer.letters[arm] for arm in arms]
        )
        for goal, one in self.goals.items():
            found = [self.answer.findings[goal, arm] for arm in arms]
            levels = [f"{self.number(each.level, one.digits)} {each.mark}" for each in found]
            base = self.number(found[0].base, one.digits)
            yield self.row(one.title(self.language), base, levels)
            differences = [signed_in(self.language, each.difference, 1) + "  " for each in found]
            if goal == WORK:
                yield self.row(self.word("difference"), "", differences)
            yield self.row(self.word("range"), "", [self.range(each) for each in found])
            if goal == WORK and COUNTS not in self.without:
                counts = [f"{each.more} · {each.same} · {each.less}" for each in found]
                yield self.row(self.word("counts"), "", counts)
        if EFFORT not in self.without:
            found = [finding(self.comparison, COORDINATION, arm) for arm in arms]
            levels = [f"{self.number(each.level, 0)} {each.mark}" for each in found]
            yield self.row(self.word("coordination"), self.number(found[0].base, 0), levels)

    def row(self, label: str, base: str, cells: Sequence[str]) -> str:
        """One row, numbers to the right."""
        label_width = WIDTH - BASE_WIDTH - ARM_WIDTH * len(cells)
        fits = max(label_width, len(label) + 1)
        first = label.ljust(fits) + base.rjust(BASE_WIDTH + label_width - fits)
        return (first + "".join(cell.rjust(ARM_WIDTH) for cell in cells)).rstrip()

    def number(self, value: float, digits: int) -> str:
        return self.word("unknown") if value != value else number_in(self.language, value, digits)

    def range(self, found: Finding) -> str:
        """Low to high, with fewer digits where they would not fit."""
        if found.low != found.low:
            return self.word("unknown")
        text = ""
        for digits in (1, 0):
            low, high = (signed_in(self.language, x, digits) for x in (found.low, found.high))
            text = self.word("from_to", low=low, high=high)
            if len(text) < ARM_WIDTH:
                break
        return text


def shortened(text: str, width: int) -> str:
    """A text cut to a width, with an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
