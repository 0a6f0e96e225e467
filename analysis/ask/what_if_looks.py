"""A what-if looked into: its institutions, three of its lives, and what it hangs on.

What stands here costs runs of its own and is made for whoever asks for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.ask.twin import twins_in
from analysis.ask.what_if import compared, start_of, tell
from analysis.ask.what_if_layout import Asked, Layout, Role, laid_out
from analysis.ask.worlds import institutions, nearest_to_all
from analysis.findings.measured import headline
from analysis.measures.headlines import HEADLINES_OF
from analysis.requests.what_if import WhatIf, shown_levers
from analysis.results.comparison import Comparison
from analysis.results.twin import Twins
from experiments.inside import Inside, look_inside
from model.errors import InputError


def twin_lives(layout: Layout, comparison: Comparison) -> Twins:
    """Three lives in the base and in the option, in the pair that is nearest to all.

    comparison: of the layout; has the arm that the answer is about.
    """
    arm, number = layout.arm(layout.own), layout.roles[layout.own]
    at = nearest_to_all(comparison, arm)
    pair = comparison.finished[at].pair.number
    point, _ = layout.place_of(pair)
    both = (0, number)
    scenarios = [layout.scenarios.get(point, one) for one in both]
    starts = [start_of(layout, pair, one) for one in both]
    return twins_in(comparison, arm, at, (scenarios[0], scenarios[1]), (starts[0], starts[1]))


def insides(layout: Layout, pair: int = 0) -> tuple[Inside, Inside]:
    """The base and the option, institution by institution, in one pair."""
    point, _ = layout.place_of(pair)
    months = layout.plan.months
    base, own = (
        look_inside(layout.scenarios.get(point, arm), start_of(layout, pair, arm), months)
        for arm in (0, layout.roles[layout.own])
    )
    return base, own


def with_institutions(layout: Layout, comparison: Comparison) -> Comparison:
    """A comparison of the layout with what the pair nearest to all has by institution."""
    arm = layout.arm(layout.own)
    pair = comparison.finished[nearest_to_all(comparison, arm)].pair.number
    runs = dict(zip((comparison.plan.base.name, arm), insides(layout, pair), strict=True))
    return replace(comparison, institutions=institutions(runs, pair))


@dataclass(frozen=True)
class Swing:
    """What one decision does, moved to a value while all others stay.

    differences: from the option as it is, by goal, in the unit shown; None where the model refuses
    the value.
    """

    lever: str
    value: float
    differences: Mapping[str, float] | None


def swung(what_if: WhatIf, lever: str, value: float) -> WhatIf:
    """The what-if with one lever at another value."""
    levers = {**dict(what_if.levers), lever: value}
    now = shown_levers(what_if.scenario())
    kept = sorted((name, one) for name, one in levers.items() if one != now[name])
    return replace(what_if, levers=tuple(kept))


def swing(what_if: WhatIf, lever: str, value: float, folder: Path) -> Swing:
    """One run at the shipped values with a lever moved, against the option itself."""
    mine = _levels(what_if, folder)
    try:
        moved = _levels(swung(what_if, lever, value), folder)
    except InputError:
        return Swing(lever, value, None)
    return Swing(lever, value, {goal: moved[goal] - level for goal, level in mine.items()})


def _levels(what_if: WhatIf, folder: Path) -> dict[str, float]:
    """Both goals of an option in one run at the shipped values."""
    layout = laid_out(Asked(what_if, drawn=False), folder)
    roles: Sequence[Role] = (layout.own,) if layout.own in layout.roles else ()
    tell(layout, 0, roles)
    found = compared(layout, [0], roles)
    arm = layout.arm(layout.own) if roles else found.plan.base.name
    return {goal: headline(found, one, arm).level for goal, one in HEADLINES_OF.items()}
