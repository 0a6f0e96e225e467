"""`sozialraum frontier`: where more posts bring most."""

from typing import TYPE_CHECKING, Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Message
from sozialraum import screen
from sozialraum.options import (
    Everything,
    Jobs,
    Json,
    Language,
    Months,
    Out,
    Place,
    Resume,
    Seed,
    Settings,
    Store,
    Tongue,
    folder_for,
)

if TYPE_CHECKING:
    from analysis.requests.frontier import Request
    from analysis.results.frontier import Searched

EXAMPLES = """\b
Examples:
  sozialraum frontier production-network --posts 10
  sozialraum frontier siloed --option officers --option debt_advice --option day_care --grid 5
"""


Options = Annotated[
    list[str] | None,
    typer.Option(
        help="Where a post can go: officers, case_managers, or a kind of institution; "
        "may be repeated."
    ),
]


def frontier(
    arrangement: Annotated[
        str | None, typer.Argument(help="Arrangement that gets the posts.")
    ] = None,
    posts: Annotated[float, typer.Option(help="Full-time posts to share out.")] = 10.0,
    option: Options = None,
    grid: Annotated[int, typer.Option(help="Equal parts the posts are shared out in.")] = 4,
    outcome: Annotated[
        list[str] | None, typer.Option(help="Two aims. Default: integrations, participation.")
    ] = None,
    seeds: Annotated[int, typer.Option(help="Seeds of every way of sharing out.")] = 3,
    more: Annotated[int, typer.Option(help="Seeds of the promising ways.")] = 12,
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
    """Where more posts bring most.

    Runs every way of sharing the same number of posts out, the promising ones under more seeds, and
    compares them with rules of thumb: equal parts, as shared out now.
    """
    from analysis.ask.frontier import resume as go_on
    from analysis.ask.frontier import search
    from analysis.requests.frontier import COMMAND, Request
    from model.errors import Fault, InputError
    from model.scenario import parse_changes

    if (arrangement is None) == (resume is None):
        wrong = Fault(COMMAND_LINE, "ARRANGEMENT", Message("an arrangement, or --resume RESULT"))
        raise InputError([wrong])
    screen.say_if_compiling()
    if resume is not None:
        target = folder_for(COMMAND, [resume], out)
        done = go_on(resume, jobs=jobs, out=target, store=store)
        _show(done, everything=everything, json=json)
        return
    request = Request(
        arrangement or "",
        posts=posts,
        options=tuple(option or ()),
        parts=grid,
        place=place,
        months=months,
        aims=tuple(outcome or ("integrations", "participation")),
        seeds=seeds,
        more=more,
        seed=seed,
        changes=parse_changes(settings or []),
        language=language.value,
    )
    target = folder_for(COMMAND, [request.arrangement], out)
    done = search(request, jobs=jobs, out=target, say=_announce, store=store)
    _show(done, everything=everything, json=json)


def _announce(ways: int, request: "Request") -> None:
    screen.remark(
        Message(
            "{ways} ways × {seeds} seeds, then {promising} × {more}.",
            ways=ways,
            seeds=request.seeds,
            promising=request.promising,
            more=request.more,
        )
    )


def _show(done: "Searched", *, everything: bool, json: bool) -> None:
    from analysis.tables.brief import of_front
    from analysis.tables.frontier import table_heads, table_rows

    language = done.request.language
    if json:
        screen.write_json(done.as_json())
        screen.ended(done.folder, len(done.failures))
        return
    screen.brief(of_front(done))
    if everything:
        screen.write()
        heads = table_heads(done, language)
        title = f"{done.request.arrangement} · +{done.request.posts:g}"
        screen.table(heads, table_rows(done, language), title=title, numeric=(1, 2, 3))
    screen.ended(done.folder, len(done.failures))
