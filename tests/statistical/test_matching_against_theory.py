"""Job matching against its accounting identity and the matching function.

Kept + lost = offers; of n offers, n · min(1, M / S) are kept, rounded by chance without bias, with
M = μ S^η V^(1−η); everybody has the same chance to keep an offer. Seeds are fixed; power is stated
where chance comes in.
"""

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats
from testkit.one_process import OneProcess

from model.vocabulary import LEVELS

pytestmark = [pytest.mark.statistical, pytest.mark.slow]

SEED = 5
MONTHS = 2000
ERRORS = 4.0
OFFERS = (37, 120, 9)  # to eLb, by demand level
MARKET = {
    "market.elasticity": 0.55,
    **{f"market.efficiency.{level}": value for level, value in zip(LEVELS, (0.6, 0.5, 0.7),
                                                                   strict=True)},
    **{f"market.outside.{level}": value for level, value in zip(LEVELS, (60.0, 200.0, 12.0),
                                                                strict=True)},
}  # fmt: skip
VACANCIES = (55.0, 150.0, 11.0)


def matching(values: dict[str, float] | None = None) -> OneProcess:
    return OneProcess("matching", {**MARKET, **(values or {})}, SEED)


def offered(world: OneProcess, vacancies: Any = VACANCIES) -> Any:
    """Set the offers of a month; returns the demand level of everybody who has one, else −1."""
    levels = np.full(world.size, -1)
    levels[: sum(OFFERS)] = np.repeat(np.arange(len(LEVELS)), OFFERS)
    world.set(offer=levels >= 0, level=np.maximum(0, levels))
    for name, values in (("candidates", OFFERS), ("vacancies", vacancies), ("kept", 0)):
        world.state.market[name][...] = values
    for name in ("offers_lost", "rationed"):
        world.state.tally[0][name] = 0
    return levels


def expected_share(level: int, vacancies: float) -> float:
    """min(1, M / S), worked out anew."""
    name = LEVELS[level]
    seekers = OFFERS[level] + MARKET[f"market.outside.{name}"]
    eta = MARKET["market.elasticity"]
    matches = MARKET[f"market.efficiency.{name}"] * seekers**eta * vacancies ** (1.0 - eta)
    return float(min(1.0, matches / seekers))


def lived(world: OneProcess, months: int, vacancies: Any = VACANCIES) -> Any:
    """Kept offers (months, levels) and how often each person kept one; the identity every month."""
    kept, times = np.zeros((months, len(LEVELS))), np.zeros(sum(OFFERS))
    for month in range(months):
        levels = offered(world, vacancies)
        world.run()
        mine = world.people("offer") == 1
        kept[month] = np.bincount(levels[mine], minlength=len(LEVELS))
        times += mine[: sum(OFFERS)]
        assert not mine[levels < 0].any()
        assert np.array_equal(kept[month], world.state.market["kept"])
        assert kept[month].sum() + int(world.state.tally[0]["offers_lost"]) == sum(OFFERS)
    return kept, times


def test_kept_and_lost_are_all_offers_and_the_share_is_that_of_the_matching_function() -> None:
    """Power: the mean of 2,000 roundings is known to ± 0.011, so a bias of 0.05 offers is found."""
    kept, _ = lived(matching(), MONTHS)
    for level, count in enumerate(OFFERS):
        quota = count * expected_share(level, VACANCIES[level])
        assert quota < count
        assert set(kept[:, level]) == {math.floor(quota), math.ceil(quota)}
        part = quota - math.floor(quota)
        error = math.sqrt(part * (1.0 - part) / MONTHS)
        assert error < 0.0125
        assert abs(kept[:, level].mean() - quota) < ERRORS * error


def test_levels_are_rounded_apart() -> None:
    kept, _ = lived(matching(), MONTHS)
    up = kept > kept.min(axis=0)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        r = np.corrcoef(up[:, one], up[:, other])[0, 1]
        assert abs(r) < ERRORS / math.sqrt(MONTHS)


def test_everybody_has_the_same_chance_to_keep_an_offer() -> None:
    """Power: chi-square over 166 people; 5 % more for every second one would give p below 1e-9."""
    _, times = lived(matching(), MONTHS)

    def fair(counts: Any) -> float:
        total, freedom, first = 0.0, 0, 0
        for count in OFFERS:
            own = counts[first : first + count]
            p = own.mean() / MONTHS
            # Kept offers are a fixed number, so the counts of one level vary a little less.
            spread = MONTHS * p * (1.0 - p) * count / (count - 1)
            total += ((own - own.mean()) ** 2).sum() / spread
            freedom, first = freedom + count - 1, first + count
        return float(stats.chi2.sf(total, freedom))

    assert fair(times) > 1e-4
    better = times * (1.0 + 0.05 * (np.arange(len(times)) % 2))
    assert fair(better) < 1e-9


@pytest.mark.parametrize("factor", [0.8, 1.25])
def test_matches_answer_to_vacancies_with_elasticity_one_minus_eta(factor: float) -> None:
    """Power: 1,000 months give the mean to ± 0.02 offers, the change is 5 offers."""
    plain, _ = lived(matching(), 1000)
    moved, _ = lived(matching(), 1000, np.array(VACANCIES) * factor)
    elasticity = math.log(moved[:, 1].mean() / plain[:, 1].mean()) / math.log(factor)
    assert elasticity == pytest.approx(1.0 - MARKET["market.elasticity"], abs=0.01)


def test_more_seekers_take_jobs_from_each_other() -> None:
    """Twice the seekers, as many vacancies: of the same offers 2^(η−1) times as many are kept, so
    that jobs grow by 2^η and not by 2."""
    eta = MARKET["market.elasticity"]
    outside = {
        f"market.outside.{name}": 2.0 * (offers + MARKET[f"market.outside.{name}"]) - offers
        for name, offers in zip(LEVELS, OFFERS, strict=True)
    }
    plain, _ = lived(matching(), 1000)
    crowded, _ = lived(matching(outside), 1000)
    ratio = crowded.mean(axis=0) / plain.mean(axis=0)
    assert ratio == pytest.approx(np.full(len(LEVELS), 2.0 ** (eta - 1.0)), rel=0.02)


def test_without_the_limit_every_offer_stands() -> None:
    kept, times = lived(matching({"switches.vacancy_limit": 0.0}), 20)
    assert (kept == np.array(OFFERS)).all()
    assert (times == 20).all()
