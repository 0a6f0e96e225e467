"""`sozialraum validate`: does the status quo of a place look like what is known about it?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Everything, Jobs, Json, Language, Out, Seed, Store, Tongue

if TYPE_CHECKING:
    from analysis.results.validation import Validation

EXAMPLES = """\b
Examples:
  sozialraum validate oberhausen-2015
  sozialraum validate oberhausen-2015 --json
  sozialraum validate oberhausen-2015 --strict
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
    everything: Everything = False,
    technical: Annotated[
        bool,
        typer.Option("--technical", help="Definitions and reasons of every pattern, in English."),
    ] = False,
    json: Json = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit status 1 also for a kept-out value that fails.")
    ] = False,
) -> None:
    """Compare the status quo of a place with every known pattern: fit and validation apart.

    Draws parameters from the place's posterior, runs the status quo, and judges each value by the
    band fixed before fitting: the mean and 60 % of the runs must lie inside. Exit status 0 if every
    value holds that the parameters were fitted to; with --strict only if every value does that was
    kept out of the fit, too. Kept-out values that fail are always named.
    """
    from analysis.ask import validation as validating
    from experiments.result_folder import new_result

    if quick:
        names = ", ".join(validating.left_out(place))
        screen.remark(
            Message("quick: runs are too short for {names}: no verdict on these", names=names)
        )
    screen.say_if_compiling()
    done = validating.validate(
        place,
        quick=quick,
        runs=runs,
        seed=seed,
        jobs=jobs,
        out=out or new_result(validating.COMMAND, [Path(place).name]),
        language=language.value,
        store=store,
    )
    if json:
        screen.write_json(done.as_json())
    else:
        _show(done, everything=everything, technical=technical)
    if done.folder is not None:
        screen.remark(Message("\nwritten to {path}", path=screen.shown_path(done.folder)))
    if not done.holds or (strict and not done.validated):
        raise typer.Exit(code=1)


def _show(done: "Validation", *, everything: bool, technical: bool) -> None:
    from analysis.findings.validation import definitions, sentences
    from analysis.tables.brief import of_validation
    from analysis.tables.validation import validation_lines

    screen.brief(of_validation(done))
    if everything:
        screen.write()
        screen.brief(validation_lines(done))
        screen.write()
        screen.wrapped(sentences(done))
    if technical:
        screen.write()
        for head, lines in definitions(done):
            screen.write(head)
            screen.wrapped(lines, mark="  ")
