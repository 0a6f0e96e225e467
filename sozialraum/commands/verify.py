"""`sozialraum verify`: whether the numbers of a report still follow from the store."""

from pathlib import Path
from typing import Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Json, Store

EXAMPLES = """\b
Example:
  sozialraum verify results/20261128T180000Z-report-siloed-production-network
"""
MOST_NAMED = 20
NO_NUMBER = Message("nothing")


def verify(
    folder: Annotated[
        Path, typer.Argument(metavar="REPORT", help="Folder of a report, or its numbers.json.")
    ],
    store: Store = None,
    json: Json = False,
) -> None:
    """Derive every number of a report again, and name those that do not match any more.

    Exit status 1 if a number differs, or a file has been edited or removed since.
    """
    from analysis.ask.report import verify as derived_again

    done = derived_again(folder, store=store)
    if json:
        screen.write_json(
            {
                "numbers": done.count,
                "mismatches": [one._asdict() for one in done.mismatches],
                "edited": done.edited,
                "missing": done.missing,
            }
        )
    else:
        for name in done.edited:
            screen.write(Message("edited since it was written: {name}", name=name))
        for name in done.missing:
            screen.write(Message("not there any more: {name}", name=name))
        for one in done.mismatches[:MOST_NAMED]:
            screen.write(
                Message(
                    "{id}: {was} in the report, {now} now",
                    id=one.id,
                    was=one.was or NO_NUMBER,
                    now=one.now or NO_NUMBER,
                )
            )
        more = len(done.mismatches) - MOST_NAMED
        if more > 0:
            screen.write(Message("… and {more} more (--json names all)", more=more))
        same = done.count - sum(bool(one.was) for one in done.mismatches)
        screen.write(
            Message("{same} of {count} numbers follow from the store.", same=same, count=done.count)
        )
    if not done.holds:
        raise typer.Exit(1)
