"""What all questions that run points have in common: what is missing is run, then written."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from analysis.options import Kept
from analysis.requests.points import OfTwoArms
from analysis.sensitivity.campaign import Campaign, Collected, collect
from experiments.plan import name_arms
from experiments.result_folder import write_record, write_table
from experiments.store.batches import default_store
from experiments.study.finding import asked_for
from experiments.study.running import Means
from experiments.writing import placed, refuse_taken
from model.caching import remark
from model.errors import InputError
from model.scenario import Scenario
from model.words import Message

FIGURES = "figures"


class Publishable(Protocol):
    """A result with a record and tables, that can say where it was written."""

    @property
    def record(self) -> Mapping[str, Any]:
        """What was run, when, by which code."""

    @property
    def folder(self) -> Path | None:
        """Where it was written."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""


def means_of(jobs: int | None, quiet: bool, store: str | Path | None) -> Means:
    """With what the runs of a question are done; damage that is met is said on the error stream."""
    folder = None if store is None else Path(store)
    return Means(folder, jobs=jobs, quiet=quiet, say=remark)


def carried_out[Result: Publishable](
    campaign: Campaign,
    made: Callable[[Collected], Result],
    draw: Callable[[Result, Path], object],
    *,
    means: Means,
    out: Path | None,
) -> Result:
    """Run what is missing of a campaign, make its result, and write that if a folder is given."""
    refuse_taken(out)
    return published(made(collect(campaign, means)), out, draw)


def of_two_arms(
    request: OfTwoArms, command: str, scenarios: Sequence[Scenario], points: pd.DataFrame
) -> Campaign:
    """Both arms of a question at these points, on the shipped settled population."""
    arms = name_arms(scenarios)
    given = zip((arm.name for arm in arms), (request.base, request.other), strict=True)
    identity = {arm.name: arm.scenario.hash for arm in arms} | {"months": request.months}
    return Campaign(
        command, tuple(given), points, request.seeds, request.seed, request.months, request.place,
        request.changes, arguments=request.as_json(), identity=identity,
    )  # fmt: skip


def published[Result: Publishable](
    done: Result, out: Path | None, draw: Callable[[Result, Path], object]
) -> Result:
    """Write tables (Parquet), record.json and figures, if a folder is given.

    Raises:
        OutputError: the result cannot be written; the runs stay in the store.
    """

    def write(result: Result, folder: Path) -> None:
        for name, frame in result.tables().items():
            write_table(folder, name, frame)
        draw(result, folder / FIGURES)
        write_record(folder, result.record)

    return placed(done, out, write)


def taken_up[Request: Kept](
    result: str | Path, command: str, kind: type[Request], store: str | Path | None
) -> Request:
    """What was asked of a command, by the folder, name or content id of its result.

    Raises:
        InputError: nothing is known by that name, or it is damaged.
    """
    kept = asked_for(result, command, default_store() if store is None else Path(store))
    try:
        return kind.from_json(kept)
    except (KeyError, TypeError):
        problem = Message("what was asked for is damaged")
        allowed = Message("a study as it was written; or ask anew: finished runs are found again")
        raise InputError.of(str(result), "--resume", problem, allowed) from None
