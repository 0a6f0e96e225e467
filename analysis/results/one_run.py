"""One run of one scenario: outcomes, and the known patterns of the place beside their targets."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.measures.outcomes import OUTCOMES, outcomes_of
from analysis.requests.comparison import LONGEST, MONTHS, SEED, text_of, whole_number
from analysis.measures.pair_tables import summarise
from analysis.measures.patterns import PatternRow, pattern_table
from analysis.wording import Language
from experiments import store
from experiments.pattern_measures import pattern_measures
from experiments.patterns import load_patterns
from experiments.plan import Pair, Plan, name_arms
from experiments.progress import Progress
from experiments.record import run_record
from experiments.runner import timestamp
from experiments.worker import PairResult
from experiments.writing import new_folder, refuse_taken, write_json
from model.errors import Fault, InputError, raise_if
from model.scenario import Scenario, resolve


@dataclass(frozen=True)
class OneRun:
    """What `run` returns. result: the run as the model gives it (`model.simulate.RunResult`)."""

    plan: Plan
    result: Any
    record: Mapping[str, Any]
    language: Language = "de"
    folder: Path | None = None

    @property
    def scenario(self) -> Scenario:
        """The resolved scenario."""
        return self.plan.base.scenario

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """Every outcome of the run: name, unit, value."""
        values = outcomes_of(self.result)
        rows = [(o.name, o.unit, values[o.name]) for o in OUTCOMES]
        return pd.DataFrame(rows, columns=["name", "unit", "value"])

    @cached_property
    def patterns(self) -> list[PatternRow]:
        """Known patterns of the place's status quo beside the run; empty if the place has none."""
        try:
            patterns = load_patterns(self.scenario.place_folder)
        except InputError:
            return []
        return pattern_table(pattern_measures([self.result]), patterns, self.language)

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Monthly measures: month, a column per measure."""
        months = range(1, self.result.months + 1)
        return pd.DataFrame({"month": months, **self.result.monthly})

    @cached_property
    def people(self) -> pd.DataFrame:
        """The fixed cohort, a row per person."""
        return pd.DataFrame(dict(self.result.people))

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; what is not defined is null."""
        rows = self.outcomes.to_dict(orient="records")
        return {
            "scenario": self.scenario.name,
            "place": self.plan.place,
            "months": self.plan.months,
            "seed": self.plan.seed,
            "hash": self.scenario.hash,
            "outcomes": [{k: None if v != v else v for k, v in row.items()} for row in rows],
            "patterns": [
                {
                    "id": row.id,
                    "target": row.target,
                    "low": row.low,
                    "high": row.high,
                    "simulated": row.simulated,
                    "verdict": row.verdict,
                }
                for row in self.patterns
            ],
        }

    def fill(self, folder: Path) -> None:
        """Write tables, scenario and record into a folder that exists."""
        names = (self.plan.base.name,)
        tables = summarise([self.result], names=names, spaces=self.scenario.spaces)
        frames = {name: pd.DataFrame(dict(table)) for name, table in tables.items()}
        store.write_result(folder, {**frames, "people": self.people}, self.plan, self.record)
        write_json(folder / "result.json", self.as_json())


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
    try:
        resolved = resolve(scenario, place, changes)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    raise_if(faults)
    if out is not None:
        refuse_taken(Path(out))
    plan = Plan(name_arms([resolved]), months, seed, checks)
    began = timestamp()
    result, seconds = _simulated(plan, quiet)
    pair = PairResult(Pair(0, seed), seconds=seconds)
    record = run_record(
        plan,
        [pair],
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
    if out is None:
        return one
    with new_folder(Path(out)) as folder:
        one.fill(folder)
    return replace(one, folder=Path(out))


def _simulated(plan: Plan, quiet: bool) -> tuple[Any, dict[str, float]]:
    from model.simulate import burn_in, simulate

    scenario = plan.base.scenario
    with Progress("stages", 2, silent=quiet) as progress:
        clock = time.perf_counter()
        start = burn_in(scenario, plan.seed)
        middle = time.perf_counter()
        progress.advance()
        result = simulate(scenario, plan.seed, months=plan.months, start=start, checks=plan.checks)
        progress.advance()
    return result, {"burn-in": middle - clock, "run": time.perf_counter() - middle}


def default_folder(scenario: str | Path) -> Path:
    """results/<timestamp>-run-<scenario>: where the command line writes without --out."""
    return Path("results") / store.result_name(timestamp(), "run", [Path(str(scenario)).stem])
