"""Exports carry units, notes and provenance, and say the same in every format."""

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from testkit.studies import TWO_POINTS, Engine, carried_out, study_of

from analysis.ask.studies import results as ask
from analysis.publish import study_files as study_export
from analysis.publish.study_files import difference_rows, export
from experiments.study.frames import Results, differences_frame
from model.errors import InputError, OutputError


@pytest.fixture
def results(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Results:
    Engine(monkeypatch)
    text = TWO_POINTS + '[keep]\nevery = "yearly"\noutcomes = ["participation", "employed"]\n'
    text += '[title]\nde = "=1+1"\nen = "=1+1"\n'
    return carried_out(study_of(tmp_path, text), tmp_path / "store")


COLUMNS = [
    "point", "levers.stage_cap", "pair", "seed", "arm", "year", "participation", "employed",
]  # fmt: skip


def test_all_formats_hold_the_same_values(results: Results, tmp_path: Path) -> None:
    frames = {}
    for ending, read in (
        (".csv", pd.read_csv),
        (".parquet", pd.read_parquet),
        (".xlsx", lambda path: pd.read_excel(path, sheet_name="results")),
    ):
        frames[ending] = read(export(results, tmp_path / f"out{ending}"))
        assert list(frames[ending].columns) == COLUMNS
        assert len(frames[ending]) == 2 * 3 * 2 * 3
    for ending in (".csv", ".xlsx"):
        pd.testing.assert_frame_equal(
            frames[ending], frames[".parquet"], check_dtype=False, check_exact=ending == ".csv"
        )


def test_a_workbook_has_units_notes_and_provenance(results: Results, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(results, tmp_path / "out.xlsx"))
    sheets = ["results", "differences", "points", "units", "notes", "provenance"]
    assert book.sheetnames == sheets
    units = {row[0]: row[1] for row in book["units"].iter_rows(values_only=True)}
    assert units["participation"] == "points"
    assert units["employed"] == "%"
    found = {row[0]: row[1] for row in book["provenance"].iter_rows(values_only=True)}
    assert found["code_version"] == results.code
    assert found["seed"] == 1
    assert found["runs.done"] == 12
    notes = " ".join(str(row[0]) for row in book["notes"].iter_rows(values_only=True))
    assert "never been measured causally" in notes
    assert "chance only" in notes


def test_a_german_workbook_is_german(results: Results, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(results, tmp_path / "aus.xlsx", language="de"))
    assert book.sheetnames == [
        "Läufe", "Unterschiede", "Punkte", "Einheiten", "Hinweise", "Herkunft",
    ]  # fmt: skip
    rows = list(book["Einheiten"].iter_rows(values_only=True))
    assert rows[0] == ("Spalte", "Einheit", "Bedeutung", "Formel")
    assert {row[0]: row[1] for row in rows}["participation"] == "Punkte"
    notes = " ".join(str(row[0]) for row in book["Hinweise"].iter_rows(values_only=True))
    assert "nie ursächlich gemessen" in notes


def test_text_that_looks_like_a_formula_stays_text(results: Results, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(results, tmp_path / "out.xlsx"))
    cells = [row for row in book["provenance"].iter_rows() if row[0].value == "title.de"]
    assert cells[0][1].value == "=1+1"
    assert cells[0][1].data_type == "s"


def test_csv_and_parquet_carry_their_provenance(results: Results, tmp_path: Path) -> None:
    export(results, tmp_path / "out.csv")
    beside = json.loads((tmp_path / "out.provenance.json").read_text(encoding="utf-8"))
    assert beside["content"] == results.content()
    schema = pq.read_schema(export(results, tmp_path / "out.parquet"))
    assert json.loads(schema.metadata[b"provenance"])["code_version"] == results.code
    assert schema.field("participation").metadata[b"unit"] == b"points"


def test_differences_are_those_of_the_pairs(results: Results) -> None:
    head, rows = difference_rows(results)
    table = pd.DataFrame(rows, columns=head).set_index(["point", "outcome"])
    means = differences_frame(results).groupby(["point", "outcome"])["difference"].mean()
    pd.testing.assert_series_equal(
        table["difference"].sort_index(),
        means.sort_index(),
        check_names=False,
        check_index_type=False,
    )
    assert (table["pairs"] == 3).all()
    assert (table["low"] < table["difference"]).all()


def test_nothing_is_overwritten_unless_asked(results: Results, tmp_path: Path) -> None:
    path = export(results, tmp_path / "out.csv")
    with pytest.raises(OutputError, match="--overwrite"):
        export(results, path)
    export(results, path, overwrite=True)


def test_what_cannot_be_exported_is_said(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=r"\.csv, \.parquet, \.xlsx"):
        export(results, tmp_path / "out.xls")
    monkeypatch.setattr(study_export, "EXCEL_ROWS", 10)
    with pytest.raises(InputError, match="a sheet of Excel takes 9"):
        export(results, tmp_path / "out.xlsx")
    empty = Results(results.study, tmp_path / "empty", "0-none", results.identities, results.keeper)
    with pytest.raises(InputError, match="no results yet"):
        export(empty, tmp_path / "empty.csv")


def test_results_come_with_the_factors_of_their_point(results: Results) -> None:
    frame = ask("study", store=results.store)
    assert set(frame.columns) == {"point", "pair", "arm", "outcome", "value", "levers.stage_cap"}
    assert frame.groupby("point")["levers.stage_cap"].unique().tolist() == [[1.0], [2.0]]
    counted = ask(sql="SELECT count(*) AS n FROM runs", store=results.store)
    assert counted["n"].tolist() == [12]
    with pytest.raises(InputError, match="not both"):
        ask()
    with pytest.raises(InputError, match="no study or result 'stdy'"):
        ask("stdy", store=results.store)
