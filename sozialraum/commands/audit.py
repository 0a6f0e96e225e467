"""`sozialraum audit`: does the same person have the same luck under two arrangements?"""

from typing import Annotated

import typer

from sozialraum import screen
from sozialraum.options import Json, Months, Place, Seed

EXAMPLES = """\b
Example:
  sozialraum audit siloed production-network
"""


def audit(
    scenario_a: Annotated[str, typer.Argument(metavar="A", help="Arrangement or scenario file.")],
    scenario_b: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    place: Place = None,
    months: Months = 24,
    seed: Seed = 1,
    json: Json = False,
) -> None:
    """Audit the luck that two arrangements share.

    Checks that a scenario which changes nothing gives identical people, and that one more inert
    person changes nobody; then counts who departs from their twin, and at which decision first.
    """
    from analysis.ask.audit import audit_arms
    from analysis.findings.audit import sentences

    screen.say_if_compiling()
    found = audit_arms(scenario_a, scenario_b, place=place, seed=seed, months=months)
    if json:
        screen.write_json(found)
    else:
        screen.wrapped(sentences(found))
    if not (found["no_op_identical"] and found["inert_identical"]):
        raise typer.Exit(code=1)
