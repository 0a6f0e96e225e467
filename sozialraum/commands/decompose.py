"""`sozialraum decompose`: which mechanisms a difference between two arrangements comes from."""

from typing import TYPE_CHECKING, Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.asked import Asked, asked_with
from sozialraum.options import HEADLINES, Base, Other, Outcomes, arms_or_result

if TYPE_CHECKING:
    from analysis.results.decomposition import Decomposed

EXAMPLES = """\b
Examples:
  sozialraum decompose siloed production-network
  sozialraum decompose siloed production-network --mechanism handover --mechanism parallel
"""


Mechanisms = Annotated[
    list[str] | None,
    typer.Option(help="A switch; may be repeated. Default: eleven, six gains, five costs."),
]
Orders = Annotated[int, typer.Option(help="Orders drawn if there are more than seven mechanisms.")]


@asked_with()
def decompose(
    base: Base = None,
    other: Other = None,
    mechanism: Mechanisms = None,
    outcomes: Outcomes = None,
    orders: Orders = 8,
    seeds: Annotated[int, typer.Option(help="Seeds; intervals are over them.")] = 4,
    *,
    asked: Asked,
) -> None:
    """Which mechanisms a difference comes from.

    Switches mechanisms on one after the other, in many orders, and gives each the mean of what it
    adds (Shapley share). The shares add up to the difference exactly.
    """
    from analysis.ask.decomposition import decompose as ask
    from analysis.requests.decomposition import COMMAND, Request

    arms_or_result(base, other, resume=asked.resume)
    screen.say_if_compiling()
    request = asked.again(COMMAND, Request) or Request(
        base or "",
        other or "",
        outcomes=tuple(outcomes or HEADLINES),
        mechanisms=tuple(mechanism or ()),
        drawn=orders,
        seeds=seeds,
        **asked.common,
    )
    means = asked.means(COMMAND, [str(base), str(other)])
    _show(ask(request, say=_announce, **means), asked)


def _announce(sets: int, seeds: int, exact: bool) -> None:
    how = Message("all sets") if exact else Message("drawn orders, each with its reverse")
    screen.remark(
        Message(
            "{sets:,} sets of mechanisms × {seeds} seeds × 2 arrangements ({how}).",
            sets=sets,
            seeds=seeds,
            how=how,
        )
    )


def _show(done: "Decomposed", asked: Asked) -> None:
    from analysis.tables.brief import of_parts
    from analysis.tables.decomposition import HEADS, table_rows

    def more() -> None:
        language, title = done.request.language, " · ".join(done.request.titles.values())
        rows = table_rows(done, language)
        screen.table(HEADS.all(language), rows, title=title, numeric=(2, 3))

    asked.show(done, of_parts, more)
