"""`sozialraum validate`: does the status quo of a place look like what is known about it?"""

from typing import TYPE_CHECKING, Annotated

import typer

from sozialraum import screen
from sozialraum.options import Jobs, Json, Language, Out, Seed, Store, Tongue

if TYPE_CHECKING:
    from analysis.results.validation import Validation

EXAMPLES = """\b
Examples:
  sozialraum validate oberhausen-2015
  sozialraum validate oberhausen-2015 --json
"""


def validate(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="Place: name, or its folder.")],
    quick: Annotated[bool, typer.Option("--quick", help="Fewer and shorter runs.")] = False,
    runs: Annotated[
        int | None,
        typer.Option(help="Runs, each with its own seed and draw. Default: 24 (quick: 8)."),
    ] = None,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Out = None,
    language: Language = Tongue.GERMAN,
    store: Store = None,
    json: Json = False,
) -> None:
    """Compare the status quo of a place with every known pattern.

    Draws parameters from the place's posterior, runs the status quo, and judges each pattern by the
    band fixed before fitting. Exit status 0 only if every pattern that counts holds.
    """
    from analysis.ask import validation as validating

    screen.say_if_compiling()
    done = validating.validate(
        place,
        quick=quick,
        runs=runs,
        seed=seed,
        jobs=jobs,
        out=out or validating.default_folder(place),
        language=language.value,
        store=store,
    )
    if json:
        screen.write_json(done.as_json())
    else:
        _show(done)
    if done.folder is not None:
        screen.remark(f"\nwritten to {screen.shown_path(done.folder)}")
    if not done.holds:
        raise typer.Exit(code=1)


def _show(done: "Validation") -> None:
    from analysis.findings.validation import definitions, sentences
    from analysis.tables.validation import validation_table

    shown = validation_table(done)
    screen.table(shown.heads, shown.rows, title=shown.title, numeric=shown.numeric)
    for head, lines in definitions(done):
        screen.write(head)
        screen.wrapped(lines, mark="  ")
    screen.write()
    screen.wrapped(sentences(done))
