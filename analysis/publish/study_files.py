"""Results of a study as files for others: CSV, Parquet, Excel; never without their provenance.

CSV gets a second file `<name>.provenance.json` beside it, Parquet carries it in its metadata, and a
workbook has sheets for results, differences, points, units, notes and provenance.
"""

import io
import json
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.paired.differences import paired
from analysis.publish.workbooks import Rows, Sheet, workbook
from analysis.wording import FORMULA, of_data, percent_in, unit_in
from experiments.record import environment, git_version
from experiments.study.frames import Results
from experiments.study.stopping import LEVEL
from experiments.writing import as_csv, plain_words, write_bytes, write_json
from model.errors import InputError, OutputError, listed, nearest
from model.words import Language, Message, Texts

KINDS = (".csv", ".parquet", ".xlsx")
EXCEL_ROWS = 1_048_576

WORDS = Texts(
    {
        "counterfactual": (
            "Results are counterfactuals under stated assumptions, not forecasts; law and labour "
            "market are frozen."
        ),
        "never_measured": (
            "The effect of a production network has never been measured causally: nothing "
            "observed informs the strength of its mechanisms."
        ),
        "paired": (
            "Arms of one pair share seed and people: compare them within a pair (sheet of "
            "differences), not across pairs."
        ),
        "chance": (
            "Intervals show chance only, at the parameters of their point; they do not contain "
            "the uncertainty of parameters."
        ),
        "empty": (
            "An empty cell: there was nothing to divide by. Failed runs have no row in the "
            "results; they are counted in the provenance."
        ),
        "level": "Intervals of differences: {level}, Student t over pairs.",
        "results": "results",
        "differences": "differences",
        "points": "points",
        "units": "units",
        "notes": "notes",
        "provenance": "provenance",
        "column": "column",
        "unit": "unit",
        "meaning": "meaning",
        "formula": "formula",
        "note": "note",
        "what": "what",
        "value": "value",
    },
    context="study file",
)
NOTES = ("counterfactual", "never_measured", "paired", "chance", "empty")


def provenance(results: Results) -> dict[str, Any]:
    """Where the results come from, as plain data: enough to make them again."""
    study = results.study
    states = results.states().column("status").to_pylist()
    return {
        "study": study.name,
        "title": dict(study.title),
        "code_version": results.code,
        "commit": git_version(),
        "exported": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "content": results.content(),
        "runs": {name: states.count(name) for name in ("done", "failed", "missing")},
        "place": study.place or "as in the scenarios",
        "months": study.months,
        "seed": study.seed,
        "pairs": [min(results.counts), max(results.counts)],
        "base": study.base.name,
        "scenarios": {
            f"{arm.name}, point {point}": row[number].scenario
            for point, row in enumerate(results.identities[:1])
            for number, arm in enumerate(study.arms)
        },
        "definition": study.as_json(),
        "environment": environment(),
    }


def with_factors(results: Results) -> pa.Table:
    """A row per point, pair and arm: factors of the point, then a column per outcome."""
    table = results.wide(None)
    points = results.points()
    for name in reversed(points.column_names[1:]):
        column = points.column(name).take(table.column("point"))
        table = table.add_column(1, name, column)
    return table


def difference_rows(results: Results) -> tuple[list[str], list[list[object]]]:
    """Head and rows: per point, arm and outcome the mean paired difference and its interval."""
    study, wide = results.study, results.wide().to_pandas().set_index("pair")
    runs = dict(iter(wide.groupby(["point", "arm"])))
    head = ["point", "arm", "outcome", "pairs", "base", "arm mean", "difference", "low", "high"]
    head += [factor.name for factor in study.factors]
    rows: list[list[object]] = []
    for (point, values), arm in product(enumerate(study.points), study.arms[1:]):
        base, mine = (runs.get((point, one.name), wide[:0]) for one in (study.base, arm))
        base, mine = base.align(mine, join="inner", axis=0)
        for outcome in study.outcomes:
            found = paired(base[outcome].to_numpy(), mine[outcome].to_numpy())
            numbers = (found.base_mean, found.arm_mean, found.difference, found.low, found.high)
            factors = values if study.factors else ()
            rows.append([point, arm.name, outcome, found.pairs, *numbers, *factors])
    return head, rows


