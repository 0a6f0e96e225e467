"""The worlds of one pair of a stored comparison, for whoever looks further into its runs."""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.findings.answer import answer
from analysis.findings.titles import about
from analysis.measures.headlines import HEADLINES_OF
from analysis.results.comparison import Comparison
from analysis.results.twin import medoid
from experiments.inside import Inside, look_inside
from experiments.store.batches import default_store
from experiments.study.kept import recalled
from experiments.study.resolving import Scenarios
from model.errors import COMMAND_LINE, InputError
from model.scenario.rival import is_rival
from model.words import Message


def nearest_to_all(comparison: Comparison, arm: str) -> int:
    """The place among finished pairs of the one that is looked into."""
    return medoid(comparison, arm, tuple(one.name for one in HEADLINES_OF.values()))


def worlds_of(
    comparison: Comparison, arm: str, pair: int, store: str | Path | None = None
) -> tuple[Any, Any, Any]:
    """The scenarios of base and arm under the draw of a pair, and the world at month 0.

    Raises:
        InputError: the store does not know the study, or the arm is a rival.
    """
    folder = default_store() if store is None else Path(store)
    study = recalled(folder, str(comparison.record["study"])).study
    names = [one.name for one in study.arms]
    draws = comparison.plan.draws
    point = 0 if draws is None else pair // draws.seeds
    scenarios = Scenarios(study)
    base, other = (scenarios.get(point, names.index(n)) for n in (names[0], arm))
    if is_rival(other):
        problem = Message(
            "{arm} follows another option month by month and cannot be followed alone", arm=arm
        )
        raise InputError.of(COMMAND_LINE, "RESULT", problem, Message("a comparison with a network"))
    start, frame = scenarios.start(point, 0)
    return base, other, start(frame, comparison.plan.pair(pair).seed)


def looked_into(comparison: Comparison, store: str | Path | None = None) -> pd.DataFrame:
    """Institutions and their ties in the pair nearest to all: two runs more.

    Returns `Comparison.institutions`: empty where the arm that the answer is about follows another
    one, or the store does not know the runs.
    """
    if "study" not in comparison.record:
        return pd.DataFrame()
    arm = about(answer(comparison))
    pair = comparison.finished[nearest_to_all(comparison, arm)].pair.number
    try:
        base, other, start = worlds_of(comparison, arm, pair, store)
    except InputError:
        return pd.DataFrame()
    months = comparison.plan.months
    runs = (look_inside(one, start, months) for one in (base, other))
    return institutions(dict(zip((comparison.plan.base.name, arm), runs, strict=True)), pair)


def institutions(runs: dict[str, Inside], pair: int) -> pd.DataFrame:
    """A row per arm and institution: its kind, its pillars, its tie with the Jobcenter.

    runs: of one pair, by arm.
    """
    frames = []
    for arm, run in runs.items():
        names = [run.kind_names[kind] for kind in run.kinds]
        frames.append(
            pd.DataFrame(
                {
                    "arm": arm,
                    "pair": pair,
                    "institution": run.names,
                    "kind": [name for name, _, _ in names],
                    "kind_de": [german for _, german, _ in names],
                    "kind_en": [english for _, _, english in names],
                    "pillars": run.pillars,
                    "before": run.before,
                    "after": run.after,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)
