"""Which figure should the city measure first? Worth of knowing, from a study that is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.results.plain import plain, rows_of
from analysis.results.sensitivity import Sensitivity
from analysis.results.showing import Shown
from analysis.sensitivity.frames import level
from analysis.sensitivity.indices import independent_rows
from analysis.sensitivity.worth import (
    FEWEST,
    chance_of_loss,
    worth_of_everything,
    worth_of_knowing,
)
from experiments.faults import Wrong
from model.errors import raise_if
from model.words import Language, Message


@dataclass(frozen=True, repr=False)
class Worth(Shown):
    """Worth of knowing for one outcome.

    table: input, value, low, high, largest first; everything: bounds of knowing all; arms; right:
    share of points at which each arrangement is the best one; record: of the study.
    """

    outcome: str
    table: pd.DataFrame
    everything: tuple[float, float]
    arms: list[str]
    right: np.ndarray
    language: Language = "de"
    record: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; what is not known is null."""
        return {
            "worth": rows_of(self.table),
            "everything": [plain(value) for value in self.everything],
            "right": dict(zip(self.arms, map(float, self.right), strict=True)),
        }


def worth_for(study: Sensitivity, outcome: str) -> Worth:
    """EVPPI of every parameter for the choice between all arrangements of a study.

    Raises:
        InputError: the outcome has no better or worse, or the study has too few points.
    """
    found = OUTCOME[outcome]
    rows = independent_rows(study.design)
    wrong = Wrong()
    if not found.direction:
        problem = Message("is neither good nor bad: nothing can be decided by it")
        told = Message("{outcome} {problem}", outcome=outcome, problem=problem)
        wrong("--outcome", told, Message("another outcome"))
    arms = list(dict.fromkeys(study.runs["arm"]))
    values = [level(study.runs, len(study.points), outcome, arm).values[rows] for arm in arms]
    utility = found.direction * np.stack(values, axis=1)
    good = int(np.isfinite(utility).all(axis=(1, 2)).sum())
    if good < FEWEST:
        problem = Message("has {good} independent points", good=good)
        allowed = Message("at least {fewest}: more --runs", fewest=FEWEST)
        Wrong("the study", wrong.faults)("", problem, allowed)
    raise_if(wrong.faults)
    inputs = study.points.iloc[rows][study.design.space.names]
    mean = utility.mean(axis=2)
    table = worth_of_knowing(inputs, mean, study.request.seed)
    return Worth(outcome, table, worth_of_everything(utility), arms, 1.0 - chance_of_loss(mean),
                 study.request.language, study.record)  # fmt: skip
