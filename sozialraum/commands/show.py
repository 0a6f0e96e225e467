"""`sozialraum show`: every resolved value of a scenario, with status and source."""

from typing import Annotated

import typer

from model.words import Message, Texts, session
from sozialraum import screen
from sozialraum.options import Json, Place, Settings

EXAMPLES = """\b
Example:
  sozialraum show production-network --changed
"""
HEADS = Texts(("name", "value", "unit", "status", "grade", "source", "changed"), context="show")


def show(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Arrangement, or a scenario file.")
    ],
    place: Place = None,
    settings: Settings = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only values that differ from the shipped ones.")
    ] = False,
    json: Json = False,
) -> None:
    """Show every value of a scenario, with source."""
    from analysis.findings.register import STATUSES
    from analysis.wording import unit_in
    from model.scenario import parse_changes, resolve

    resolved = resolve(scenario, place, parse_changes(settings or []))
    rows = [row for row in resolved.table() if row.changed or not changed]
    if json:
        screen.write_json(
            {
                "name": resolved.name,
                "place": resolved.place,
                "hash": resolved.hash,
                "values": [row._asdict() for row in rows],
            }
        )
        return
    screen.write(f"{resolved.name} · {resolved.place} · {resolved.hash[:16]}")
    cells = [
        (
            r.name,
            f"{r.value:g}",
            unit_in(session(), r.unit),
            STATUSES.say(session(), r.status),
            r.grade,
            r.source,
            Message("yes") if r.changed else "",
        )
        for r in rows
    ]
    screen.table(HEADS.all(session()), cells, numeric=[1])
