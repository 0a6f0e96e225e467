"""Tipping points: where the network loses, and how little of it still pays.

Two questions, two kinds of runs. *Boxes* and *regret* are read from a sensitivity study that is
there already. *Thresholds* are sweeps along one thing a city can choose: how much of the network's
levers is put in place, how long the ramp-up takes, how many posts the Jobcenter has.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.comparison import COMMAND_LINE, LONGEST, whole_number
from analysis.results.sensitivity import Sensitivity
from analysis.sensitivity.arms import MIX, Arms
from analysis.sensitivity.boxes import DENSE, Box, best_box, cart, measured_again, prim, telling
from analysis.sensitivity.campaign import (
    Campaign,
    Collected,
    collect,
    record_of,
    seeds_of,
    write_folder,
)
from analysis.sensitivity.frames import difference, level
from analysis.sensitivity.indices import independent_rows
from analysis.sensitivity.thresholds import Threshold, regret, sweep_table, threshold
from analysis.wording import Language
from experiments.parts import read_plan, target_of
from experiments.plan import name_arms
from model.errors import Fault, InputError, nearest, raise_if
from model.scenario import Scenario, resolve

COMMAND = "tipping"


@dataclass(frozen=True)
class Sweep:
    """One thing that is turned from low to high.

    factor: name among the values of a point; levels: values, or shares of the present value if
    `relative`; german, english: what it is, with its unit.
    """

    name: str
    factor: str
    levels: tuple[float, ...]
    german: str
    english: str
    relative: bool = False

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return self.german if language == "de" else self.english


SWEEPS: tuple[Sweep, ...] = (
    Sweep("cooperation", MIX, (0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0),
          "Anteil der Netzwerk-Hebel, der umgesetzt ist",
          "share of the network's levers put in place"),
    Sweep("ramp_up", "levers.ramp_months", (0.0, 6.0, 12.0, 24.0, 36.0, 48.0, 60.0),
          "Dauer des Aufbaus, Monate", "length of the ramp-up, months"),
    Sweep("staffing", "place.officers", (0.85, 0.9, 0.95, 1.0, 1.1, 1.2, 1.27),
          "Stellen in der Vermittlung", "posts of placement officers", relative=True),
)  # fmt: skip
BY_NAME: Mapping[str, Sweep] = {sweep.name: sweep for sweep in SWEEPS}


@dataclass(frozen=True)
class Request:
    """Which sweeps of which arrangements, for which outcomes, under how many seeds."""

    base: str
    other: str
    along: tuple[str, ...] = tuple(BY_NAME)
    outcomes: tuple[str, ...] = ("participation", "integrations")
    place: str | None = None
    months: int = 96
    seeds: int = 6
    seed: int = 1
    changes: Mapping[str, object] = field(default_factory=dict)
    language: Language = "de"

    def as_json(self) -> dict[str, Any]:
        """Plain data, from which the same request can be made again."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Request":
        """The request that `as_json` has kept."""
        lists = ("along", "outcomes")
        return cls(**{**kept, **{name: tuple(kept[name]) for name in lists}})


@dataclass(frozen=True)
class Swept:
    """Finished sweeps.

    levels: outcome, along, level, difference, low, high, sign; thresholds: outcome, along, at, low,
    high, pays, sure_from, sure_to.
    """

    request: Request
    levels: pd.DataFrame
    thresholds: pd.DataFrame
    runs: pd.DataFrame
    failures: pd.DataFrame
    record: Mapping[str, Any]
    folder: Path | None = None


def check(request: Request) -> list[Scenario]:
    """Resolve both arms. Raises InputError with every fault."""
    faults = [
        *whole_number("months", request.months, 1, LONGEST),
        *whole_number("seeds", request.seeds, 2, 1000),
        *whole_number("seed", request.seed, 0),
    ]
    known: list[tuple[str, tuple[str, ...], Mapping[str, object]]] = [
        ("--along", request.along, BY_NAME),
        ("--outcome", request.outcomes, OUTCOME),
    ]
    for option, names, table in known:
        for name in names:
            if name not in table:
                problem, close = f"there is no {name!r}", nearest(name, table)
                faults.append(Fault(COMMAND_LINE, option, problem, ", ".join(table), close))
    scenarios = []
    for reference in (request.base, request.other):
        try:
            scenarios.append(resolve(reference, request.place, request.changes))
        except InputError as error:
            faults += error.faults
    raise_if(faults)
    return scenarios


