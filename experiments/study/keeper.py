"""What is kept of a run: given by the analysis, called inside the workers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.worker import Table

type Keep = Callable[[Any, str], Mapping[str, Table]]
"""Turns one run result into tables, kept "end", "yearly" or "monthly": outcomes (year, a column per
outcome; year 0 is the whole run) and, if monthly, monthly (month, a column per measure)."""


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
