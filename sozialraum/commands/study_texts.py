"""What `sozialraum study` says: sentences and tables, and the same as plain data."""

import math
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from model.words import Message, Texts, as_is, session
from sozialraum.amounts import Amount, duration, size

if TYPE_CHECKING:
    from experiments.study.definition import Study
    from experiments.study.forecast import Forecast
    from experiments.study.frames import Results
    from experiments.study.status import Status

MOST_POINTS, MOST_FAILURES = 10, 20
FIRST_FACTOR = 9  # among the columns of differences
HEADS = Texts(
    ("point", "factor", "lowest", "highest", "arms", "values", "arm", "outcome", "pairs",
     "difference", "from", "to"),
    context="study",
)  # fmt: skip


def status_lines(found: "Status") -> list[Message]:
    """How far a study is."""
    lines = [
        Message(
            "{name}: {done} of {asked} runs done ({share:.0f}%), {failed} failed, {missing} "
            "missing ({points} points, {pairs} pairs each).",
            name=found.name,
            done=found.done,
            asked=found.asked,
            share=100.0 * found.done / found.asked if found.asked else 100.0,
            failed=found.failed,
            missing=found.missing,
            points=found.points,
            pairs="–".join(map(str, dict.fromkeys(found.pairs))),
        )
    ]
    alive = [sign for sign in found.processes if sign["alive"]]
    lines += [
        Message(
            "Running: process {process} on {host}, {count} runs in hand.",
            process=sign["process"],
            host=sign["host"],
            count=sign["in_hand"],
        )
        for sign in alive
    ]
    if not alive and found.missing and found.processes:
        lines.append(
            Message("The study was stopped; go on with: {command}", command=_resume(found.name))
        )
    elif not alive and found.missing:
        lines.append(
            Message("The study is not running; go on with: {command}", command=_resume(found.name))
        )
    if found.code != found.program:
        lines.append(
            Message(
                "These runs were made by code version {code}; this program is {program}.",
                code=found.code,
                program=found.program,
            )
        )
    for code, count in found.elsewhere.items():
        lines.append(
            Message(
                "{count} runs of it were made by code version {code}: not counted here.",
                count=count,
                code=code,
            )
        )
    return lines


def _resume(name: str) -> str:
    return f"sozialraum study resume {name}"


def failure_lines(found: "Status") -> list[Message]:
    """Failures, those that are alike together."""
    lines = [
        Message(
            "  {count} × {stage}: {reason} (e.g. {example})",
            count=one.count,
            stage=one.stage,
            reason=one.message,
            example=one.example,
        )
        for one in found.failures[:MOST_FAILURES]
    ]
    rest = len(found.failures) - MOST_FAILURES
    return [*lines, Message("  … and {count} other kinds", count=rest)] if rest > 0 else lines


def status_as_json(found: "Status", content: str) -> dict[str, Any]:
    """The same as plain data, with the hash of all results."""
    plain = asdict(found)
    plain |= {"missing": found.missing, "complete": found.complete, "content": content}
    plain["processes"] = [dict(sign) for sign in found.processes]
    return plain


def forecast_lines(found: "Forecast", study: "Study") -> list[Message]:
    """What a study will cost."""
    lines = [
        Message(
            "{name}: {asked} runs asked for. {alike} of them are the same as others and done once, "
            "{done} are done (the probe made {probe} of them), {left} are left (in {worlds} "
            "worlds).",
            name=study.name,
            asked=found.runs_asked,
            alike=found.runs_alike,
            done=found.runs_done,
            probe=found.probe_runs,
            left=found.runs_left,
            worlds=found.worlds_left,
        )
    ]
    if study.stop is not None:
        lines.append(Message("The stopping rule may ask for more pairs than it can know of now."))
    if found.failed:
        lines.append(
            Message(
                "{count} runs of the probe failed: see sozialraum study status.", count=found.failed
            )
        )
    if not found.runs_left:
        return [*lines, Message("Nothing is left to do.")]
    lines += [
        Message(
            "Time: about {time} with {workers} workers (a run takes {run} s, a burn-in "
            "{burn_in} s, a new world {settling} s).",
            time=duration(found.seconds),
            workers=found.workers,
            run=Amount(found.seconds_of_run, 2),
            burn_in=Amount(found.seconds_of_burn_in, 2),
            settling=Amount(found.seconds_of_settling, 1),
        ),
        Message(
            "Memory: about {memory} for all workers. Disk: at most {disk}.",
            memory=size(found.memory),
            disk=size(found.disk),
        ),
    ]
    return [*lines, *_split_lines(found, study)]


