"""`sozialraum export`: results of a study or comparison as CSV, Parquet or Excel."""

from pathlib import Path
from typing import Annotated

import typer

from sozialraum import screen
from sozialraum.options import Json, Store

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
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .csv, .parquet or .xlsx.")],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file if it is there already.")
    ] = False,
    store: Store = None,
    json: Json = False,
) -> None:
    """Write the results of a study or comparison for others to use.

    A row per point, pair and arm; factors and outcomes are columns. Excel gets sheets for
    differences, points, units, notes and provenance; CSV a file with the provenance beside it.
    """
    from analysis.ask.studies import remembered
    from analysis.publish.study_files import export as write

    results = remembered(study, store)
    path = write(results, file, overwrite=overwrite)
    rows = results.wide(None).num_rows
    if json:
        screen.write_json({"file": str(path), "rows": rows, "content": results.content()})
    else:
        screen.write(f"{rows} rows written to {screen.shown_path(path)}")
