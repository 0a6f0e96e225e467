"""Studies with the outcomes of this analysis: read, run, look at.

study = load_study("levers-of-cooperation")
results = run_study(study, Means(jobs=4))
results_frame(results), differences_frame(results), points_frame(results)
"""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.measures.run_tables import keeper
from experiments.store.batches import default_store
from experiments.store.code import code_version
from experiments.store.query import frame_of, opened
from experiments.study import load as loading
from experiments.study import running
from experiments.study.definition import Study
from experiments.study.finding import study_named
from experiments.study.frames import Results, differences_frame, points_frame, results_frame
from experiments.study.kept import STUDY_FILE, recalled
from experiments.study.load import unknown_outcomes
from experiments.study.running import Means
from model.errors import InputError, raise_if
from model.words import Message

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Means",
    "Results",
    "Study",
    "differences_frame",
    "load_study",
    "points_frame",
    "remembered",
    "results",
    "results_frame",
    "results_of",
    "run_study",
]


def load_study(reference: str | Path) -> Study:
    """A study by the name of a shipped one or by path. Raises InputError with every fault."""
    return loading.load_study(reference, keeper())


def run_study(study: Study, means: Means | None = None) -> Results:
    """Run what is missing of a study; see `experiments.study.running.run_study`."""
    return running.run_study(study, keeper(), means)


def results_of(study: Study, store: Path | None = None) -> Results:
    """The results of a study that are in the store now; nothing is run."""
    return running.results_of(study, keeper(), store)


def paired_values(study: Study) -> dict[tuple[str, str], np.ndarray]:
    """What the store has of a study now: (arm, outcome) → values by pair."""
    frame = results_frame(results_of(study)).sort_values("pair")
    groups = frame.groupby(["arm", "outcome"])["value"]
    return {(str(arm), str(name)): found.to_numpy(float) for (arm, name), found in groups}


def remembered(reference: str | Path, store: Path | None = None) -> Results:
    """Results of a study that was begun in a store: by its name or file, as it was begun.

    Raises:
        InputError: no study of that name was begun there.
    """
    folder = store or default_store()
    begun = recalled(folder, study_named(reference, folder))
    raise_if(unknown_outcomes(begun.study.outcomes, keeper(), STUDY_FILE, "study.outcomes"))
    return Results(begun.study, folder, begun.code, begun.identities, keeper())


def results(
    study: str | Path | None = None,
    *,
    sql: str | None = None,
    code: str | None = None,
    store: str | Path | None = None,
) -> "pd.DataFrame":
    """What studies have found, as pandas.

    Args:
        study: name (or file) of a study that was begun: point, pair, arm, outcome, value, and a
            column per factor of its design.
        sql: instead, a query over all runs of the store (views runs, outcomes, monthly, timings).
        code: with sql: another code version than this program's, or "all".
        store: folder of the store; default results/store or $SOZIALRAUM_STORE.

    Raises:
        InputError: no such study; QueryError: a query that cannot be answered.
    """
    folder = default_store() if store is None else Path(store)
    if (study is None) == (sql is None):
        problem = Message("a study or a query is needed, and not both")
        raise InputError.of(
            "results", "study", problem, Message('results("name") or results(sql=…)')
        )
    if sql is not None:
        mine = keeper()
        numbers = {"outcomes": mine.names, "monthly": mine.measures}
        with opened(folder, code or code_version(mine.definition), numbers) as base:
            found: pd.DataFrame = frame_of(base, sql)
        return found
    known = remembered(str(study), folder)
    return results_frame(known).merge(points_frame(known), on="point", how="left")
