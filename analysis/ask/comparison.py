"""Compare arrangements: resolve, run the pairs, say what came out, write it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.ask.campaigns import taken_up
from analysis.measures.pair_tables import summary_for
from analysis.options import MONTHS, SEED, text_of
from analysis.publish.comparison import draw_comparison, write_comparison
from analysis.requests.comparison import Request
from analysis.results.comparison import Comparison
from analysis.stopping import HEADLINE, Goal
from experiments.draws import Uncertainty
from experiments.parts import Parts
from experiments.plan import PRIOR_FROM, Plan
from experiments.progress import Progress
from experiments.record import run_record, source_hash
from experiments.runner import InterruptedRun, run_pairs, timestamp
from experiments.store import result_name
from experiments.worker import PairResult
from experiments.writing import new_folder
from model.errors import OutputError, SozialraumError
from model.words import Language

# Pairs under the prior: enough to see how wide it is.
MOST_PRIOR = 20


def compare(
    base: str | Path,
    *others: str | Path,
    place: str | Path | None = None,
    months: int = MONTHS,
    pairs: int | None = None,
    precision: float | None = None,
    outcome: str = HEADLINE,
    seed: int = SEED,
    jobs: int | None = None,
    out: str | Path | None = None,
    changes: Mapping[str, object] | None = None,
    creaming: bool = False,
    checks: bool = False,
    language: Language = "de",
    quiet: bool = False,
    uncertainty: Uncertainty | None = None,
) -> Comparison:
    """Run `base` and each of `others` under the same seeds and compare them pair by pair.

    Args:
        base: arrangement (name or scenario file) that the others are compared with.
        others: one or more arrangements.
        place: name or folder of a place; without it the scenarios' own.
        months: months to simulate after the burn-in.
        pairs: number of pairs (default 20), or
        precision: half-width of the interval of `outcome` at which to stop (at most 400 pairs).
        outcome: name of the outcome that `precision` is about; default: participation, in points.
        seed: seed of the whole comparison; 0 is a seed like any other.
        jobs: worker processes; default: the cores this process may use.
        out: folder to write the result to; None writes nothing.
        changes: parameters and levers by dotted name, set in every arm.
        creaming: measure creaming too: every arm is run a second time under neutral steering.
        checks: in-run checks (people conserved, equal minutes, …); slower.
        language: "de" or "en", for verdict and figures.
        quiet: no progress bar.
        uncertainty: draw parameters per pair from the "posterior" of the place (and assumed ones
            from their ranges), from "ranges" alone, or "none". Default: posterior, if there is one.

    Raises:
        InputError: scenarios or arguments that cannot be used; lists every fault.
        OutputError: the result cannot be written.
        InterruptedRun: Ctrl-C; finished pairs are kept if `out` is given.
    """
    request = Request(
        str(base),
        tuple(str(other) for other in others),
        place=text_of(place),
        months=months,
        pairs=pairs,
        precision=precision,
        outcome=outcome,
        seed=seed,
        changes=changes or {},
        creaming=creaming,
        checks=checks,
        language=language,
        uncertainty=uncertainty,
    )
    return _carried_out(request, jobs, out, quiet)


def resume(folder: str | Path, *, jobs: int | None = None, quiet: bool = False) -> Comparison:
    """Go on with a comparison that was interrupted: only missing pairs are run.

    Args:
        folder: the folder that the interrupted comparison has named.
        jobs: worker processes; default: the cores this process may use.
        quiet: no progress bar.

    Raises:
        InputError: nothing is kept there, or scenarios or code have changed since.
    """
    request, target = taken_up(Path(folder), Request)
    return _carried_out(request, jobs, target, quiet)


def _carried_out(
    request: Request, jobs: int | None, out: str | Path | None, quiet: bool
) -> Comparison:
    plan = request.plan(jobs)
    began = timestamp()
    if out is None:
        return _made(request, plan, _run(plan, request.goal, jobs, None, quiet), began)
    parts = Parts(Path(out), plan, request.as_json(), source_hash())
    try:
        results = _run(plan, request.goal, jobs, parts, quiet)
        if _nothing(results):
            parts.discard()  # nothing is worth keeping
        return _written(_made(request, plan, results, began), parts)
    except OutputError as error:
        kept = f"Pairs finished: {len(parts.finished())}. {parts.how_to_go_on()}"
        raise OutputError(f"{error}\n{kept}") from error


def _made(request: Request, plan: Plan, results: Sequence[PairResult], began: str) -> Comparison:
    """The comparison of finished pairs; an error if there is none."""
    if _nothing(results):
        raise SozialraumError(_all_failed(results))
    record = run_record(
        plan,
        results,
        command="compare",
        began=began,
        ended=timestamp(),
        arguments=request.as_json(),
    )
    main = [result for result in results if not result.pair.prior]
    prior = [result for result in results if result.pair.prior]
    return Comparison(plan, main, record, request.goal, request.language, prior=prior)


def default_folder(base: str | Path, others: Sequence[str | Path]) -> Path:
    """results/<timestamp>-compare-<arms>: where the command line writes without --out."""
    names = [Path(str(arm)).stem for arm in (base, *others)]
    return Path("results") / result_name(timestamp(), "compare", names)


def _run(
    plan: Plan, goal: Goal, jobs: int | None, parts: Parts | None, quiet: bool
) -> list[PairResult]:
    """Run pairs until there are enough; pairs finished before are taken as they are."""
    done = {} if parts is None else parts.finished()
    summarise = summary_for(plan, plan.base.scenario.spaces)
    asked = goal.first
    _settle_first(plan, quiet)
    with Progress("pairs", asked, silent=quiet) as progress:
        while True:
            numbers = [*range(asked), *prior_numbers(plan, asked)]
            missing = [number for number in numbers if number not in done]
            progress.total, progress.done = len(numbers), len(numbers) - len(missing)
            try:
                new = run_pairs(
                    plan,
                    missing,
                    summarise,
                    keep=_forget if parts is None else parts.keep,
                    jobs=jobs,
                    progress=progress,
                )
            except InterruptedRun as stop:
                finished = len(numbers) - len(missing) + stop.finished
                then = "Nothing is kept without `out`." if parts is None else parts.how_to_go_on()
                raise InterruptedRun(finished, len(numbers), then) from None
            done |= {result.pair.number: result for result in new}
            more = goal.following(plan, [done[number] for number in range(asked)])
            if more <= asked:
                return [done[number] for number in numbers]
            asked = more


def prior_numbers(plan: Plan, pairs: int) -> range:
    """Pairs under the prior that go with so many pairs: one a draw, at most MOST_PRIOR."""
    if plan.prior is None or plan.draws is None:
        return range(0)
    return range(PRIOR_FROM, PRIOR_FROM + min(-(-pairs // plan.draws.seeds), MOST_PRIOR))


def _settle_first(plan: Plan, quiet: bool) -> None:
    """Where parameters are drawn: settle the shipped world once, before workers need it."""
    if plan.draws is None:
        return
    from experiments.calibration.resettling import settle_first, settled_is_kept

    folder = plan.base.scenario.place_folder
    if not settled_is_kept(folder):
        with Progress("settling", None, silent=quiet):
            settle_first(folder)


def _nothing(results: Sequence[PairResult]) -> bool:
    """Whether no pair of the comparison itself could be run."""
    return all(result.failure is not None for result in results if not result.pair.prior)


def _forget(result: PairResult) -> None:
    """Nothing is stored."""


def _all_failed(results: Sequence[PairResult]) -> str:
    reasons: dict[str, int] = {}
    for result in results:
        if result.failure is not None:
            key = f"{result.failure.stage}: {result.failure.message}"
            reasons[key] = reasons.get(key, 0) + 1
    lines = [f"  {count} × {reason}" for reason, count in reasons.items()]
    return "\n".join(["No pair could be run:", *lines])


def _written(comparison: Comparison, parts: Parts) -> Comparison:
    """Write the result under its name; the finished pairs go only when it stands there."""
    with new_folder(parts.target) as folder:
        write_comparison(comparison, folder)
        draw_comparison(comparison, folder / "figures")
    parts.discard()
    return replace(comparison, folder=parts.target)
