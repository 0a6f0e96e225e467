"""`sozialraum decompose`: which mechanisms a difference between two arrangements comes from."""

from typing import TYPE_CHECKING, Annotated

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


def decompose(
    base: Base = None,
    other: Other = None,
    mechanism: Mechanisms = None,
    outcomes: Outcomes = None,
    orders: Orders = 8,
    seeds: Annotated[int, typer.Option(help="Seeds; intervals are over them.")] = 4,
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
    """Which mechanisms a difference comes from.

    Switches mechanisms on one after the other, in many orders, and gives each the mean of what it
    adds (Shapley share). The shares add up to the difference exactly.
    """
    from analysis.ask import decomposition as asking
    from analysis.requests.decomposition import COMMAND, Request
    from model.scenario import parse_changes

    arms_or_result(base, other, resume=resume)
    screen.say_if_compiling()
    if resume is not None:
        target = folder_for(COMMAND, [resume], out)
        done = asking.resume(resume, jobs=jobs, out=target, store=store)
        _show(done, everything=everything, json=json)
        return
    request = Request(
        base or "",
        other or "",
        place=place,
        months=months,
        outcomes=tuple(outcomes or HEADLINES),
        mechanisms=tuple(mechanism or ()),
        drawn=orders,
        seeds=seeds,
        seed=seed,
        changes=parse_changes(settings or []),
        language=language.value,
    )
    target = folder_for(COMMAND, [str(base), str(other)], out)
    done = asking.decompose(request, jobs=jobs, out=target, say=_announce, store=store)
    _show(done, everything=everything, json=json)


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


def _show(done: "Decomposed", *, everything: bool, json: bool) -> None:
    from analysis.tables.brief import of_parts
    from analysis.tables.decomposition import table_heads, table_rows

    if json:
        screen.write_json(done.as_json())
        screen.ended(done.folder, len(done.failures))
        return
    screen.brief(of_parts(done))
    if everything:
        heads, language = table_heads(done.request.language), done.request.language
        title = f"{done.request.base} – {done.request.other}"
        screen.table(heads, table_rows(done, language), title=title, numeric=(2, 3))
    screen.ended(done.folder, len(done.failures))
