"""Calibrations of a made-up city: known parameters come back, contradictions are named."""

from collections.abc import Mapping

import numpy as np
import pytest
from testkit.fake_city import FakeCity, fake_space, fake_targets

from experiments.calibration.calibrate import weighted_quantile
from experiments.calibration.conflicts import misses
from experiments.calibration.fit import Fit, Fitting, Settings, fit, truncated
from experiments.calibration.points import History
from experiments.calibration.screening import screened
from experiments.calibration.space import Space
from experiments.calibration.targets import Targets

SMALL = Settings(repeats=6, nuisance=0, first=60, waves=1, points=60, draws=150, particles=200)
SPACE = fake_space()
CITY = FakeCity(SPACE)
TRUTH = np.array([[0.35, 0.6, 0.45, 0.7, 0.3]])


def fitted(targets: Targets, assumed: Space | None = None, settings: Settings = SMALL) -> Fit:
    return fit(Fitting(CITY, targets, History(None), settings, jobs=1), SPACE, assumed)


@pytest.fixture(scope="module")
def done() -> Fit:
    return fitted(fake_targets(CITY.expected(TRUTH)[0]))


def test_known_parameters_are_recovered(done: Fit) -> None:
    truth = SPACE.values(TRUTH)[0]
    low, high = (weighted_quantile(done.values, done.weights, share) for share in (0.005, 0.995))
    assert ((low <= truth) & (truth <= high)).all()
    assert (high - low < 0.8 * (SPACE.high - SPACE.low)).all(), "and something was learnt"


def test_the_draws_have_been_run_and_hold(done: Fit) -> None:
    assert done.weights.sum() == pytest.approx(1.0)
    assert done.effective > 20
    assert done.targets.holds(done.mean).all()
    again = CITY(done.space.named(done.values[7]), done.runs[7].point.seed)
    assert done.measures[7] == pytest.approx(done.targets.row(again))


def test_the_same_seed_gives_the_same_posterior(done: Fit) -> None:
    again = fitted(fake_targets(CITY.expected(TRUTH)[0]))
    assert (again.values == done.values).all()
    assert (again.weights == done.weights).all()


def test_contradicting_targets_are_named_with_their_pull() -> None:
    """m0 is asked twice: as it is, and far from it."""

    class Twice:
        def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, float]:
            found = CITY(values, seed)
            return {"m0": found["m0"], "m1": found["m1"], "m2": found["m0"]}

    centre = CITY.expected(TRUTH)[0]
    targets = fake_targets([centre[0], centre[1], centre[0] + 1.6])
    done = fit(Fitting(Twice(), targets, History(None), SMALL, jobs=1), SPACE)
    found = misses(done.emulator, SPACE, targets, done.mean, 1)
    assert {miss.measure for miss in found} == {"m0", "m2"}
    for miss in found:
        assert abs(miss.alone) < 1.0, "each alone could be met"
        other = "m2" if miss.measure == "m0" else "m0"
        assert [pull.measure for pull in miss.pulls] == [other]
        assert abs(miss.pulls[0].after) == pytest.approx(4.0, abs=1.0)
        assert f"{other} goes from" in miss.sentence()


def test_a_target_out_of_reach_is_said_to_be() -> None:
    centre = CITY.expected(TRUTH)[0]
    centre[3] = 40.0
    targets = fake_targets(centre)
    done = fitted(targets)
    found = misses(done.emulator, SPACE, targets, done.mean, 1)
    worst = found[0]
    assert worst.measure == "m3"
    assert worst.alone < -10.0
    assert "Out of reach" in worst.sentence()


def test_a_good_fit_misses_nothing(done: Fit) -> None:
    assert misses(done.emulator, SPACE, done.targets, done.mean, 1) == ()


def test_assumed_parameters_that_matter_are_fitted_along() -> None:
    """e moves the patterns, f moves nothing: only e joins."""
    known, other = SPACE.only("abcd"), SPACE.only("e")
    idle = Space(
        ("f",), np.zeros(1), np.ones(1), np.full(1, 0.5), ("assumed",), np.zeros(1, dtype=bool)
    )
    assumed = Space(
        other.names + idle.names,
        np.concatenate([other.low, idle.low]),
        np.concatenate([other.high, idle.high]),
        np.concatenate([other.shipped, idle.shipped]),
        ("assumed", "assumed"),
        np.zeros(2, dtype=bool),
    )

    class Shipped:
        def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, float]:
            full = {**SPACE.named(SPACE.shipped), **values}
            return CITY({name: full[name] for name in SPACE.names}, seed)

    settings = Settings(repeats=6, nuisance=3, first=60, waves=0, points=0, draws=60, particles=100)
    targets = fake_targets(CITY.expected(TRUTH)[0])
    done = fit(Fitting(Shipped(), targets, History(None), settings, jobs=1), known, assumed)
    assert done.space.names == ("a", "b", "c", "d", "e")
    assert done.space.status[-1] == "assumed"
    assert {one.name: one.kept for one in done.screened} == {"e": True, "f": False}
    assert screened([], np.zeros((3, len(targets))), targets, 3) == []


def test_no_weight_dwarfs_all_others() -> None:
    weights = truncated(np.array([0.0, 0.0, 0.0, 50.0]))
    assert weights.sum() == pytest.approx(1.0)
    assert weights.max() <= 1.0
    many = truncated(np.concatenate([np.zeros(99), [4.0]]))
    assert many.max() < 0.2
    assert (truncated(np.full(3, -np.inf)) == 0.0).all()
    assert truncated(np.array([-np.inf, 0.0])).tolist() == [0.0, 1.0]


def test_weighted_quantiles() -> None:
    values = np.array([[1.0], [2.0], [3.0]])
    assert weighted_quantile(values, np.array([0.0, 1.0, 0.0]), 0.5)[0] == pytest.approx(2.0)
    assert weighted_quantile(values, np.ones(3) / 3, 0.5)[0] == pytest.approx(2.0)
