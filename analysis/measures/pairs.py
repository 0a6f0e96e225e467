"""Pairs of a comparison: its study, and the tables of each pair, made of the runs in the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.measures.kept_pairs import keep_tables, kept_tables, key_of
from analysis.measures.outcomes import HEADLINES
from analysis.measures.pair_tables import put_together, summarise
from analysis.measures.run_tables import stored_run
from experiments.plan import PRIOR_FROM, Pair, Plan
from experiments.study.definition import Factor, Study, StudyArm
from experiments.study.frames import Results
from experiments.study.keeper import Table
from experiments.study.whole import runs_by_pair

# Pairs under the prior: enough to see how wide it is.
MOST_PRIOR = 20
NAN = float("nan")
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Failure:
    """Why a pair has no result: the stage it was in, one sentence, and the details for the log."""

    stage: str
    message: str
    detail: str = ""


@dataclass(frozen=True)
class PairResult:
    """What one pair leaves: tables by name, or a failure."""

    pair: Pair
    tables: Mapping[str, Table] = field(default_factory=dict)
    failure: Failure | None = None


def prior_numbers(plan: Plan, pairs: int) -> range:
    """Pairs under the prior that go with so many pairs: one a draw, at most MOST_PRIOR."""
    if plan.prior is None or plan.draws is None:
        return range(0)
    return range(PRIOR_FROM, PRIOR_FROM + min(-(-pairs // plan.draws.seeds), MOST_PRIOR))


def paired_study(
    plan: Plan,
    references: Sequence[str],
    pairs: int,
    *,
    place: str | None,
    changes: Mapping[str, Any] = NOTHING,
    neutral: Mapping[str, Any] = NOTHING,
    asked: Mapping[str, Any] = NOTHING,
) -> Study:
    """The study that has the runs of so many pairs; draws of parameters are its points.

    references: of the arms of the plan, in order; neutral: settings of twins, if arms have some.
    """
    arms = [
        StudyArm(arm.name, located(reference))
        for arm, reference in zip(plan.arms, references, strict=True)
    ]
    arms += [
        StudyArm(f"{mine.name} (neutral)", mine.scenario, dict(neutral), mine.name)
        for mine, arm in zip(arms, plan.arms, strict=True)
        if arm.twin is not None
    ]
    draws, prior = plan.draws, plan.prior
    drawn: list[Mapping[str, float]] = [{}]
    spans: list[tuple[int, int]] = [(0, pairs)]
    if draws is not None:
        firsts = range(0, pairs, draws.seeds)
        drawn = [draws.values(plan.seed, first // draws.seeds) for first in firsts]
        spans = [(first, min(draws.seeds, pairs - first)) for first in firsts]
        for number in prior_numbers(plan, pairs):
            assert prior is not None
            drawn.append(prior.values(plan.seed, number - PRIOR_FROM))
            spans.append(((number - PRIOR_FROM) * prior.seeds, 1))
    names = list(dict.fromkeys(name for values in drawn for name in values))
    study = Study(
        name="compare",
        title={},
        place=None if place is None else located(place),
        arms=tuple(arms),
        months=plan.months,
        seed=plan.seed,
        pairs=pairs,
        every="whole",
        outcomes=tuple(outcome.name for outcome in HEADLINES),
        settings=dict(changes),
        kind="one point" if draws is None else "draws",
        factors=tuple(Factor(name, NAN, NAN) for name in names),
        points=tuple(tuple(values.get(name, NAN) for name in names) for values in drawn),
        checks=plan.checks,
        start="own" if draws is None else "resettled",
        resettling=0 if draws is None else draws.resettling,
        drawn=draws is not None,
        spans=tuple(spans),
        asked=asked,
    )
    return study.named([arm.name for arm in plan.arms], plan.identity())


def located(reference: str) -> str:
    """A name as it is; a path so that it is found from anywhere."""
    file = reference.endswith(".toml") and Path(reference).exists()
    is_path = file or "/" in reference or "\\" in reference
    return str(Path(reference).resolve()) if is_path else reference


def pairs_of(plan: Plan, results: Results) -> list[PairResult]:
    """The tables of every pair of a study that `paired_study` has made, by number of the pair."""
    main = len(results.study.points) - len(prior_numbers(plan, results.study.pairs))
    names, spaces = tuple(arm.name for arm in plan.arms), tuple(plan.base.scenario.spaces)

    def pair(point: int, number: int) -> Pair:
        first = results.study.spans[point][0]
        if point < main:
            return plan.pair(first + number)
        assert plan.prior is not None
        return plan.pair(PRIOR_FROM + first // plan.prior.seeds)

    key = key_of(results, names)
    ready = kept_tables(results.store, key)
    if ready is not None:
        return [PairResult(plan.pair(number), ready[number]) for number in sorted(ready)]
    found: dict[int, PairResult] = {}
    for point, number, tables in runs_by_pair(results):
        runs = [stored_run(one) for one in tables]
        mine = pair(point, number)
        made = summarise(
            runs[: len(names)],
            runs[len(names) :],
            names=names,
            spaces=spaces,
            only_outcomes=mine.prior,  # who gains is told under the posterior alone
        )
        found[mine.number] = PairResult(mine, made)
    for row in results.states().to_pylist():
        mine = pair(row["point"], row["pair"])
        if row["status"] == "failed" and mine.number not in found:
            stage = row["stage"] if row["stage"] != "run" else f"run {row['arm']}"
            found[mine.number] = PairResult(
                mine, failure=Failure(stage, row["message"], row["detail"])
            )
    whole = len(found) == sum(results.counts)
    if whole and not any(result.failure for result in found.values()):
        keep_tables(results.store, key, {number: result.tables for number, result in found.items()})
    return [found[number] for number in sorted(found)]


def pair_records(results: Iterable[PairResult]) -> list[dict[str, object]]:
    """Pairs as the record of a result has them."""
    return [
        {
            "pair": result.pair.number,
            "seed": result.pair.seed,
            "failure": None
            if result.failure is None
            else {"stage": result.failure.stage, "message": result.failure.message},
        }
        for result in results
    ]


def joined(results: Iterable[PairResult]) -> dict[str, pd.DataFrame]:
    """Tables of all pairs put together, each with the column `pair` in front."""
    tables = put_together("pair", ((one.pair.number, one.tables) for one in results))
    return {name: pd.DataFrame(dict(table)) for name, table in tables.items()}


def failures_frame(results: Iterable[PairResult]) -> pd.DataFrame:
    """Failed pairs: pair, seed, stage, message, detail (a row each; empty if all went well)."""
    rows = [
        (r.pair.number, r.pair.seed, r.failure.stage, r.failure.message, r.failure.detail)
        for r in results
        if r.failure is not None
    ]
    return pd.DataFrame(rows, columns=["pair", "seed", "stage", "message", "detail"])
