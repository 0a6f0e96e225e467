"""One pair: burn-in, then every arm under the same seed. Runs inside a worker process.

Arms that live in the same world (equal `world_hash`: they differ in levers only) share one burn-in
under the status quo; each arm starts from that state. Where parameters are drawn, every arm has the
draw of the pair, and the burn-in settles the shipped population anew under it. A pair never raises
for an error in the model: it returns a failure with the stage it happened in, so that one bad run
does not end a batch.
"""

import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from experiments.plan import Pair, Plan
from model.errors import SozialraumError

type Table = Mapping[str, np.ndarray]
"""Columns of equal length, by name."""
type Summarise = Callable[[Sequence[Any], Sequence[Any]], Mapping[str, Table]]
"""Turns the run results of all arms of one pair, and of their twins (None where an arm has none),
into small tables, which are kept instead of the runs."""


@dataclass(frozen=True)
class Failure:
    """Why a pair has no result: the stage it was in, one sentence, and the details for the log."""

    stage: str
    message: str
    detail: str = ""


@dataclass(frozen=True)
class PairResult:
    """What one pair leaves behind: tables by name, seconds by stage, or a failure."""

    pair: Pair
    tables: Mapping[str, Table] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    failure: Failure | None = None


def run_pair(plan: Plan, pair: Pair, summarise: Summarise) -> PairResult:
    """Run all arms of one pair and keep the tables that `summarise` makes of them."""
    stage = "import"
    seconds: dict[str, float] = {}
    clock = time.perf_counter()

    def done() -> None:
        nonlocal clock
        now = time.perf_counter()
        seconds[stage] = seconds.get(stage, 0.0) + now - clock
        clock = now

    try:
        from model.scenario.rival import is_rival, paired
        from model.simulate import simulate

        begin = _beginning(plan, pair)
        drawn = _drawn(plan, pair)
        done()
        starts: dict[str, Any] = {}
        spent: dict[str, Any] = {}  # what networks have spent: a rival gets that of its own

        def run(scenario: Any, start: Any) -> Any:
            result = simulate(
                scenario,
                pair.seed,
                months=plan.months,
                start=start,
                checks=plan.checks,
                spent=spent.get(paired(scenario).hash) if is_rival(scenario) else None,
            )
            spent[scenario.hash] = result.spent
            done()
            return result

        results: dict[int, tuple[Any, Any]] = {}
        for row, arm in sorted(enumerate(plan.arms), key=lambda at: is_rival(at[1].scenario)):
            stage = "burn-in"
            scenario = drawn(arm.scenario)
            world = scenario.world_hash
            if world not in starts:
                starts[world] = begin(scenario)
                done()
            stage = f"run {arm.name}"
            own = run(scenario, starts[world])
            stage = f"run {arm.name}, twin"
            twin = None if arm.twin is None else run(drawn(arm.twin), starts[world])
            results[row] = (own, twin)
        runs, twins = ([results[row][which] for row in sorted(results)] for which in (0, 1))
        stage = "summary"
        tables = summarise(runs, twins)
        done()
    except Exception as error:  # noqa: BLE001  (a failed pair is a row, never the end of a batch)
        known = isinstance(error, SozialraumError)  # says in plain words what is wrong
        message = str(error) if known else f"{type(error).__name__}: {error}"
        return PairResult(pair, {}, seconds, Failure(stage, message, traceback.format_exc()))
    return PairResult(pair, tables, seconds)


def _drawn(plan: Plan, pair: Pair) -> Callable[[Any], Any]:
    """What turns the scenario of an arm into that of this pair: the same draw in all arms."""
    draws = plan.prior if pair.prior else plan.draws
    if draws is None or pair.draw is None:
        return lambda scenario: scenario
    from experiments.calibration.space import under

    values = draws.values(plan.seed, pair.draw)
    return lambda scenario: under(scenario, values)


def _beginning(plan: Plan, pair: Pair) -> Callable[[Any], Any]:
    """The burn-in of this pair: of its own, or settled anew under drawn parameters."""
    draws = plan.prior if pair.prior else plan.draws
    if draws is None:
        from model.simulate import burn_in

        return lambda scenario: burn_in(scenario, pair.seed)
    from experiments.calibration.resettling import resettled

    return lambda scenario: resettled(scenario, pair.seed, draws.resettling)
