"""The shelf: what-ifs that somebody has kept, side by side with both goals.

It lies in the reader's browser: the server is told of names and links, and remembers neither.
"""

import json
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from analysis.ask.what_if import compared
from analysis.findings.measured import Finding, headline
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK, Headline
from analysis.requests.what_if import WhatIf
from model.scenario import resolve
from model.words import Language, number_in, signed_in
from sozialraum.page import charts
from sozialraum.page.controls import changes, scope_said
from sozialraum.page.query import LONGEST, Settings, read_query
from sozialraum.page.rendering import template
from sozialraum.page.showing import spoken_range, written_ticks
from sozialraum.page.tasks import Desk, draws_told, pairs_of
from sozialraum.page.words import PAGE

MOST = 12  # what-ifs on a shelf
LONGEST_NAME = 80


class Kept(NamedTuple):
    """A what-if on the shelf; query: its link."""

    name: str
    what_if: WhatIf
    query: str


class Line(NamedTuple):
    """A row of the shelf as text; draws: how many it rests on, "" if it has not been answered."""

    name: str
    query: str
    base: str
    changes: str
    draws: str
    goals: tuple[tuple[str, str, str, str], ...]


def read(content: bytes, settings: Settings) -> tuple[Kept, ...]:
    """What a browser says is on its shelf; whatever cannot be read is left out."""
    try:
        rows: Any = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return ()
    found = []
    for row in rows[:MOST] if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        name, query = row.get("name"), row.get("query")
        if isinstance(name, str) and isinstance(query, str) and len(query) <= LONGEST:
            what_if = read_query(dict(parse_qsl(query)), settings).what_if
            found.append(Kept(name[:LONGEST_NAME], what_if, query))
    return tuple(found)


def side_by_side(desk: Desk, kept: tuple[Kept, ...], language: Language) -> dict[str, str]:
    """The table of all that is kept, each against what it was compared with."""
    findings = [_findings(desk, one.what_if) for one in kept]
    scales = {}
    for goal, one in HEADLINES_OF.items():
        mine = [f[goal] for f in findings if f]
        values = [x for f in mine for x in (f.difference, f.low, f.high)]
        scales[goal] = charts.scale_for(values, one.matters)
    lines = [_line(one, found, scales, language) for one, found in zip(kept, findings, strict=True)]
    say = PAGE.spoken(language)
    axes = [
        charts.axis(
            scales[goal], HEADLINES_OF[goal].matters, written_ticks(language, scales[goal]),
            say("fewer"), say("more"),
        )
        for goal in (WORK, PARTICIPATION)
    ]  # fmt: skip
    return {"html": template("shelf.html").render(lines=lines, axes=axes, w=say)}


def _findings(desk: Desk, what_if: WhatIf) -> dict[str, Finding] | None:
    """Both goals of a what-if; None if it has not been answered."""
    told = draws_told(desk, what_if)
    if not told:
        return None
    layout = desk.drawn(what_if)
    pairs = [pair for draw in told for pair in pairs_of(layout, draw)]
    found = compared(layout, pairs, (layout.own,))
    arm = layout.arm(layout.own)
    return {goal: headline(found, one, arm) for goal, one in HEADLINES_OF.items()}


def _line(
    kept: Kept, found: dict[str, Finding] | None, scales: dict[str, charts.Scale],
    language: Language,
) -> Line:  # fmt: skip
    preset = kept.what_if.scenario()
    told = [preset.title[language], *changes(kept.what_if, preset, language)]
    told += scope_said(kept.what_if, language)
    base = resolve(kept.what_if.base, kept.what_if.place).title[language]
    goals: tuple[tuple[str, str, str, str], ...] = ()
    draws = ""
    if found:
        draws = number_in(language, found[WORK].draws, 0)
        goals = tuple(
            _goal(kept.name, found[goal], HEADLINES_OF[goal], scales[goal], language)
            for goal in (WORK, PARTICIPATION)
        )
    return Line(kept.name, kept.query, base, "; ".join(told), draws, goals)


def _goal(
    name: str, found: Finding, one: Headline, scale: charts.Scale, language: Language
) -> tuple[str, str, str, str]:
    """A picture, the difference with its judgement, the range, the level."""
    difference = f"{signed_in(language, found.difference, 1)} {found.mark}"
    spread = spoken_range(language, found.low, found.high)
    ends = (found.difference, found.low, found.high)
    picture = charts.interval(scale, one.matters, *ends, "mine", f"{name}: {difference}; {spread}")
    return picture, difference, spread, number_in(language, found.level, one.digits)