def points_of(request: Request, scenario: Scenario) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A point per sweep and level: the values to set, and what they stand for (along, level).

    A level that is not asked about stands at its own value in every other point.
    """
    rows, meaning = [], []
    for name in request.along:
        sweep = BY_NAME[name]
        now = scenario.parameters[sweep.factor].value if sweep.relative else 1.0
        for at in sweep.levels:
            value = at * now
            rows.append({sweep.factor: value})
            meaning.append((name, value))
    points = pd.DataFrame(rows)
    points.insert(0, "point", range(len(points)))
    return points, pd.DataFrame(meaning, columns=["along", "level"])


@dataclass(frozen=True)
class OneAtATime:
    """Runs points of which each sets a single thing: what is not set (NaN) stays as it is."""

    arms: Arms

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, dict[str, float]]:
        """Outcomes of both arms."""
        return self.arms({name: v for name, v in values.items() if np.isfinite(v)}, seed)


def sweeps(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None,
) -> Swept:  # fmt: skip
    """Run the sweeps and find where the difference crosses 0.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    scenarios = check(request)
    arms = name_arms(scenarios)
    names = [arm.name for arm in arms]
    pairs = tuple(zip(names, (request.base, request.other), strict=True))
    evaluate = OneAtATime(Arms(pairs, request.place, request.months, dict(request.changes), "none"))
    points, meaning = points_of(request, scenarios[0])
    identity = {arm.name: arm.scenario.hash for arm in arms} | {"months": request.months}
    campaign = Campaign(COMMAND, evaluate, points, seeds_of(request.seed, request.seeds),
                        request.as_json(), identity)  # fmt: skip
    if say is not None:
        say(len(points), request.seeds)
    kept = None if out is None else campaign.kept(out)
    collected = collect(campaign, kept, jobs, quiet=quiet)
    done = _found(request, campaign, collected, meaning, names)
    if kept is None:
        return done

    def fill(folder: Path) -> None:
        from analysis.figures.tipping import draw_sweeps

        draw_sweeps(done, folder / "figures", request.language)

    tables = {name: getattr(done, name) for name in ("levels", "thresholds", "runs", "failures")}
    return replace(done, folder=write_folder(kept, tables, done.record, fill))


def _found(
    request: Request, campaign: Campaign, collected: Collected, meaning: pd.DataFrame,
    names: list[str],
) -> Swept:  # fmt: skip
    levels, found = [], []
    for outcome in request.outcomes:
        direction = OUTCOME[outcome].direction or 1
        view = difference(collected.runs, len(meaning), outcome, names[0], names[1])
        for along in request.along:
            rows = np.flatnonzero(meaning["along"] == along)
            values = view.values[rows]
            whole = np.isfinite(values).all(axis=1)
            at, values = meaning["level"].to_numpy()[rows][whole], values[whole]
            table = sweep_table(at, values)
            table.insert(0, "along", along)
            table.insert(0, "outcome", outcome)
            levels.append(table)
            if len(at) > 1:
                tipping = threshold(along, at, direction * values, request.seed)
                found.append({"outcome": outcome, **_row(tipping)})
    return Swept(request, pd.concat(levels, ignore_index=True), pd.DataFrame(found),
                 collected.runs, collected.failures, record_of(campaign, collected))  # fmt: skip


def _row(found: Threshold) -> dict[str, Any]:
    return {"along": found.factor, "at": found.at, "low": found.low, "high": found.high,
            "pays": found.pays, "sure_from": found.sure_from, "sure_to": found.sure_to}  # fmt: skip


def resume(folder: Path, *, jobs: int | None = None) -> Swept:
    """Go on with interrupted sweeps."""
    target = target_of(folder)
    return sweeps(Request.from_json(read_plan(target)["arguments"]), jobs=jobs, out=target)


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
