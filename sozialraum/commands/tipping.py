"""`sozialraum tipping`: where a network loses, and how little of it still pays."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.words import Language as Spoken
from model.words import Message
from sozialraum import screen
from sozialraum.asked import Asked, asked_with
from sozialraum.options import HEADLINES, Base, Other, Outcomes, arms_or_result

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


@asked_with(everything=False)
def tipping(
    base: Base = None,
    other: Other = None,
    study: Study = None,
    along: Along = None,
    outcomes: Outcomes = None,
    seeds: Annotated[int, typer.Option(help="Seeds at every level.")] = 6,
    *,
    asked: Asked,
) -> None:
    """Tipping points: where a network loses, how little still pays.

    With BASE and OTHER: turns the share of the network's levers, the length of the ramp-up, and the
    posts of the Jobcenter from low to high, and says where the difference changes its sign. With
    --study: in which box of the assumptions it loses (PRIM, CART), and the regret of each choice.
    """
    from analysis.ask.tipping import sweeps
    from analysis.requests.tipping import COMMAND, SWEEP, Request

    arms_or_result(base, other, study=study, resume=asked.resume)
    aims = tuple(outcomes or HEADLINES)
    if study is not None:
        from analysis.ask.sensitivity import known

        return _show_study(known(study, store=asked.store), aims, asked)
    screen.say_if_compiling()
    request = asked.again(COMMAND, Request) or Request(
        base or "",
        other or "",
        along=tuple(along or SWEEP),
        outcomes=aims,
        seeds=seeds,
        **asked.common,
    )
    means = asked.means(COMMAND, [str(base), str(other)])
    return _show(sweeps(request, say=_announce, **means), asked)


def _announce(levels: int, seeds: int) -> None:
    screen.remark(
        Message("{levels} levels × {seeds} seeds × 2 arrangements.", levels=levels, seeds=seeds)
    )


def _show(done: "Swept", asked: Asked) -> None:
    from analysis.tables.brief import of_sweeps

    asked.show(done, of_sweeps)


def _show_study(study: "Sensitivity", outcomes: tuple[str, ...], asked: Asked) -> None:
    """Boxes and regret of a finished study; figures go to its folder, or to --out."""
    from analysis.figures.tipping import draw_boxes
    from analysis.results.lost import where_it_loses
    from analysis.tables.brief import of_lost

    found = where_it_loses(study, outcomes)
    language: Spoken = asked.language.value
    folder = asked.out or (study.folder or Path()) / "figures"
    draw_boxes(found, folder, language)
    if asked.json:
        screen.write_json(found.as_json())
    else:
        screen.brief(of_lost(found, language))
    if folder.exists():
        screen.remark(Message("\nfigures in {path}", path=screen.shown_path(folder)))
