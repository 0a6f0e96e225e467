"""`sozialraum list`: places, arrangements, levers, outcomes."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from sozialraum import screen
from sozialraum.options import Json, Language, Tongue

EXAMPLES = """\b
Examples:
  sozialraum list
  sozialraum list outcomes --language en
"""


class What(StrEnum):
    """What can be listed."""

    PLACES = "places"
    ARRANGEMENTS = "arrangements"
    LEVERS = "levers"
    OUTCOMES = "outcomes"


HEADS = {
    What.PLACES: ("name", "title"),
    What.ARRANGEMENTS: ("name", "title", "description"),
    What.LEVERS: ("name", "default", "used as", "unit", "meaning"),
    What.OUTCOMES: ("name", "unit", "title", "formula"),
}


def list_known(
    what: Annotated[
        What | None,
        typer.Argument(help="One of the lists. Default: all of them."),
    ] = None,
    language: Language = Tongue.GERMAN,
    json: Json = False,
) -> None:
    """List places, arrangements, levers, outcomes."""
    from analysis.register.catalogue import catalogue

    lists = catalogue([what] if what else list(What))
    if json:
        screen.write_json(lists)
        return
    for name, rows in lists.items():
        heads = HEADS[What(name)]
        numeric = [heads.index("default")] if "default" in heads else []
        cells = [[_cell(row, head, language.value) for head in heads] for row in rows]
        screen.table(heads, cells, title=name, numeric=numeric)


def _cell(row: dict[str, Any], head: str, language: str) -> str:
    """One cell as text: numbers short, texts in the language asked for."""
    value = row[head]
    if isinstance(value, dict):
        return str(value[language])
    return f"{value:g}" if isinstance(value, float) else str(value)
