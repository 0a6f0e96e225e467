"""DuckDB on the store: one view a table, each run once, one code version unless all are asked for.

| view | a row per | columns |
|---|---|---|
| runs | run | run, code, scenario, world, arrangement, place, seed, months, status, stage, … |
| outcomes | run and year | run, code, year (0: the whole run), a column per outcome |
| monthly | run and month | run, code, month, a column per measure (runs kept monthly) |
| groups | run, year and group | run, code, year, group, a column per measure (runs kept whole) |
| ties | run, month, Sozialraum | run, code, month, sozialraum (its number), a column per stage |
| people | run and person | run, code, the fixed cohort at the end (runs kept whole) |
| timings | run | run, code, seconds, finished, worker |
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from experiments.store.batches import TABLES, Batch, batches, codes
from experiments.store.index import verified
from model.errors import SozialraumError, nearest
from model.words import Message, as_is, joined

ALL = "all"
_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(ANALYZE\s+)?", re.IGNORECASE)
_TEXT = ("run", "scenario", "world", "start", "arrangement", "place", "every", "status", "stage",
         "message", "detail")  # fmt: skip
EMPTY: Mapping[str, pa.Schema] = {
    "runs": pa.schema(
        [
            *((name, pa.string()) for name in _TEXT),
            ("seed", pa.int64()),
            ("months", pa.int64()),
            ("lasting", pa.bool_()),
        ]
    ),
    "outcomes": pa.schema([("run", pa.string()), ("year", pa.int64())]),
    "monthly": pa.schema([("run", pa.string()), ("month", pa.int64())]),
    "groups": pa.schema([("run", pa.string()), ("year", pa.int64()), ("group", pa.string())]),
    "ties": pa.schema([("run", pa.string()), ("month", pa.int64()), ("sozialraum", pa.int64())]),
    "people": pa.schema([("run", pa.string()), ("id", pa.uint64())]),
    "timings": pa.schema(
        [
            ("run", pa.string()),
            ("seconds", pa.float64()),
            ("finished", pa.float64()),
            ("worker", pa.string()),
        ]
    ),
}


class QueryError(SozialraumError):
    """A query that cannot be answered: the database's words, and what there is to ask for."""


def opened(
    store: Path, code: str, numbers: Mapping[str, Sequence[str]] | None = None
) -> "duckdb.DuckDBPyConnection":
    """A connection with the views of the store; runs of `code`, or of every version with "all".

    Condition secured: nothing but the files of these views can be reached through it, and each of
    them is as it was written; the runs of a damaged batch are missing, and that is said. numbers:
    columns of outcomes and of monthly for a store that has none yet.
    """
    chosen = codes(store) if code == ALL else [code]
    found = verified([batch for one in chosen for batch in batches(store, one)])
    base = duckdb.connect(config={"threads": 2})
    base.execute("SET TimeZone = 'UTC'")
    for table in TABLES:
        _view(base, table, found, numbers or {})
    base.execute(f"SET allowed_paths = {_listed(_files(found))}")
    base.execute("SET enable_external_access = false")
    base.execute("SET lock_configuration = true")
    return base


def _files(found: Sequence[Batch], tables: Sequence[str] = TABLES) -> list[Path]:
    """Files of these tables."""
    files = [batch.file(table) for table in tables for batch in found]
    return [file for file in files if file.is_file()]


def _listed(files: Sequence[Path]) -> str:
    return "[" + ", ".join(_quoted(str(file)) for file in files) + "]"


