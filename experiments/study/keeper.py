"""What is kept of a run: given by the analysis, called inside the workers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

type Table = Mapping[str, np.ndarray]
"""Columns of equal length, by name."""
type Keep = Callable[[Any, str], Mapping[str, Table]]
"""Turns one run result into tables, as much as `every` says: outcomes (year, a column per outcome;
year 0 is the whole run); from "monthly" on monthly (month, a column per measure); if "whole"
groups, ties and people, so that the run can be had back."""


@dataclass(frozen=True)
class OutcomeWords:
    """An outcome as tables and exports name it; see `analysis.measures.outcomes.Outcome`."""

    name: str
    unit: str
    english: str
    german: str
    formula: str
    headline: bool


@dataclass(frozen=True)
class Keeper:
    """How runs are kept, and the words for it.

    keep: called in the worker, so a function of a module; definition: hash of how outcomes are
    computed (part of the code version); outcomes: all that `keep` computes, in its order; measures:
    columns of the monthly table; without_values: outcomes that a single run cannot have.
    """

    keep: Keep
    definition: str
    outcomes: tuple[OutcomeWords, ...]
    measures: tuple[str, ...]
    without_values: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all outcomes."""
        return tuple(outcome.name for outcome in self.outcomes)

    @property
    def headlines(self) -> tuple[str, ...]:
        """Names of the headline outcomes."""
        return tuple(outcome.name for outcome in self.outcomes if outcome.headline)
