"""What is shown of an answer: its status, sentences, cards and views, as data for the templates.

Sentences come from `analysis.findings`, rows from `analysis.tables`; this file only puts pictures
beside them.
"""

from dataclasses import dataclass
from typing import Any

from analysis.findings.answer import Answer
from analysis.findings.borrowed import BorrowedAnswer
from analysis.findings.measured import Finding, by_draw, is_network
from analysis.findings.rules import Judgement
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK, Headline
from model.words import Language, number_in, signed_in
from sozialraum.page import charts
from sozialraum.page.material import Material, answer_of, arms_of, finding_of
from sozialraum.page.words import PAGE

TWO_SIDED = 1.96  # standard deviations within which 95 of 100 runs lie


@dataclass(frozen=True)
class Row:
    """One option in a card: its sign, name, picture and numbers as text."""

    role: str
    name: str
    sign: str
    picture: str
    difference: str
    range: str
    level: str


@dataclass(frozen=True)
class Card:
    """One goal: what it comes to, a row per option, the axis, one sign per draw."""

    goal: str
    title: str
    which: str
    big: str
    word: bool
    unit: str
    rows: tuple[Row, ...]
    axis: str
    zone: str
    zero: str
    marks: str
    counts: str
    base: str
    base_level: str


def shown(material: Material) -> dict[str, Any]:
    """Everything the template of the answer asks for."""
    own = answer_of(material, (material.own,))
    sentences = own.sentences()
    rival = answer_of(material, ("rival",)) if "rival" in arms_of(material) else None
    more = [*sentences[1:], *(rival.sentences()[:1] if rival else [])]
    return {
        "headline": sentences[0],
        "more": more,
        "range": " ".join([own.range(), *_chance(material)]),
        "borrowed": isinstance(own, BorrowedAnswer),
        "cards": [_card(material, goal) for goal in (WORK, PARTICIPATION)],
        "network": _network(material, own),
        "numbers": numbers(material),
    }


def _chance(material: Material) -> list[str]:
    """How far chance alone moves one run: from pairs of the preset under equal assumptions."""
    preset, stored = material.roles.get("preset"), material.stored
    if not material.single or material.estimated or preset is None or stored is None:
        return []
    widths = [
        number_in(
            material.language,
            abs(one.factor) * TWO_SIDED * stored.difference(one.name, preset).deviation,
            1,
        )
        for one in (HEADLINES_OF[WORK], HEADLINES_OF[PARTICIPATION])
    ]
    say = PAGE.spoken(material.language)
    return [say("chance_of_one", work=widths[0], people=widths[1])]


def cautions(material: Material) -> list[str]:
    """What must be known beside the answer."""
    return list(answer_of(material, (material.own,)).cautions())


def _card(material: Material, goal: str) -> Card:
    language, one = material.language, HEADLINES_OF[goal]
    say = PAGE.spoken(language)
    roles = arms_of(material)
    found = {role: finding_of(material, role, goal) for role in roles}
    values = [x for f in found.values() for x in (f.difference, f.low, f.high)]
    scale = charts.scale_for(values, one.matters)
    mine = found[material.own]
    same = mine.judgement is Judgement.SAME or mine.difference == mine.low == mine.high == 0.0
    signed = signed_in(language, mine.difference, 1)
    levels = " → ".join(number_in(language, x, one.digits) for x in (mine.base, mine.level))
    unit = say(f"{goal}_unit")
    rows = tuple(_row(material, role, own, scale, one) for role, own in found.items())
    write = written_ticks(language, scale)
    counts = say("signs", more=mine.more, same=mine.same, less=mine.less)
    sides = [1] * mine.more + [0] * mine.same + [-1] * mine.less
    many = not material.single and len(sides) > 1
    return Card(
        goal=goal,
        title=say(goal),
        which=say("goal_1" if goal == WORK else "goal_2"),
        big=say("same") if same else signed,
        word=same,
        unit=f"{signed} {unit} ({levels})" if same else f"{unit} ({levels})",
        rows=rows,
        axis=charts.axis(scale, one.matters, write, say("fewer"), say("more")),
        zone=say("practically", matters=number_in(language, one.matters, 1 if goal == WORK else 0)),
        zero=say("zero_is", base=material.now.title_of(material.now.plan.base.name, language)),
        marks=charts.marks(sides, counts) if many else "",
        counts=counts if many else "",
        base=material.now.title_of(material.now.plan.base.name, language),
        base_level=number_in(language, mine.base, one.digits),
    )


