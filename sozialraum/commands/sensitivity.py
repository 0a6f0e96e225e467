"""`sozialraum sensitivity`: what a difference between two arrangements depends on."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.asked import Asked, asked_with
from sozialraum.options import HEADLINES, Base, Other, Outcomes, arms_or_result

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


@asked_with()
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
    *,
    asked: Asked,
) -> None:
    """What a difference between two arrangements depends on.

    Varies every assumed or calibrated parameter over its range, runs both arrangements at each
    point under the same seeds, and says which assumptions the difference rests on, how much of it
    is chance, and whether the runs are enough. Writes tables, record and figures to results/.
    """
    from analysis.requests.sensitivity import COMMAND, Request
    from sozialraum.duration import seconds_of

    arms_or_result(base, other, resume=asked.resume)
    screen.say_if_compiling()
    request = asked.again(COMMAND, Request) or Request(
        base or "",
        other or "",
        also=tuple(also or ()),
        method=method,
        grouped=groups,
        runs=runs,
        budget=None if budget is None else seconds_of(budget),
        seeds=seeds,
        outcomes=tuple(outcomes or HEADLINES),
        parameters=tuple(parameter or ()),
        calibrated=calibrated,
        settling=settling,  # type: ignore[arg-type]
        **asked.common,
    )
    _show(_run(request, asked), asked)


def _run(request: "Request", asked: Asked) -> "Sensitivity":
    """The study asked for, in its folder."""
    from analysis.ask.guided import guided
    from analysis.ask.sensitivity import sensitivity as whole
    from analysis.requests.sensitivity import COMMAND, folder_name

    ask = partial(guided, told=screen.remark) if request.method == "guided" else whole
    return ask(request, say=_announce, **asked.means(COMMAND, folder_name(request)))


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


def _show(done: "Sensitivity", asked: Asked) -> None:
    from analysis.findings.sensitivity import sentences
    from analysis.tables.brief import of_sensitivity
    from analysis.tables.sensitivity import table_heads, table_rows

    def more() -> None:
        screen.write()
        language = done.request.language
        heads = table_heads(done, language)
        numeric = tuple(range(2, len(heads)))
        title = " · ".join(done.request.titles.values())
        screen.table(heads, table_rows(done, language), title=title, numeric=numeric)
        screen.wrapped(sentences(done, language))

    asked.show(done, of_sensitivity, more)
