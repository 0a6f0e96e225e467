"""`sozialraum twin`: the same person with the same luck in two arrangements, month by month."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sozialraum import screen
from sozialraum.options import Json, Store, Tongue

EXAMPLES = """\b
Examples:
  sozialraum twin compare-siloed-production-network-3f2a9c41
  sozialraum twin 3f2a9c41 --rule gains --lang en
  sozialraum twin 3f2a9c41 --person 1048109388289 --figure life.png
"""


class By(StrEnum):
    """Rules by which a person is chosen."""

    MEDIAN = "median"
    GAINS = "gains"
    LOSES = "loses"


def twin(
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="Folder, name or content id of a comparison.")
    ],
    person: Annotated[
        int | None, typer.Option(help="Identity of a person, as this command prints it.")
    ] = None,
    rule: Annotated[
        By | None, typer.Option(help="One person by this rule. Default: three, one by each.")
    ] = None,
    language: Annotated[
        Tongue, typer.Option("--lang", "--language", help="Language of text and figure.")
    ] = Tongue.GERMAN,
    figure: Annotated[
        Path | None, typer.Option(help="Draw participation of these lives into this PNG file.")
    ] = None,
    store: Store = None,
    json: Json = False,
) -> None:
    """Follow single people through two arrangements, to the first decision at which lives part.

    The world is that of the set of assumptions nearest to the mean of all. The people are run
    again, with everybody else. A single case is mostly chance: its frequency stands with it.
    """
    from analysis.ask import twin as asking
    from analysis.publish.twin import draw_twins
    from analysis.tables.twin import months_of

    screen.say_if_compiling()
    done = asking.twin(
        result, person=person, rule=None if rule is None else rule.value, store=store
    )
    if figure is not None:
        draw_twins(done, figure, language.value)
    if json:
        screen.write_json(done.as_json())
        return
    for lines, table in months_of(done, language.value):
        screen.wrapped(lines)
        if table.rows:
            screen.table(table.heads, table.rows, title="", numeric=table.numeric)
        screen.write()
