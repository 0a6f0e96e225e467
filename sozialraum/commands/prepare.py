"""`sozialraum prepare`: the draws of a place, made once for all comparisons to come."""

from typing import TYPE_CHECKING, Annotated

import typer

from sozialraum import screen
from sozialraum.options import Jobs, Json, Store

if TYPE_CHECKING:
    from analysis.ask.prepared import Prepared

EXAMPLES = """\b
Examples:
  sozialraum prepare oberhausen-2015 --forecast
  sozialraum prepare oberhausen-2015
"""


def prepare(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="Place: name, or its folder.")],
    pairs: Annotated[
        int, typer.Option(min=1, help="Pairs of each arrangement: seeds, every two with a draw.")
    ] = 24,
    forecast: Annotated[
        bool, typer.Option("--forecast", help="Only say what it would cost (after a short probe).")
    ] = False,
    jobs: Jobs = None,
    store: Store = None,
    json: Json = False,
) -> None:
    """Make the draws of a place once.

    Settles the city under each draw of its uncertain parameters, keeps these worlds, and runs every
    shipped arrangement from them. Comparisons then find these runs, and new arrangements begin from
    these worlds. Says before what it will cost in time and disk; interrupted, it goes on when asked
    again.
    """
    from analysis.ask.prepared import forget_older_worlds, prepared
    from experiments.study.status import status_of
    from sozialraum.commands.study_texts import size, status_as_json, status_lines

    asked = prepared(place, pairs=pairs, jobs=jobs, quiet=json, store=store)
    count, freed = forget_older_worlds()
    if count:
        screen.remark(f"{count} worlds of older code were removed ({size(freed)}).")
    screen.say_if_compiling()
    _say_cost(asked)
    if forecast:
        return
    results = asked.run()
    found = status_of(results)
    if json:
        screen.write_json(status_as_json(found, results.content()))
    else:
        screen.wrapped(status_lines(found))
    if found.failed:
        raise typer.Exit(code=1)


def _say_cost(asked: "Prepared") -> None:
    from analysis.ask.prepared import WORLD
    from sozialraum.commands.study_texts import forecast_lines, size

    for line in forecast_lines(asked.forecast(), asked.study):
        screen.remark(line)
    worlds = asked.worlds
    screen.remark(f"Besides, {worlds} worlds in the cache: at most about {size(WORLD * worlds)}.")
