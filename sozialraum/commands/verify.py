"""`sozialraum verify`: whether the numbers of a report still follow from the store."""

from pathlib import Path
from typing import Annotated

import typer

from sozialraum import screen
from sozialraum.options import Json, Store

EXAMPLES = """\b
Example:
  sozialraum verify results/20261128T180000Z-report-siloed-production-network
"""
MOST_NAMED = 20


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
            screen.write(f"edited since it was written: {name}")
        for name in done.missing:
            screen.write(f"not there any more: {name}")
        for one in done.mismatches[:MOST_NAMED]:
            screen.write(
                f"{one.id}: {one.was or 'nothing'} in the report, {one.now or 'nothing'} now"
            )
        more = len(done.mismatches) - MOST_NAMED
        if more > 0:
            screen.write(f"… and {more} more (--json names all)")
        same = done.count - sum(bool(one.was) for one in done.mismatches)
        screen.write(f"{same} of {done.count} numbers follow from the store.")
    if not done.holds:
        raise typer.Exit(1)
