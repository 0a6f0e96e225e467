"""Compare arrangements: resolve, run the pairs, say what came out, write it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.comparison import Comparison
from analysis.stopping import HEADLINE, Goal
from analysis.summary import summary_for
from analysis.wording import LANGUAGES, Language
from experiments.parts import Parts, read_plan, target_of
from experiments.plan import Arm, Plan, name_arms
from experiments.progress import Progress
from experiments.record import run_record, source_hash
from experiments.runner import InterruptedRun, run_pairs, timestamp
from experiments.store import result_name
from experiments.worker import PairResult
from experiments.writing import new_folder
from model.errors import Fault, InputError, SozialraumError, raise_if
from model.scenario import Scenario, resolve

MONTHS, SEED = 96, 1
LONGEST, MOST_JOBS, MOST = 1200, 4096, 100_000
_MAX_SEED = 2**63 - 1
COMMAND_LINE = "command line"
# What makes the twin of an arm that creaming is measured against.
NEUTRAL_STEERING: Mapping[str, object] = {"switches.attention": False}


def compare(
    base: str | Path,
    *others: str | Path,
    place: str | None = None,
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
) -> Comparison:
    """Run `base` and each of `others` under the same seeds and compare them pair by pair.

    Args:
        base: arrangement (name or scenario file) that the others are compared with.
        others: one or more arrangements.
        place: name of a place; without it the scenarios' own.
        months: months to simulate after the burn-in.
        pairs: number of pairs (default 20), or
        precision: half-width of the 95 % interval of `outcome` at which to stop adding pairs, in
            its unit (at most 400 pairs).
        outcome: name of the outcome that `precision` is about; default: participation, in points.
        seed: seed of the whole comparison; 0 is a seed like any other.
        jobs: worker processes; default: the cores this process may use.
        out: folder to write the result to; None writes nothing.
        changes: parameters and levers by dotted name, set in every arm.
        creaming: measure creaming too: every arm is run a second time under neutral steering.
        checks: in-run checks (people conserved, equal minutes, …); slower.
        language: "de" or "en", for verdict and figures.
        quiet: no progress bar.

    Raises:
        InputError: scenarios or arguments that cannot be used; lists every fault.
        OutputError: the result cannot be written.
        InterruptedRun: Ctrl-C; finished pairs are kept if `out` is given.
    """
    goal = Goal(pairs, precision, outcome)
    arguments = {
        "base": str(base),
        "others": [str(other) for other in others],
        "place": place,
        "months": months,
        "pairs": pairs,
        "precision": precision,
        "outcome": outcome,
        "seed": seed,
        "changes": dict(changes or {}),
        "creaming": creaming,
        "checks": checks,
        "language": language,
    }
    faults = [*goal.faults(COMMAND_LINE), *_option_faults(arguments, jobs)]
    plan = _plan(arguments, changes, faults)
    began = time.time()
    parts = None if out is None else Parts(Path(out), plan, arguments, source_hash())
    results = _run(plan, goal, jobs, parts, quiet)
    if all(result.failure is not None for result in results):
        raise SozialraumError(_all_failed(results))
    record = run_record(
        plan,
        results,
        command="compare",
        began=timestamp(began),
        ended=timestamp(),
        arguments=arguments,
    )
    comparison = Comparison(plan, results, record, goal, language)
    return comparison if parts is None else _written(comparison, parts)


def resume(folder: str | Path, *, jobs: int | None = None, quiet: bool = False) -> Comparison:
    """Go on with a comparison that was interrupted: only missing pairs are run.

    Args:
        folder: the folder that the interrupted comparison has named.
        jobs: worker processes; default: the cores this process may use.
        quiet: no progress bar.

    Raises:
        InputError: nothing is kept there, or scenarios or code have changed since.
    """
    target = target_of(Path(folder))
    kept = dict(read_plan(target)["arguments"])
    base, others = kept.pop("base"), kept.pop("others")
    return compare(base, *others, out=target, jobs=jobs, quiet=quiet, **kept)


def default_folder(base: str | Path, others: Sequence[str | Path]) -> Path:
    """results/<timestamp>-compare-<arms>: where the command line writes without --out."""
    names = [Path(str(arm)).stem for arm in (base, *others)]
    return Path("results") / result_name(timestamp(), "compare", names)


def _plan(
    arguments: Mapping[str, Any], changes: Mapping[str, object] | None, faults: list[Fault]
) -> Plan:
    """Resolve every scenario and report all faults of all of them, and of the options, together."""
    if not arguments["others"]:
        faults.append(
            Fault(COMMAND_LINE, "OTHER", "nothing to compare with", "at least one more scenario")
        )
    scenarios: list[Scenario] = []
    twins: list[Scenario] = []
    for reference in (arguments["base"], *arguments["others"]):
        try:
            scenarios.append(resolve(reference, arguments["place"], changes))
            if arguments["creaming"]:
                neutral = {**(changes or {}), **NEUTRAL_STEERING}
                twins.append(resolve(reference, arguments["place"], neutral))
        except InputError as error:
            faults += error.faults
    raise_if(faults)
    arms = name_arms(scenarios, twins)
    raise_if(_one_place(arms))
    return Plan(arms, arguments["months"], arguments["seed"], arguments["checks"])


def _one_place(arms: Sequence[Arm]) -> list[Fault]:
    return [
        Fault(
            COMMAND_LINE,
            arm.name,
            f"is about the place {arm.scenario.place}, the base about {arms[0].scenario.place}",
            "arms on one place; --place sets it for all",
        )
        for arm in arms[1:]
        if arm.scenario.place != arms[0].scenario.place
    ]


def _option_faults(arguments: Mapping[str, Any], jobs: int | None) -> list[Fault]:
    faults = [
        *whole_number("months", arguments["months"], 1, LONGEST),
        *whole_number("seed", arguments["seed"], 0),
    ]
    if arguments["pairs"] is not None:
        faults += whole_number("pairs", arguments["pairs"], 1, MOST)
    if jobs is not None:
        faults += whole_number("jobs", jobs, 1, MOST_JOBS)
    if arguments["language"] not in LANGUAGES:
        problem = f"is {arguments['language']!r}"
        faults.append(Fault(COMMAND_LINE, "language", problem, " or ".join(LANGUAGES)))
    return faults


def whole_number(key: str, value: object, low: int, high: int = _MAX_SEED) -> list[Fault]:
    """A fault if the value of an option is not a whole number in the range."""
    right = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    allowed = f"a whole number from {low}" + (f" to {high}" if high < _MAX_SEED else " on")
    return [] if right else [Fault(COMMAND_LINE, key, f"is {value!r}", allowed)]


def _run(
    plan: Plan, goal: Goal, jobs: int | None, parts: Parts | None, quiet: bool
) -> list[PairResult]:
    """Run pairs until there are enough; pairs finished before are taken as they are."""
    done = {} if parts is None else parts.finished()
    summarise = summary_for(plan, plan.base.scenario.spaces)
    asked = goal.first
    with Progress("pairs", asked, silent=quiet) as progress:
        while True:
            missing = [number for number in range(asked) if number not in done]
            progress.total, progress.done = asked, asked - len(missing)
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
                finished = asked - len(missing) + stop.finished
                raise InterruptedRun(finished, asked) from None
            done |= {result.pair.number: result for result in new}
            results = [done[number] for number in range(asked)]
            more = goal.following(plan, results)
            if more <= asked:
                return results
            asked = more


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

    def draw(folder: Path) -> Any:
        return comparison.figures(folder / "figures")

    with new_folder(parts.target) as folder:
        comparison.fill(folder, draw)
    parts.discard()
    return replace(comparison, folder=parts.target)
