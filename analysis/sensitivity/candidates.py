"""Designs as arms of one study: working side by side, then every design beside its own rival.

The search and the report never meet: draws of the report are numbered from REPORT_FROM on, and the
seeds of a draw follow from its number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.measures.formulas import FORMS_SHARE
from analysis.measures.headlines import FORMS_OUTCOME, HEADLINES_OF
from analysis.measures.pairs import located
from analysis.sensitivity.advantage import AGAINST, GOALS
from experiments.calibration.draws import Draws
from experiments.study.definition import Factor, Study, StudyArm
from experiments.study.frames import Results
from model.scenario.rival import SPENDS

SEARCH, REPORT = "search", "report"
BASE = "siloed"
REPORT_FROM = 1_000_000  # number of the first draw of the report
MOST_DRAWS = 100_000  # of the search: far from the first of the report
SPENT = "coordination_spent"
PRESET, SEARCHED = "preset", "searched"
COLUMNS = ("phase", "design", "draw", "goal", "against", "level", "difference")
NAN = float("nan")


@dataclass(frozen=True)
class Candidate:
    """A design: the arrangement it extends and the levers it sets, by dotted name."""

    name: str
    scenario: str
    origin: str = SEARCHED
    settings: Mapping[str, float] = field(default_factory=dict)

    @property
    def rival(self) -> str:
        """Name of its rival: the same, paid and not tied."""
        return f"{self.name} (rival)"

    def arms(self) -> tuple[StudyArm, StudyArm]:
        """The design and its rival."""
        paid = {**self.settings, f"levers.{SPENDS}": True}
        return (
            StudyArm(self.name, self.scenario, dict(self.settings)),
            StudyArm(self.rival, self.scenario, paid),
        )


def numbers(phase: str, count: int) -> range:
    """Numbers of the draws of a phase: those of the report stand in no search."""
    first = REPORT_FROM if phase == REPORT else 0
    return range(first, first + count)


@dataclass(frozen=True)
class Trials:
    """What all studies of one search share.

    draws: where the sets of assumptions come from; asked: the command and its arguments.
    """

    draws: Draws
    place: str | None
    months: int
    seed: int
    changes: Mapping[str, Any]
    asked: Mapping[str, Any]

    def study(self, candidates: Sequence[Candidate], phase: str, count: int) -> Study:
        """Every candidate with its rival under so many draws, one seed each."""
        chosen = numbers(phase, count)
        drawn = [self.draws.values(self.seed, number) for number in chosen]
        names = list(dict.fromkeys(name for values in drawn for name in values))
        arms = [StudyArm(BASE, BASE), *(arm for one in candidates for arm in one.arms())]
        study = Study(
            name=str(self.asked["command"]),
            title={},
            place=None if self.place is None else located(self.place),
            arms=tuple(arms),
            months=self.months,
            seed=self.seed,
            pairs=1,
            every="end",
            outcomes=(*(one.name for one in HEADLINES_OF.values()), SPENT, FORMS_OUTCOME),
            settings=dict(self.changes),
            kind="draws",
            factors=tuple(Factor(name, NAN, NAN) for name in names),
            points=tuple(tuple(values.get(name, NAN) for name in names) for values in drawn),
            start="resettled",
            resettling=self.draws.resettling,
            drawn=True,
            spans=tuple((number * self.draws.seeds, 1) for number in chosen),
            asked=self.asked,
        )
        content = [self.draws.identity(), self.asked, phase]
        return study.named([self.draws.kind, phase], content)


def told(results: Results, candidates: Sequence[Candidate], phase: str) -> pd.DataFrame:
    """Differences of every candidate, draw, goal and comparison (`COLUMNS`), as the answer shows.

    Where a run has failed there is no row.
    """
    wide: pd.DataFrame = results.wide().to_pandas()
    first = numbers(phase, 1).start
    parts = []
    for goal in GOALS:
        head = HEADLINES_OF[goal]
        values = wide.pivot(index="point", columns="arm", values=head.name) * head.factor
        for one in candidates:
            for against, other in zip(AGAINST, (BASE, one.rival), strict=True):
                if one.name not in values or other not in values:
                    continue
                level = head.offset + values[one.name].to_numpy()
                difference = (values[one.name] - values[other]).to_numpy()
                known = (phase, one.name, values.index + first, goal, against, level, difference)
                parts.append(pd.DataFrame(dict(zip(COLUMNS, known, strict=True))))
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(parts, ignore_index=True).dropna().reset_index(drop=True)


def beside(results: Results, candidates: Sequence[Candidate]) -> dict[str, tuple[float, float]]:
    """What each candidate spends on coordination (%), and the share of draws in which it forms."""
    wide: pd.DataFrame = results.wide().to_pandas()
    found = {}
    for one in candidates:
        mine = wide[wide["arm"] == one.name]
        formed = (mine[FORMS_OUTCOME] >= FORMS_SHARE).mean()
        found[one.name] = (float(mine[SPENT].mean()), float(formed))
    return found


def failures(results: Results, phase: str) -> pd.DataFrame:
    """Runs that have failed: phase, draw, arm, message."""
    states: pd.DataFrame = results.states().to_pandas()
    failed = states[states["status"] == "failed"]
    found = failed.assign(phase=phase, draw=failed["point"] + numbers(phase, 1).start)
    return found[["phase", "draw", "arm", "message"]].reset_index(drop=True)