def _row(material: Material, role: str, found: Finding, scale: charts.Scale, one: Headline) -> Row:
    language = material.language
    name = role_name(material, role)
    difference = signed_in(language, found.difference, 1)
    said = spoken_range(language, found.low, found.high)
    return Row(
        role=role,
        name=name,
        sign=charts.svg(charts.sign(_shape(material, role), 50, 8), 16, "", "sign"),
        picture=charts.interval(
            scale,
            one.matters,
            found.difference,
            found.low,
            found.high,
            _shape(material, role),
            f"{name}: {difference}; {said}",
        ),
        difference=difference,
        range=said,
        level=number_in(language, found.level, one.digits),
    )


def _shape(material: Material, role: str) -> str:
    return "mine" if role == material.own else role


def role_name(material: Material, role: str) -> str:
    """What an option is called on the page."""
    if role == "preset" and material.own != "preset":
        return PAGE.say(material.language, "preset_as_is")
    return material.now.title_of(material.roles[role], material.language)


def spoken_range(language: Language, low: float, high: float, digits: int = 1) -> str:
    """A range as text."""
    if low != low or high != high:
        return PAGE.say(language, "not_known")
    ends = {"low": signed_in(language, low, digits), "high": signed_in(language, high, digits)}
    return PAGE.say(language, "from_to", **ends)


def written_ticks(language: Language, scale: charts.Scale) -> list[str]:
    """The numbers of an axis of differences."""
    return [signed_in(language, tick, _digits(scale)) for tick in scale.ticks()]


def _digits(scale: charts.Scale) -> int:
    ticks = scale.ticks()
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    return 0 if step == int(step) else 1 if abs(step * 10 - round(step * 10)) < 1e-9 else 2


def _network(material: Material, answer: Answer) -> dict[str, Any] | None:
    """Whether the network forms, one bar per draw; None where none is meant."""
    from analysis.tables.views import ties_by_draw

    arm = material.roles[material.own]
    scenario = next(a.scenario for a in material.now.plan.arms if a.name == arm)
    if material.estimated or not is_network(scenario):
        return None
    rows = ties_by_draw(material.now, arm)
    language = material.language
    say = PAGE.spoken(language)
    return {
        "text": answer.network(),
        "picture": charts.stages(rows, say("ties_by_draw")),
        "rows": [[number_in(language, share, 0) for share in row] for row in rows],
        "stages": [(charts.STAGES[at], say(f"stage_{at}")) for at in range(len(charts.STAGES))],
    }


def numbers(material: Material) -> dict[str, Any]:
    """The same as plain numbers: what a test compares with the command line."""
    found: dict[str, Any] = {
        "draws": 0 if material.estimated else material.done,
        "single": material.single,
        "estimated": material.estimated,
    }
    base = material.now.plan.base.name
    for role in arms_of(material):
        arm = material.roles[role]
        for goal, one in HEADLINES_OF.items():
            own = finding_of(material, role, goal)
            by_draws = one.factor * by_draw(material.now, one.name, arm, base)
            guessed = material.estimated and role == material.own
            found[f"{role}.{goal}"] = {
                "base": own.base,
                "level": own.level,
                "difference": own.difference,
                "low": own.low if own.low == own.low else None,
                "high": own.high if own.high == own.high else None,
                "by_draw": [] if guessed else by_draws.tolist(),
            }
    return found
