"""A table of points as an office has it: CSV with comma, semicolon or tab, or a workbook.

German Excel writes `;` between cells and `,` before decimals, or, as "Unicode text", tabs and
UTF-16; pandas adds a column that counts. What a sign can mean in two ways is refused, not guessed:
1.500 beside semicolons may be one and a half or fifteen hundred.
"""

import csv
import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from model.errors import Fault, listed
from model.parameters.reading import quoted, read_bytes, shown
from model.words import Message

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
MOST_BYTES = 20_000_000  # of a table
MOST_UNPACKED = 200_000_000  # bytes of a workbook's parts
MOST_CELL = 10_000  # signs of a cell
MOST_COLUMNS = 1_000
MOST_LINES = 1_000_001
WHAT = Message("a table: CSV (UTF-8) or .xlsx")
POINTS_SHEETS = ("points", "punkte")
_COUNTING = ("", "unnamed: 0", "point", "punkt")  # heads of columns that only count
_WORDS = {"true": 1.0, "false": 0.0, "wahr": 1.0, "falsch": 0.0}
_UNCALCULATED = "formula without a value"
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+")


class Line(NamedTuple):
    """A row of cells as text, with the number it has in its file."""

    number: int
    cells: list[str]


class Points(NamedTuple):
    """A table as read. file: as users know it; names: of the columns; columns: their letters."""

    file: str
    names: list[str]
    columns: list[int]
    lines: list[Line]
    comma: bool

    def cell(self, column: int, line: Line) -> str:
        """Where a cell stands, as a spreadsheet calls it, with the name of its column."""
        return f"{letters(self.columns[column])}{line.number} ({self.names[column]})"


def letters(column: int) -> str:
    """A column counted from 0 as a spreadsheet calls it: A … Z, AA and so on."""
    from openpyxl.utils import get_column_letter  # slow to import

    return str(get_column_letter(column + 1))


def plain(text: str) -> str:
    """A name as it is compared: without blanks around it, and umlauts as one sign."""
    return unicodedata.normalize("NFC", text.strip())


def read_points(path: Path, faults: list[Fault]) -> Points | None:
    """The table in a file, without lines and columns that are empty or only count."""
    file = shown(path)
    if path.suffix.lower() not in ENDINGS:
        faults.append(Fault(file, "", Message("is no table"), listed(ENDINGS)))
        return None
    raw = read_bytes(path, faults, WHAT, MOST_BYTES)
    if raw is None:
        return None
    comma = True
    if path.suffix.lower() == ".xlsx":
        lines = _of_workbook(raw, file, faults)
    else:
        lines, comma = _of_text(raw, file, faults)
    if lines is None:
        return None
    if len(lines) < 2:
        allowed = Message("a head of names, a row per point")
        faults.append(Fault(file, "", Message("has no points"), allowed))
        return None
    return _without_counting(file, lines, comma)


