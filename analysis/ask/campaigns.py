"""What all questions that run points have in common: what is missing is run, then written."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from analysis.options import Kept
from analysis.sensitivity.campaign import Campaign, Collected, collect, write_folder
from analysis.sensitivity.kept import KeptPoints
from experiments.parts import read_plan, target_of
from model.errors import Fault, InputError


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


def carried_out[Result: Publishable](
    campaign: Campaign,
    made: Callable[[Collected], Result],
    write: Callable[[Result, Path], object],
    *,
    jobs: int | None,
    out: Path | None,
    quiet: bool,
) -> Result:
    """Run what is missing of a campaign, make its result, and write that if a folder is given."""
    kept = None if out is None else campaign.kept(out)
    done = made(collect(campaign, kept, jobs, quiet=quiet))
    return done if kept is None else published(done, kept, write)


def published[Result: Publishable](
    done: Result, kept: KeptPoints, write: Callable[[Result, Path], object]
) -> Result:
    """Write tables, record and what `write` adds; the finished points go when all stands there."""
    folder = write_folder(kept, done.tables(), done.record, lambda made: write(done, made))
    return replace(done, folder=folder)  # type: ignore[type-var]


def taken_up[Request: Kept](folder: Path, kind: type[Request]) -> tuple[Request, Path]:
    """The request of what was interrupted in a folder, and where its result belongs.

    Raises:
        InputError: nothing is kept there, or it is damaged.
    """
    target = target_of(folder)
    try:
        return kind.from_json(read_plan(target)["arguments"]), target
    except (KeyError, TypeError):
        problem = "the plan of the interrupted run is damaged"
        allowed = "a plan as it was written; or start anew"
        raise InputError([Fault(str(folder), "--resume", problem, allowed)]) from None
