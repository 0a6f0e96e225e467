"""Random what-ifs that can all be run, and what counts as an honest first answer."""

from pathlib import Path

import pytest
from testkit.small_town import small_town

from analysis.ask.what_if_check import MOVED, Checked, Tally, check, random_what_ifs, tallied
from analysis.findings.measured import Finding
from analysis.findings.rules import judged
from analysis.requests.what_if import WhatIf
from sozialraum.page.decisions import DECISIONS
from sozialraum.page.query import usable

NAMES = [decision.lever for decision in DECISIONS]
NAN = float("nan")


def finding(mean: float, low: float, high: float) -> Finding:
    judgement = judged(mean, low, high, level=80.0, matters=0.5)
    return Finding(80.0, 80.0 + mean, mean, low, high, True, 24, False, 0, 0, 0, judgement)


def test_random_what_ifs_are_different_and_can_be_run() -> None:
    found = list(random_what_ifs(WhatIf(), NAMES, 12))
    assert len({one.key for one in found}) == 12
    assert found == list(random_what_ifs(WhatIf(), NAMES, 12))
    assert {name for one in found for name, _ in one.levers} == set(NAMES)
    assert all(0 < len(one.levers) <= MOVED for one in found)
    assert not [fault for one in found for fault in usable(one)]


@pytest.mark.parametrize(
    ("first", "final", "told"),
    [
        ((-2.0, -3.0, -1.0), (-2.4, -3.4, -1.4), (True, True, False)),
        ((-2.0, -3.0, -1.0), (-2.6, -3.0, -1.0), (False, True, False)),
        ((-2.0, -3.0, -1.0), (-2.0, -3.0, -0.2), (True, False, False)),
        ((-2.0, -3.0, -1.0), (2.0, 1.0, 3.0), (False, False, True)),
        ((2.0, 1.0, 3.0), (-2.0, -3.0, -1.0), (False, False, True)),
        ((0.0, NAN, NAN), (0.0, -1.0, 1.0), (True, False, False)),
    ],
)
def test_what_is_honest(
    first: tuple[float, ...], final: tuple[float, ...], told: tuple[bool, ...]
) -> None:
    one = Checked((), "work", "run", finding(*first), finding(*final), 0.5, 0.5)  # type: ignore[arg-type]
    assert (one.mean, one.ends, one.reversed) == told


@pytest.mark.parametrize(
    ("means", "ends", "reversed_", "holds"),
    [(93, 80, 0, True), (92, 100, 0, False), (100, 79, 0, False), (100, 100, 1, False)],
)
def test_what_has_to_hold(means: int, ends: int, reversed_: int, holds: bool) -> None:
    assert Tally("work", "run", 100, means, ends, reversed_).holds is holds


def test_what_was_checked_is_counted_by_goal_and_step() -> None:
    held, not_ = finding(-2.0, -3.0, -1.0), finding(-3.5, -4.5, -2.5)
    found = [Checked((), goal, step, held, final, 0.5, 0.5) for goal, step, final in
             (("work", "run", held), ("work", "run", not_), ("participation", "run", held),
              ("work", "estimate", not_))]  # fmt: skip
    assert tallied(found) == [
        Tally("work", "run", 2, 1, 1, 0),
        Tally("participation", "run", 1, 1, 1, 0),
        Tally("work", "estimate", 1, 0, 0, 0),
    ]


def test_the_error_stated_grows_with_the_difference() -> None:
    one = Checked((), "work", "run", finding(-2.0, -3.0, -1.0), finding(-2.6, -3.6, -1.6), 0.5, 0.7)
    assert one.mean
    assert not one.ends


def test_first_answers_of_a_town_are_checked(tmp_path: Path) -> None:
    preset = WhatIf(place=str(small_town(tmp_path)), months=12)
    ticks: list[int] = []
    found = check(preset, NAMES, 2, 4, tmp_path / "kept", lambda: ticks.append(1))
    assert len(ticks) == 2
    assert [one.goal for one in found] == ["work", "participation"] * 4
    assert [one.step for one in found] == ["estimate", "estimate", "run", "run"] * 2
    for one in found:
        assert one.first.low <= one.first.difference <= one.first.high
        assert one.error >= one.matters
        assert one.final.low <= one.final.difference <= one.final.high
