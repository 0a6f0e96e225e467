"""The emulator knows how wrong it is; the sampler draws from the distribution it is given."""

import emcee
import numpy as np
import pytest
from testkit.fake_city import FakeCity, fake_space, normals

from experiments.calibration.emulator import fit
from experiments.calibration.sampling import effective_size, sample, systematic
from experiments.calibration.space import chances, latin_hypercube


def runs(city: FakeCity, points: int, number: int) -> tuple[np.ndarray, np.ndarray]:
    unit = latin_hypercube(11, number, points, len(city.space))
    measures = city.expected(unit) + city.chance * normals(number, points * 8).reshape(points, 8)
    return unit, measures


def test_the_emulator_learns_what_bends_and_interacts() -> None:
    city = FakeCity(fake_space(), chance=0.02)
    emulator = fit(*runs(city, 120, 1))
    unit, _ = runs(city, 300, 2)
    errors = (emulator(unit) - city.expected(unit)).std(axis=0)
    assert (errors < 0.05 * city.expected(unit).std(axis=0)).all()
    assert (emulator.explained > 0.98).all()


def test_its_error_is_that_of_new_runs_chance_included() -> None:
    city = FakeCity(fake_space(), chance=0.3)
    emulator = fit(*runs(city, 150, 1))
    unit, measures = runs(city, 600, 2)
    real = (emulator(unit) - measures).std(axis=0)
    assert np.allclose(emulator.error, real, rtol=0.25)
    assert (emulator.error > 0.25).all()


def test_a_measure_that_never_changes_is_known() -> None:
    unit, measures = runs(FakeCity(fake_space()), 40, 1)
    measures[:, 3] = 7.0
    emulator = fit(unit, measures)
    assert np.allclose(emulator(unit)[:, 3], 7.0)
    assert emulator.error[3] == 0.0


def test_too_few_runs_are_refused() -> None:
    unit, measures = runs(FakeCity(fake_space()), 19, 1)
    with pytest.raises(ValueError, match="19 runs are too few"):
        fit(unit, measures)


def test_draws_follow_a_known_posterior() -> None:
    """A normal likelihood far inside a wide box: mean and deviation are known.

    2000 draws: the mean has a standard error of 0.0011, a deviation of 1.6 %.
    """
    centre, deviation = np.array([0.3, 0.6, 0.5]), 0.05

    def likelihood(unit: np.ndarray) -> np.ndarray:
        found: np.ndarray = -0.5 * (((unit - centre) / deviation) ** 2).sum(axis=1)
        return found

    found = sample(likelihood, 3, 2000, 1)
    assert np.abs(found.unit.mean(axis=0) - centre).max() < 0.006
    assert np.allclose(found.unit.std(axis=0), deviation, rtol=0.08)
    assert np.allclose(found.log_likelihood, likelihood(found.unit))
    again = sample(likelihood, 3, 2000, 1)
    assert (again.unit == found.unit).all()


def bent(unit: np.ndarray) -> np.ndarray:
    """A banana in three dimensions: no closed form, its ridge bends."""
    x, y, z = (unit - 0.5).T / 0.1
    found: np.ndarray = -0.5 * (x**2 + (y - 0.5 * x**2) ** 2 / 0.25 + (z - 0.5 * y) ** 2)
    return found


def test_draws_are_those_of_an_established_sampler() -> None:
    """emcee on the same bent density: 24 walkers × 3,000 steps against 2,000 of our draws.

    Means and deviations in units of the range: emcee's standard error is below 0.002 (some 1,500
    effective draws), ours 0.003; quantiles below 0.006. Ignoring the bend would move the mean of y
    by 0.05.
    """
    ours = sample(bent, 3, 2000, 6).unit

    def density(point: np.ndarray) -> float:
        return float(bent(point[None])[0]) if ((point > 0.0) & (point < 1.0)).all() else -np.inf

    walkers = emcee.EnsembleSampler(24, 3, density)
    walkers._random.seed(7)
    start = 0.5 + 0.02 * normals(7, 72).reshape(24, 3)
    walkers.run_mcmc(start, 3000)
    theirs = walkers.get_chain(discard=500, flat=True)
    assert np.abs(ours.mean(axis=0) - theirs.mean(axis=0)).max() < 0.015
    assert np.allclose(ours.std(axis=0), theirs.std(axis=0), rtol=0.08)
    shares = (0.1, 0.5, 0.9)
    apart = np.quantile(ours, shares, axis=0) - np.quantile(theirs, shares, axis=0)
    assert np.abs(apart).max() < 0.025


def test_two_peaks_are_both_found() -> None:
    def likelihood(unit: np.ndarray) -> np.ndarray:
        near = -0.5 * ((unit[:, 0] - 0.2) / 0.03) ** 2
        far = -0.5 * ((unit[:, 0] - 0.8) / 0.03) ** 2
        return np.logaddexp(near, far)

    share = (sample(likelihood, 2, 2000, 2).unit[:, 0] > 0.5).mean()
    assert 0.35 < share < 0.65


def test_without_information_the_prior_comes_back() -> None:
    found = sample(lambda unit: np.zeros(len(unit)), 4, 1000, 3)
    assert np.allclose(found.unit.mean(axis=0), 0.5, atol=0.05)
    assert np.allclose(found.unit.std(axis=0), np.sqrt(1 / 12), rtol=0.08)


def test_an_edge_is_not_left() -> None:
    found = sample(lambda unit: 50.0 * unit.sum(axis=1), 3, 400, 4)
    assert (found.unit < 1.0).all()
    assert found.unit.mean() > 0.95


def test_a_likelihood_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="zero wherever"):
        sample(lambda unit: np.full(len(unit), -np.inf), 2, 50, 1)


def test_rows_are_chosen_by_weight() -> None:
    rows = systematic(np.array([0.5, 0.0, 0.25, 0.25]), 8, 0.5)
    assert np.bincount(rows, minlength=4).tolist() == [4, 0, 2, 2]
    assert effective_size(np.array([0.25] * 4)) == pytest.approx(4.0)
    assert effective_size(np.array([1.0, 0.0])) == pytest.approx(1.0)
    assert len(set(chances(1, 2, 50).tolist())) == 50
