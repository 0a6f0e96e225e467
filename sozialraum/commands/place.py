"""`sozialraum place`: what can be done with the folder of a place."""

import re
from pathlib import Path
from typing import Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Message
from sozialraum import screen
from sozialraum.amounts import Amount
from sozialraum.options import Json

EXAMPLES = """\b
Example:
  sozialraum place scale oberhausen-2015 0.5 --out half
  sozialraum run status-quo --place ./half
"""

app = typer.Typer(help="Make places out of places.", no_args_is_help=True, epilog=EXAMPLES)


@app.command(epilog=EXAMPLES)
def scale(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Place: name, or its folder.")],
    factor: Annotated[float, typer.Argument(metavar="FACTOR", help="0.5 is half, 2 is twice.")],
    out: Annotated[
        Path | None,
        typer.Option(help="New folder. Default: the name with the factor, in this folder."),
    ] = None,
    json: Json = False,
) -> None:
    """Make a larger or smaller city that is alike.

    People, places, posts, arrivals, jobs and hires are multiplied; shares, rates, minutes and money
    stay, and so should all rates of a run. Says how many places a small city cannot use because
    places are whole.
    """
    from experiments.checking import check
    from experiments.writing import new_folder, write_bytes
    from model.errors import Fault, InputError, raise_if
    from model.population import load_place
    from model.population.scaling import lost_to_whole_places, scaled_files
    from model.scenario.places import find_place

    folder = find_place(name, None, Fault(COMMAND_LINE, "NAME"))
    if isinstance(folder, Fault):
        raise InputError([folder])
    raise_if(check(folder))
    target = out or Path(f"{folder.name}-times-{factor:g}")
    if not re.fullmatch(r"[\w][\w .+-]*", target.name):
        allowed = Message("letters, digits, spaces and . _ + -")
        raise InputError.of(COMMAND_LINE, "--out", Message("is no name of a place"), allowed)
    texts = scaled_files(folder, factor, target.name)
    with new_folder(target) as new:
        for file, text in texts.items():
            write_bytes(new / file, text.encode())
        raise_if(check(new))
    made = load_place(target)
    lost = lost_to_whole_places(made)
    if json:
        content = {"folder": str(target), "stock": made.stock, **lost._asdict()}
        screen.write_json(content)
        return
    screen.write(
        Message(
            "{target}: {stock} eLb in {count} Sozialräume.",
            target=target,
            stock=made.stock,
            count=len(made.spaces),
        )
    )
    screen.write(
        Message(
            "{unusable} of {places} places are parts of one, which nobody can use.",
            unusable=Amount(lost.unusable, 1),
            places=Amount(lost.places, 0),
        )
    )
