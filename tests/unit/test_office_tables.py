"""Points as an office has them: every way of writing the same table says the same."""

import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from testkit.studies import HEAD, study_of

from experiments.study.tables import letters, number_of
from model.errors import InputError

FILE = '[design]\nkind = "file"\nfile = "{}"\n'
POINTS = ((0.7, 0.0), (1.0, 0.5))
WAYS = {
    "commas": "market.demand,levers.handover\n0.7,0\n1.0,0.5\n",
    "German Excel": "market.demand;levers.handover\r\n0,7;0\r\n1,0;0,5\r\n",
    "semicolons with points": "market.demand;levers.handover\n0.7;0\n1.0;0.5\n",
    "tabs": "market.demand\tlevers.handover\n0,7\t0\n1,0\t0,5\n",
    "index of pandas": ",market.demand,levers.handover\n0,0.7,0\n1,1.0,0.5\n",
    "index of pandas, German": ";market.demand;levers.handover\n0;0,7;0\n1;1,0;0,5\n",
    "named index": "Unnamed: 0;market.demand;levers.handover\n1;0,7;0\n2;1,0;0,5\n",
    "empty lines and columns": "market.demand;levers.handover;;\n;;;\n0,7;0;;\n\n1,0;0,5;;\n",
    "a mark in front": "\ufeffmarket.demand;levers.handover\n0,7;0\n1,0;0,5\n",
    "quotes": '"market.demand";"levers.handover"\n"0,7";"0"\n"1,0";"0,5"\n',
    "blanks": " market.demand ; levers.handover\n 0,7 ;0\n1,0; 0,5\n",
    "with parameters.": "parameters.market.demand;levers.handover\n0,7;0\n1,0;0,5\n",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_every_way_of_writing_says_the_same(tmp_path: Path, way: str, encoding: str) -> None:
    if encoding != "utf-8" and "\ufeff" in WAYS[way]:
        pytest.skip("has no such mark")
    (tmp_path / "points.csv").write_bytes(WAYS[way].encode(encoding))
    study = study_of(tmp_path, HEAD + FILE.format("points.csv"))
    assert study.points == POINTS
    assert [factor.name for factor in study.factors] == ["market.demand", "levers.handover"]


def test_one_column_with_decimal_commas(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("market.demand\n0,7\n1,2\n", encoding="utf-8")
    assert study_of(tmp_path, HEAD + FILE.format("points.csv")).points == ((0.7,), (1.2,))


def workbook(path: Path, rows: list[list[object]], *others: str) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name in others:
        book.create_sheet(name).append(["a"])
    book.save(path)


def test_a_workbook_with_numbers_and_numbers_as_text(tmp_path: Path) -> None:
    rows = [["market.demand", "levers.handover"], [0.7, 0], ["1,0", "0,5"]]
    workbook(tmp_path / "points.xlsx", rows)
    assert study_of(tmp_path, HEAD + FILE.format("points.xlsx")).points == POINTS


@pytest.mark.parametrize(
    ("rows", "others", "said"),
    [
        ([["market.demand"], [date(2015, 5, 3)]], (), "A2 (market.demand): '2015-05-03' was made"),
        ([["market.demand"], ["=1/2"]], (), "A2 (market.demand): a formula that"),
        ([["market.demand"], [1]], ("more",), "which sheet holds the points"),
        ([["market.demand"]], (), "has no points"),
    ],
)
def test_what_a_workbook_cannot_mean(
    tmp_path: Path, rows: list[list[object]], others: tuple[str, ...], said: str
) -> None:
    workbook(tmp_path / "points.xlsx", rows, *others)
    with pytest.raises(InputError) as caught:
        study_of(tmp_path, HEAD + FILE.format("points.xlsx"))
    assert said in str(caught.value)


def test_no_workbook_at_all(tmp_path: Path) -> None:
    (tmp_path / "points.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(InputError, match="cannot be read as a workbook"):
        study_of(tmp_path, HEAD + FILE.format("points.xlsx"))


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("0,7", True, 0.7),
        ("0.7", True, 0.7),
        ("-1,5e2", True, -150.0),
        ("\u22120,5", True, -0.5),
        (",5", True, 0.5),
        ("0.125", True, 0.125),
        ("WAHR", True, 1.0),
        ("1.500", False, 1.5),
        ("1.500", True, "decimals or thousands"),
        ("1.500.000", True, "without points"),
        ("0,7", False, "not a number"),
        ("0.1_5", False, "not a number"),
        ("1e999", False, "too large"),
        ("nan", False, "not a number"),
        ("*", True, "not a number"),
        ("", True, "empty"),
    ],
)
def test_a_cell_is_a_number_or_not(text: str, comma: bool, value: float | str) -> None:
    found = number_of(text, comma)
    assert value in found if isinstance(value, str) else found == value  # type: ignore[operator]


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_arms_are_called_by_their_names(tmp_path: Path) -> None:
    for letter in "ab":
        (tmp_path / letter).mkdir()
        text = f'name = "variante-{letter}"\nextends = "siloed"\n'
        (tmp_path / letter / "scenario.toml").write_text(text, encoding="utf-8")
    arms = 'arms = ["siloed", "a/scenario.toml", "b/scenario.toml"]\n'
    assert [arm.name for arm in study_of(tmp_path, arms).arms] == [
        *("siloed", "variante-a", "variante-b")
    ]


def test_names_in_any_form_of_unicode_are_the_same(tmp_path: Path) -> None:
    from model.scenario import resolve

    place = tmp_path / "town"
    place.mkdir()
    from testkit.places import OBERHAUSEN

    for file in OBERHAUSEN.glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace('name = "Osterfeld"', 'name = "Ümmersdorf"')
        (place / file.name).write_text(text, encoding="utf-8")
    form = '[[form]]\nname = "x"\nsozialraum = ["Ümmersdorf"]\nlevers = { handover = 1 }\n'
    mac = unicodedata.normalize("NFD", form)
    assert mac != form
    (tmp_path / "s.toml").write_text('place = "./town"\n' + mac, encoding="utf-8")
    assert resolve(tmp_path / "s.toml").forms[1].spaces == ("Ümmersdorf",)
