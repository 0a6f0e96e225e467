"""Calibrations of a made-up city: known parameters come back, contradictions are named."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from testkit.fake_city import FakeCity, fake_space, fake_targets

from experiments.calibration.calibrate import _moved, order, weighted_quantile
from experiments.calibration.conflicts import NoFit, misses, refuse_misfit
from experiments.calibration.emulator import fit as fit_emulator
from experiments.calibration.fit import Fit, Fitting, Settings, fit, truncated
from experiments.calibration.points import Finished, History, Point
from experiments.calibration.screening import screened
from experiments.calibration.space import Space, latin_hypercube
from experiments.calibration.targets import Targets
from model.errors import SozialraumError

SMALL = Settings(repeats=6, nuisance=0, first=60, waves=1, points=60, draws=150, particles=200)
SPACE = fake_space()
CITY = FakeCity(SPACE)
TRUTH = np.array([[0.35, 0.6, 0.45, 0.7, 0.3]])


def fitted(targets: Targets, assumed: Space | None = None, settings: Settings = SMALL) -> Fit:
    return fit(Fitting(CITY, targets, History(None), settings, jobs=1), SPACE, assumed)


def runs_of_the_city() -> tuple[np.ndarray, np.ndarray]:
    """Points in unit coordinates (100, 5), and their measures without chance."""
    unit = latin_hypercube(1, 0, 100, len(SPACE))
    return unit, CITY.expected(unit)


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
        assert f"{other} goes from" in str(miss.told())


def test_a_target_out_of_reach_is_said_to_be() -> None:
    centre = CITY.expected(TRUTH)[0]
    centre[3] = 40.0
    targets = fake_targets(centre)
    done = fitted(targets)
    found = misses(done.emulator, SPACE, targets, done.mean, 1)
    worst = found[0]
    assert worst.measure == "m3"
    assert worst.alone < -10.0
    assert "Out of reach" in str(worst.told())


def test_the_report_tells_what_is_sure_from_what_is_not() -> None:
    """m0 can never lie 40 above its values; m1 is a little off, within the emulator's error."""
    centre = CITY.expected(TRUTH)[0]
    centre[0] += 40.0
    targets = fake_targets(centre)
    rough = replace(fit_emulator(*runs_of_the_city()), error=np.full(len(targets), 0.2))
    simulated = CITY.expected(TRUTH)[0] + np.array([0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    text = str(NoFit("nowhere", misses(rough, SPACE, targets, simulated, 1)))
    assert "\nMissed: 1 (" in text
    assert f"P1 m0 (m0): target {centre[0]:g}" in text
    assert "more runs might meet them (half bands): P2 m1 (+1.2)." in text
    assert "P2 m1 (m1)" not in text
    only = replace(
        targets, value=CITY.expected(TRUTH)[0], low=simulated - 1.0, high=simulated - 0.3
    )
    unsure = misses(replace(rough, error=np.full(len(targets), 9.0)), SPACE, only, simulated, 1)
    assert f"\nMissed: {len(targets)} (" in str(NoFit("nowhere", unsure)), "if nothing is sure: all"


@pytest.mark.parametrize("half_band", [0.4, 0.01], ids=["weighted", "moved"])
def test_a_run_without_a_number_counts_nothing(half_band: float) -> None:
    """One draw in eight has no m0: it has no weight, and moves nowhere that is no number."""
    asked: list[Mapping[str, float]] = []

    def sometimes(values: Mapping[str, float], seed: int) -> dict[str, float]:
        asked.append(values)
        found = CITY(values, seed)
        return {**found, "m0": float("nan")} if seed % 8 == 0 else found

    targets = fake_targets(CITY.expected(TRUTH)[0], half_band)
    done = fit(Fitting(sometimes, targets, History(None), SMALL, jobs=1), SPACE)
    assert (done.moved > 0) == (half_band < 0.1)
    without = ~np.isfinite(done.measures[:, 0])
    assert without.any()
    assert (done.weights[without] == 0.0).all()
    assert np.isfinite(done.mean).all() or not done.weights.any()
    assert all(np.isfinite(list(values.values())).all() for values in asked)


def test_too_few_draws_are_said_to_be_too_few(done: Fit) -> None:
    """Everything holds but m1, by little: no verdict, and what is outside so far."""
    targets = replace(done.targets, high=np.where(np.arange(8) == 1, -9.0, done.targets.high))
    targets = replace(targets, low=np.where(np.arange(8) == 1, -99.0, targets.low))
    weights = np.where(np.arange(len(done.weights)) < 5, 0.2, 0.0)
    unsure = replace(done.emulator, error=np.full(8, 99.0))
    few = replace(done, weights=weights, targets=targets, emulator=unsure)
    with pytest.raises(SozialraumError, match=r"rest on 5 draws.*so far: P2 m1 \("):
        refuse_misfit("nowhere", few, 1)
    refuse_misfit("nowhere", done, 1)


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


def test_a_check_without_a_measure_is_no_fault() -> None:
    """In a short run nobody may wait for debt advice: then there is no share of missed ones."""
    asked = order("oberhausen-2015")
    names = asked.targets.measures

    def run(number: int, first: float, second: float) -> Finished:
        values = dict.fromkeys(names, 1.0) | {names[0]: first, names[1]: second}
        return Finished(Point("check", number, number, {}), values)

    same = [run(0, 1.0, 1.0), run(1, 1.0, float("nan"))]
    runs = [run(0, 3.0, float("nan")), run(1, 3.0, 1.0)]
    moved = _moved(runs, same, asked)
    assert names[1] not in moved
    assert moved[names[0]] > 0.0
    assert set(moved) == set(names) - {names[1]}
