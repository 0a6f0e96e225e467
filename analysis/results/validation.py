"""Validate a place: its status quo under the posterior, pattern by pattern, and what steering does.

Every run has a seed of its own and, if the place ships a posterior, a draw of its own: intervals
contain chance and what is still open about the parameters. Each run is repeated with the same
people and seed under neutral steering, which splits the concentration of integrations on people
near the market into attention and distance from the market.
"""

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.patterns import REPORTED, PatternRow, all_hold, pattern_table
from experiments.calibration.posterior import Posterior
from experiments.pattern_measures import participation_order
from experiments.patterns import Patterns
from model.scenario import Scenario
from model.words import Language

LEVEL = 0.95
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


@dataclass(frozen=True)
class Validation:
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
        return pattern_table(self.simulated, self.patterns, language)

    def interval(self, measure: str) -> tuple[float, float]:
        """Middle 95 % of a measure over the runs; NaN where it was not simulated."""
        if measure not in self.measures:
            return float("nan"), float("nan")
        return _middle(self.measures[measure].to_numpy())

    @property
    def holds(self) -> bool:
        """Whether every pattern that counts holds."""
        return all_hold(self.rows)

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

        patterns: values that count, and those of patterns that are only reported (P11–P13);
        beside: other readings of the counted patterns, reported without a verdict.
        """
        counted = {row.id for row in self.rows if row.verdict != REPORTED}
        listed = [row for row in self.rows if row.verdict != REPORTED or row.id not in counted]
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
            "patterns": [self._plain(row) for row in listed],
            "beside": [self._plain(row) for row in beside],
            "concentration": asdict(self.split),
        }

    def _plain(self, row: PatternRow) -> dict[str, Any]:
        low, high = self.interval(row.measure)
        return {
            "id": row.id,
            "target": row.target,
            "low": row.low,
            "high": row.high,
            "simulated": row.simulated,
            "verdict": row.verdict,
            "name": row.name,
            "measure": row.measure,
            "unit": row.unit,
            "simulated_low": None if low != low else low,
            "simulated_high": None if high != high else high,
            "reason": row.reason,
            "definition": row.definition,
        }

    @property
    def table(self) -> pd.DataFrame:
        """Every pattern value with band, reason, definition, simulated interval and verdict."""
        return pd.DataFrame([self._plain(row) for row in self.rows])


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
