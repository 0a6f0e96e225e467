"""What is said before a fit: its cost, and what no pattern can inform; with a made-up model."""

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from testkit.fake_oberhausen import fake_oberhausen

from experiments.calibration.before import Before, before
from experiments.calibration.calibrate import Order, calibrate, order
from experiments.calibration.fit import Settings

SMALL = Settings(
    repeats=5, nuisance=0, first=80, waves=1, points=80, draws=80, particles=150, seed=4
)
# Repeats, waves, draws, two rounds of correction, three checks of twelve.
RUNS = 5 + 80 + 80 + 80 + 2 * 80 + 36


@pytest.fixture(scope="module")
def asked() -> Order:
    return order("oberhausen-2015", SMALL)


def test_what_no_pattern_informs_is_named(asked: Order, tmp_path: Path) -> None:
    city = fake_oberhausen()
    found = before(asked, results=tmp_path, jobs=1, quiet=True, simulator=city)
    informed = {name for name, _, _ in city.moved_by}
    assert found.uninformed
    assert not informed & set(found.uninformed)
    lines = found.lines()
    assert len(lines) == 1 + len(found.uninformed)
    assert found.uninformed[0] in lines[1]
    assert '"assumed"' in lines[1], "with what to do"


def test_so_is_one_that_is_to_be_fitted_along(tmp_path: Path) -> None:
    along = order("oberhausen-2015", replace(SMALL, along=("casework.kappa",)))
    found = before(along, results=tmp_path, jobs=1, quiet=True, simulator=fake_oberhausen())
    assert "casework.kappa" in found.uninformed


def test_the_cost_is_said_and_nothing_is_run_twice(asked: Order, tmp_path: Path) -> None:
    base, seeds = fake_oberhausen(), []

    def noting(values: Mapping[str, float], seed: int) -> dict[str, float]:
        seeds.append(seed)
        return base(values, seed)

    found = before(asked, results=tmp_path, jobs=1, quiet=True, simulator=noting)
    assert (found.runs, found.left) == (RUNS, RUNS - 5)
    assert found.seconds > 0.0
    assert found.disk > 0
    again = before(asked, results=tmp_path, jobs=1, quiet=True, simulator=noting)
    assert math.isnan(again.seconds), "nothing had to be run, so nothing was timed"
    assert again.uninformed == found.uninformed
    first = len(seeds)
    calibrate(asked, out=tmp_path / "out", results=tmp_path, jobs=1, quiet=True, simulator=noting)
    assert not set(seeds[:5]) & set(seeds[first:]), "the repeats are those of the fit"
    assert len(seeds) - first <= found.left


def test_hours_and_minutes() -> None:
    assert "about 2.0 hours" in Before(10, 9, 7200.0, 1, ()).lines()[0]
    assert "about 30 minutes" in Before(10, 9, 1800.0, 1, ()).lines()[0]
    assert "about" not in Before(10, 9, math.nan, 1, ()).lines()[0]
