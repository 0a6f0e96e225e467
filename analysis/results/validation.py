"""Validate a place: its status quo under the posterior, pattern by pattern, and what steering does.

Every run has a seed of its own and, if the place ships a posterior, a draw of its own: intervals
contain chance and what is still open about the parameters. Values that the posterior was fitted to
tell whether the *fit* holds; only those that no fit has seen are *validation* (`kind_of`). Each run
is repeated with the same
people and seed under neutral steering, which splits the concentration of integrations on people
near the market into attention and distance from the market.
"""

from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.patterns import (
    FITTED,
    HOLDS,
    NOT_MEASURED,
    VALIDATION,
    PatternRow,
    all_hold,
    pattern_table,
)
from analysis.results.plain import plain
from analysis.results.showing import Shown
from experiments.calibration.posterior import Posterior
from experiments.pattern_measures import participation_order
from experiments.patterns import Patterns, too_short
from model.parameters import load_sources
from model.scenario import Scenario
from model.words import Language

LEVEL = 0.95
# Of the table of patterns.
COLUMNS = (
    "id", "kind", "target", "low", "high", "simulated", "inside", "verdict", "name", "measure",
    "unit", "simulated_low", "simulated_high", "skill", "status", "source", "grade", "reason",
    "use", "use_reason", "mechanism", "definition",
)  # fmt: skip
NEUTRAL = "neutral."  # before the name of a measure under neutral steering


@dataclass(frozen=True)
class Split:
    """Concentration on people near the market, in points of the share of integrations.

    all: their share of integrations − their share of people; attention: the part that goes with
    neutral steering; distance: the rest. ratio: share of integrations over share of people;
    creaming: ratio − ratio under neutral steering. Each (mean, low, high) over the runs.
    """

    all: tuple[float, float, float]
    attention: tuple[float, float, float]
    distance: tuple[float, float, float]
    ratio: tuple[float, float, float]
    creaming: tuple[float, float, float]


@dataclass(frozen=True, repr=False)
class Validation(Shown):
    """What `validate` returns: measures of every run (runs, measures), and how they are judged."""

    shipped: Scenario
    patterns: Patterns
    measures: pd.DataFrame
    posterior: Posterior | None
    months: int
    seed: int
    language: Language = "de"
    folder: Path | None = None

    @cached_property
    def simulated(self) -> dict[str, float]:
        """Mean of every measure over the runs."""
        found = {str(name): float(value) for name, value in self.measures.mean().items()}
        found["participation_order"] = participation_order(found)
        return found

    @cached_property
    def rows(self) -> list[PatternRow]:
        """Every pattern value with its verdict, in the order of the place's file."""
        return self.rows_in(self.language)

    def rows_in(self, language: Language) -> list[PatternRow]:
        """The same with names in German or English."""
        return pattern_table(
            self.simulated,
            self.patterns,
            language,
            runs={str(name): self.measures[name].to_numpy() for name in self.measures},
            fitted=None if self.posterior is None else self.posterior.fitted,
            left_out={value.measure for value in too_short(self.patterns, self.months)},
        )

    def of_kind(self, kind: str) -> list[PatternRow]:
        """The rows of a kind that carry a verdict."""
        return [row for row in self.rows if row.kind == kind and row.judged]

    def holding(self, kind: str) -> tuple[int, int]:
        """How many rows of a kind hold, of how many."""
        rows = self.of_kind(kind)
        return sum(row.verdict == HOLDS for row in rows), len(rows)

    def interval(self, measure: str) -> tuple[float, float]:
        """Middle 95 % of a measure over the runs; NaN where it was not simulated."""
        if measure not in self.measures:
            return float("nan"), float("nan")
        return _middle(self.measures[measure].to_numpy())

    @property
    def holds(self) -> bool:
        """Whether the fit holds: every value that the parameters were fitted to."""
        return all_hold(self.rows, FITTED)

    @property
    def validated(self) -> bool:
        """Whether every value that was kept out of the fit holds."""
        return all_hold(self.rows, VALIDATION)

    @cached_property
    def split(self) -> Split:
        """How much of the concentration is attention, and how much distance from the market."""
        near, people = self.measures["share_near"], self.measures["profile_near_share"]
        near_0 = self.measures[f"{NEUTRAL}share_near"]
        people_0 = self.measures[f"{NEUTRAL}profile_near_share"]
        attention = (near - people) - (near_0 - people_0)
        return Split(
            _summary(near - people),
            _summary(attention),
            _summary(near_0 - people_0),
            _summary(near / people),
            _summary(near / people - near_0 / people_0),
        )

    def remarks_in(self, language: Language) -> list[str]:
        """How model and place differ from those the posterior was fitted with."""
        return [] if self.posterior is None else self.posterior.remarks(self.shipped, language)

    def as_json(self) -> dict[str, Any]:
        """Plain data.

        patterns: values that are fit or validation; beside: those that are only reported. holds:
        whether the fit does; fit, validation: how many values hold, fail, or cannot be measured.
        """
        listed = [row for row in self.rows if row.kind in (FITTED, VALIDATION)]
        beside = [row for row in self.rows if row not in listed]
        posterior = self.posterior
        return {
            "place": self.shipped.place,
            "runs": len(self.measures),
            "months": self.months,
            "seed": self.seed,
            "posterior": None
            if posterior is None
            else {
                "draws": len(posterior.weights),
                "effective_draws": round(posterior.effective, 1),
                "fitted": posterior.record.get("ended"),
                "remarks": self.remarks_in("en"),
            },
            "holds": self.holds,
            "validated": self.validated,
            FITTED: self._counts(FITTED),
            VALIDATION: self._counts(VALIDATION),
            "patterns": [self._plain(row) for row in listed],
            "beside": [self._plain(row) for row in beside],
            "concentration": asdict(self.split),
        }

    def _counts(self, kind: str) -> dict[str, int]:
        hold, count = self.holding(kind)
        untold = sum(row.kind == kind and row.verdict == NOT_MEASURED for row in self.rows)
        return {"values": count, "hold": hold, "fail": count - hold, "not_measured": untold}

    def _plain(self, row: PatternRow) -> dict[str, Any]:
        low, high = map(plain, self.interval(row.measure))
        told = {
            **asdict(row),
            "simulated_low": low,
            "simulated_high": high,
            "grade": _grades().get(row.source),
            "mechanism": row.why or None,
        }
        return {key: told[key] for key in COLUMNS}

    @property
    def table(self) -> pd.DataFrame:
        """Every pattern value with band, reason, definition, simulated interval and verdict."""
        return pd.DataFrame([self._plain(row) for row in self.rows])


@cache
def _grades() -> dict[str, str]:
    """Grade of every source, by its key."""
    return {key: source.grade for key, source in load_sources().items()}


def _middle(values: np.ndarray) -> tuple[float, float]:
    """The middle 95 % of the values."""
    known = values[np.isfinite(values)]
    if not known.size:
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0])
    return float(low), float(high)


def _summary(values: pd.Series) -> tuple[float, float, float]:
    low, high = _middle(values.to_numpy())
    return float(values.mean()), low, high
