"""What a spreadsheet opens stays text, even where it begins like a formula."""

import pandas as pd
import pyarrow as pa
import pytest

from analysis.publish.study_files import plain_texts
from experiments.writing import as_text, frame_as_csv

FORMULAS = ["=1+1", "+1 @SUM(A1)", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert as_text(text) == f"'{text}"


@pytest.mark.parametrize("value", ["siloed", "", "-0,5", "+1.25", "-3 %", "1=1", 3, None, -0.5])
def test_what_is_none_stays(value: object) -> None:
    assert as_text(value) == value


def test_tables_of_all_kinds() -> None:
    frame = pd.DataFrame({"=name": ["=1+1", "a"], "x": [-0.5, 2.0]})
    assert frame_as_csv(frame).decode() == "'=name,x\n'=1+1,-0.5\na,2.0\n"
    table = plain_texts(pa.table({"arm": ["=1+1", "b", None], "x": [-1.0, 2.0, 3.0]}))
    assert table.column("arm").to_pylist() == ["'=1+1", "b", None]
    assert table.column("x").to_pylist() == [-1.0, 2.0, 3.0]