def export(
    results: Results, path: Path, *, overwrite: bool = False, language: Language = "en"
) -> Path:
    """Write the results of a study to a file; its ending says how.

    language: of notes and of what stands around the numbers; columns keep their names.

    Raises:
        InputError: another ending, no results yet, or more rows than a sheet of Excel takes.
        OutputError: the file is there already, or cannot be written.
    """
    writers: Mapping[str, Callable[[Results, Path, Language], None]] = {
        ".csv": _csv,
        ".parquet": _parquet,
        ".xlsx": _workbook,
    }
    ending = path.suffix.lower()
    if ending not in writers:
        allowed, near = listed(KINDS), nearest(ending, KINDS)
        raise InputError.of(
            str(path), "", Message("the ending is {ending!r}", ending=ending), allowed, near
        )
    free(path, overwrite=overwrite)
    if not results.wide().num_rows:
        problem = Message("there are no results yet")
        allowed = Message(
            "`sozialraum study run` first; `study status {name}` says more", name=results.study.name
        )
        raise InputError.of(results.study.name, "", problem, allowed)
    writers[ending](results, path, language)
    return path


def free(path: Path, *, overwrite: bool) -> None:
    """Make room for a file. Raises OutputError if it is there already."""
    if path.exists() and not overwrite:
        raise OutputError(
            Message("Cannot write {path}: it exists already. --overwrite replaces it.", path=path)
        )
    with plain_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)


def _csv(results: Results, path: Path, _language: Language) -> None:
    table = with_factors(results)
    write_bytes(path, as_csv(table.column_names, _rows_of(table)))
    write_json(path.with_suffix(".provenance.json"), provenance(results))


def _parquet(results: Results, path: Path, language: Language) -> None:
    table = with_factors(results)
    fields = []
    units = {o.name: o.unit for o in results.keeper.outcomes}
    for field in table.schema:
        unit = units.get(field.name)
        fields.append(field.with_metadata({"unit": unit}) if unit else field)
    text = json.dumps(provenance(results), ensure_ascii=False)
    notes = "\n".join(WORDS.say(language, note) for note in NOTES)
    schema = pa.schema(fields, metadata={"provenance": text, "notes": notes})
    buffer = io.BytesIO()
    pq.write_table(table.cast(schema), buffer, compression="zstd")
    write_bytes(path, buffer.getvalue())


def _workbook(results: Results, path: Path, language: Language) -> None:
    workbook(path, study_sheets(results, path, language))


def study_sheets(results: Results, path: Path, language: Language) -> Iterator[Sheet]:
    """The sheets of a study: every run, differences, points, units, notes, provenance.

    Raises:
        InputError: more rows than a sheet of Excel takes.
    """
    table = with_factors(results)
    if table.num_rows >= EXCEL_ROWS:
        problem = Message(
            "{count} rows, a sheet of Excel takes {most}",
            count=table.num_rows,
            most=EXCEL_ROWS - 1,
        )
        raise InputError.of(str(path), "", problem, Message("export to .parquet or .csv"))
    head, differences = difference_rows(results)
    points = results.points()
    chosen = [o for o in results.keeper.outcomes if o.name in results.study.outcomes]
    say = WORDS.spoken(language)
    units = [
        (
            o.name,
            unit_in(language, o.unit),
            o.english if language == "en" else o.german,
            of_data(language, FORMULA, o.formula),
        )
        for o in chosen
    ]
    notes = [
        *(say(note) for note in NOTES),
        say("level", level=percent_in(language, 100.0 * LEVEL, 0)),
    ]
    yield Sheet(say("results"), table.column_names, _rows_of(table))
    yield Sheet(say("differences"), head, differences)
    yield Sheet(say("points"), points.column_names, _rows_of(points))
    heads = [say(name) for name in ("column", "unit", "meaning", "formula")]
    yield Sheet(say("units"), heads, units)
    yield Sheet(say("notes"), [say("note")], [[note] for note in notes])
    yield Sheet(say("provenance"), [say("what"), say("value")], _flat(provenance(results)))


def _rows_of(table: pa.Table) -> Rows:
    columns = [table.column(name).to_pylist() for name in table.column_names]
    return zip(*columns, strict=True)


def _flat(content: Mapping[str, Any], prefix: str = "") -> list[tuple[str, object]]:
    """Nested data as rows (dotted name, value); long lists as one text."""
    rows: list[tuple[str, object]] = []
    for key, value in content.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and value:
            rows += _flat(value, f"{name}.")
        elif isinstance(value, str | int | float | bool):
            rows.append((name, value))
        elif value is not None:
            text = json.dumps(value, ensure_ascii=False)
            rows.append((name, text if len(text) < 30_000 else f"{text[:30_000]}…"))
    return rows
