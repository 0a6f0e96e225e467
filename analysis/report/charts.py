"""Figures of a report as data: differences with their ranges, and networks draw by draw."""

from collections.abc import Sequence

from analysis.findings.answer import Answer
from analysis.findings.groups import GroupFinding
from analysis.findings.measured import by_draw, headline
from analysis.findings.rules import Judgement
from analysis.measures.headlines import HEADLINES_OF, WORK, Headline
from analysis.report.document import Intervals, Panel, Row, Stacks, Table
from analysis.wording import group_in
from model.words import Language, Texts, number_in, signed_in

JUDGED = Texts(
    {
        Judgement.SAME: "practically the same",
        Judgement.LITTLE_MORE: "slightly more",
        Judgement.LITTLE_LESS: "slightly fewer",
        Judgement.MORE: "clearly more",
        Judgement.LESS: "clearly fewer",
        Judgement.PROBABLY_MORE: "probably more",
        Judgement.PROBABLY_LESS: "probably fewer",
        Judgement.UNKNOWN: "cannot tell",
        Judgement.UNDEFINED: "unknown",
    },
    context="judged",
)
_WORDS = Texts(
    {
        "range": "{low} to {high}",
        "counts": "more {more} · same {same} · fewer {less}",
        WORK: "Starts of work per 1,000 people and year, difference from {base} ({level})",
        "participation": (
            "People with at least medium participation, per 1,000, difference from {base} ({level})"
        ),
        "groups": "Starts of work per 1,000 people and year, difference from {base}",
        "unit": "difference per 1,000 people",
        "less": "fewer",
        "more": "more",
        "zone": "grey zone: practically the same; lines: range",
        "row": "{label}: {shown} ({span}), {said}.",
        "group": "{group} ({people})",
        "option": "option",
        "difference": "difference",
        "of_range": "range",
        "judgement": "judgement",
        "stacks": "Share of the Jobcenter's ties by stage, last year, in %; a bar each: {count}",
        "stack_alt": "{title}. Bars from the most to the fewest ties: {bars}.",
        "bar": "{share}% at stage 2 or above",
    }
)
STAGES = Texts(
    {
        0: "no tie",
        1: "1 cooperation: inform each other",
        2: "2 coordination: plan together",
        3: "3 working together: binding",
    }
)


def words(language: Language, key: str, **values: object) -> str:
    """A word of figures."""
    return _WORDS.say(language, key, **values)


def span(language: Language, low: float, high: float, digits: int = 1) -> str:
    """A range: low to high; a word where it is not known."""
    if low != low or high != high:
        return JUDGED.say(language, Judgement.UNDEFINED)
    first, last = (signed_in(language, bound, digits) for bound in (low, high))
    return words(language, "range", low=first, high=last)


def goals(answer: Answer, arms: Sequence[str], base: str | None = None) -> Intervals:
    """Both goals of some arms against the base, or another arm."""
    panels = []
    for goal, one in HEADLINES_OF.items():
        rows = [_row(answer, one, arm, base) for arm in arms]
        found = headline(answer.comparison, one, arms[0], base)
        level = number_in(answer.language, found.base, one.digits)
        against = answer.base if base is None else answer.named(base)
        title = words(answer.language, goal, base=against, level=level)
        unit = words(answer.language, "unit")
        panels.append(Panel(goal, title, unit, one.matters, tuple(rows)))
    return _intervals(answer.language, panels)


def _row(answer: Answer, one: Headline, arm: str, base: str | None) -> Row:
    found = headline(answer.comparison, one, arm, base)
    said = JUDGED.say(answer.language, found.judgement)
    if found.draws > 1:
        counts = words(answer.language, "counts", more=found.more, same=found.same, less=found.less)
        said = f"{said}; {counts}"
    ends = (found.difference, found.low, found.high)
    return _written(answer.language, arm, answer.title(arm), ends, said)


def _written(
    language: Language, key: str, label: str, ends: tuple[float, float, float], said: str
) -> Row:
    """A row with its mean and range (the ends) as numbers and in words."""
    mean, low, high = ends
    return Row(key, label, *ends, signed_in(language, mean, 1), span(language, low, high), said)


def by_group(answer: Answer, found: Sequence[GroupFinding]) -> Intervals:
    """Starts of work of every group."""
    language, one = answer.language, HEADLINES_OF[WORK]
    rows = []
    for each in found:
        people = answer.number(round(each.persons, -2))
        label = words(language, "group", group=group_in(language, each.group), people=people)
        ends, said = (each.work, each.low, each.high), JUDGED.say(language, each.judgement)
        rows.append(_written(language, f"{each.dimension}.{each.group}", label, ends, said))
    title = words(language, "groups", base=answer.base)
    unit = words(language, "unit")
    return _intervals(language, [Panel("groups", title, unit, one.matters, tuple(rows))])


def _intervals(language: Language, panels: Sequence[Panel]) -> Intervals:
    said = []
    for panel in panels:
        rows = (
            words(language, "row", label=r.label, shown=r.shown, span=r.span, said=r.said)
            for r in panel.rows
        )
        said.append(f"{panel.title}. {' '.join(rows)}")
    ends = (words(language, key) for key in ("less", "more", "zone"))
    return Intervals(tuple(panels), " ".join(said), *ends)


def table_of(figure: Intervals, language: Language) -> Table:
    """The numbers of a figure as a table."""
    keyed = (words(language, key) for key in ("option", "difference", "of_range", "judgement"))
    heads = tuple(f"{head[0].upper()}{head[1:]}" for head in keyed)
    rows: list[tuple[str, ...]] = []
    keys: list[str] = []
    bold: list[int] = []
    for panel in figure.panels:
        bold.append(len(rows))
        keys.append(panel.key)
        rows.append((panel.title, "", "", ""))
        for row in panel.rows:
            keys.append(f"{panel.key}.{row.key}")
            rows.append((row.label, row.shown, row.span, row.said))
    return Table(heads, tuple(rows), tuple(keys), (1, 2), tuple(bold))


def networks(answer: Answer, arm: str, unit: str) -> Stacks:
    """Stages of the members' ties of an arm: a bar a draw, from the most ties to the fewest."""
    shares = [by_draw(answer.comparison, f"members_from_{stage}", arm) for stage in (1, 2, 3)]
    bars = sorted(
        (
            (100.0 - one, one - two, two - three, three)
            for one, two, three in zip(*shares, strict=True)
        ),
        key=lambda bar: (-bar[2] - bar[3], bar[0]),
    )
    shown = tuple(tuple(max(0.0, float(part)) for part in bar) for bar in bars)
    title = words(answer.language, "stacks", count=unit)
    each = ", ".join(
        words(answer.language, "bar", share=number_in(answer.language, bar[2] + bar[3], 0))
        for bar in shown
    )
    alt = words(answer.language, "stack_alt", title=title, bars=each)
    return Stacks(shown, STAGES.all(answer.language), title, alt)
