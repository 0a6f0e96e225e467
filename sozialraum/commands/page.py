"""`sozialraum page`: the planner's page in the browser, from this computer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Jobs, Months, Place, Seed, Store

if TYPE_CHECKING:
    from sozialraum.page.query import Settings

EXAMPLES = """\b
Examples:
  sozialraum page
  sozialraum page --port 9000 --no-browser
  sozialraum page --offline copy.html
"""
LOOPBACK = "127.0.0.1"
PORT = 8765


def page(
    place: Place = None,
    months: Months = 96,
    draws: Annotated[
        int, typer.Option(min=1, max=200, help="Sets of assumptions that an answer rests on.")
    ] = 24,
    seed: Seed = 1,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = PORT,
    host: Annotated[
        str, typer.Option(help="Address to answer at. Others than this computer: say which.")
    ] = LOOPBACK,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")
    ] = True,
    offline: Annotated[
        Path | None,
        typer.Option(help="Write one file that shows the answer and estimates without a program."),
    ] = None,
    jobs: Jobs = None,
    store: Store = None,
) -> None:
    """Move a decision, see what follows, say how sure: the planner's page.

    Opens it in the browser and answers from this computer alone, until Ctrl-C.
    With --offline it writes a copy that opens from a stick, and ends.
    """
    from sozialraum.page.serving import serve, started_with

    screen.say_if_compiling()
    if offline is not None:
        _copy(offline, started_with(place, months, draws, seed, jobs), jobs, store)
        return
    serve(
        place=place, months=months, draws=draws, seed=seed, port=port, host=host,
        browser=browser, jobs=jobs, store=store,
    )  # fmt: skip


def _copy(file: Path, settings: "Settings", jobs: int | None, store: Path | None) -> None:
    from analysis.ask.campaigns import means_of
    from analysis.ask.what_if import FOLDER
    from analysis.requests.what_if import WhatIf
    from experiments.executors import available_cores
    from experiments.record import timestamp
    from experiments.writing import refuse_taken
    from sozialraum.commands.study_texts import forecast_lines
    from sozialraum.page.offline import Copying, write_copy

    refuse_taken(file)
    means = means_of(jobs, quiet=False, store=store)
    preset = WhatIf(place=settings.place, months=settings.months, seed=settings.seed)
    copying = Copying(settings, (means.folder / FOLDER).resolve(), preset)
    for study, found in copying.estimating.forecasts(means):
        for line in forecast_lines(found, study):
            screen.remark(line)
    write_copy(file, copying, means, jobs or available_cores(), timestamp())
    screen.remark(Message("written to {path}", path=screen.shown_path(file)))
