"""Which assumptions does a difference depend on? Run a design of points, and analyse it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.ask.campaigns import carried_out, taken_up
from analysis.ask.pilot import base_sample
from analysis.publish.sensitivity import write_sensitivity
from analysis.requests.sensitivity import Request, prepare
from analysis.results.sensitivity import Sensitivity, analyse
from analysis.sensitivity.campaign import Collected, record_of
from analysis.sensitivity.designs import Design
from analysis.sensitivity.indices import TooManyFailed


def sensitivity(
    request: Request,
    *,
    jobs: int | None = None,
    out: Path | None = None,
    quiet: bool = False,
    say: Any = None,
) -> Sensitivity:
    """Run a study and analyse it; with `out` it can be interrupted and taken up again.

    say: called with one sentence before the runs begin: how many, and how long it will take.

    Raises:
        InputError: options that cannot be used; OutputError: not writable; InterruptedRun: Ctrl-C.
    """
    prepared = prepare(request)
    base, each = base_sample(prepared, jobs)
    design = prepared.design(base)
    campaign = prepared.campaign(design)
    request = replace(request, runs=base, budget=None)
    if say is not None:
        say(prepared, design, each)
    names = [arm.name for arm in prepared.plan.arms]

    def made(collected: Collected) -> Sensitivity:
        return _made(request, design, collected, names, record_of(campaign, collected))

    return carried_out(campaign, made, write_sensitivity, jobs=jobs, out=out, quiet=quiet)


def _made(
    request: Request,
    design: Design,
    collected: Collected,
    names: Sequence[str],
    record: Mapping[str, Any],
) -> Sensitivity:
    try:
        return analyse(request, design, collected.runs, collected.failures, names, record)
    except TooManyFailed as error:
        reason = str(collected.failures["message"].mode().iloc[0])
        raise TooManyFailed(f"{error} The most frequent reason:\n{reason}") from None


def resume(folder: Path, *, jobs: int | None = None, say: Any = None) -> Sensitivity:
    """Go on with an interrupted study. Raises InputError if there is none, or code has changed."""
    request, target = taken_up(folder, Request)
    return sensitivity(request, jobs=jobs, out=target, say=say)
