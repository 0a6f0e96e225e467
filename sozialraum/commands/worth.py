"""`sozialraum worth`: which figure a city should measure before it decides."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Everything, Json, Language, Out, Store, Tongue

EXAMPLES = """\b
Example:
  sozialraum worth sensitivity-siloed-production-network-5b1c07de
"""


def worth(
    study: Annotated[
        str, typer.Argument(metavar="RESULT", help="A result of `sozialraum sensitivity`.")
    ],
    outcome: Annotated[
        list[str] | None,
        typer.Option(help="Outcome to decide by, may be repeated. Default: the two headlines."),
    ] = None,
    out: Out = None,
    language: Language = Tongue.GERMAN,
    store: Store = None,
    everything: Everything = False,
    json: Json = False,
) -> None:
    """Which figure to measure first, before deciding.

    The expected gain of choosing between the arrangements of a study after this one parameter has
    become known (expected value of partial perfect information). Needs no further runs.
    """
    from analysis.ask.sensitivity import known
    from analysis.figures.style import save
    from analysis.figures.worth import worth_figure
    from analysis.results.worth import worth_for
    from analysis.tables.brief import of_worth
    from analysis.tables.worth import HEADS, table_rows

    found_again = known(study, store=store)
    folder = out or (found_again.folder or Path()) / "figures"
    content = {}
    for name in outcome or ("participation", "integrations"):
        found = worth_for(found_again, name)
        save(worth_figure(found, language.value), folder)
        content[name] = found.as_json()
        if json:
            continue
        screen.brief(of_worth(replace(found, language=language.value)))
        if everything:
            heads, rows = HEADS.all(language.value), table_rows(found, language.value)
            screen.table(heads, rows, numeric=(1, 2))
    if json:
        screen.write_json(content)
    screen.remark(Message("\nfigures in {path}", path=screen.shown_path(folder)))
