"""What is seen of a world in a month, as SVG: institutions with their ties, people on their way."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from model.population import load_place
from model.vocabulary import IN_SERVICE, PILLARS, RECOGNISED, TIE_STAGES, WAITING
from model.words import Language, Texts, from_file, number_in

WIDE, HIGH = 900.0, 600.0
MIDDLE = (450.0, 290.0)
REACH = 150.0  # from the Jobcenter to the columns of partners
TOP, BOTTOM = 26.0, 26.0
INK, QUIET, LINE = "#1A1F24", "#3F4A54", "#8E999F"
STAGES = ("", "#9FBEC2", "#4F8C93", "#084B51", "#022B2F")
JOBCENTER = 0  # kind
ON_THEIR_WAY = (RECOGNISED, WAITING, IN_SERVICE)
_WORDS = Texts(
    {
        "network": "Month {month}: the Jobcenter, its partners and their ties",
        "waiting": "{count} wait",
        "legend": "Line: stage of the tie (1 thin … 4 thick, broken: 1). Circle: places in use.",
        "pipeline": "Month {month}: needs of people on their way",
        RECOGNISED: "recognised",
        WAITING: "waiting",
        IN_SERVICE: "in a service",
        "people": "{stock} people in receipt · {starts} starts of work this month",
    },
    context="watch",
)


@dataclass(frozen=True)
class Node:
    """A kind of institution: its name, place on the picture, places and people who wait."""

    kind: int
    name: str
    x: float
    y: float
    used: float
    places: float
    waiting: int


def nodes(world: Any, language: Language) -> list[Node]:
    """All kinds of institutions: the Jobcenter in the middle, others by pillar at both sides."""
    kinds = load_place(world.arrangement.place_folder).kinds
    members: dict[int, list[Any]] = {}
    for agent in world.institutions:
        members.setdefault(int(agent.kind), []).append(agent)
    around = sorted(
        (kind for kind in members if kind != JOBCENTER),
        key=lambda kind: (PILLARS.index(kinds[kind].pillars[0]), kind),
    )
    found = [_node(JOBCENTER, kinds, members, *MIDDLE, language)]
    half = (len(around) + 1) // 2
    for at, kind in enumerate(around):
        column, row = divmod(at, half)
        x = MIDDLE[0] + (-REACH if column else REACH)
        y = TOP + (HIGH - TOP - BOTTOM) * (row + 0.5) / half
        found.append(_node(kind, kinds, members, x, y, language))
    return found


def _node(
    kind: int, kinds: Any, members: dict[int, list[Any]], x: float, y: float, language: Language
) -> Node:
    own = members[kind]
    name = str(from_file(language, de=kinds[kind].german, en=kinds[kind].english))
    used = float(sum(one.used + one.others + one.held for one in own))
    waiting = sum(int(one.queue + one.others_waiting) for one in own)
    return Node(kind, name, x, y, used, float(sum(one.open_places for one in own)), waiting)


def ties(world: Any) -> Iterator[tuple[int, int, float]]:
    """Ties between kinds with their mean stage over the Sozialräume: (kind, kind, stage)."""
    place = world.state.place
    exists = place.institution_of >= 0
    for pair, (a, b) in enumerate(zip(place.pair_a.tolist(), place.pair_b.tolist(), strict=True)):
        there = exists[:, a] & exists[:, b]
        if there.any():
            yield a, b, float(world.state.ties["stage"][there, pair].mean())


def network(world: Any, language: Language) -> str:
    """Institutions and ties as they are now."""
    say = _WORDS.spoken(language)
    found = nodes(world, language)
    at = {one.kind: one for one in found}
    parts = []
    for a, b, stage in sorted(ties(world), key=lambda tie: tie[2]):
        if stage >= 0.5 and a in at and b in at:
            parts.append(_tie(at[a], at[b], stage))
    for one in found:
        parts += _institution(one, language)
    parts.append(_text(WIDE / 2, HIGH - 10, say("legend"), QUIET))
    return _svg("".join(parts), say("network", month=number_in(language, world.month, 0)))


def _tie(a: Node, b: Node, stage: float) -> str:
    level = min(round(stage), len(TIE_STAGES) - 1)
    faint = "" if JOBCENTER in (a.kind, b.kind) else ' opacity=".35"'
    dash = ' stroke-dasharray="6 4"' if level == 1 else ""
    return (
        f'<line x1="{a.x:.0f}" y1="{a.y:.0f}" x2="{b.x:.0f}" y2="{b.y:.0f}" '
        f'stroke="{STAGES[level]}" stroke-width="{1.0 + 1.5 * level:.1f}"{dash}{faint}/>'
    )


def _institution(one: Node, language: Language) -> Iterator[str]:
    say = _WORDS.spoken(language)
    radius = 24.0 if one.kind == JOBCENTER else 8.0
    yield (
        f'<circle cx="{one.x:.0f}" cy="{one.y:.0f}" r="{radius}" fill="#fff" stroke="{INK}" '
        'stroke-width="2"/>'
    )
    if one.places > 0:
        full = radius * math.sqrt(min(1.0, one.used / one.places))
        yield f'<circle cx="{one.x:.0f}" cy="{one.y:.0f}" r="{full:.1f}" fill="#4F8C93"/>'
    if one.kind == JOBCENTER:
        yield _text(one.x, one.y + radius + 16, one.name, INK)
        return
    side = 1.0 if one.x > MIDDLE[0] else -1.0
    anchor = "start" if side > 0 else "end"
    yield _text(one.x + side * (radius + 6), one.y + 4, one.name, INK, anchor)
    if one.waiting:
        count = say("waiting", count=number_in(language, one.waiting, 0))
        inward = "end" if side > 0 else "start"
        yield _text(one.x - side * (radius + 6), one.y - 4, count, QUIET, inward)


def pipeline(world: Any, language: Language) -> str:
    """Needs of all people in receipt by how far they are, as bars; and starts of work."""
    say = _WORDS.spoken(language)
    counts = stages_of(world)
    most = max(1, *counts.values())
    parts = []
    for row, (stage, count) in enumerate(counts.items()):
        y = 40.0 + 60.0 * row
        wide = 620.0 * count / most
        parts.append(_text(190, y + 22, say(stage), INK, "end"))
        parts.append(f'<rect x="200" y="{y}" width="{wide:.0f}" height="34" fill="#4F8C93"/>')
        written = number_in(language, count, 0)
        parts.append(_text(208 + wide, y + 22, written, INK, "start"))
    starts = number_in(language, world.measures["integrations"], 0)
    stock = number_in(language, world.measures["stock"], 0)
    if world.month:
        parts.append(_text(200, 310, say("people", stock=stock, starts=starts), INK, "start"))
    month = number_in(language, world.month, 0)
    return _svg("".join(parts), say("pipeline", month=month), 330.0)


def stages_of(world: Any) -> dict[int, int]:
    """Needs of people in receipt by stage of their pipeline, from recognised on."""
    people = world.people
    stage = people.column("stage")[people.column("receipt") == 1]
    return {at: int(np.count_nonzero(stage == at)) for at in ON_THEIR_WAY}


def _text(x: float, y: float, text: str, colour: str, anchor: str = "middle") -> str:
    halo = 'paint-order="stroke" stroke="#fff" stroke-width="4"'
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}" {halo}>'
        f"{escape(text)}</text>"
    )


def _svg(content: str, title: str, high: float = HIGH) -> str:
    return (
        f'<svg viewBox="0 0 {WIDE:.0f} {high:.0f}" width="100%" role="img" '
        f'aria-label="{escape(title)}" font-family="Liberation Sans, Arial, sans-serif" '
        f'font-size="13"><title>{escape(title)}</title>'
        f'<text x="8" y="18" font-weight="bold" font-size="15" fill="{INK}">{escape(title)}</text>'
        f"{content}</svg>"
    )
