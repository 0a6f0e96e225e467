"""Which network, if any? Designs are searched on some draws and reported on others.

Everything goes through the one runner and its store. An interrupted search is the same search asked
again: the optimiser proposes the same designs, and their runs are there already.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from analysis.ask.campaigns import means_of, published
from analysis.figures.design import front_figure
from analysis.figures.style import save
from analysis.measures.run_tables import keeper
from analysis.requests.design import COMMAND, Prepared, Request
from analysis.results.design import Designed, chosen_for_report, standings, table_of
from analysis.sensitivity.advantage import GOALS, Standing
from analysis.sensitivity.campaign import nothing_run
from analysis.sensitivity.candidates import (
    REPORT,
    SEARCH,
    Candidate,
    Trials,
    beside,
    failures,
    told,
)
from analysis.sensitivity.optimiser import Optimiser
from experiments.executors import available_cores
from experiments.record import code_version, environment, timestamp
from experiments.study.definition import Study
from experiments.study.dispatch import TimeIsUp
from experiments.study.forecast import forecast
from experiments.study.frames import Results
from experiments.study.running import SECONDS_AN_HOUR, Means, run_study
from experiments.writing import refuse_taken
from model.errors import COMMAND_LINE, InputError
from model.words import Message, joined

ROUND = 6  # designs that are asked for at a time: they share their worlds
OPENING = 6.0  # seconds until the workers of a round are there
MINUTE = 60.0


@dataclass(frozen=True)
class Outlook:
    """What a search will take: designs, runs, and seconds with this machine as busy as now.

    round: seconds of one round of designs; reporting: of the report alone, which the search leaves.
    """

    trials: int
    presets: int
    draws: int
    report: int
    runs: int
    seconds: float
    round: float
    reporting: float


@dataclass(frozen=True)
class _Limit:
    """When the budget ends, and what a round and the report take, as foreseen."""

    end: float
    round: float
    reporting: float

    def allows(self, took: float) -> bool:
        """Whether a round like the last fits, and the report after it, slower if that was slow."""
        slower = max(1.0, took / self.round)
        return time.monotonic() + took + slower * self.reporting <= self.end

    def of(self, means: Means) -> Means:
        """The same means, until the budget ends."""
        left = max(1.0, self.end - time.monotonic())
        return replace(means, hours=left / SECONDS_AN_HOUR)


@dataclass
class _Tried:
    """What is known of the designs so far."""

    candidates: list[Candidate] = field(default_factory=list)
    designs: dict[str, Mapping[str, float]] = field(default_factory=dict)
    parts: list[pd.DataFrame] = field(default_factory=list)
    failed: list[pd.DataFrame] = field(default_factory=list)
    beside: dict[str, tuple[float, float]] = field(default_factory=dict)
    found: dict[str, Standing] = field(default_factory=dict)


def design(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Callable[[Outlook], None] | None = None, store: str | Path | None = None,
) -> Designed:  # fmt: skip
    """Search for designs, then report the best of them on draws that the search has not seen.

    say: called with what it will take, before the search begins.

    Raises:
        InputError: options that cannot be used, or a budget that is too small (says what it takes).
        OutputError: the result cannot be written.
        InterruptedRun: Ctrl-C; finished runs are in the store, and it says how to go on.
        TimeIsUp: the budget is used up before the report is done; the same.
        SozialraumError: nothing could be run.
    """
    began, stamp = time.monotonic(), timestamp()
    prepared, means = request.check(), means_of(jobs, quiet, store)
    refuse_taken(out)
    limit = None
    if request.trials is None or say is not None:
        outlook = foreseen(prepared, means, began)
        if say is not None:
            say(outlook)
        if request.budget is not None:
            limit = _Limit(began + request.budget, outlook.round, outlook.reporting)
            prepared = replace(request, trials=outlook.trials, budget=None).check()
    tried = _search(prepared, means, limit)
    return _reported(prepared, means, tried, limit, out, stamp)


def foreseen(prepared: Prepared, means: Means, began: float) -> Outlook:
    """How many designs the budget allows, and what all of it takes: from a probe that is kept.

    Raises:
        InputError: a budget too small for one round of designs and the report (says what it takes).
    """
    request, shipped = prepared.request, prepared.shipped()
    if request.budget is not None and request.budget <= 2.0 * OPENING:  # of search and report
        raise _too_small(request.budget, Message("some minutes at least; 2h is usual"))
    first = prepared.studies.study(shipped, SEARCH, request.draws)
    probe = forecast(first, keeper(), means)
    run, begin = probe.seconds_of_run, probe.seconds_of_burn_in + probe.seconds_of_settling
    if run != run:  # all of it was in the store: nothing was measured
        run = run_study(first, keeper(), replace(means, quiet=True)).seconds_of_run() or 1.0
        begin = run
    workers = means.jobs or available_cores()

    def seconds(draws: int, designs: int) -> float:
        each = begin + run * (1 + 2 * designs)
        return OPENING + draws * each / min(workers, draws)

    reported = request.finalists + 1
    reporting = seconds(request.report, reported)
    known = probe.seconds if probe.seconds == probe.seconds else 0.0
    spent = time.monotonic() - began + known + reporting
    round_ = seconds(request.draws, ROUND)
    rounds = math.ceil((request.trials or 0) / ROUND)
    if request.budget is not None:
        rounds = int((request.budget - spent) / round_)
        if rounds < 1:
            needed = (spent + round_) / MINUTE
            allowed = Message(
                "at least {needed:.0f}min, or fewer --draws, --finalists or --months",
                needed=needed + 1,
            )
            raise _too_small(request.budget, allowed)
    trials = request.trials or rounds * ROUND
    runs = request.draws * (1 + 2 * (len(shipped) + trials))
    runs += request.report * (1 + 2 * reported)
    whole = spent + rounds * round_
    return Outlook(
        trials, len(shipped), request.draws, request.report, runs, whole, round_, reporting
    )


def _search(prepared: Prepared, means: Means, limit: _Limit | None) -> _Tried:
    """Run the shipped options, then what the optimiser proposes, round by round."""
    request, space = prepared.request, prepared.space
    assert request.trials is not None
    tried = _Tried()
    optimiser = Optimiser(space, request.seed, len(GOALS))
    shipped = prepared.shipped()
    for one, scenario in zip(shipped, prepared.presets, strict=True):
        tried.designs[one.name] = space.of(scenario.forms[0].levers)
    _run(prepared.studies, shipped, request.draws, means, tried, limit)
    for one, scenario in zip(shipped, prepared.presets, strict=True):
        if one.name in tried.found:
            near = space.nearest(scenario.forms[0].levers)
            optimiser.learn(near, tried.found[one.name].scores)
    count, took = 0, 0.0 if limit is None else limit.round
    while count < request.trials:
        if limit is not None and not limit.allows(took):
            break  # the report must fit; the result says how many were tried
        began = time.monotonic()
        designs = optimiser.ask(min(ROUND, request.trials - count))
        if not designs:
            break
        asked = [prepared.candidate(count + at, one) for at, one in enumerate(designs, start=1)]
        tried.designs |= {one.name: found for one, found in zip(asked, designs, strict=True)}
        _run(prepared.studies, asked, request.draws, means, tried, limit)
        for one, found in zip(asked, designs, strict=True):
            standing = tried.found.get(one.name)
            optimiser.tell(found, None if standing is None else standing.scores)
        count += len(designs)
        took = time.monotonic() - began
    return tried


def _run(
    studies: Trials, candidates: list[Candidate], draws: int, means: Means, tried: _Tried,
    limit: _Limit | None,
) -> None:  # fmt: skip
    """Run candidates under the draws of the search and take in what came out."""
    results = _within(limit, studies.study(candidates, SEARCH, draws), means)
    part = told(results, candidates, SEARCH)
    tried.candidates += candidates
    tried.parts.append(part)
    tried.failed.append(failures(results, SEARCH))
    tried.beside |= beside(results, candidates)
    tried.found |= standings(part)


def _within(
    limit: _Limit | None, study: Study, means: Means, reported: int | None = None
) -> Results:
    """Run a study within the budget, if there is one.

    reported: designs that were tried before the report, if this is the report.
    """
    if limit is None:
        return run_study(study, keeper(), means)
    try:
        return run_study(study, keeper(), limit.of(means))
    except TimeIsUp as error:
        lines = [Message("The budget is used up before the report is done.")]
        lines.append(error.args[0].values["how_to_go_on"])
        if reported:
            lines.append(
                Message("With --trials {tried}, only what was tried is reported.", tried=reported)
            )
        raise TimeIsUp(joined(lines)) from None


def _reported(
    prepared: Prepared, means: Means, tried: _Tried, limit: _Limit | None, out: Path | None,
    began: str,
) -> Designed:  # fmt: skip
    """Run the best of the search on draws of their own, and make the result."""
    request, presets = prepared.request, [one.name for one in prepared.presets]
    if not tried.found:
        counts = pd.concat(tried.failed)["message"].value_counts().head(5)
        raise nothing_run(Message("No design could be run:"), counts.to_dict())
    finalists = chosen_for_report(tried.found, presets, request.finalists)
    chosen = [next(one for one in tried.candidates if one.name == name) for name in finalists]
    study = prepared.studies.study(chosen, REPORT, request.report)
    results = _within(limit, study, means, len(tried.candidates) - len(presets))
    differences = pd.concat([*tried.parts, told(results, chosen, REPORT)], ignore_index=True)
    failed = pd.concat([*tried.failed, failures(results, REPORT)], ignore_index=True)
    table = table_of(
        prepared.space, tried.candidates, tried.designs, differences, finalists, request.seed
    )
    known = {**tried.beside, **beside(results, chosen)}
    table["spent"] = [known[name][0] for name in table["design"]]
    table["formed"] = [known[name][1] for name in table["design"]]
    record = {
        "command": COMMAND,
        "study": study.name,
        "content": study.fingerprint,
        "arguments": request.as_json(),
        "uncertainty": prepared.studies.draws.identity(),
        "tried": len(tried.candidates) - len(presets),
        "finalists": finalists,
        "failed": len(failed),
        "began": began,
        "ended": timestamp(),
        "code": code_version(),
        "environment": environment(),
    }
    titles = {one.name: dict(one.title) for one in (prepared.base, *prepared.presets)}
    done = Designed(
        request, prepared.space, prepared.place, titles, table, differences, failed, record,
        request.trials or 0,
    )  # fmt: skip

    def draw(result: Designed, folder: Path) -> None:
        save(front_figure(result, request.language), folder)

    return published(done, out, draw)


def _too_small(budget: float, allowed: Message) -> InputError:
    """A budget that does not reach for one round of designs and the report."""
    problem = Message("is too small: {budget:.1f} minutes", budget=budget / MINUTE)
    return InputError.of(COMMAND_LINE, "--budget", problem, allowed)
