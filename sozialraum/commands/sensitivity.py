"""`sozialraum sensitivity`: what a difference between two arrangements depends on."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import (
    HEADLINES,
    Base,
    Everything,
    Jobs,
    Json,
    Language,
    Months,
    Other,
    Out,
    Outcomes,
    Place,
    Resume,
    Seed,
    Settings,
    Store,
    Tongue,
    arms_or_result,
    folder_for,
)

if TYPE_CHECKING:
    from analysis.requests.sensitivity import Request
    from analysis.results.sensitivity import Sensitivity

EXAMPLES = """\b
Examples:
  sozialraum sensitivity siloed production-network --budget 2h
  sozialraum sensitivity siloed production-network --method guided --budget 90min
  sozialraum sensitivity siloed production-network --no-groups --method morris --runs 10
  sozialraum sensitivity siloed production-network --parameter cooperation --parameter
      search.causal_share=0.5:1 --no-groups --runs 64
"""


Method = Annotated[
    str, typer.Option(help="sobol, morris, fast, pawn, delta; or guided: Morris, then Sobol'.")
]
Groups = Annotated[
    bool, typer.Option(help="Indices of topics (labour market, casework …) or of parameters.")
]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME[=LOW:HIGH]",
        help="Vary only these parameters or groups. Default: all assumed and calibrated ones.",
    ),
]
Calibrated = Annotated[
    bool,
    typer.Option(
        help="Vary calibrated values too, each over its range; with --no-calibrated they stay "
        "as fitted. A posterior of the place varies them jointly in any case."
    ),
]
Budget = Annotated[
    str | None, typer.Option(help="Time it may take, e.g. 10min, 1.5h; sets the runs.")
]
Runs = Annotated[
    int | None, typer.Option(help="Base sample of the method (Sobol': a power of two).")
]
Seeds = Annotated[int, typer.Option(help="Seeds at every point; 2 tell chance apart.")]
Also = Annotated[
    list[str] | None,
    typer.Option(help="Run this arrangement at the same points, for `worth` and `tipping`."),
]
Settling = Annotated[
    str, typer.Option(help="How a point comes to rest: resettled (5 years), own (45), none.")
]


def sensitivity(
    base: Base = None,
    other: Other = None,
    method: Method = "sobol",
    groups: Groups = True,
    outcomes: Outcomes = None,
    parameter: Parameters = None,
    calibrated: Calibrated = True,
    budget: Budget = None,
    runs: Runs = None,
    seeds: Seeds = 2,
    also: Also = None,
    settling: Settling = "resettled",
    place: Place = None,
    months: Months = 96,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Out = None,
    resume: Resume = None,
    settings: Settings = None,
    language: Language = Tongue.GERMAN,
    store: Store = None,
    everything: Everything = False,
    json: Json = False,
) -> None:
    """What a difference between two arrangements depends on.

    Varies every assumed or calibrated parameter over its range, runs both arrangements at each
    point under the same seeds, and says which assumptions the difference rests on, how much of it
    is chance, and whether the runs are enough. Writes tables, record and figures to results/.
    """
    from analysis.ask.sensitivity import resume as go_on
    from analysis.requests.sensitivity import COMMAND, Request
    from model.scenario import parse_changes
    from sozialraum.duration import seconds_of

    arms_or_result(base, other, resume=resume)
    screen.say_if_compiling()
    if resume is not None:
        target = folder_for(COMMAND, [resume], out)
        done = go_on(resume, jobs=jobs, out=target, say=_announce, store=store)
        return _show(done, everything=everything, json=json)
    request = Request(
        base or "",
        other or "",
        also=tuple(also or ()),
        place=place,
        months=months,
        method=method,
        grouped=groups,
        runs=runs,
        budget=None if budget is None else seconds_of(budget),
        seeds=seeds,
        seed=seed,
        outcomes=tuple(outcomes or HEADLINES),
        parameters=tuple(parameter or ()),
        calibrated=calibrated,
        settling=settling,  # type: ignore[arg-type]
        changes=parse_changes(settings or []),
        language=language.value,
    )
    return _show(_run(request, jobs, out, store), everything=everything, json=json)


def _run(
    request: "Request", jobs: int | None, out: Path | None, store: Path | None
) -> "Sensitivity":
    """The study asked for, in its folder."""
    from analysis.ask.guided import guided
    from analysis.ask.sensitivity import sensitivity as asked
    from analysis.requests.sensitivity import COMMAND, folder_name

    target = folder_for(COMMAND, folder_name(request), out)
    ask = partial(guided, told=screen.remark) if request.method == "guided" else asked
    return ask(request, jobs=jobs, out=target, say=_announce, store=store)


def _announce(prepared: Any, design: Any, each: float | None) -> None:
    """Say what is about to be run, and how long it will take if that is known."""
    from analysis.ask.pilot import forecast

    request = prepared.request
    text = Message(
        "{method}: {points:,} points × {seeds} seeds, {parameters} parameters as {inputs} inputs",
        method=design.method.name,
        points=len(design.unit),
        seeds=request.seeds,
        parameters=len(prepared.space.factors),
        inputs=len(design.inputs),
    )
    if each is not None:
        minutes = forecast(prepared, design, each, None).seconds / 60.0
        text = Message("{text}, about {minutes:.0f} minutes", text=text, minutes=minutes)
    screen.remark(Message("{text}.", text=text))


def _show(done: "Sensitivity", *, everything: bool, json: bool) -> None:
    from analysis.findings.sensitivity import sentences
    from analysis.tables.brief import of_sensitivity
    from analysis.tables.sensitivity import table_heads, table_rows

    if json:
        screen.write_json(done.as_json())
        screen.ended(done.folder, len(done.failures))
        return
    screen.brief(of_sensitivity(done))
    if everything:
        screen.write()
        language = done.request.language
        heads = table_heads(done, language)
        numeric = tuple(range(2, len(heads)))
        title = f"{done.request.base} – {done.request.other} · {done.design.method.name}"
        screen.table(heads, table_rows(done, language), title=title, numeric=numeric)
        screen.wrapped(sentences(done, language))
    screen.ended(done.folder, len(done.failures))
