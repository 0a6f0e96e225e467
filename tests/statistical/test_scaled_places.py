"""A city of half and of twice the size has the same rates; what a tiny one does otherwise is known.

Power. Twelve seeds of 36 months: the difference of two means has a standard error of about 0.5 %
for yearly integrations per person, 0.15 % for the share in long receipt, 0.07 % for participation.
A rate that moves with size by 5.3 of these (2.7, 0.8, 0.4 %) is seen nine times out of ten at the
limit of four; without a fault one of the eighteen comparisons fails once in eight hundred runs.

What a tiny city does otherwise: places are whole in every Sozialraum, so that a fortieth loses a
third of them (they would be parts of one). Measured with twelve seeds: services for health reach
1.6 % of people instead of 3.3, for mothers .7 instead of 5.5, for care nobody. Long queues vanish
with the services before which they stood, while short ones last longer, since they stand still more
often: the mean wait is the same (1.94 months), that for isolation 2.1 instead of .6. Mean
participation of the unemployed is 0.03 points lower; integrations stay within chance. In half a
city and in twice a city these differ by a tenth at most, the wait for isolation (.9, .5) apart.
"""

import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from testkit.places import OBERHAUSEN

from experiments.checking import check
from experiments.pattern_measures import pattern_measures
from model.population import load_place
from model.population.scaling import lost_to_whole_places, scaled_files
from model.scenario import resolve
from model.simulate import simulate

pytestmark = [pytest.mark.statistical, pytest.mark.slow]

RATES = (
    "integration_rate",
    "in_rate",
    "out_rate",
    "long_receipt_share",
    "employed_in_receipt_share",
    "participation_unemployed",
    "profile_near_share",
    "employed_12_share",
    "health_share",
)
SEEDS, MONTHS, LIMIT = 12, 36, 4.0
FORTIETH = 0.025


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("places")


def place(folder: Path, factor: float) -> Path:
    """A scaled city that `check` has no objection to."""
    target = folder / f"times-{factor:g}"
    if not target.exists():
        target.mkdir()
        for name, text in scaled_files(OBERHAUSEN, factor, target.name).items():
            (target / name).write_text(text, encoding="utf-8")
        assert check(target) == []
    return target


@lru_cache
def measures(folder: Path, factor: float) -> dict[str, np.ndarray]:
    """Measures by name, a value per seed."""
    scenario = resolve("status-quo", OBERHAUSEN if factor == 1 else place(folder, factor))
    rows = [
        pattern_measures([simulate(scenario, seed, MONTHS, checks=factor == FORTIETH)], 3)
        for seed in range(1, SEEDS + 1)
    ]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Difference of two means in standard errors."""
    return float((one.mean() - other.mean()) / np.hypot(*(error(x) for x in (one, other))))


def error(values: np.ndarray) -> float:
    return float(values.std(ddof=1) / np.sqrt(values.size))


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_rates_do_not_move_with_size(folder: Path, factor: float) -> None:
    true, scaled = measures(folder, 1.0), measures(folder, factor)
    moved = {name: distance(scaled[name], true[name]) for name in RATES}
    assert all(abs(found) < LIMIT for found in moved.values()), moved
    assert scaled["stock_mean"].mean() == pytest.approx(
        factor * true["stock_mean"].mean(), rel=0.02
    )


def test_the_test_would_see_a_labour_market_that_does_not_scale(folder: Path) -> None:
    """Half the people with the jobs of all."""
    unscaled = shutil.copytree(place(folder, 0.5), folder / "unscaled")
    shutil.copy(OBERHAUSEN / "region.toml", unscaled)
    rich, true = (np.array(list(integration_rates(where))) for where in (unscaled, OBERHAUSEN))
    assert distance(rich, true) > LIMIT


def integration_rates(where: Path) -> Iterator[float]:
    scenario = resolve("status-quo", where)
    for seed in range(1, SEEDS + 1):
        yield pattern_measures([simulate(scenario, seed, MONTHS)], 3)["integration_rate"]


def test_a_fortieth_runs_with_a_known_bias(folder: Path) -> None:
    """Its checks hold (they are on in these runs), integrations stay, help reaches fewer."""
    true, tiny = measures(folder, 1.0), measures(folder, FORTIETH)
    assert abs(distance(tiny["integration_rate"], true["integration_rate"])) < LIMIT
    assert tiny["reach_health"].mean() < 0.7 * true["reach_health"].mean()
    lost = lost_to_whole_places(load_place(place(folder, FORTIETH)))
    assert 0.2 < lost.unusable / lost.places < 0.5
