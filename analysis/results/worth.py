"""Which figure should the city measure first? Worth of knowing, from a study that is there."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.findings.tipping import told
from analysis.measures.outcomes import OUTCOME
from analysis.results.sensitivity import Sensitivity
from analysis.sensitivity.frames import level
from analysis.sensitivity.indices import independent_rows
from analysis.sensitivity.rounding import significant
from analysis.sensitivity.worth import (
    FEWEST,
    chance_of_loss,
    worth_of_everything,
    worth_of_knowing,
)
from analysis.wording import Language, number_in, unit_in
from model.errors import Fault, InputError

FIRST = 5  # parameters named in a sentence


@dataclass(frozen=True)
class Worth:
    """Worth of knowing for one outcome.

    table: input, value, low, high, largest first; everything: bounds of knowing all; arms; right:
    share of points at which each arrangement is the best one.
    """

    outcome: str
    table: pd.DataFrame
    everything: tuple[float, float]
    arms: list[str]
    right: np.ndarray


def worth_for(study: Sensitivity, outcome: str) -> Worth:
    """EVPPI of every parameter for the choice between all arrangements of a study.

    Raises:
        InputError: the outcome has no better or worse, or the study has too few points.
    """
    found = OUTCOME[outcome]
    rows = independent_rows(study.design)
    faults = []
    if not found.direction:
        problem = "is neither good nor bad: nothing can be decided by it"
        faults.append(Fault("command line", "--outcome", f"{outcome} {problem}", "another outcome"))
    arms = list(dict.fromkeys(study.runs["arm"]))
    values = [level(study.runs, len(study.points), outcome, arm).values[rows] for arm in arms]
    utility = found.direction * np.stack(values, axis=1)
    good = int(np.isfinite(utility).all(axis=(1, 2)).sum())
    if good < FEWEST:
        problem = f"has {good} independent points"
        faults.append(Fault("the study", "", problem, f"at least {FEWEST}: more --runs"))
    if faults:
        raise InputError(faults)
    inputs = study.points.iloc[rows][study.design.space.names]
    mean = utility.mean(axis=2)
    table = worth_of_knowing(inputs, mean, study.request.seed)
    return Worth(outcome, table, worth_of_everything(utility), arms, 1.0 - chance_of_loss(mean))


def worth_in_words(worth: Worth, language: Language) -> list[str]:
    """What to measure first, and what knowing everything would be worth."""
    found = OUTCOME[worth.outcome]
    unit = unit_in(language, found.unit)
    out = worth.table[worth.table["low"] > 0.0].head(FIRST)
    title = found.title(language)
    if out.empty:
        best = int(worth.right.argmax())
        share = number_in(language, 100.0 * float(worth.right[best]), 0)
        lines = [told("worthless", language, outcome=title, arm=worth.arms[best], best=share)]
    else:
        names = [
            f"{row.input} ({significant(language, float(str(row.value)))} {unit})"
            for row in out.itertuples()
        ]
        lines = [told("worth", language, outcome=title, list="; ".join(names))]
    lower, upper = (significant(language, max(0.0, v)) for v in worth.everything)
    return [*lines, told("everything", language, lower=lower, upper=upper, unit=unit)]
