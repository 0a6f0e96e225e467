"""`sozialraum export`: results of a study or comparison as CSV, Parquet or Excel."""

from pathlib import Path
from typing import Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Json, Language, Store, Tongue

EXAMPLES = """\b
Examples:
  sozialraum export levers-of-cooperation results.xlsx
  sozialraum export compare-siloed-production-network-3f2a9c41 results.csv
"""


def export(
    study: Annotated[
        str,
        typer.Argument(
            metavar="RESULT", help="Name, content id, folder or file of a study or comparison."
        ),
    ],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Ends in .xlsx, .docx, .csv or .parquet.")
    ],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file if it is there already.")
    ] = False,
    language: Language = Tongue.GERMAN,
    store: Store = None,
    json: Json = False,
) -> None:
    """Write the results of a study or comparison for others to use.

    Excel and Word get what a comparison says: answer, outcomes with ranges and judgements, groups,
    reasons. Beside it, and for every other result, a row per point, pair and arm with factors and
    outcomes as columns, units, notes and provenance. CSV: commas, decimal points, UTF-8.
    """
    from analysis.ask.export import exported

    results, path = exported(study, file, language=language.value, overwrite=overwrite, store=store)
    rows = results.wide(None).num_rows
    if json:
        screen.write_json({"file": str(path), "rows": rows, "content": results.content()})
    else:
        screen.write(
            Message("{rows} rows written to {path}", rows=rows, path=screen.shown_path(path))
        )
