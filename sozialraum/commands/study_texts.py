"""What `sozialraum study` says: sentences and tables, and the same as plain data."""

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.study import Results, Study
    from experiments.study.forecast import Forecast
    from experiments.study.status import Status

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
MEGABYTE, GIGABYTE = 1e6, 1e9
MOST_POINTS, MOST_FAILURES = 10, 20
FIRST_FACTOR = 9  # among the columns of differences


def status_lines(found: "Status") -> list[str]:
    """How far a study is."""
    share = 100.0 * found.done / found.asked if found.asked else 100.0
    low, high = found.pairs
    pairs = str(low) if low == high else f"{low} to {high}"
    lines = [
        f"{found.name}: {found.done} of {found.asked} runs done ({share:.0f} %), "
        f"{found.failed} failed, {found.missing} missing "
        f"({found.points} points, {pairs} pairs each).",
    ]
    alive = [sign for sign in found.processes if sign["alive"]]
    lines += [
        f"Running: process {sign['process']} on {sign['host']}, {sign['in_hand']} runs in hand."
        for sign in alive
    ]
    if not alive and found.missing:
        gone = "was stopped" if found.processes else "is not running"
        lines.append(f"The study {gone}; go on with: sozialraum study resume {found.name}")
    if found.code != found.program:
        lines.append(
            f"These runs were made by code version {found.code}; this program is {found.program}."
        )
    for code, count in found.elsewhere.items():
        lines.append(f"{count} runs of it were made by code version {code}: not counted here.")
    return lines


def failure_lines(found: "Status") -> list[str]:
    """Failures, those that are alike together."""
    lines = [
        f"  {one.count} × {one.stage}: {one.message} (e.g. {one.example})"
        for one in found.failures[:MOST_FAILURES]
    ]
    rest = len(found.failures) - MOST_FAILURES
    return [*lines, f"  … and {rest} other kinds"] if rest > 0 else lines


def status_as_json(found: "Status", content: str) -> dict[str, Any]:
    """The same as plain data, with the hash of all results."""
    plain = asdict(found)
    plain |= {"missing": found.missing, "complete": found.complete, "content": content}
    plain["processes"] = [dict(sign) for sign in found.processes]
    return plain


def forecast_lines(found: "Forecast", study: "Study") -> list[str]:
    """What a study will cost."""
    lines = [
        f"{study.name}: {found.runs_asked} runs asked for. {found.runs_alike} of them are the same "
        f"as others and done once, {found.runs_done} are done (the probe made {found.probe_runs} "
        f"of them), {found.runs_left} are left (in {found.worlds_left} worlds)."
    ]
    if study.stop is not None:
        lines.append("The stopping rule may ask for more pairs than it can know of now.")
    if found.failed:
        lines.append(f"{found.failed} runs of the probe failed: see sozialraum study status.")
    if not found.runs_left:
        return [*lines, "Nothing is left to do."]
    lines.append(
        f"Time: about {duration(found.seconds)} with {found.workers} workers (a run takes "
        f"{found.seconds_of_run:.2f} s, a burn-in {found.seconds_of_burn_in:.2f} s, a new world "
        f"{found.seconds_of_settling:.1f} s)."
    )
    lines.append(
        f"Memory: about {size(found.memory)} for all workers. Disk: at most {size(found.disk)}."
    )
    lines += _split_lines(found, study)
    return lines


def _split_lines(found: "Forecast", study: "Study") -> list[str]:
    split = found.split
    if split is None:
        return []
    head = (
        f"Difference of {split.outcome} ({split.arm}), from {split.known} pairs: standard "
        f"deviation {split.within:.3g} between pairs, {split.between:.3g} between points."
    )
    if not split.points:
        return [head, "The points do not differ beyond chance in the probe: rather more pairs."]
    return [
        head,
        f"Best for the same time: about {split.points} points with {split.pairs} pairs each (the "
        f"study has {len(study.points)} with {study.pairs}); a rough estimate.",
    ]


def forecast_as_json(found: "Forecast") -> dict[str, Any]:
    """The same as plain data; what is not known is null."""
    return {
        key: None if isinstance(value, float) and math.isnan(value) else value
        for key, value in asdict(found).items()
    }


def study_lines(study: "Study") -> list[str]:
    """What a study is."""
    title = study.title.get("en", "")
    pairs = f"{study.pairs} pairs" if study.stop is None else f"{study.pairs} pairs or more"
    lines = [
        f"{study.name}{': ' + title if title else ''}",
        f"Arms: {', '.join(arm.name for arm in study.arms)} (the first is the base).",
        f"Place: {study.place or 'as in the scenarios'}; {study.months} months, seed {study.seed}.",
        f"Design: {study.kind}, {len(study.points)} points; {pairs} each: "
        f"{len(study.points) * study.pairs * len(study.arms)} runs.",
        f"Reported: {', '.join(study.outcomes)}; kept: {study.every}.",
    ]
    if study.stop is not None:
        within = ", ".join(f"{name} ± {x:g}" for name, x in study.stop.within.items())
        each = 100.0 * study.stop.level_of_each(len(study.arms))
        lines.append(
            f"Pairs are added until {within} ({100 * study.stop.level:g} % for all together, "
            f"{study.stop.correction}: {each:.4g} % each), at most {study.stop.most} per point."
        )
    return lines


def factor_rows(study: "Study") -> tuple[list[str], list[list[str]]]:
    """Head and rows: the factors of a design with their span."""
    rows = []
    for at, factor in enumerate(study.factors):
        values = [point[at] for point in study.points]
        arms = ", ".join(factor.arms) or "all"
        count = len(set(values))
        rows.append([factor.name, f"{min(values):g}", f"{max(values):g}", arms, str(count)])
    return ["factor", "lowest", "highest", "arms", "values"], rows


def study_as_json(study: "Study") -> dict[str, Any]:
    """The definition as plain data."""
    return study.as_json()


def difference_table(results: "Results") -> tuple[list[str], list[list[str]]]:
    """Head and rows: paired differences of the first points."""
    from analysis.publish.study_files import difference_rows

    heads, rows = difference_rows(results)
    shown = [
        [str(point), *(f"{value:g}" for value in factors), str(arm), str(outcome), str(pairs),
         *(_number(x) for x in (mean, low, high))]
        for point, arm, outcome, pairs, _, _, mean, low, high, *factors in rows
        if isinstance(point, int) and point < MOST_POINTS
    ]  # fmt: skip
    told = ["arm", "outcome", "pairs", "difference", "from", "to"]
    return ["point", *heads[FIRST_FACTOR:], *told], shown


def _number(value: object) -> str:
    return f"{value:+.4g}" if isinstance(value, float) and not math.isnan(value) else "–"


def duration(seconds: float) -> str:
    """Seconds in the unit a person would use."""
    for unit, name in ((DAY, "days"), (HOUR, "hours"), (MINUTE, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.1f} {name}"
    return f"{max(1.0, seconds):.0f} seconds"


def size(count: float) -> str:
    """Bytes in the unit a person would use."""
    return f"{count / GIGABYTE:.1f} GB" if count >= GIGABYTE else f"{count / MEGABYTE:.1f} MB"
