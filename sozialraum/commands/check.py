"""`sozialraum check`: everything that is wrong with files, in one report."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Json

EXAMPLES = """\b
Example:
  sozialraum check my-scenario.toml
"""


def check(
    files: Annotated[
        list[Path],
        typer.Argument(help="Scenario, parameter or place files (TOML), or the folder of a place."),
    ],
    json: Json = False,
) -> None:
    """Report everything that is wrong with files.

    Nothing is run. All faults of all files come in one report; the exit status is 1 if there
    are any.

    A place whose data are those of real people says so in its place.toml, in a table [privacy]:
    real_people = true, and smallest_group if 10 people are too few. Smaller groups are then shown
    nowhere, nor any from which they would follow.
    """
    from experiments.checking import check as check_files
    from model.errors import InputError
    from model.scenario.check import doubtful

    faults = check_files(*files)
    doubts = doubtful(*files)
    if json:
        found = {"faults": faults, "warnings": doubts}
        screen.write_json({kind: [asdict(one) for one in rows] for kind, rows in found.items()})
        raise typer.Exit(code=1 if faults else 0)
    for doubt in doubts:
        screen.remark(Message("Warning: {doubt}", doubt=doubt))
    if faults:
        raise InputError(faults)
    screen.write(Message("{count} checked, nothing is wrong.", count=len(files)))
