"""Hazards of the model against survival curves in closed form.

The process itself runs month by month on the whole town while everything else stands still, and the
share of people to whom it has not happened yet is compared with exp(−Σ h). Seeds are fixed. Power:
with n people a share is known to ± 1/(2√n); each test shows that a hazard some per cent higher
would be found.
"""

import math
from typing import Any

import numpy as np
import pytest
from testkit.one_process import NEVER, OneProcess, farthest

from model.build import FRAILTY_STEPS
from model.vocabulary import (
    FIXED_TERM,
    FULL_TIME,
    MOVED,
    N_BARRIERS,
    PERMANENT,
    PRESENT,
    TEMP,
    VOCATIONAL,
)

pytestmark = [pytest.mark.statistical, pytest.mark.slow]

SEED = 5
ERRORS = 4.0
LOOKED_AT = (1, 3, 6, 12, 24, 48)


def decaying(months: int, base: float, early: float, decay: float) -> float:
    """Σ over months 0 … n − 1 of base + early · exp(−month / decay): a geometric series."""
    series = (1.0 - math.exp(-months / decay)) / (1.0 - math.exp(-1.0 / decay))
    return base * months + early * series


def with_barriers(world: OneProcess, most: int) -> Any:
    """Give everybody 0 … most barriers in turn, none of them mitigated; returns how many."""
    count = np.arange(world.size) % (most + 1)
    # Barriers that no rule of demography sets anew: vocational, health, migrated, …
    kept = [1, 2, 5, 6][:most]
    has = np.zeros((world.size, N_BARRIERS), np.uint8)
    for number, barrier in enumerate(kept):
        has[:, barrier] = count > number
    world.set(has=has, mitigated=0.0, eased=0)
    return count


def test_exits_of_households_follow_their_hazard() -> None:
    """S(t) = exp(−bⁿ · Σ (base + early · exp(−spell / decay))), n the open barriers of the head."""
    base, early, decay, factor = 0.008, 0.05, 10.0, 0.85
    world = OneProcess(
        "demography",
        {
            "demography.exit_base": base,
            "demography.exit_early": early,
            "demography.exit_decay": decay,
            "demography.exit_per_feature": factor,
            "demography.exit_moved_share": 0.3,
        },
        SEED,
    )
    barriers = with_barriers(world, 4)[world.heads]
    still = world.state.households["receipt"][: world.households]

    def gap(months: int, more: float = 1.0) -> float:
        found, expected, count = [], [], []
        for n in range(5):
            of = barriers == n
            found.append(still[of].mean())
            expected.append(math.exp(-more * factor**n * decaying(months, base, early, decay)))
            count.append(of.sum())
        return farthest(np.array(found), np.array(expected), np.array(count))

    for month in range(1, max(LOOKED_AT) + 1):
        world.run()
        world.people("spell")[...] += 1  # otherwise counted by the process of employment
        if month in LOOKED_AT:
            assert gap(month) < ERRORS, month
    assert gap(max(LOOKED_AT), more=1.1) > ERRORS
    absence = world.people("absence")[world.heads][still == 0]
    share = (absence == MOVED).mean()
    assert farthest(share, np.array(0.3), len(absence)) < ERRORS


