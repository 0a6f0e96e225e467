"""`sozialraum tipping`: where a network loses, and how little of it still pays."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.words import Language as Spoken
from model.words import Message
from sozialraum import screen
from sozialraum.options import (
    HEADLINES,
    Base,
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
    from analysis.results.sensitivity import Sensitivity
    from analysis.results.tipping import Swept

EXAMPLES = """\b
Examples:
  sozialraum tipping siloed production-network
  sozialraum tipping siloed production-network --along ramp_up --seeds 12
  sozialraum tipping --study sensitivity-siloed-production-network-5b1c07de
"""


Study = Annotated[
    str | None,
    typer.Option(
        metavar="RESULT",
        help="Instead: boxes and regret from a result of `sozialraum sensitivity`.",
    ),
]
Along = Annotated[
    list[str] | None,
    typer.Option(help="cooperation, ramp_up or staffing; may be repeated. Default: all."),
]


def tipping(
    base: Base = None,
    other: Other = None,
    study: Study = None,
    along: Along = None,
    outcomes: Outcomes = None,
    seeds: Annotated[int, typer.Option(help="Seeds at every level.")] = 6,
    place: Place = None,
    months: Months = 96,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Out = None,
    resume: Resume = None,
    settings: Settings = None,
    language: Language = Tongue.GERMAN,
    store: Store = None,
    json: Json = False,
) -> None:
    """Tipping points: where a network loses, how little still pays.

    With BASE and OTHER: turns the share of the network's levers, the length of the ramp-up, and the
    posts of the Jobcenter from low to high, and says where the difference changes its sign. With
    --study: in which box of the assumptions it loses (PRIM, CART), and the regret of each choice.
    """
    from analysis.ask.tipping import resume as go_on
    from analysis.ask.tipping import sweeps
    from analysis.requests.tipping import COMMAND, SWEEP, Request
    from model.scenario import parse_changes

    arms_or_result(base, other, study=study, resume=resume)
    aims = tuple(outcomes or HEADLINES)
    if study is not None:
        from analysis.ask.sensitivity import known

        _show_study(known(study, store=store), aims, language.value, out, json=json)
        return
    screen.say_if_compiling()
    if resume is not None:
        target = folder_for(COMMAND, [resume], out)
        _show(go_on(resume, jobs=jobs, out=target, store=store), json=json)
        return
    request = Request(
        base or "",
        other or "",
        along=tuple(along or SWEEP),
        outcomes=aims,
        place=place,
        months=months,
        seeds=seeds,
        seed=seed,
        changes=parse_changes(settings or []),
        language=language.value,
    )
    target = folder_for(COMMAND, [str(base), str(other)], out)
    _show(sweeps(request, jobs=jobs, out=target, say=_announce, store=store), json=json)


def _announce(levels: int, seeds: int) -> None:
    screen.remark(
        Message("{levels} levels × {seeds} seeds × 2 arrangements.", levels=levels, seeds=seeds)
    )


def _show(done: "Swept", *, json: bool) -> None:
    from analysis.tables.brief import of_sweeps

    if json:
        screen.write_json(done.as_json())
    else:
        screen.brief(of_sweeps(done))
    screen.ended(done.folder, len(done.failures))


def _show_study(
    study: "Sensitivity",
    outcomes: tuple[str, ...],
    language: Spoken,
    out: Path | None,
    *,
    json: bool,
) -> None:
    """Boxes and regret of a finished study; figures go to its folder, or to --out."""
    from analysis.figures.tipping import draw_boxes
    from analysis.results.lost import where_it_loses
    from analysis.tables.brief import of_lost

    found = where_it_loses(study, outcomes)
    folder = out or (study.folder or Path()) / "figures"
    draw_boxes(found, folder, language)
    if json:
        screen.write_json(found.as_json())
    else:
        screen.brief(of_lost(found, language))
    if folder.exists():
        screen.remark(Message("\nfigures in {path}", path=screen.shown_path(folder)))
