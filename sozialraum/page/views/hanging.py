"""What it hangs on: every decision moved alone to its ends, and chance against assumptions."""

from collections.abc import Sequence

from analysis.ask.what_if_looks import Swing
from analysis.findings.answer import Answer
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.requests.what_if import WhatIf
from model.words import Language, Texts, number_in, signed_in
from sozialraum.page import charts, plots
from sozialraum.page.decisions import DECISIONS, HIGH, LOW
from sozialraum.page.material import Material, part_of
from sozialraum.page.saying import BY_LEVER, said
from sozialraum.page.showing import written_ticks
from sozialraum.page.view_words import DECISION_NAMES
from sozialraum.page.views.shape import Picture, View
from sozialraum.page.words import PAGE

NAN = float("nan")
ENDS = (LOW, HIGH)  # words at both ends of a decision
HALF = 50.0  # per cent


def ends_of(what_if: WhatIf) -> list[tuple[str, float]]:
    """Every decision with the lowest and the highest value that it may have."""
    records = what_if.scenario().parameters
    return [
        (one.lever, float(end)) for one in DECISIONS for end in records[f"levers.{one.lever}"].legal
    ]


def acts_on(swings: Sequence[Swing]) -> dict[str, list[str]]:
    """Goals that a decision moves beyond the zone at one of its ends, by lever."""
    found: dict[str, list[str]] = {one.lever: [] for one in swings}
    for one in swings:
        for goal, difference in (one.differences or {}).items():
            far = abs(difference) > HEADLINES_OF[goal].matters
            if far and goal not in found[one.lever]:
                found[one.lever].append(goal)
    return found


def hangs(material: Material, swings: Sequence[Swing]) -> View:
    """Decisions in the order of what they do to work and participation."""
    language, say = material.language, PAGE.spoken(material.language)
    pairs = {one.lever: [s for s in swings if s.lever == one.lever] for one in DECISIONS}
    order = sorted(pairs, key=lambda lever: -max(map(_size, pairs[lever]), default=0.0))
    pictures: list[Picture] = []
    for goal in (WORK, PARTICIPATION):
        pictures += _pictures(material, goal, [(lever, pairs[lever]) for lever in order])
    rows = [
        (
            DECISION_NAMES.say(language, lever),
            _end(language, one, words),
            _moved(language, one, WORK),
            _moved(language, one, PARTICIPATION),
        )
        for lever in order
        for one, words in zip(pairs[lever], ENDS, strict=True)
    ]
    extra = [_which(material, order, swings)]
    share = Answer(part_of(material.now, [material.roles[material.own]]), language)
    assumed = share.from_assumptions()
    if assumed == assumed:
        shares = {"assumed": assumed, "chance": 100.0 - assumed}
        written = {key: number_in(language, value, 0) for key, value in shares.items()}
        key = "chance_or_assumptions" if assumed >= HALF else "chance_most_of_all"
        extra.append(say(key, **written))
    heads = ("decision", "moved_to", "work", "participation")
    legend = (f"□ {say('lowest_end')}", f"■ {say('highest_end')}")
    return View(
        "hangs", say("hangs_note"), pictures, tuple(say(h) for h in heads), rows,
        caption=say("hangs_caption"), extra=tuple(extra), legend=legend,
        outcomes=tuple(one.name for one in HEADLINES_OF.values()), about=(say("hangs_about"),),
    )  # fmt: skip


def _which(material: Material, order: list[str], swings: Sequence[Swing]) -> str:
    """Decisions that move a goal beyond the zone, in one sentence."""
    language, say = material.language, PAGE.spoken(material.language)
    moves = acts_on(swings)
    lists = {
        goal: ", ".join(
            DECISION_NAMES.say(language, lever) for lever in order if goal in moves[lever]
        ) or say("none_of_them")
        for goal in (WORK, PARTICIPATION)
    }  # fmt: skip
    return say("hangs_which", work=lists[WORK], participation=lists[PARTICIPATION])


def _pictures(material: Material, goal: str, rows: list[tuple[str, list[Swing]]]) -> list[Picture]:
    language, say = material.language, PAGE.spoken(material.language)
    one = HEADLINES_OF[goal]
    every = [(s.differences or {}).get(goal, NAN) for _, swings in rows for s in swings]
    scale = charts.scale_for(every, one.matters)
    pictures = []
    for at, (lever, swings) in enumerate(rows):
        low, high = ((s.differences or {}).get(goal, NAN) for s in swings)
        words = [
            f"{_end(language, s, ends)}: {_moved(language, s, goal)}"
            for s, ends in zip(swings, ENDS, strict=True)
        ]
        name = DECISION_NAMES.say(language, lever)
        picture = plots.swing(scale, one.matters, low, high, f"{name}: {'; '.join(words)}")
        heading = "" if at else f"{say(goal)}: {say(f'{goal}_unit')}"
        pictures.append(Picture(picture, name, " · ".join(words), heading))
    zone = say("practically", matters=number_in(language, one.matters, 1 if goal == WORK else 0))
    axis = charts.axis(
        scale, one.matters, written_ticks(language, scale), say("fewer"), say("more")
    )
    return [*pictures, Picture(axis, zone, say("zero_is_yours"))]


def _end(language: Language, one: Swing, words: Texts[str]) -> str:
    """The end that a decision is moved to, in the words beside its control."""
    if one.lever in words:
        return words.say(language, one.lever)
    return said(language, BY_LEVER[one.lever], one.value)


def _moved(language: Language, one: Swing, goal: str) -> str:
    if one.differences is None:
        return "–"
    return signed_in(language, one.differences[goal], 1)


def _size(one: Swing) -> float:
    """How far both goals move, in zones."""
    moved = one.differences or {}
    return max((abs(x) / HEADLINES_OF[goal].matters for goal, x in moved.items()), default=0.0)
