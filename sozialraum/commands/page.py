"""`sozialraum page`: the planner's page in the browser, from this computer."""

from typing import Annotated

import typer

from sozialraum import screen
from sozialraum.options import Jobs, Months, Place, Seed, Store

EXAMPLES = """\b
Examples:
  sozialraum page
  sozialraum page --port 9000 --no-browser
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
    jobs: Jobs = None,
    store: Store = None,
) -> None:
    """Move a decision, see what follows, say how sure: the planner's page.

    Opens it in the browser and answers from this computer alone, until Ctrl-C.
    """
    from sozialraum.page.serving import serve

    screen.say_if_compiling()
    serve(
        place=place, months=months, draws=draws, seed=seed, port=port, host=host,
        browser=browser, jobs=jobs, store=store,
    )  # fmt: skip
