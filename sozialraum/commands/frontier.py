"""`sozialraum frontier`: where more posts bring most."""

from typing import TYPE_CHECKING, Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Message
from sozialraum import screen
from sozialraum.asked import Asked, asked_with

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


@asked_with()
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
    *,
    asked: Asked,
) -> None:
    """Where more posts bring most.

    Runs every way of sharing the same number of posts out, the promising ones under more seeds, and
    compares them with rules of thumb: equal parts, as shared out now.
    """
    from analysis.ask.frontier import search
    from analysis.requests.frontier import COMMAND, Request
    from model.errors import InputError

    if (arrangement is None) == (asked.resume is None):
        needed = Message("an arrangement, or --resume RESULT")
        raise InputError.of(COMMAND_LINE, "ARRANGEMENT", needed)
    screen.say_if_compiling()
    request = asked.again(COMMAND, Request) or Request(
        arrangement or "",
        posts=posts,
        options=tuple(option or ()),
        parts=grid,
        aims=tuple(outcome or ("integrations", "participation")),
        seeds=seeds,
        more=more,
        **asked.common,
    )
    means = asked.means(COMMAND, [request.arrangement])
    _show(search(request, say=_announce, **means), asked)


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


def _show(done: "Searched", asked: Asked) -> None:
    from analysis.requests.points import arm_title
    from analysis.tables.brief import of_front
    from analysis.tables.frontier import table_heads, table_rows

    def more() -> None:
        language = done.request.language
        screen.write()
        heads = table_heads(done, language)
        title = arm_title(done.request.arrangement, language)
        screen.table(heads, table_rows(done, language), title=title, numeric=(1, 2, 3))

    asked.show(done, of_front, more)
