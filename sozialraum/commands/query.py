"""`sozialraum query`: SQL over all runs of the store."""

from pathlib import Path
from typing import Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Json, Store

EXAMPLES = """\b
Examples:
  sozialraum query "SELECT arrangement, avg(participation) FROM runs JOIN outcomes USING (run) WHERE year = 0 GROUP BY 1"
  sozialraum query "DESCRIBE outcomes"
"""  # noqa: E501  (a line to copy)

MOST_ROWS = 200


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query that reads (DuckDB).")],
    code: Annotated[
        str | None,
        typer.Option(help="Code version whose runs are asked; all for every version together."),
    ] = None,
    store: Store = None,
    json: Json = False,
) -> None:
    """Ask the store of runs in SQL.

    Views: runs (a row per run), outcomes (per run and year, year 0 is the whole run), monthly (per
    run and month), timings. Only runs of this program's code version, unless --code says otherwise.
    """
    from analysis.ask.studies import results

    frame = results(sql=sql, code=code, store=store or Path(_store()))
    if json:
        import json as encoding

        screen.write_json(encoding.loads(frame.to_json(orient="records")))
        return
    shown = frame.head(MOST_ROWS)
    numeric = [at for at, kind in enumerate(shown.dtypes) if kind.kind in "iuf"]
    rows = [[_text(value) for value in row] for row in shown.itertuples(index=False)]
    screen.table(list(shown.columns), rows, numeric=numeric)
    if len(frame) > MOST_ROWS:
        screen.remark(
            Message(
                "{count} rows, the first {most} are shown; --json prints all.",
                count=len(frame),
                most=MOST_ROWS,
            )
        )


def _store() -> str:
    from experiments.store.batches import default_store

    return str(default_store())


def _text(value: object) -> str:
    if isinstance(value, float):
        return "–" if value != value else f"{value:.6g}"
    return "–" if value is None or str(value) in ("NaT", "<NA>") else str(value)
