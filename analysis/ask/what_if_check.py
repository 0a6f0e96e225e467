"""Is the first answer honest? Random what-ifs, their first answer beside their final one.

The first answer to a what-if rests on the preset's stored draws and on what every decision does
alone under them: an estimate at once, and the same with one run. Whether that tells what all draws
will tell is not claimed but measured: over random what-ifs of one preset.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis.ask.what_if import compared, tell
from analysis.ask.what_if_ends import end_what_ifs, gather_ends, known_ends, tell_end
from analysis.ask.what_if_layout import Asked, laid_out
from analysis.findings.borrowed import BorrowedAnswer
from analysis.findings.measured import Finding, headline
from analysis.findings.rules import CLEAR
from analysis.measures.headlines import HEADLINES_OF
from analysis.requests.what_if import WhatIf, shown_levers
from model.parameters.record import SHARE
from model.scenario.rival import SPENDS
from model.streams import Decision, uniforms

# What has to hold: shares of what-ifs whose final mean lies within the stated error of it, and of
# whose range both ends lie within what matters. No verdict may be reversed.
MEANS, ENDS = 0.93, 0.8
STEPS = ("estimate", "run")
MOVED = 3  # levers that a random what-if moves
_WHICH, _VALUE = 3, 4  # slots of a draw


@dataclass(frozen=True)
class Checked:
    """One goal of one what-if: what was said first, and what all draws say.

    step: what it was said by: "estimate" or "run".
    """

    levers: tuple[tuple[str, float], ...]
    goal: str
    step: str
    first: Finding
    final: Finding
    matters: float
    error: float

    @property
    def mean(self) -> bool:
        """Whether the final mean lies within the error stated of the first."""
        return abs(self.final.difference - self.first.difference) <= self.error

    @property
    def ends(self) -> bool:
        """Whether both ends of the range do."""
        ends = ((self.first.low, self.final.low), (self.first.high, self.final.high))
        return all(abs(one - other) <= self.matters for one, other in ends)

    @property
    def reversed(self) -> bool:
        """Whether something was called more and is less, or the other way round."""
        return {CLEAR.get(one.judgement) for one in (self.first, self.final)} == {"more", "less"}


@dataclass(frozen=True)
class Tally:
    """One goal over all what-ifs: how many first answers of a step held."""

    goal: str
    step: str
    count: int
    means: int
    ends: int
    reversed: int

    @property
    def holds(self) -> bool:
        """Whether first answers are honest enough."""
        held = self.means >= MEANS * self.count and self.ends >= ENDS * self.count
        return held and not self.reversed


def tallied(found: Sequence[Checked]) -> list[Tally]:
    """How many of what was checked held, by goal and step."""
    tallies = []
    for goal, step in dict.fromkeys((each.goal, each.step) for each in found):
        mine = [each for each in found if (each.goal, each.step) == (goal, step)]
        held = (sum(getattr(e, name) for e in mine) for name in ("mean", "ends", "reversed"))
        tallies.append(Tally(goal, step, len(mine), *held))
    return tallies


def random_what_ifs(preset: WhatIf, names: Sequence[str], count: int) -> Iterator[WhatIf]:
    """So many what-ifs of a preset, each with `MOVED` of these levers set anywhere in its range."""
    scenario = preset.scenario()
    identities = np.array([zlib.crc32(name.encode()) for name in names], dtype=np.uint64)
    now = shown_levers(scenario)
    for number in range(count):
        order = uniforms(preset.seed, Decision.PARAMETER, number, identities, _WHICH)
        value = uniforms(preset.seed, Decision.PARAMETER, number, identities, _VALUE)
        levers = {}
        for at in np.argsort(order)[:MOVED].tolist():
            record = scenario.parameters[f"levers.{names[at]}"]
            low, high = record.legal
            chosen = low + (high - low) * float(value[at])
            levers[names[at]] = round(chosen, 4 if record.used_as == SHARE else 0)
        moved = {name: x for name, x in levers.items() if x != now[name] and name != SPENDS}
        yield replace(preset, levers=tuple(sorted(moved.items())))


def check(
    preset: WhatIf,
    names: Sequence[str],
    count: int,
    pairs: int,
    folder: Path,
    tick: Callable[[], Any] = lambda: None,
) -> list[Checked]:
    """First and final answer of random what-ifs; tick is called after each of them."""
    drawn = laid_out(Asked(preset, drawn=True, pairs=pairs), folder)
    for pair in range(drawn.pairs):
        tell(drawn, pair, ("preset",))
    stored = compared(drawn, range(drawn.pairs), ("preset",))
    for end in end_what_ifs(preset, names):
        for draw in (None, *range(drawn.draws)):
            tell_end(end, pairs, draw, folder)
    gather_ends(preset, names, pairs, folder)
    ends = known_ends(preset, names, pairs, folder)
    found = []
    for one in random_what_ifs(preset, names, count):
        single = laid_out(Asked(one, drawn=False), folder)
        whole = laid_out(Asked(one, drawn=True, pairs=pairs), folder)
        tell(single, 0, ("preset", "mine"))
        for pair in range(whole.pairs):
            tell(whole, pair, ("mine",))
        final = compared(whole, range(whole.pairs), ("mine",))
        for step in STEPS:
            estimated = step == "estimate"
            now = compared(single, [0], ("preset", "mine"), estimated=estimated)
            first = BorrowedAnswer(
                now,
                "en",
                stored=stored,
                preset=drawn.arm("preset"),
                ends=ends,
                levers={single.arm("mine"): dict(one.levers)},
                estimated=estimated,
            )
            found += [
                Checked(
                    one.levers,
                    goal,
                    step,
                    first.findings[goal, single.arm("mine")],
                    headline(final, HEADLINES_OF[goal], whole.arm("mine")),
                    HEADLINES_OF[goal].matters,
                    first.error(goal, single.arm("mine")),
                )
                for goal in HEADLINES_OF
            ]
        tick()
    return found
