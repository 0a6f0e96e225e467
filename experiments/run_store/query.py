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

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.run_store.batches import Batch, batches, codes
from experiments.run_store.index import DamagedBatch
from model.errors import SozialraumError, nearest

ALL = "all"
TABLES = ("runs", "outcomes", "monthly", "groups", "ties", "people", "timings")
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


class NoRuns(SozialraumError):
    """The store holds no runs of the code version asked for."""


def opened(
    store: Path, code: str, numbers: Mapping[str, Sequence[str]] | None = None
) -> "duckdb.DuckDBPyConnection":
    """A connection with the views of the store; runs of `code`, or of every version with "all".

    numbers: columns of outcomes and of monthly for a store that has none yet.

    Raises:
        DamagedBatch: a file cannot be read.
    """
    chosen = codes(store) if code == ALL else [code]
    found = [batch for one in chosen for batch in batches(store, one)]
    base = duckdb.connect(config={"threads": 2})
    base.execute("SET TimeZone = 'UTC'")
    for table in TABLES:
        _view(base, table, found, numbers or {})
    return base


def _view(
    base: "duckdb.DuckDBPyConnection",
    table: str,
    found: Sequence[Batch],
    numbers: Mapping[str, Sequence[str]],
) -> None:
    files = [batch.file(table) for batch in found if batch.file(table).is_file()]
    if not files:
        schema = EMPTY[table]
        for column in numbers.get(table, ()):
            schema = schema.append(pa.field(column, pa.float64()))
        empty = schema.append(pa.field("code", pa.string())).empty_table()
        base.register(f"nothing_{table}", empty)
        base.execute(f"CREATE VIEW {table} AS SELECT * FROM nothing_{table}")
        return
    for file in files:
        _readable(file)
    names = "[" + ", ".join(_quoted(str(file)) for file in files) + "]"
    source = f"read_parquet({names}, union_by_name = true, filename = 'batch_file')"
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


def _readable(file: Path) -> None:
    """Raise DamagedBatch with the name of the folder if a file is no Parquet file any more."""
    try:
        pq.read_metadata(file)
    except (OSError, pa.ArrowException) as error:
        first = str(error).partition("\n")[0]
        raise DamagedBatch(file.parent, f"{file.name} cannot be read ({first})") from None


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def answer(
    base: "duckdb.DuckDBPyConnection", sql: str, store: Path | None = None
) -> "duckdb.DuckDBPyRelation":
    """The answer to a query that only reads. Other files than the store's are out of reach.

    Raises:
        QueryError: SQL that cannot be understood, an unknown name, or more than reading.
    """
    try:
        statements = base.extract_statements(sql)
        if len(statements) != 1:
            raise QueryError(f"One query is needed, there are {len(statements)}.")
        if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
            raise QueryError("Only queries that read are answered: SELECT …, DESCRIBE …, SHOW ….")
        if store is not None:
            folder = _quoted(str(store.resolve()))
            base.execute(f"SET allowed_directories = [{folder}, {_quoted(str(store))}]")
            base.execute("SET enable_external_access = false")
        found = base.sql(sql)
        if found is None:
            raise QueryError("The query has no answer.")
        return found
    except duckdb.Error as error:
        raise QueryError(f"{str(error).strip()}\n{_hint(base, str(error))}".strip()) from None


def _hint(base: "duckdb.DuckDBPyConnection", error: str) -> str:
    """The names there are, when a name is not known."""
    views = _first(base, "SELECT view_name FROM duckdb_views() WHERE NOT internal")
    tables = ", ".join(sorted(name for name in views if name in TABLES))
    unknown = re.search(r'column "?([\w]+)"? not found', error, re.IGNORECASE)
    if not unknown:
        return f"Views: {tables}. `DESCRIBE outcomes` lists the columns of one."
    columns = _first(base, "SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal")
    near = nearest(unknown.group(1), columns)
    return f"did you mean: {near}? (views: {tables})" if near else f"Views: {tables}"


def _first(base: "duckdb.DuckDBPyConnection", sql: str) -> list[str]:
    return [str(row[0]) for row in base.execute(sql).fetchall()]