def _view(
    base: "duckdb.DuckDBPyConnection",
    table: str,
    found: Sequence[Batch],
    numbers: Mapping[str, Sequence[str]],
) -> None:
    files = _files(found, [table])
    if not files:
        schema = EMPTY[table]
        for column in numbers.get(table, ()):
            schema = schema.append(pa.field(column, pa.float64()))
        empty = schema.append(pa.field("code", pa.string())).empty_table()
        base.register(f"nothing_{table}", empty)
        base.execute(f"CREATE VIEW {table} AS SELECT * FROM nothing_{table}")
        return
    source = f"read_parquet({_listed(files)}, union_by_name = true, filename = 'batch_file')"
    batch = "parse_dirpath(batch_file) AS batch"
    code = "parse_filename(parse_dirpath(parse_dirpath(batch_file))) AS code"
    rows = f"SELECT * EXCLUDE (batch_file), {code}, {batch} FROM {source}"
    if table == "runs":
        # The best row of a run that stands in several batches: done before failed, kept more often
        # before less often, and of equals the oldest.
        order = (
            "status = 'done' DESC, list_position(['whole', 'monthly', 'yearly', 'end'], every), "
            "lasting DESC, batch"
        )
        base.execute(
            f"CREATE VIEW chosen AS {rows} "
            f"QUALIFY row_number() OVER (PARTITION BY code, run ORDER BY {order}) = 1"
        )
        base.execute("CREATE VIEW runs AS SELECT * EXCLUDE (batch) FROM chosen")
        return
    base.execute(
        f"CREATE VIEW {table} AS SELECT r.* EXCLUDE (batch) FROM ({rows}) r "
        "SEMI JOIN chosen c ON r.run = c.run AND r.batch = c.batch"
    )


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def answer(base: "duckdb.DuckDBPyConnection", sql: str) -> "duckdb.DuckDBPyConnection":
    """The answer to a query that only reads, ready to be fetched.

    Raises:
        QueryError: SQL that cannot be understood or carried out, an unknown name, or more than
            reading.
    """
    try:
        statements = base.extract_statements(sql)
        if len(statements) != 1:
            raise QueryError(
                Message("One query is needed, there are {count}.", count=len(statements))
            )
        if not _only_reads(base, sql):
            raise QueryError(
                Message("Only queries that read are answered: SELECT …, DESCRIBE …, SHOW ….")
            )
        return base.execute(sql)
    except duckdb.Error as error:
        raise QueryError(joined([str(error).strip(), _hint(base, str(error))])) from None


def frame_of(base: "duckdb.DuckDBPyConnection", sql: str) -> Any:
    """The answer to a query as a table of pandas. What fails only row by row fails here.

    Raises:
        QueryError: as `answer`.
    """
    answered = answer(base, sql)
    try:
        return answered.df()
    except (duckdb.Error, ValueError, TypeError, OverflowError) as error:
        raise QueryError(as_is(str(error).strip())) from None


def _only_reads(base: "duckdb.DuckDBPyConnection", sql: str) -> bool:
    """True for one statement that reads. EXPLAIN ANALYZE carries out what it explains."""
    statements = base.extract_statements(sql)
    if len(statements) != 1:
        return False
    kind = statements[0].type
    if kind == duckdb.StatementType.EXPLAIN:
        explained = _EXPLAIN.match(sql)
        try:
            return explained is not None and _only_reads(base, sql[explained.end() :])
        except duckdb.Error:  # options in between
            return False
    return bool(kind == duckdb.StatementType.SELECT)


def _hint(base: "duckdb.DuckDBPyConnection", error: str) -> Message:
    """The names there are, when a name is not known."""
    views = _first(base, "SELECT view_name FROM duckdb_views() WHERE NOT internal")
    tables = ", ".join(sorted(name for name in views if name in TABLES))
    unknown = re.search(r'column "?([\w]+)"? not found', error, re.IGNORECASE)
    if not unknown:
        return Message(
            "Views: {tables}. `DESCRIBE outcomes` lists the columns of one.", tables=tables
        )
    columns = _first(base, "SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal")
    near = nearest(unknown.group(1), columns)
    if not near:
        return Message("Views: {tables}", tables=tables)
    return Message("did you mean: {near}? (views: {tables})", near=near, tables=tables)


def _first(base: "duckdb.DuckDBPyConnection", sql: str) -> list[str]:
    return [str(row[0]) for row in base.execute(sql).fetchall()]
