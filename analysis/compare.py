"""Compare arrangements: resolve, run the pairs, say what came out, write it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis import indicators
from analysis.comparison import Comparison
from analysis.paired import LEVEL, half_width, pairs_needed
from analysis.summary import summary_for
from analysis.wording import LANGUAGES, Language
from experiments.parts import Parts
from experiments.plan import Arm, Plan, name_arms
from experiments.progress import Progress
from experiments.record import run_record, source_hash
from experiments.runner import InterruptedRun, run_pairs, timestamp
from experiments.store import result_name
from experiments.worker import PairResult
from experiments.writing import new_folder
from model.errors import Fault, InputError, SozialraumError, raise_if
from model.scenario import Scenario, resolve

MONTHS, PAIRS, SEED = 96, 20, 1
# With a precision asked for: pairs to begin with, and where to stop if it is out of reach.
FIRST_PAIRS, MOST_PAIRS = 8, 400
_MAX_SEED = 2**63 - 1
COMMAND_LINE = "command line"


def compare(
    base: str | Path,
    *others: str | Path,
    place: str | None = None,
    months: int = MONTHS,
    pairs: int | None = None,
    precision: float | None = None,
    seed: int = SEED,
    jobs: int | None = None,
    out: str | Path | None = None,
    changes: Mapping[str, object] | None = None,
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
        precision: half-width of the 95 % interval of the first headline outcome (participation of
            the cohort, points) at which to stop adding pairs (at most 400).
        seed: seed of the whole comparison; 0 is a seed like any other.
        jobs: worker processes; default: the cores this process may use.
        out: folder to write the result to; None writes nothing.
        changes: parameters and levers by dotted name, set in every arm.
        checks: in-run checks (people conserved, equal minutes, …); slower.
        language: "de" or "en", for verdict and figures.
        quiet: no progress bar.

    Raises:
        InputError: scenarios or arguments that cannot be used; lists every fault.
        OutputError: the result cannot be written.
        InterruptedRun: Ctrl-C; finished pairs are kept if `out` is given.
    """
    plan = _plan(base, others, place, months, seed, changes, checks)
    _check(pairs, precision, jobs, language)
    arguments = {
        "base": str(base),
        "others": [str(other) for other in others],
        "place": place,
        "months": months,
        "pairs": pairs,
        "precision": precision,
        "seed": seed,
        "changes": dict(changes or {}),
        "checks": checks,
    }
    began = time.time()
    parts = None if out is None else Parts(Path(out), plan, arguments, source_hash())
    results = _run(plan, pairs, precision, jobs, parts, quiet)
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
    comparison = Comparison(plan, results, record, precision, language)
    if parts is None:
        return comparison
    return _written(comparison, parts)


def default_folder(base: str | Path, others: Sequence[str | Path]) -> Path:
    """results/<timestamp>-compare-<arms>: where the command line writes without --out."""
    names = [Path(str(arm)).stem for arm in (base, *others)]
    return Path("results") / result_name(timestamp(), "compare", names)


def _plan(
    base: str | Path,
    others: Sequence[str | Path],
    place: str | None,
    months: int,
    seed: int,
    changes: Mapping[str, object] | None,
    checks: bool,
) -> Plan:
    """Resolve every scenario and report all faults of all of them together."""
    faults = [
        *_whole("months", months, 1, 12 * 100),
        *_whole("seed", seed, 0, _MAX_SEED),
    ]
    if not others:
        faults.append(
            Fault(COMMAND_LINE, "OTHER", "nothing to compare with", "at least one more scenario")
        )
    scenarios: list[Scenario] = []
    for reference in (base, *others):
        try:
            scenarios.append(resolve(reference, place, changes))
        except InputError as error:
            faults += error.faults
    raise_if(faults)
    arms = name_arms(scenarios)
    raise_if(_one_place(arms))
    return Plan(arms, months, seed, checks)


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


def _check(pairs: int | None, precision: float | None, jobs: int | None, language: str) -> None:
    faults = []
    if pairs is not None:
        faults += _whole("pairs", pairs, 1, 100_000)
    if jobs is not None:
        faults += _whole("jobs", jobs, 1, 4096)
    if precision is not None and not 0.0 < precision < float("inf"):
        unit = indicators.HEADLINES[0].unit
        faults.append(Fault(COMMAND_LINE, "precision", f"is {precision}", f"above 0, in {unit}"))
    if pairs is not None and precision is not None:
        faults.append(
            Fault(COMMAND_LINE, "precision", "is given together with pairs", "one of the two")
        )
    if language not in LANGUAGES:
        faults.append(Fault(COMMAND_LINE, "language", f"is {language!r}", " or ".join(LANGUAGES)))
    raise_if(faults)


def _whole(key: str, value: object, low: int, high: int) -> list[Fault]:
    right = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    allowed = f"a whole number from {low} to {high}"
    return [] if right else [Fault(COMMAND_LINE, key, f"is {value!r}", allowed)]


def _run(
    plan: Plan,
    pairs: int | None,
    precision: float | None,
    jobs: int | None,
    parts: Parts | None,
    quiet: bool,
) -> list[PairResult]:
    """Run pairs until there are enough; pairs finished before are taken as they are."""
    done = {} if parts is None else parts.finished()
    summarise = summary_for(plan, spaces_of(plan.base.scenario))
    asked = (pairs or PAIRS) if precision is None else FIRST_PAIRS
    with Progress("pairs", asked, silent=quiet) as progress:
        while True:
            missing = [number for number in range(asked) if number not in done]
            progress.total, progress.done = asked, asked - len(missing)
            try:
                new = run_pairs(
                    plan,
                    missing,
                    summarise,
                    keep=parts.keep if parts is not None else _forget,
                    jobs=jobs,
                    progress=progress,
                )
            except InterruptedRun as stop:
                finished = asked - len(missing) + stop.finished
                raise InterruptedRun(finished, asked) from None
            done |= {result.pair.number: result for result in new}
            results = [done[number] for number in range(asked)]
            more = asked if precision is None else _enough(plan, results, precision)
            if more <= asked:
                return results
            asked = more


def _forget(result: PairResult) -> None:
    """Nothing is stored."""


def _enough(plan: Plan, results: Sequence[PairResult], precision: float) -> int:
    """Number of pairs to have next: as many as the widest arm seems to need, stepwise."""
    count = len(results)
    if count >= MOST_PAIRS or all(result.failure is not None for result in results):
        return count
    needed = max(
        _needed(_headline(results, arm.name, plan.base.name), precision) for arm in plan.others
    )
    if needed <= count:
        return count
    # The deviation is itself an estimate: never more than fourfold in one step.
    return min(max(needed, count + 1), 4 * count, MOST_PAIRS)


def _needed(differences: np.ndarray, precision: float) -> int:
    deviation = float(differences.std(ddof=1)) if differences.size > 1 else float("nan")
    if half_width(deviation, differences.size, LEVEL) <= precision:
        return 0
    return pairs_needed(deviation, precision) or MOST_PAIRS


def _headline(results: Sequence[PairResult], arm: str, base: str) -> np.ndarray:
    name = indicators.HEADLINES[0].name
    differences = []
    for result in results:
        if result.failure is None:
            table = result.tables["outcomes"]
            mine = table["outcome"] == name
            of_arm = table["value"][mine & (table["arm"] == arm)]
            of_base = table["value"][mine & (table["arm"] == base)]
            differences.append(float(of_arm[0] - of_base[0]))
    return np.array(differences)


def spaces_of(scenario: Scenario) -> tuple[str, ...]:
    """Names of the place's Sozialräume, in the order of their codes."""
    return tuple(scenario.spaces)


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
