"""Compare arrangements: resolve, run the pairs, say what came out, write it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.ask.campaigns import means_of, taken_up
from analysis.ask.worlds import looked_into
from analysis.goal import HEADLINE
from analysis.measures.pairs import PairResult, pair_records, paired_study, pairs_of
from analysis.measures.run_tables import keeper
from analysis.options import MONTHS, SEED, text_of
from analysis.requests.comparison import NEUTRAL_STEERING, Request
from analysis.requests.decision import decided
from analysis.results.comparison import INSTITUTIONS, Comparison
from analysis.sensitivity.campaign import nothing_run
from experiments.calibration.draws import Uncertainty
from experiments.plan import Plan
from experiments.record import run_record, timestamp
from experiments.result_folder import RECORD, TABLES, new_result, read_record, read_table
from experiments.store.batches import default_store
from experiments.store.code import code_version
from experiments.study.definition import Study
from experiments.study.finding import study_named, written_before
from experiments.study.kept import recalled
from experiments.study.running import Means, results_of, run_study
from experiments.writing import new_folder, refuse_taken
from model.errors import InputError
from model.words import Language, Message

COMMAND = "compare"


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
    store: str | Path | None = None,
) -> Comparison:
    """Run `base` and each of `others` under the same seeds and compare them pair by pair.

    base, others: arrangements (names or scenario files); place: name or folder (None: the
    scenarios' own); months: after the burn-in; pairs: how many (48), or precision: half-width of
    the interval of `outcome` (participation, in points) at which to stop, at most 400 pairs; seed:
    of the whole, 0 is one like any other; jobs: worker processes (None: the cores this process may
    use); out: folder to write to (None: nothing is written); changes: parameters and levers by
    dotted name, set in every arm; creaming: measure it, with a twin of every arm under neutral
    steering; checks: inside every run, slower; language: "de" or "en"; quiet: no progress bar;
    uncertainty: draw parameters per pair from the "posterior" of the place (default, if there is
    one; assumed ones from their ranges), from "ranges" alone, or "none"; store: folder of the store
    of runs (None: results/store or $SOZIALRAUM_STORE), of which nothing is run again.

    Raises:
        InputError: scenarios or arguments that cannot be used; lists every fault.
        OutputError: the result cannot be written.
        InterruptedRun: Ctrl-C; finished runs are in the store.
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
    means = means_of(jobs, quiet, store)
    return _carried_out(request, means, out)


def resume(
    result: str | Path,
    *,
    jobs: int | None = None,
    quiet: bool = False,
    out: str | Path | None = None,
    store: str | Path | None = None,
) -> Comparison:
    """Go on with a comparison as it was asked for: only missing pairs are run.

    Args:
        result: its folder, name or content id.
        jobs: worker processes; default: the cores this process may use.
        quiet: no progress bar.
        out: folder to write the result to; None writes nothing.
        store: folder of the store of runs; default results/store or $SOZIALRAUM_STORE.

    Raises:
        InputError: no comparison is known by that name.
    """
    means = means_of(jobs, quiet, store)
    return _carried_out(taken_up(result, COMMAND, Request, store), means, out)


def stored(result: str | Path, *, store: str | Path | None = None) -> Comparison:
    """A finished comparison as the store has it; nothing is run.

    result: its folder, name or content id; store: folder of the store of runs.

    Raises:
        InputError: no such comparison, one of another version of the program, or with runs missing.
    """
    folder = default_store() if store is None else Path(store)
    request = taken_up(result, COMMAND, Request, folder)
    begun = recalled(folder, study_named(result, folder))
    study, how = (
        begun.study,
        Message("`sozialraum compare --resume {name}` makes it whole", name=begun.study.name),
    )
    if begun.code != code_version(keeper().definition):
        problem = Message("was made by another version of the program ({code})", code=begun.code)
        raise InputError.of(str(result), "", problem, how)
    plan = request.plan()
    try:
        found = pairs_of(plan, results_of(study, keeper(), folder))
    except (KeyError, ValueError, OSError) as error:
        raise InputError.of(
            str(result), "", Message("cannot be read ({error})", error=error), how
        ) from None
    wanted = sum(count for _, count in study.spans) or study.pairs
    if len(found) < wanted or _nothing(found):
        problem = Message(
            "is incomplete: {wanted} of {all} pairs are missing",
            wanted=wanted - len(found),
            all=wanted,
        )
        raise InputError.of(str(result), "", problem, how)
    main = [one for one in found if not one.pair.prior]
    prior = [one for one in found if one.pair.prior]
    record, where = _record_of(result, study)
    institutions = pd.DataFrame()
    if where is not None and f"{INSTITUTIONS}.parquet" in record[TABLES]:
        institutions = read_table(where, INSTITUTIONS)
    return Comparison(
        plan, main, record, request.goal, request.language, where, prior, institutions
    )


def _record_of(result: str | Path, study: Study) -> tuple[Mapping[str, Any], Path | None]:
    """The record of a comparison and its folder; what the store knows, if no folder is left."""
    given = [Path(str(result)), Path("results") / str(result)]
    written = sorted(Path("results").glob(f"*-{COMMAND}-*"), reverse=True)
    for folder in (*given, *written):
        with suppress(InputError):
            if (folder / RECORD).is_file():
                record = read_record(folder)
                if record.get("content") == study.fingerprint:
                    return record, folder
    asked = {"study": study.name, "content": study.fingerprint, **study.asked}
    return asked, None


def _carried_out(request: Request, means: Means, out: str | Path | None) -> Comparison:
    refuse_taken(out)
    began = timestamp()
    plan = request.plan(means.jobs)
    study, results = _run(request, plan, means)
    if _nothing(results):
        whys = (one.failure for one in results if one.failure is not None)
        reasons = Counter(f"{why.stage}: {why.message}" for why in whys)
        raise nothing_run(Message("No pair could be run:"), reasons)
    record = run_record(
        {"study": study.name, "content": study.fingerprint, **plan.identity()},
        pair_records(results),
        command=COMMAND,
        began=began,
        ended=timestamp(),
        arguments=request.as_json(),
    )
    found = decided(request.base, request.others, request.place, means.folder)
    if found is not None:
        record["decision"] = found.as_json()
    main = [result for result in results if not result.pair.prior]
    prior = [result for result in results if result.pair.prior]
    done = Comparison(plan, main, record, request.goal, request.language, prior=prior)
    return done if out is None else replace(done, folder=written(done, out, means.folder))


def written(
    comparison: Comparison, out: str | Path | None = None, store: str | Path | None = None
) -> Path:
    """The folder of a comparison: written now, unless it stands in results/ already.

    out: folder to write it to in any case; store: of its runs, of which one pair is looked into.

    Raises:
        OutputError: the folder is taken or cannot be written; the runs stay in the store.
    """
    plan = comparison.plan
    if out is None:
        before = written_before(comparison.record)
        if before is not None:
            return before
        out = new_result(COMMAND, [arm.name for arm in plan.arms])
    from analysis.publish.comparison import draw_comparison, write_comparison  # slow to import

    whole = replace(comparison, institutions=looked_into(comparison, store))
    with new_folder(Path(out)) as folder:
        write_comparison(whole, folder)
        draw_comparison(whole, folder / "figures")
    return Path(out)


def _run(request: Request, plan: Plan, means: Means) -> tuple[Study, list[PairResult]]:
    """Run what is missing until there are enough pairs."""
    pairs = request.goal.first
    while True:
        study = paired_study(
            plan,
            (request.base, *request.others),
            pairs,
            place=request.place,
            changes=request.changes,
            neutral=NEUTRAL_STEERING,
            asked={"command": COMMAND, "arguments": request.as_json()},
        )
        found = pairs_of(plan, run_study(study, keeper(), means))
        main = [result for result in found if not result.pair.prior]
        more = request.goal.following(plan, main)
        if more <= pairs:
            return study, found
        pairs = more


def _nothing(results: Sequence[PairResult]) -> bool:
    """Whether no pair of the comparison itself could be run."""
    return all(result.failure is not None for result in results if not result.pair.prior)
