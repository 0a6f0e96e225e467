"""`sozialraum report`: slides, pages and drafts about a stored comparison."""

from pathlib import Path
from typing import Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Json, Out, Store, Tongue

EXAMPLES = """\b
Examples:
  sozialraum report compare-siloed-production-network-3f2a9c41
  sozialraum report results/20261128T173953Z-compare-siloed-production-network --lang en
  sozialraum report 3f2a9c41 --format pptx --template house.pptx
"""


def report(
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="Folder, name or content id of a comparison.")
    ],
    language: Annotated[
        Tongue, typer.Option("--lang", "--language", help="Language of the report.")
    ] = Tongue.GERMAN,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", help="pptx, pdf, html, docx, separated by commas. Default: all."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(help="The house's own master (.pptx) or document (.docx), for its format."),
    ] = None,
    lives: Annotated[
        bool,
        typer.Option("--lives", help="Three single cases too; they are run again (some seconds)."),
    ] = False,
    out: Out = None,
    store: Store = None,
    json: Json = False,
) -> None:
    """Write slides, pages and drafts for a board about a stored comparison.

    Nothing is run, but for single lives if they are asked for.

    Titles are findings by rule; what the report cannot tell stands in it too. Every number has a
    name in numbers.json beside the files: `sozialraum verify` derives it again.
    """
    from analysis.ask import report as reporting

    files = reporting.report(
        result,
        language=language.value,
        formats=formats or (),
        template=template,
        lives=lives,
        out=out,
        store=store,
    )
    if json:
        screen.write_json({"files": [str(path) for path in files]})
    else:
        for path in files:
            screen.write(Message("written: {path}", path=screen.shown_path(path)))
