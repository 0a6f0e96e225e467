"""`sozialraum bench`: speed of the two engines."""

from typing import Annotated

import typer

from sozialraum import screen
from sozialraum.options import Json

EXAMPLES = """\b
Example:
  sozialraum bench
"""


def bench(
    scenario: Annotated[str, typer.Argument(help="Arrangement or scenario file.")] = "status-quo",
    months: Annotated[int, typer.Option(help="Months of the fast engine.")] = 96,
    json: Json = False,
) -> None:
    """Measure the speed of both engines.

    Prints nanoseconds per person-month and core of the fast engine and of the readable reference
    engine, and their ratio.
    """
    from analysis.options import LONGEST, whole_number
    from model.bench import bench as measure
    from model.errors import raise_if

    raise_if(whole_number("months", months, 1, LONGEST))
    screen.say_if_compiling()
    found = measure(scenario, months=months)
    if json:
        screen.write_json(found)
        return
    for name, value in found.items():
        form = ",.1f" if isinstance(value, float) else ""
        shown = format(value, ".0%" if name.startswith("share_") else form)
        screen.write(f"{name.replace('_', ' '):<40}{shown:>14}")
