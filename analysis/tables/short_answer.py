"""The short answer to a comparison: at most 25 lines of 80 columns, the answer first.

What does not fit is left out in a fixed order (`BREVITY`): it stands in `--all` and `--why`.
"""

import textwrap
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import batched, islice

from analysis.findings.answer import Answer
from analysis.findings.behind import Why, costs, meaning, network_of, why
from analysis.findings.decided import decided
from analysis.findings.glosses import gloss
from analysis.findings.measured import Finding, finding
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK, Headline
from model.words import Language, Texts, counted, number_in, signed_in

WIDTH, MOST_LINES = 80, 25
MARGIN = 9  # of the words before each part
ARM_WIDTH, BASE_WIDTH, IN_A_ROW = 14, 14, 3  # columns, and arms beside each other
COORDINATION = "minutes_coordination"
# Left out one after the other until the rest fits; then what fits all the same is put back.
BREVITY = (
    "blanks", "means", "effort", "people", "taken", "counts", "cautions", "measure", "network",
    "meaning", "others", "glosses", "hinges", "costs",
)  # fmt: skip
KEPT_CAUTIONS = 2

WORDS = Texts(
    {
        "question": "QUESTION",
        "answer": "ANSWER",
        "why": "WHY",
        "network": "NETWORK",
        "cost": "COST",
        "people": "WHO",
        "caution": "CAUTION",
        "further": "FURTHER",
        "options": "--all every outcome · --why reasons · --technical how to repeat it",
        "per": "per 1,000 people",
        "base": "start",
        "base_is": "Start: {title}",
        "glossed": "{title}: {gloss}",
        "base_glossed": "Start: {title} ({gloss})",
        "medium": "{title} (5 or more of 10)",
        "difference": "difference {letter}",
        "range": "  range (up to ±{matters} the same)",
        "counts_drawn": "  sets more · same · less",
        "counts_chance": "  pairs more · same · less",
        "set": "Set of assumptions: what nobody knows for certain, chosen anew in each.",
        "sets": "{sets} (of what nobody knows)",
        "spends": "{title} (with the time of {letter})",
        "coordination": "hours of coordination, month",
        "from_to": "{low} to {high}",
        "unknown": "unknown",
    }
)
LEGEND = Texts(
    {
        "▲": "▲ clearly more",
        "▼": "▼ clearly less",
        "△": "△ probably more",
        "▽": "▽ probably less",
        "=": "= practically the same",
        "?": "? cannot tell",
    }
)


def short_answer(answer: Answer) -> list[str]:
    """The lines of the short answer."""
    page, left_out = _Page(answer), list[str]()
    for part in BREVITY:
        if page.fits(left_out):
            break
        left_out.append(part)
    for part in reversed(left_out):
        rest = [other for other in left_out if other != part]
        if page.fits(rest):
            left_out = rest
    return page.lines(left_out)


