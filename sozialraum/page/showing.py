"""What is shown of an answer: its status, sentences, cards and views, as data for the templates.

Sentences come from `analysis.findings`, rows from `analysis.tables`; this file only puts pictures
beside them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from analysis.findings.answer import Answer
from analysis.findings.borrowed import FEWEST_OWN, BorrowedAnswer
from analysis.findings.measured import Finding, Formed, by_draw, headline, is_network, networks
from analysis.findings.rules import Judgement
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK, Headline
from analysis.measures.leaning import End
from analysis.results.comparison import Comparison
from model.words import Language, number_in, signed_in
from sozialraum.page import charts
from sozialraum.page.words import PAGE

ROLES = ("mine", "preset", "rival")
TWO_SIDED = 1.96  # standard deviations within which 95 of 100 runs lie


@dataclass(frozen=True)
class Material:
    """What has been calculated so far.

    now: base, option, preset and rival (as far as they are there) under the draws of the option, or
    one run; stored: base and preset under all draws that are there; roles: role → name of the arm;
    own: the role that the answer is about; single: one run at shipped values; done: draws;
    ended: no more will come; ends: what decisions do alone in the preset; levers: those that the
    option moves in it, none if it changes something else, too; estimated: the option has not been
    run, its preset stands in for it.
    """

    now: Comparison
    stored: Comparison | None
    roles: dict[str, str]
    own: str
    single: bool
    done: int
    ended: bool
    language: Language
    ends: Sequence[End] = ()
    levers: Mapping[str, float] = field(default_factory=dict)
    estimated: bool = False
    answers: dict[tuple[str, ...], Answer] = field(default_factory=dict, compare=False)


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
    own = _answer(material, (material.own,))
    sentences = own.sentences()
    rival = _answer(material, ("rival",)) if "rival" in _arms(material) else None
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
    return _answer(material, (material.own,)).cautions()


def _arms(material: Material) -> list[str]:
    there = {arm.name for arm in material.now.plan.arms}
    return [role for role in ROLES if material.roles.get(role) in there]


def part_of(comparison: Comparison, arms: Sequence[str]) -> Comparison:
    """The comparison of the base with some arms only."""
    from dataclasses import replace

    plan = comparison.plan
    kept = (plan.base, *(arm for arm in plan.others if arm.name in arms))
    return replace(comparison, plan=replace(plan, arms=kept))


def _answer(material: Material, roles: Sequence[str]) -> Answer:
    """The answer about some arms; by its preset's draws as long as there are few of its own."""
    key = tuple(roles)
    if key not in material.answers:
        material.answers[key] = _made(material, key)
    return material.answers[key]


def _made(material: Material, roles: tuple[str, ...]) -> Answer:
    arms = [material.roles[role] for role in roles]
    count = 0 if material.single else material.done
    preset = material.roles.get("preset")
    if (
        preset is None
        or material.stored is None
        or count >= FEWEST_OWN
        or material.ended
        or preset in arms
    ):
        return Answer(part_of(material.now, arms), material.language)
    if material.stored.pairs == 0 or preset not in {a.name for a in material.now.plan.arms}:
        return Answer(part_of(material.now, arms), material.language)
    moved = part_of(material.now, [*arms, preset])
    return _Borrowed(
        moved,
        material.language,
        stored=material.stored,
        preset=preset,
        ends=material.ends,
        levers={material.roles["mine"]: material.levers} if "mine" in material.roles else {},
        estimated=material.estimated,
    )


def can_estimate(material: Material) -> bool:
    """Whether something can be said of an option before it is run."""
    own = _answer(material, (material.own,))
    return isinstance(own, BorrowedAnswer) and own.leans(material.roles[material.own])


class _Borrowed(BorrowedAnswer):
    """The answer about the arms beside the preset, which only lends its draws."""

    @property
    def arms(self) -> list[str]:
        """All arms but the base and the preset."""
        return [arm.name for arm in self.comparison.plan.others if arm.name != self.preset]

    @cached_property
    def formed(self) -> list[Formed]:
        """In how many draws networks form; the preset is told elsewhere."""
        if self.estimated:
            return []
        return [one for one in networks(self.comparison) if one.arm != self.preset]


def _finding(material: Material, role: str, goal: str) -> Finding:
    arm = material.roles[role]
    if role == "preset" and material.stored is not None and material.stored.pairs:
        return headline(material.stored, HEADLINES_OF[goal], arm)
    return _answer(material, (role,)).findings[goal, arm]


def _card(material: Material, goal: str) -> Card:
    language, one = material.language, HEADLINES_OF[goal]
    say = PAGE.spoken(language)
    roles = _arms(material)
    found = {role: _finding(material, role, goal) for role in roles}
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
    for role in _arms(material):
        arm = material.roles[role]
        for goal, one in HEADLINES_OF.items():
            own = _finding(material, role, goal)
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