def _split_lines(found: "Forecast", study: "Study") -> list[Message]:
    split = found.split
    if split is None:
        return []
    head = Message(
        "Difference of {outcome} ({arm}), from {count} pairs: standard deviation {within:.3g} "
        "between pairs, {between:.3g} between points.",
        outcome=split.outcome,
        arm=split.arm,
        count=split.known,
        within=split.within,
        between=split.between,
    )
    if not split.points:
        alike = Message("The points do not differ beyond chance in the probe: rather more pairs.")
        return [head, alike]
    best = Message(
        "Best for the same time: about {points} points with {pairs} pairs each (the study has "
        "{points_now} with {pairs_now}); a rough estimate.",
        points=split.points,
        pairs=split.pairs,
        points_now=len(study.points),
        pairs_now=study.pairs,
    )
    return [head, best]


def forecast_as_json(found: "Forecast") -> dict[str, Any]:
    """The same as plain data; what is not known is null."""
    return {
        key: None if isinstance(value, float) and math.isnan(value) else value
        for key, value in asdict(found).items()
    }


def study_lines(study: "Study") -> list[Message]:
    """What a study is."""
    title = study.title.get(session(), "")
    pairs = (
        Message("{count} pairs", count=study.pairs)
        if study.stop is None
        else Message("{count} pairs or more", count=study.pairs)
    )
    lines = [
        Message("{name}: {title}", name=study.name, title=title) if title else as_is(study.name),
        Message(
            "Arms: {names} (the first is the base).", names=_joined(a.name for a in study.arms)
        ),
        Message(
            "Place: {place}; {months} months, seed {seed}.",
            place=study.place or Message("as in the scenarios"),
            months=study.months,
            seed=study.seed,
        ),
        Message(
            "Design: {kind}, {points} points; {pairs} each: {runs} runs.",
            kind=study.kind,
            points=len(study.points),
            pairs=pairs,
            runs=len(study.points) * study.pairs * len(study.arms),
        ),
        Message(
            "Reported: {names}; kept: {every}.", names=_joined(study.outcomes), every=study.every
        ),
    ]
    if study.stop is not None:
        lines.append(
            Message(
                "Pairs are added until {within} ({level:g}% for all together, {correction}: "
                "{each:.4g}% each), at most {most} per point.",
                within=_joined(f"{name} ± {x:g}" for name, x in study.stop.within.items()),
                level=100 * study.stop.level,
                correction=study.stop.correction,
                each=100.0 * study.stop.level_of_each(len(study.arms)),
                most=study.stop.most,
            )
        )
    return lines


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)


def factor_rows(study: "Study") -> tuple[list[str], list[list[str]]]:
    """Head and rows: the factors of a design with their span."""
    rows = []
    for at, factor in enumerate(study.factors):
        values = [point[at] for point in study.points]
        arms = _joined(factor.arms) or Message("all")
        count = len(set(values))
        rows.append([factor.name, f"{min(values):g}", f"{max(values):g}", arms, str(count)])
    heads = ("factor", "lowest", "highest", "arms", "values")
    return [HEADS.say(session(), head) for head in heads], rows


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
    told = ("arm", "outcome", "pairs", "difference", "from", "to")
    named = [HEADS.say(session(), head) for head in ("point", *told)]
    return [named[0], *heads[FIRST_FACTOR:], *named[1:]], shown


def _number(value: object) -> str:
    return f"{value:+.4g}" if isinstance(value, float) and not math.isnan(value) else "–"
