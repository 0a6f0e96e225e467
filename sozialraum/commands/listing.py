"""`sozialraum list`: places, arrangements, levers, outcomes."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from model.words import Language as Spoken
from model.words import Texts
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


COLUMNS = {
    What.PLACES: ("name", "title"),
    What.ARRANGEMENTS: ("name", "title", "description"),
    What.LEVERS: ("name", "default", "used as", "unit", "meaning"),
    What.OUTCOMES: ("name", "unit", "title", "formula"),
}
WORDS = Texts(
    ("places", "arrangements", "levers", "outcomes", "name", "title", "description", "default",
     "unit", "used as", "meaning", "formula"),
    context="list",
)  # fmt: skip


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
        keys = COLUMNS[What(name)]
        numeric = [keys.index("default")] if "default" in keys else []
        cells = [[_cell(row, key, language.value) for key in keys] for row in rows]
        heads = [WORDS.say(language.value, key) for key in keys]
        screen.table(heads, cells, title=WORDS.say(language.value, name), numeric=numeric)


def _cell(row: dict[str, Any], head: str, language: Spoken) -> str:
    """One cell as text: numbers short, texts in the language asked for."""
    from analysis.wording import FORMULA, of_data, unit_in

    value = row[head]
    if isinstance(value, dict):
        return str(value[language])
    if head == "unit":
        return unit_in(language, value)
    if head == "formula":
        return of_data(language, FORMULA, value)
    return f"{value:g}" if isinstance(value, float) else str(value)
