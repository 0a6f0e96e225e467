"""First answers that lean on what every decision does alone: whatever is a sum of them is found."""

import numpy as np
import pytest

from analysis.measures.leaning import End, Leaning

DRAWS = 24
RNG = np.arange(DRAWS)
OWN = np.array([np.sin(RNG), 2.0 + np.cos(RNG)])  # what the preset changes in the base
MATTERS = np.array([0.5, 5.0])
STRENGTH = 1.0 + (RNG * 7 % DRAWS) / DRAWS  # of what a decision does, by draw


def end(lever: str, preset: float, value: float, drawn: np.ndarray) -> End:
    return End(lever, preset, value, drawn.mean(axis=1), drawn)


OFF = end("membership", 1.0, 0.0, -OWN)
PAID = end("membership_too", 1.0, 0.0, -OWN)
STRONG = end("strong", 0.0, 2.0, np.array([-4.0 * STRENGTH, 0.0 * STRENGTH]))
WIDE = end("wide", 0.5, 1.0, np.array([0.0 * STRENGTH, 10.0 * STRENGTH**2]))
IDLE = end("wide", 0.5, 0.0, np.zeros((2, DRAWS)))


def leaning(chance: float = 1e-9) -> Leaning:
    ends = (OFF, PAID, STRONG, IDLE, WIDE)
    return Leaning(ends, OWN, OWN, np.full(2, chance), MATTERS)


def test_decisions_are_looked_for_between_preset_and_end() -> None:
    known = leaning()
    assert known.shares({"strong": 0.5, "wide": 0.75}) == {2: 0.25, 4: 0.5}
    assert known.shares({"wide": 0.1}) == {3: 0.8}
    assert known.shares({"strong": 2.0}) == {2: 1.0}
    halfway = end("strong", 0.0, 1.0, 0.7 * STRONG.drawn)
    both = Leaning((STRONG, halfway), OWN, OWN, np.full(2, 0.3), MATTERS)
    assert both.shares({"strong": 1.5}) == {1: 0.5, 0: 0.5}
    assert both.shares({"strong": 0.5}) == {1: 0.5}
    assert both.shares({"strong": 1.0}) == {1: 1.0}
    assert known.shares({"strong": 2.5}) is None
    assert known.shares({"strong": 1.0, "unknown": 1.0}) is None


@pytest.mark.parametrize("shared", [(), (0, 5, 7)])
def test_a_sum_of_decisions_is_found_under_every_draw(shared: tuple[int, ...]) -> None:
    wanted = 0.5 * STRONG.drawn + 0.25 * WIDE.drawn
    here = wanted[:, list(shared)].mean(axis=1) if shared else wanted.mean(axis=1)
    found = leaning().shifts({2: 0.5, 4: 0.25}, here, shared)
    assert found == pytest.approx(wanted, abs=0.05)


def test_before_its_run_an_option_is_the_sum_of_its_decisions() -> None:
    found = leaning().expected({2: 0.5, 4: 0.25})
    assert found == pytest.approx(0.5 * STRONG.drawn + 0.25 * WIDE.drawn, abs=0.05)
    assert leaning().expected({0: 1.0, 1: 1.0}) == pytest.approx(-OWN, abs=0.2)


def test_a_network_cannot_be_taken_away_twice() -> None:
    found = leaning().shifts({0: 1.0, 1: 1.0}, -OWN.mean(axis=1))
    assert OWN + found == pytest.approx(np.zeros((2, DRAWS)), abs=0.2)


def test_a_bent_line_follows_the_run_if_the_run_is_sure() -> None:
    shift = 0.7 * STRONG.drawn.mean(axis=1)
    found = leaning().shifts({2: 0.5}, shift)
    assert found[0] == pytest.approx(0.7 * STRONG.drawn[0], rel=0.05)
    unsure = leaning(chance=20.0).shifts({2: 0.5}, shift)
    assert unsure[0].mean() == pytest.approx(0.5 * STRONG.drawn[0].mean(), rel=0.1)


def test_chance_of_single_runs_does_not_widen_the_range() -> None:
    noise = np.array([0.3 * np.sin(9.0 * RNG), 0.3 * np.cos(9.0 * RNG)])
    known = Leaning((end("idle", 0.0, 1.0, noise),), OWN, OWN, np.full(2, 0.3), MATTERS)
    found = known.shifts({0: 1.0}, np.zeros(2))
    assert found.std(axis=1).max() < 0.1


def test_the_luck_of_the_presets_own_run_is_taken_out() -> None:
    luck = np.array([0.4, -3.0])
    ends = [End(e.lever, e.preset, e.value, e.shipped - luck, e.drawn) for e in leaning().ends]
    known = Leaning(ends, OWN, OWN, np.full(2, 0.3), MATTERS)
    assert known.shifts({3: 1.0}, -luck) == pytest.approx(np.zeros((2, DRAWS)), abs=1e-9)
