"""Pairs are run, failures are rows, Ctrl-C keeps what is finished."""

import os
import sys
import types
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from testkit.fake_results import fake_burn_in, fake_plan, fake_simulate

from experiments.plan import Plan, pair_seed
from experiments.runner import InterruptedRun, run_pairs, timestamp
from experiments.worker import PairResult, run_pair

Runs = Sequence[Any]


def summarise(runs: Runs, twins: Runs) -> dict[str, dict[str, np.ndarray]]:
    return {"seeds": {"seed": np.array([run.seed for run in runs])}}


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The made-up engine in place of the real one."""
    module = types.ModuleType("model.simulate")
    module.__dict__.update(burn_in=fake_burn_in, simulate=fake_simulate)
    monkeypatch.setitem(sys.modules, "model.simulate", module)
    return module


def run(plan: Plan, numbers: Sequence[int], kept: list[PairResult]) -> list[PairResult]:
    return run_pairs(plan, numbers, summarise, keep=kept.append, jobs=1)


@pytest.mark.usefixtures("engine")
def test_all_arms_of_a_pair_share_its_seed() -> None:
    plan = fake_plan(seed=0)
    kept: list[PairResult] = []
    results = run(plan, [4, 2], kept)
    assert [result.pair.number for result in results] == [4, 2]
    assert kept == results
    for result in results:
        seeds = result.tables["seeds"]["seed"]
        assert seeds.tolist() == [plan.pair(result.pair.number).seed] * 3
        assert result.seconds["burn-in"] >= 0.0


def test_seed_of_a_pair_depends_on_seed_and_number_only() -> None:
    seeds = {pair_seed(seed, number) for seed in range(20) for number in range(50)}
    assert len(seeds) == 1000
    assert all(0 <= seed < 2**53 for seed in seeds)
    assert fake_plan(seed=0).pair(3) == fake_plan(seed=0, months=60).pair(3)
    assert fake_plan(seed=0).pair(3) != fake_plan(seed=1).pair(3)


def test_equal_worlds_share_one_burn_in(engine: types.ModuleType) -> None:
    plan = fake_plan()
    plan.arms[2].scenario.world_hash = "another world"  # type: ignore[misc]
    calls = []

    def burn_in(scenario: Any, seed: int) -> object:
        calls.append(scenario.world_hash)
        return fake_burn_in(scenario, seed)

    engine.__dict__["burn_in"] = burn_in
    assert run_pair(plan, plan.pair(0), summarise).failure is None
    assert calls == ["w", "another world"]


def test_a_failed_pair_is_a_row_with_stage_and_message(engine: types.ModuleType) -> None:
    plan = fake_plan()
    bad = plan.pair(1).seed

    def simulate(scenario: Any, seed: int, **settings: Any) -> object:
        if seed == bad and scenario.name == "production-network":
            raise ValueError("a person was lost")
        return fake_simulate(scenario, seed, **settings)

    engine.__dict__["simulate"] = simulate
    results = run(plan, [0, 1, 2], [])
    assert [result.failure is None for result in results] == [True, False, True]
    failure = results[1].failure
    assert failure is not None
    assert failure.stage == "run production-network"
    assert failure.message == "ValueError: a person was lost"
    assert "Traceback" in failure.detail


def test_ctrl_c_keeps_finished_pairs(engine: types.ModuleType) -> None:
    plan = fake_plan()

    def burn_in(scenario: Any, seed: int) -> object:
        if seed == plan.pair(2).seed:
            raise KeyboardInterrupt
        return fake_burn_in(scenario, seed)

    engine.__dict__["burn_in"] = burn_in
    kept: list[PairResult] = []
    with pytest.raises(InterruptedRun, match="pairs finished: 2 of 5"):
        run(plan, range(5), kept)
    assert [result.pair.number for result in kept] == [0, 1]


def test_nothing_to_do_is_nothing_done() -> None:
    assert run(fake_plan(), [], []) == []


class Deadly:
    """Whoever unpickles it, ends: the worker process, as if it had run out of memory."""

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        return os._exit, (9,)

    def __call__(self, runs: Runs, twins: Runs) -> Any:
        raise AssertionError("never reached")


def test_a_dead_worker_is_a_failure_of_the_process() -> None:
    """Two real worker processes; the first task ends the process that takes it."""
    results = run_pairs(fake_plan(), [0, 1], Deadly(), keep=lambda _: None, jobs=2)
    failures = [result.failure for result in results]
    assert [failure.stage for failure in failures if failure] == ["process", "process"]
    assert all("ended without an answer" in failure.message for failure in failures if failure)


def test_timestamp_is_utc() -> None:
    assert timestamp(0.0) == "19700101T000000Z"
