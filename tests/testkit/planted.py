"""Comparisons whose result is planted: what every draw says is given, nothing is simulated."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from analysis.measures.outcomes import OUTCOMES
from analysis.measures.pairs import PairResult
from analysis.results.comparison import Comparison
from experiments.calibration.draws import Draws
from experiments.plan import Plan, name_arms
from model.words import Language
from testkit.fake_draws import FREE, fake_space
from testkit.fake_results import fake_scenario

BASE = {"integrations": 8.3, "participation_low": 18.3, "minutes_coordination": 0.0}
TITLES = {
    "siloed": ("Nebeneinander", "Siloed"),
    "case-management-only": ("Fallmanagement statt Abstimmung", "Casework"),
    "production-network": ("Produktionsnetzwerk", "Production network"),
    "merged-organisation": ("Eine Organisation", "One organisation"),
}
STARTS, PEOPLE = 0.1, -0.1  # of the outcomes behind the headlines, per unit shown


def planted(
    work: Mapping[str, Sequence[float]],
    participation: Mapping[str, Sequence[float]] | None = None,
    *,
    formed: int | None = None,
    drawn: bool = True,
    language: Language = "de",
    titles: Mapping[str, tuple[str, str]] | None = None,
    groups: Sequence[Mapping[str, Any]] = (),
    path: Mapping[str, Mapping[str, Sequence[float]]] | None = None,
    privacy: Mapping[str, object] | None = None,
) -> Comparison:
    """A comparison of these arms with `siloed`.

    work, participation: by arm the difference of every draw, in the unit of the headline; formed:
    draws in which the production network forms (default: all); drawn: two pairs a draw, else a pair
    each and chance only; groups: rows of the table of gains, beside everybody; path: by arm and
    outcome what every draw has (all are 1 else), with a table by month of 10,000 people; privacy:
    the rule of the place for small groups.
    """
    arms = ("siloed", *work)
    plan = planted_plan(arms, titles or TITLES, drawn=drawn)
    count = len(next(iter(work.values())))
    forms = count if formed is None else formed
    results = []
    for number in range(2 * count if drawn else count):
        draw = number // 2 if drawn else number
        values = {arm: dict(BASE) for arm in arms}
        for arm in work:
            people = (participation or {}).get(arm, [0.0] * count)
            values[arm]["integrations"] += STARTS * work[arm][draw]
            values[arm]["participation_low"] += PEOPLE * people[draw]
        if "production-network" in work:
            network = {
                "members_from_2": 90.0 if draw < forms else 3.0,
                "minutes_coordination": 1500.0,
            }
            values["production-network"] |= network
        for arm, own in (path or {}).items():
            values[arm] |= {name: given[draw] for name, given in own.items()}
        tables = _tables(values, groups)
        if path is not None:
            tables["monthly"] = {"arm": np.array(arms), "cohort": np.full(len(arms), 10_000.0)}
        results.append(PairResult(plan.pair(number), tables))
    done = Comparison(plan, results, {"command": "compare"}, language=language)
    for arm in plan.arms:
        arm.scenario.labels["place"][""]["privacy"] = privacy or {}  # type: ignore[index]
    done.__dict__["assumed"] = [SimpleNamespace(grade=grade, topic="x") for grade in ("", "", "B")]
    return done


def planted_plan(
    arms: Sequence[str], titles: Mapping[str, tuple[str, str]], *, drawn: bool
) -> Plan:
    """A plan of scenarios with titles, of which the production network means to be a network."""
    scenarios = []
    for name in arms:
        scenario = fake_scenario(name)
        german, english = titles.get(name, (name, name))
        levers = {"stage_cap": 3, "membership": int(name == "production-network")}
        scenario.title = {"de": german, "en": english}
        scenario.description = {"de": german, "en": english}
        scenario.forms = (SimpleNamespace(levers=levers),)
        scenario.labels = {"place": {"": {"title": "Oberhausen 2015"}}}
        scenarios.append(scenario)
    plan = Plan(name_arms(scenarios), 96, 1)  # type: ignore[arg-type]
    draws = Draws("ranges", fake_space(FREE))
    return replace(plan, draws=draws) if drawn else plan


def _tables(values: Mapping[str, Mapping[str, float]], groups: Sequence[Mapping[str, Any]]):  # type: ignore[no-untyped-def]
    names = [outcome.name for outcome in OUTCOMES]
    rows = [(arm, name, own.get(name, 1.0)) for arm, own in values.items() for name in names]
    others = list(values)[1:]
    everybody: dict[str, Any] = {
        "dimension": "all",
        "group": "all",
        "persons": 50_000,
        "gain": 3.2,
        "lose": 3.7,
    }
    unmoved = {"participation": 0.0, "integrations": 0.0, "years": 5.0}
    rows_ = [{**row, "same": 100.0 - row["gain"] - row["lose"]} for row in (everybody, *groups)]
    gains = [{"arm": arm, **unmoved, **row} for arm in others for row in rows_]
    zeros = np.zeros(len(others))
    return {
        "outcomes": {
            key: np.array(column)
            for key, column in zip(
                ("arm", "outcome", "value"), zip(*rows, strict=True), strict=True
            )
        },
        "gains": {key: np.array([row[key] for row in gains]) for key in gains[0]},
        "split": {"arm": np.array(others), "total": zeros, "within": zeros, "composition": zeros},
    }


def spread(mean: float, width: float, draws: int = 24) -> Sequence[float]:
    """Differences of so many draws, evenly within ±width of a mean."""
    return list(mean + width * np.linspace(-1.0, 1.0, draws)) if draws > 1 else [mean]