class _Page:
    """The short answer without some of its parts; what it says is looked up once for all."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.without = answer, frozenset[str]()
        self.language = answer.language
        self.comparison = answer.comparison
        self.goals = {goal: HEADLINES_OF[goal] for goal in (WORK, PARTICIPATION)}

    def word(self, key: str, **values: object) -> str:
        return WORDS.say(self.language, key, **values)

    @cached_property
    def known(self) -> Why:
        """What moves the goals."""
        return why(self.answer)

    @cached_property
    def costs(self) -> dict[bool, str]:
        """What it costs: without whose time that is, and with it."""
        return {brief: costs(self.answer, brief=brief) for brief in (True, False)}

    @cached_property
    def coordination(self) -> dict[str, Finding]:
        """Hours of coordination with every arm."""
        return {arm: finding(self.comparison, COORDINATION, arm) for arm in self.answer.arms}

    def fits(self, without: Sequence[str]) -> bool:
        """Whether the rest fits; what is slow to look up is asked for only if all else does."""
        may = "cautions" in without or len(self.lines(without, graded=False)) <= MOST_LINES
        return may and len(self.lines(without)) <= MOST_LINES

    def lines(self, without: Sequence[str], *, graded: bool = True) -> list[str]:
        """All lines but those parts, within the width."""
        self.without = frozenset(without)
        answer, language = self.answer, self.language
        blank = [] if "blanks" in without else [""]
        most = KEPT_CAUTIONS if "cautions" in without else None
        cautions = islice(answer.cautions(graded=graded), most)
        people = "" if "people" in without else answer.people()
        return [
            *self.heading(),
            *blank,
            *part(language, "question", decided(answer)),
            *part(language, "answer", " ".join(answer.sentences(brief="means" in without))),
            *part(language, "why", self.why()),
            *blank,
            *self.table(),
            *blank,
            *([] if self.told else part(language, "network", self.network())),
            *([] if "costs" in without else part(language, "cost", self.costs["taken" in without])),
            *part(language, "people", people),
            *part(language, "caution", " ".join(cautions)),
            *part(language, "further", self.word("options")),
        ]

    @property
    def told(self) -> bool:
        """Whether how often networks form is told in the answer alone."""
        return "network" in self.without and any(one.seldom for one in self.answer.formed)

    def network(self) -> str:
        """In how many draws networks form."""
        return self.answer.network(brief="measure" in self.without)

    def why(self) -> str:
        """What moves the goals, and what it hangs on."""
        path, hinges, others = self.known
        hinges = [] if "hinges" in self.without else hinges
        others = [] if "others" in self.without else others
        known = "meaning" in self.without or not self.told
        means = [] if known else meaning(self.answer)
        return " ".join([*path, *hinges, *others, *means])

    def heading(self) -> Iterator[str]:
        """Place, time and draws; then what the base and the letters stand for."""
        plan, answer = self.comparison.plan, self.answer
        first = f"{answer.place} · {self.time()} · "
        yield shortened(first + (self.sets if self.glossed_sets else self.size()), WIDTH)
        if "glosses" not in self.without:
            yield from self.glossed()
            return
        names = [f"{letter}  {self.titles[arm]}" for arm, letter in answer.letters.items()]
        if self.base_head() == self.word("base"):
            names.insert(0, self.word("base_is", title=answer.title(plan.base.name)))
        row = "   ".join(names)
        yield from [row] if len(row) <= WIDTH else (shortened(name, WIDTH) for name in names)

    def glossed(self) -> Iterator[str]:
        """Base and arms with what they are, a line each."""
        answer, base = self.answer, self.comparison.plan.base.name
        title, told = answer.title(base), gloss(answer, base)
        key = "base_glossed" if told else "base_is"
        yield shortened(self.word(key, title=title, gloss=told), WIDTH)
        for arm, letter in answer.letters.items():
            title, told = answer.title(arm), gloss(answer, arm)
            said = self.word("glossed", title=title, gloss=told) if told else title
            yield shortened(f"{letter}  {said}", WIDTH)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of every arm; of a rival, whose time it has."""
        found = {}
        for arm in self.answer.arms:
            title, network = self.answer.title(arm), network_of(self.comparison, arm)
            letter = self.answer.letters.get(network or "")
            found[arm] = self.word("spends", title=title, letter=letter) if letter else title
        return found

    def size(self) -> str:
        """Sets of assumptions, or pairs where nothing is drawn."""
        language, pairs, draws = self.language, self.comparison.pairs, self.answer.draws
        if self.answer.kind != "drawn":
            return counted(language, "{count} matched pair", "{count} matched pairs", pairs)
        return counted(language, "{count} set of assumptions", "{count} sets of assumptions", draws)

    def time(self) -> str:
        """Years, or months."""
        months = self.comparison.plan.months
        if months % 12:
            return counted(self.language, "{count} month", "{count} months", months)
        return counted(self.language, "{count} year", "{count} years", months // 12)

    @property
    def sets(self) -> str:
        """Sets of assumptions, and what they are."""
        return self.word("sets", sets=self.size())

    @property
    def glossed_sets(self) -> bool:
        """Whether the first line has room to say what a set of assumptions is."""
        first = f"{self.answer.place} · {self.time()} · {self.sets}"
        return self.answer.kind == "drawn" and len(first) <= WIDTH

    def base_head(self) -> str:
        """The head of the base's column: its title if it is short."""
        title = self.answer.title(self.comparison.plan.base.name)
        return title if len(title) < BASE_WIDTH else self.word("base")

    def table(self) -> Iterator[str]:
        """Both goals, the base and the arms as columns; three arms beside each other."""
        for arms in batched(self.answer.arms, IN_A_ROW):
            yield from self.block(arms)
        ranges = self.answer.range()
        if self.answer.kind == "drawn" and not self.glossed_sets:
            ranges = f"{self.word('set')} {ranges}"
        yield from textwrap.wrap(ranges, WIDTH)
        yield from textwrap.wrap("   ".join(self.legend()), WIDTH)

    def legend(self) -> Iterator[str]:
        """What the signs mean that are in the table."""
        used = {found.mark for found in self.answer.findings.values()}
        for mark in LEGEND.texts:
            if mark in used:
                yield LEGEND.say(self.language, mark).replace(" ", "\N{NO-BREAK SPACE}")

    def zone(self, one: Headline) -> str:
        """The head of the ranges of a goal, with up to where a difference is practically none."""
        matters = number_in(self.language, one.matters, int(one.matters < 1.0))
        return self.word("range", matters=matters)

    def block(self, arms: Sequence[str]) -> Iterator[str]:
        """The rows of the table for some arms: the base's level, and how the arms differ."""
        heads = [self.word("difference", letter=self.answer.letters[arm]) for arm in arms]
        yield self.row(self.word("per"), self.base_head(), heads)
        for goal, one in self.goals.items():
            found = [self.answer.findings[goal, arm] for arm in arms]
            base = self.number(found[0].base, one.digits)
            title = one.title(self.language)
            if goal == PARTICIPATION and len(arms) < IN_A_ROW:  # there is room for its scale
                title = self.word("medium", title=title)
            yield self.row(title, base, [self.moved(each, 1) for each in found])
            yield self.row(self.zone(one), "", [self.range(each) for each in found])
            if goal == WORK and "counts" not in self.without:
                counts = [f"{each.more} · {each.same} · {each.less}" for each in found]
                yield self.row(self.word(f"counts_{self.answer.kind}"), "", counts)
        if "effort" not in self.without:
            found = [self.coordination[arm] for arm in arms]
            base = self.number(found[0].base, 0)
            moved = [self.moved(each, 0) for each in found]
            yield self.row(self.word("coordination"), base, moved)

    def moved(self, found: Finding, digits: int) -> str:
        """A difference and its mark."""
        if found.difference != found.difference:
            return self.word("unknown")
        return f"{signed_in(self.language, found.difference, digits)} {found.mark}"

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


def part(language: Language, key: str, text: str) -> list[str]:
    """A part with its word before it; nothing if there is nothing to say."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=WORDS.say(language, key).ljust(MARGIN),
        subsequent_indent=" " * MARGIN,
        break_on_hyphens=False,
    )


def shortened(text: str, width: int) -> str:
    """A text cut to a width, with an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
