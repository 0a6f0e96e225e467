"""Sheets of a workbook: heads that stay and filter, numbers in a format, long integers as text."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from experiments.writing import LONGEST_INTEGER, write_bytes

type Rows = Iterable[Sequence[object]]

FLOAT, WHOLE = "#,##0.00##", "#,##0"
WIDE_HEADS = ("note", "value", "formula")


class Sheet(NamedTuple):
    """A sheet: its name, heads and rows; texts: heads of columns with long texts."""

    title: str
    heads: Sequence[str]
    rows: Rows
    texts: Sequence[str] = WIDE_HEADS


def workbook(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook, whole or not at all."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    write_bytes(path, buffer.getvalue())


def _write(book: Any, content: Sheet) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(content.title)
    sheet.freeze_panes = "A2"
    for column, name in enumerate(content.heads, start=1):
        wide = 90 if name in content.texts else max(10, min(32, len(name) + 4))
        sheet.column_dimensions[get_column_letter(column)].width = wide
    heads = [WriteOnlyCell(sheet, value=name) for name in content.heads]
    for cell in heads:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(heads)
    last = 1
    for row in content.rows:
        sheet.append([_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(heads)))}{last}"


def _cell(sheet: Any, value: object) -> object:
    """A value as a cell: what is not defined stays empty, and no text is taken for a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= LONGEST_INTEGER:
        value = str(value)
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=len(value) > 40, vertical="top")
        return cell
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = FLOAT if isinstance(value, float) else WHOLE
        return cell
    return value
