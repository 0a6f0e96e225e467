"""Run one scenario once."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.options import LONGEST, MONTHS, SEED, resolved, text_of, whole_number
from analysis.publish.one_run import write_run
from analysis.results.one_run import OneRun
from experiments.plan import Plan, name_arms
from experiments.progress import Progress
from experiments.record import run_record, timestamp
from experiments.writing import placed, refuse_taken
from model.errors import Fault, raise_if
from model.words import Language, Message


def run(
    scenario: str | Path,
    *,
    place: str | Path | None = None,
    months: int = MONTHS,
    seed: int = SEED,
    out: str | Path | None = None,
    changes: Mapping[str, object] | None = None,
    checks: bool = False,
    language: Language = "de",
    quiet: bool = False,
) -> OneRun:
    """Run one scenario once: burn-in under the status quo, then `months` months.

    Args: as in `compare`; `seed` is the seed of the run itself.

    Raises:
        InputError: scenario or arguments that cannot be used; lists every fault.
        OutputError: the result cannot be written.
    """
    faults: list[Fault] = [
        *whole_number("months", months, 1, LONGEST),
        *whole_number("seed", seed, 0),
    ]
    scenarios = resolved((scenario,), place, changes or {}, faults)
    raise_if(faults)
    refuse_taken(out)
    plan = Plan(name_arms(scenarios), months, seed, checks)
    began = timestamp()
    result, seconds = _simulated(plan, quiet)
    record = run_record(
        plan.identity(),
        [{"pair": 0, "seed": seed, "seconds": seconds, "failure": None}],
        command="run",
        began=began,
        ended=timestamp(),
        arguments={
            "scenario": str(scenario),
            "place": text_of(place),
            "changes": dict(changes or {}),
        },
    )
    one = OneRun(plan, result, record, language)
    return placed(one, out, write_run)


def _simulated(plan: Plan, quiet: bool) -> tuple[Any, dict[str, float]]:
    from model.simulate import burn_in, simulate

    scenario = plan.base.scenario
    with Progress(Message("stages"), 2, silent=quiet) as progress:
        clock = time.perf_counter()
        start = burn_in(scenario, plan.seed)
        middle = time.perf_counter()
        progress.advance()
        result = simulate(scenario, plan.seed, months=plan.months, start=start, checks=plan.checks)
        progress.advance()
    return result, {"burn-in": middle - clock, "run": time.perf_counter() - middle}
