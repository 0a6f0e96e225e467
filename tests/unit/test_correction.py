"""Draws of a rough emulator are moved to where their own runs should be, and no further."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from testkit.fake_city import FakeCity, fake_space, fake_targets, normals
from testkit.places import OBERHAUSEN

from experiments.calibration import emulator
from experiments.calibration.calibrate import order
from experiments.calibration.correction import carried_over, corrected, promised
from experiments.calibration.fit import CARRIED_MOVES, Fitting, Settings, fit
from experiments.calibration.points import History
from experiments.calibration.posterior import Posterior
from experiments.calibration.space import Space, latin_hypercube
from model.errors import InputError

SPACE = fake_space()
CITY = FakeCity(SPACE, chance=0.0)
TRUTH = np.array([[0.4, 0.6, 0.45, 0.55, 0.5]])
TARGETS = fake_targets(CITY.expected(TRUTH)[0], half_band=0.2)


def test_a_biased_emulator_is_put_right_by_the_runs() -> None:
    unit = latin_hypercube(1, 0, 100, len(SPACE))
    learnt = emulator.fit(unit, CITY.expected(unit))
    wrong = replace(learnt, constant=learnt.constant + 0.5)
    draws = np.clip(TRUTH + 0.05 * normals(2, 60 * 5).reshape(60, 5), 0.05, 0.95)
    aim = promised(replace(wrong, error=np.full(8, 0.5)), draws, TARGETS)
    before = CITY.expected(draws)
    moved = corrected(wrong, SPACE, TARGETS, draws, before, before + 0.2 * (aim - before))
    after = CITY.expected(moved)
    wanted = before + 0.2 * (aim - before)
    assert np.abs(after - wanted).mean() < 0.5 * np.abs(before - wanted).mean()


def test_a_draw_that_keeps_its_promise_stays() -> None:
    unit = latin_hypercube(1, 0, 100, len(SPACE))
    learnt = emulator.fit(unit, CITY.expected(unit))
    draws = np.repeat(TRUTH, 3, axis=0)
    same = corrected(learnt, SPACE, TARGETS, draws, CITY.expected(draws), CITY.expected(draws))
    assert np.allclose(same, draws, atol=1e-6)


def test_a_fit_with_a_poor_emulator_moves_its_draws() -> None:
    """Sharp targets and hardly any runs: weights would leave next to nothing."""
    sharp = fake_targets(CITY.expected(TRUTH)[0], half_band=0.01)
    settings = Settings(repeats=4, nuisance=0, first=25, waves=0, points=0, draws=40, particles=100)
    noisy = FakeCity(SPACE, chance=0.01)
    done = fit(Fitting(noisy, sharp, History(None), settings, jobs=1), SPACE)
    assert done.moved == 2
    plain = replace(settings, corrections=0)
    first = fit(Fitting(noisy, sharp, History(None), plain, jobs=1), SPACE)
    off = [np.abs(one.targets.off(one.measures)).mean() for one in (first, done)]
    assert off[1] < 0.5 * off[0]


def posterior(space: Space, draws: int) -> Posterior:
    """Draws around the truth, with what their runs gave."""
    unit = np.clip(TRUTH + 0.03 * normals(3, draws * 5).reshape(draws, 5), 0.05, 0.95)
    ends = {n: {"low": space.low[i], "high": space.high[i]} for i, n in enumerate(space.names)}
    measures = dict(zip(TARGETS.measures, CITY.expected(unit).T, strict=True))
    weights = np.full(draws, 1.0 / draws)
    return Posterior(space.names, space.values(unit), weights, measures, {"parameters": ends})


def test_draws_of_an_earlier_posterior_fit_again_within_narrower_ranges() -> None:
    earlier = posterior(SPACE, 40)
    before = np.column_stack(list(earlier.measures.values()))
    width = np.where(np.arange(len(SPACE)) == 0, 0.9, 1.0)  # of the first parameter's range
    narrower = replace(SPACE, high=SPACE.low + width * (SPACE.high - SPACE.low))
    unit, aim = carried_over(earlier, narrower, TARGETS, 40)
    assert np.allclose(unit, SPACE.unit(earlier.values)), "each keeps its place between the ends"
    assert np.array_equal(aim, before)

    city = replace(CITY, space=SPACE)
    settings = Settings(repeats=4, nuisance=0, first=60, waves=0, points=0, draws=40, particles=100)
    done = fit(Fitting(city, TARGETS, History(None), settings, jobs=1), narrower, None, earlier)
    assert (done.values <= narrower.high).all()
    only_put_there = CITY.expected(SPACE.unit(narrower.values(unit)))
    after = CITY.expected(SPACE.unit(done.values))
    assert np.abs(after - before).mean() < 0.5 * np.abs(only_put_there - before).mean()
    assert done.moved == CARRIED_MOVES


def test_an_earlier_posterior_that_lacks_a_parameter_is_refused() -> None:
    earlier = posterior(SPACE, 5)
    fewer = replace(earlier, names=earlier.names[1:], values=earlier.values[:, 1:])
    with pytest.raises(InputError, match=f"{SPACE.names[0]}.*leave out --earlier"):
        carried_over(fewer, SPACE, TARGETS, 5)


def test_a_place_without_an_earlier_posterior_is_refused_before_any_run(tmp_path: Path) -> None:
    own = shutil.copytree(OBERHAUSEN, tmp_path / "own", ignore=shutil.ignore_patterns("posterior*"))
    with pytest.raises(InputError, match="has no posterior"):
        order(own, Settings(earlier=True))
    asked = order(OBERHAUSEN, Settings(earlier=True)).settings
    assert (asked.nuisance, asked.along) == (0, ()), "what is fitted is what the posterior holds"
