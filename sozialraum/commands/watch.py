"""`sozialraum watch`: one run month by month, in Mesa's own view in the browser."""

from typing import Annotated

import typer

from sozialraum import screen
from sozialraum.options import Language, Months, Place, Seed, Tongue

EXAMPLES = """\b
Examples:
  sozialraum watch
  sozialraum watch information-network --months 48 --no-browser
"""
PORT = 8766


def watch(
    arrangement: Annotated[
        str, typer.Argument(metavar="ARRANGEMENT", help="Arrangement to watch.")
    ] = "production-network",
    place: Place = None,
    months: Months = 96,
    seed: Seed = 1,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = PORT,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the view in the browser.")
    ] = True,
    language: Language = Tongue.GERMAN,
) -> None:
    """Watch one run: institutions and ties as a network, people through the pipeline.

    Play, step and pause, in Mesa's own Solara view (extra `watch`). One run is an example, not a
    result: compare arrangements with `compare` or `page`.
    """
    from sozialraum.watch.serving import serve
    from sozialraum.watch.watched import Asked

    screen.say_if_compiling()
    serve(Asked(arrangement, place, months, seed, language.value), port=port, browser=browser)
