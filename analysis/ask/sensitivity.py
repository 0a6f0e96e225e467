"""Which assumptions does a difference depend on? Run a design of points, and analyse it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.ask.campaigns import carried_out, means_of, taken_up
from analysis.ask.pilot import base_sample
from analysis.publish.sensitivity import write_sensitivity
from analysis.requests.sensitivity import COMMAND, Request, prepare
from analysis.results.sensitivity import Sensitivity, analyse, load
from analysis.sensitivity.campaign import Collected, record_of
from analysis.sensitivity.indices import TooManyFailed
from model.words import Message


def sensitivity(
    request: Request,
    *,
    jobs: int | None = None,
    out: Path | None = None,
    quiet: bool = False,
    say: Any = None,
    store: str | Path | None = None,
) -> Sensitivity:
    """Run a study and analyse it; interrupted, it can be taken up again.

    say: called with one sentence before the runs begin: how many, and how long it will take.

    Raises:
        InputError: options that cannot be used; OutputError: not writable; InterruptedRun: Ctrl-C.
    """
    prepared = prepare(request)
    means = means_of(jobs, quiet, store)
    base, each = base_sample(prepared, means)
    design = prepared.design(base)
    campaign = prepared.campaign(design)
    request = replace(request, runs=base, budget=None)
    if say is not None:
        say(prepared, design, each)
    names = [arm.name for arm in prepared.plan.arms]

    def made(collected: Collected) -> Sensitivity:
        try:
            return analyse(request, design, collected, names, record_of(campaign, collected))
        except TooManyFailed as error:
            told, reason = error.args[0], str(collected.failures["message"].mode().iloc[0])
            raise TooManyFailed(
                Message("{error} The most frequent reason:\n{reason}", error=told, reason=reason)
            ) from None

    return carried_out(campaign, made, write_sensitivity, means=means, out=out)


def known(result: str | Path, *, store: str | Path | None = None) -> Sensitivity:
    """A study that was made before, for what builds on it (tipping points, worth, figures).

    result: its folder, name or content id; without a folder it is made again of the stored runs.

    Raises:
        InputError: no study there, or one that cannot be read.
    """
    for folder in (Path(result), Path("results") / str(result)):
        if folder.is_dir():
            return load(folder)
    return sensitivity(taken_up(result, COMMAND, Request, store), store=store)
