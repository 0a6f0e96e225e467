"""Screening, then variance, as one guided step: what to look at closely is found, not guessed.

Morris finds the parameters that count, at a hundredth of what Sobol' would cost for all of them.
Sobol' then gives each of these an index of its own and puts all others into one group, so that
nothing is left out: if the group `rest` has a large index, screening has missed something.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.ask.campaigns import means_of
from analysis.ask.pilot import pilot
from analysis.ask.sensitivity import sensitivity
from analysis.requests.sensitivity import Request, prepare
from analysis.results.sensitivity import Sensitivity, kept_by_screening, load
from analysis.sensitivity.designs import method_named
from analysis.sensitivity.topics import title_of
from experiments.executors import InterruptedRun, available_cores
from experiments.result_folder import RECORD
from model.errors import SozialraumError
from model.words import Message

MOST_KEPT = 8
SCREENING_SHARE = 0.4  # of the budget
TRAJECTORIES = 6  # of Morris, without a budget


def guided(
    request: Request,
    *,
    jobs: int | None = None,
    out: Path,
    say: Any = None,
    told: Callable[[str], None] = lambda _: None,
    store: str | Path | None = None,
) -> Sensitivity:
    """Screen all parameters, then measure those that count and the rest as one group.

    The screening is written beside the result (`<out>-screening`); if it is there already it is
    used as it is.

    Raises:
        InputError: the budget does not suffice (says what would); SozialraumError: nothing stands
            out; as `sensitivity` else.
    """
    first = replace(request, method="morris", grouped=False, alone=())
    prepared = prepare(first)
    beside = out.with_name(f"{out.name}-screening")
    if (beside / RECORD).exists():
        screened = load(beside)
    else:
        if request.budget is None:
            first = replace(first, runs=TRAJECTORIES)
        else:
            first = replace(first, budget=SCREENING_SHARE * request.budget)
            each = pilot(prepared, means_of(jobs, False, store))
            told(_forecast(request, prepared.inputs, each, jobs))
        try:
            screened = sensitivity(first, jobs=jobs, out=beside, say=say, store=store)
        except InterruptedRun as stop:
            then = Message(
                "{then} Then repeat the guided study with --out {out}.", then=stop.then, out=out
            )
            raise InterruptedRun(stop.finished, stop.asked, then) from None
    kept = kept_by_screening(screened, MOST_KEPT)
    if not kept:
        raise SozialraumError(
            Message(
                "No parameter stands out from the noise: run the screening with more --seeds "
                "or --runs."
            )
        )
    names = ", ".join(title_of(name, request.language) for name in kept)
    told(Message("Kept by screening: {names}", names=names))
    second = replace(request, method="sobol", grouped=False, alone=kept)
    if request.budget is not None:
        second = replace(second, runs=None, budget=(1.0 - SCREENING_SHARE) * request.budget)
    return sensitivity(second, jobs=jobs, out=out, say=say, store=store)


def _forecast(request: Request, parameters: int, each: float, jobs: int | None) -> Message:
    """What both steps will be able to do within the budget."""
    cores = jobs or available_cores()
    possible = (request.budget or 0.0) * cores / (each * request.seeds)
    morris, sobol = method_named("morris"), method_named("sobol")
    trajectories = morris.base_for(int(SCREENING_SHARE * possible), parameters)
    base = sobol.base_for(int((1.0 - SCREENING_SHARE) * possible), MOST_KEPT + 1)
    return Message(
        "Forecast: {each:.1f} s a run on {cores} cores; screening of {parameters} parameters with "
        "{trajectories} trajectories, then Sobol' with N = {base} for up to {most} of them.",
        each=each,
        cores=cores,
        parameters=parameters,
        trajectories=trajectories,
        base=base,
        most=MOST_KEPT,
    )