def test_disengagement_follows_its_hazard() -> None:
    """S(t) = exp(−λ t), λ = d · exp(b_trust (½ − trust) + b_attention ln(1 + minutes))."""
    d, b_trust, b_attention = 0.004, 2.0, 0.25
    world = OneProcess(
        "demography",
        {
            "demography.disengage": d,
            "demography.disengage_trust": b_trust,
            "demography.disengage_attention": b_attention,
            "demography.disengage_most": 1.0,
        },
        SEED,
    )
    trust = np.array([0.1, 0.5, 0.9])[np.arange(world.size) % 3]
    minutes = np.array([0.0, 20.0])[np.arange(world.size) // 3 % 2]
    world.set(trust=trust, attention=minutes)

    def gap(months: int, more: float = 1.0) -> float:
        found, expected, count = [], [], []
        for t in np.unique(trust):
            for a in np.unique(minutes):
                of = (trust == t) & (minutes == a)
                rate = d * math.exp(b_trust * (0.5 - t) + b_attention * math.log(1.0 + a))
                found.append((world.people("absence")[of] == PRESENT).mean())
                expected.append(math.exp(-more * rate * months))
                count.append(of.sum())
        return farthest(np.array(found), np.array(expected), np.array(count))

    for month in range(1, max(LOOKED_AT) + 1):
        world.run()
        if month in LOOKED_AT:
            assert gap(month) < ERRORS, month
    assert gap(max(LOOKED_AT), more=1.1) > ERRORS


def test_jobs_last_as_their_hazard_says() -> None:
    """S(t) = exp(−g · bⁿ · Σ (s₀ + s₁ · exp(−tenure / τ))), g the factor of the contract."""
    s0, s1, tau, factor = 0.01, 0.1, 4.0, 1.1
    contracts = {PERMANENT: 0.8, FIXED_TERM: 1.2, TEMP: 1.7}
    world = OneProcess(
        "employment",
        {
            "employment.separation": s0,
            "employment.separation_early": s1,
            "employment.separation_decay": tau,
            "employment.separation_per_barrier": factor,
            "employment.contract_factor.permanent": contracts[PERMANENT],
            "employment.contract_factor.fixed_term": contracts[FIXED_TERM],
            "employment.contract_factor.temp": contracts[TEMP],
            "employment.mini_job_in": 0.0,
            "employment.self_employment_in": 0.0,
            "employment.subsidised_in": 0.0,
        },
        SEED,
    )
    barriers = with_barriers(world, 2)
    contract = np.array(list(contracts))[np.arange(world.size) // 3 % 3]
    world.set(employment=FULL_TIME, contract=contract, tenure=0, offer=0, wage=1200.0, hours=40.0)

    def gap(months: int, more: float = 1.0) -> float:
        found, expected, count = [], [], []
        for kind, g in contracts.items():
            for n in range(3):
                of = (contract == kind) & (barriers == n)
                found.append((world.people("employment")[of] == FULL_TIME).mean())
                expected.append(math.exp(-more * g * factor**n * decaying(months, s0, s1, tau)))
                count.append(of.sum())
        return farthest(np.array(found), np.array(expected), np.array(count))

    for month in range(1, 25):
        world.run()
        if month in LOOKED_AT:
            assert gap(month) < ERRORS, month
    assert gap(24, more=1.1) > ERRORS


SHAPE, LOG_HAZARD = 1.2, math.log(0.06)


def survival(cumulated: float) -> float:
    """Share without an offer when gamma frailty of mean 1 meets a common cumulated hazard H:
    E[exp(−v H)] = (1 + H / k)^(−k)."""
    return (1.0 + cumulated / SHAPE) ** -SHAPE


def searching() -> OneProcess:
    """Everybody searches under the same log hazard; only frailty differs."""
    world = OneProcess(
        "job_search", {"search.base": LOG_HAZARD, "search.frailty_shape": SHAPE}, SEED
    )
    middle = float(world.state.par[0]["search"]["participation_mean"])
    world.set(has=0, mitigated=0.0, eased=0, attention=0.0, motivation=0.5, engagement=0.5,
              participation=middle, lock_in=0.0)  # fmt: skip
    world.people("has")[:, VOCATIONAL] = 0
    return world


def test_offers_come_as_gamma_frailty_says() -> None:
    """Movers find work first: S(t) = (1 + h t / k)^(−k), and the mean frailty of those who are left
    is 1 / (1 + h t / k). Without frailty S(t) = exp(−h t): far away, and found to be so."""
    world = searching()
    without = np.ones(world.size, bool)
    frailty = world.people("frailty").copy()
    hazard = math.exp(LOG_HAZARD)
    for month in range(1, max(LOOKED_AT) + 1):
        world.run()
        without &= world.people("offer") == 0
        if month in LOOKED_AT:
            expected = np.array(survival(hazard * month))
            assert farthest(without.mean(), expected, world.size) < ERRORS, month
    months = max(LOOKED_AT)
    left = frailty[without]
    expected_left = 1.0 / (1.0 + hazard * months / SHAPE)
    error = left.std(ddof=1) / math.sqrt(len(left))
    assert abs(left.mean() - expected_left) < ERRORS * error
    assert farthest(without.mean(), np.array(survival(1.1 * hazard * months)), world.size) > ERRORS
    assert farthest(without.mean(), np.array(math.exp(-hazard * months)), world.size) > 10 * ERRORS


def test_frailty_in_steps_is_as_good_as_the_distribution() -> None:
    """The quantiles that stand for the gamma distribution give its survival curve."""
    steps = np.asarray(searching().state.place.frailty)
    assert len(steps) == FRAILTY_STEPS
    assert steps.mean() == pytest.approx(1.0)
    for cumulated in (0.1, 1.0, 5.0, NEVER):
        assert np.exp(-steps * cumulated).mean() == pytest.approx(survival(cumulated), abs=0.001)
