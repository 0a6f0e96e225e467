"""One run of one scenario as data: outcomes, and the known patterns of its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.measures.outcomes import OUTCOMES, outcomes_of
from analysis.measures.patterns import PatternRow, pattern_table
from analysis.results.plain import rows_of
from analysis.results.showing import Shown
from experiments.pattern_measures import pattern_measures
from experiments.patterns import Patterns, load_patterns
from experiments.plan import Plan
from model.errors import InputError
from model.scenario import Scenario, remarks
from model.words import Language


@dataclass(frozen=True, repr=False)
class OneRun(Shown):
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
        """Known patterns of the place's status quo beside the run; empty if there are none."""
        found = self._known
        if isinstance(found, InputError):
            return []
        return pattern_table(pattern_measures([self.result]), found, self.language)

    @cached_property
    def _known(self) -> Patterns | InputError:
        """The patterns of the place, or why they cannot be had."""
        try:
            return load_patterns(self.scenario.place_folder)
        except InputError as error:
            return error

    @property
    def remarks(self) -> list[str]:
        """What the run should not be read without; patterns that are not there among it."""
        found = self._known
        why = "" if not isinstance(found, InputError) else f"No patterns beside this run: {found}"
        return [*remarks(self.scenario, self.plan.months), *([why] if why else [])]

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
        keys = ("id", "target", "low", "high", "simulated", "verdict")
        return {
            "scenario": self.scenario.name,
            "place": self.plan.place,
            "months": self.plan.months,
            "seed": self.plan.seed,
            "hash": self.scenario.hash,
            "outcomes": rows_of(self.outcomes),
            "patterns": [{key: getattr(row, key) for key in keys} for row in self.patterns],
            "remarks": self.remarks,
        }
