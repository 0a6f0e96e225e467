"""`sozialraum prepare`: the draws of a place, made once for all comparisons to come."""

from typing import Annotated

import typer

from sozialraum import screen
from sozialraum.options import Jobs, Json, Store

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

    Settles the city under each draw of its uncertain parameters and runs every shipped arrangement.
    Comparisons then find these runs. Says before what it will cost in time and disk; interrupted,
    it goes on when asked again.
    """
    from analysis.ask.prepared import prepared
    from experiments.study.status import status_of
    from sozialraum.commands.study_texts import forecast_lines, status_as_json, status_lines

    asked = prepared(place, pairs=pairs, jobs=jobs, quiet=json, store=store)
    screen.say_if_compiling()
    for line in forecast_lines(asked.forecast(), asked.study):
        screen.remark(line)
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