def _of_text(raw: bytes, file: str, faults: list[Fault]) -> tuple[list[Line] | None, bool]:
    """Lines of a CSV file, and whether a comma may stand before decimals."""
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    try:
        text = raw.decode(marks.get(raw[:2], "utf-8-sig"))
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # as Excel saves "CSV" in Germany
    if "\0" in text:
        faults.append(Fault(file, "", Message("is no text"), WHAT))
        return None, False
    first = next((line for line in text.splitlines() if line.strip(",; \t")), "")
    separator = next((sign for sign in "\t;," if sign in first), ";")
    old = csv.field_size_limit(MOST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        lines = _kept(((reader.line_num, row) for row in reader), file, faults)
    except csv.Error:
        problem = Message(
            "line {line_num}: a cell of more than {most_cell} signs, or no text",
            line_num=reader.line_num,
            most_cell=MOST_CELL,
        )
        faults.append(Fault(file, "", problem, WHAT))
        return None, False
    finally:
        csv.field_size_limit(old)
    return lines, separator != ","


def _of_workbook(raw: bytes, file: str, faults: list[Fault]) -> list[Line] | None:
    """Lines of the only visible sheet of a workbook, or of the one called points."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > MOST_UNPACKED:
            allowed = Message("at most {most_unpacked:,} bytes", most_unpacked=MOST_UNPACKED)
            faults.append(Fault(file, "", Message("is too large"), allowed))
            return None
        book, formulas = (
            openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=values)
            for values in (True, False)
        )
        seen = [s for s in book.worksheets if s.sheet_state == "visible"]
        named = [s for s in seen if s.title.strip().lower() in POINTS_SHEETS]
        if len(named or seen) != 1:
            titles = listed(quoted(sheet.title) for sheet in seen)
            problem = Message("which sheet holds the points? There are {titles}", titles=titles)
            faults.append(Fault(file, "", problem, Message('one sheet, or one called "points"')))
            return None
        sheet = (named or seen)[0]
        twin = formulas[sheet.title]
        for one in (sheet, twin):
            one.reset_dimensions()
        both = zip(*(one.iter_rows(values_only=True) for one in (sheet, twin)), strict=True)
        rows = ([_text(*cell) for cell in zip(*row, strict=True)] for row in both)
        return _kept(enumerate(rows, start=1), file, faults)
    except Exception:  # noqa: BLE001  (a damaged workbook fails in many ways inside its reader)
        faults.append(Fault(file, "", Message("cannot be read as a workbook"), WHAT))
        return None


def _text(cell: object, written: object) -> str:
    """A cell of a workbook as text; written: the same with formulas as they are typed.

    What Excel took for a date is said to be one, and so is a formula that was never calculated.
    """
    if cell is None and written is not None:
        return _UNCALCULATED
    if isinstance(cell, datetime | date | time):
        return f"date {cell.isoformat()}"
    if isinstance(cell, float):
        return repr(cell)
    return "" if cell is None else str(cell)


def _kept(
    rows: Iterable[tuple[int, Sequence[str]]], file: str, faults: list[Fault]
) -> list[Line] | None:
    """Rows in which anything stands; None after the fault that there are too many."""
    lines: list[Line] = []
    for number, row in rows:
        if len(row) > MOST_COLUMNS or number > MOST_LINES:
            allowed = Message(
                "at most {most_lines:,} lines of {most_columns:,} cells",
                most_lines=MOST_LINES,
                most_columns=MOST_COLUMNS,
            )
            problem = Message("line {number}: too many cells", number=number)
            faults.append(Fault(file, "", problem, allowed))
            return None
        if any(cell.strip() for cell in row):
            lines.append(Line(number, [plain(cell[:MOST_CELL]) for cell in row]))
    return lines


def _without_counting(file: str, lines: list[Line], comma: bool) -> Points:
    """The table without columns that are empty or number the points."""
    width = max(len(line.cells) for line in lines)
    filled = [Line(n, cells + [""] * (width - len(cells))) for n, cells in lines]
    head, rows = filled[0].cells, filled[1:]
    columns = [
        column
        for column in range(width)
        if not (
            head[column].lower() in _COUNTING
            and (_counts(cells := [row.cells[column] for row in rows]) or not any(cells))
        )
    ]
    kept = [Line(n, [cells[column] for column in columns]) for n, cells in rows]
    return Points(file, [head[column] for column in columns], columns, kept, comma)


def _counts(cells: list[str]) -> bool:
    """True for 0, 1, 2 … or 1, 2, 3 and so on."""
    first = cells[0] if cells else ""
    if first not in ("0", "1", "0.0", "1.0"):
        return False
    start = int(float(first))
    return all(cell in (str(n), f"{n}.0") for n, cell in enumerate(cells, start))


def number_of(text: str, comma: bool) -> float | str:
    """A cell as a finite number, or what is wrong with it. comma: 0,7 is 0.7."""
    sign = text.strip().lower().replace("\u2212", "-").replace("\u00a0", "")
    if sign in _WORDS:
        return _WORDS[sign]
    if not sign:
        return "the cell is empty"
    if sign == _UNCALCULATED:
        return "a formula that was never calculated: open and save the workbook once"
    if sign.startswith("date "):
        return f"{quoted(text[5:15])} was made a date: format the cell as a number or text"
    if not _NUMBER.fullmatch(sign) or ("," in sign and not comma):
        if comma and _GROUPED.fullmatch(sign):
            return f"{quoted(text)}: write thousands without points"
        return f"{quoted(text)} is not a number"
    if comma and _GROUPED.fullmatch(sign) and "." in sign:
        return f"{quoted(text)}: decimals or thousands? Write 1500 or 1,5"
    value = float(sign.replace(",", "."))
    return value if math.isfinite(value) else f"{quoted(text)} is too large"
