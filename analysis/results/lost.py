"""Where the other arrangement loses, from a finished study: boxes, and regret of each choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.options import unknown_outcomes
from analysis.results.plain import rows_of
from analysis.results.sensitivity import Sensitivity
from analysis.sensitivity.boxes import DENSE, Box, best_box, cart, measured_again, prim, telling
from analysis.sensitivity.frames import difference, level
from analysis.sensitivity.indices import independent_rows
from analysis.sensitivity.thresholds import regret
from model.errors import raise_if


@dataclass(frozen=True)
class Losing:
    """One outcome. boxes; loses: whether it loses (points,); x: factors; regret: of every arm."""

    boxes: list[Box]
    loses: np.ndarray
    x: pd.DataFrame
    regret: pd.DataFrame


@dataclass(frozen=True)
class Lost:
    """Where `other` loses against `base`, by outcome; record: of the study."""

    base: str
    other: str
    outcomes: dict[str, Losing]
    record: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; a side without a bound is null."""
        found = self.outcomes
        regrets = pd.concat([one.regret for one in found.values()], ignore_index=True)
        return {
            "boxes": {name: [_box(box) for box in one.boxes] for name, one in found.items()},
            "regret": rows_of(regrets),
        }


def _box(box: Box) -> dict[str, Any]:
    bounds = pd.DataFrame([{"input": name, **vars(bound)} for name, bound in box.bounds.items()])
    shares = {"coverage": box.coverage, "density": box.density, "mass": box.mass}
    return {"method": box.method, **shares, "bounds": rows_of(bounds)}


def where_it_loses(study: Sensitivity, outcomes: Sequence[str]) -> Lost:
    """Boxes in which the other arrangement loses, and regret between all that were run.

    Raises:
        InputError: an outcome that does not exist.
    """
    raise_if(unknown_outcomes(outcomes))
    found = {
        outcome: Losing(*losing_boxes(study, outcome), regret_table(study, outcome))
        for outcome in outcomes
    }
    return Lost(study.request.base, study.request.other, found, study.record)


def losing_boxes(study: Sensitivity, outcome: str) -> tuple[list[Box], np.ndarray, pd.DataFrame]:
    """Boxes in which the other arrangement loses; whether it does (points,); factors (points, …).

    The first box is PRIM's, the others are CART's; none if it loses nowhere or everywhere. Boxes
    are found in one half of the points, among factors that tell the cases apart there, and measured
    in the other half: so that a box found by luck shows it.
    """
    arms = list(dict.fromkeys(study.runs["arm"]))
    direction = OUTCOME[outcome].direction or 1
    rows = independent_rows(study.design)
    view = difference(study.runs, len(study.points), outcome, arms[0], arms[1])
    y = view.mean[rows] * direction
    known = np.isfinite(y)
    x = study.points.iloc[rows][study.design.space.names].reset_index(drop=True)[known]
    x, loses = x.reset_index(drop=True), y[known] < 0.0
    if not loses.any() or loses.all():
        return [], loses, x
    half = len(x) // 2
    names = telling(x.iloc[:half], loses[:half])
    # A box must be denser than losing is common, or it tells nothing.
    dense = max(DENSE, (1.0 + float(loses.mean())) / 2.0)
    found = [best_box(prim(x[names].iloc[:half], loses[:half], dense), dense)]
    found += cart(x[names].iloc[:half], loses[:half]) if names else []
    return [measured_again(box, x.iloc[half:], loses[half:]) for box in found], loses, x


def regret_table(study: Sensitivity, outcome: str) -> pd.DataFrame:
    """Regret of all arrangements that were run at the points of a study."""
    arms = list(dict.fromkeys(study.runs["arm"]))
    direction = OUTCOME[outcome].direction or 1
    rows = independent_rows(study.design)
    means = [level(study.runs, len(study.points), outcome, arm).mean[rows] for arm in arms]
    table = regret(direction * np.column_stack(means), arms)
    table["mean"] = direction * table["mean"]
    table.insert(0, "outcome", outcome)
    return table
