"""The draft of an agenda paper as a Word file: what was found, and room for what is to be decided.

The proposed resolution is left empty: what follows from a result is for the board to say.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from analysis.report.columns import column_widths
from analysis.report.document import Document, Picture, Section, Table
from analysis.report.words import word
from model.errors import InputError
from model.words import Message

FONT = "Arial"
STYLES = ("Title", "Heading 1", "Normal", "List Bullet")
# Heads of the paper, and the sections whose findings stand under each.
PARTS: Mapping[str, tuple[str, ...]] = {
    "occasion": (),
    "subject": ("question", "compared"),
    "outcome": ("answer", "network", "people", "rival", "over_years"),
    "cost": ("effort",),
    "limits": ("limits", "board"),
    "resolution": (),
}
PICTURE = 0.75  # of the width of the text
SHORT = 12  # rows of a table that stays on one page
WITH_TABLE = ("compared", "answer", "people", "effort")


def agenda_paper(document: Document, template: Path | None = None) -> bytes:
    """The draft as a file.

    Raises:
        InputError: the template cannot be read, or lacks a style.
    """
    made = _opened(template)
    made.core_properties.title = document.title
    made.core_properties.language = word(document.language, "locale")
    made.core_properties.author = "Sozialraum"
    _language(made, word(document.language, "locale"))
    made.add_paragraph(document.words["agenda"], style="Title")
    made.add_paragraph(document.subtitle)
    for part, names in PARTS.items():
        made.add_paragraph(document.words[part], style="Heading 1")
        if part == "occasion":
            made.add_paragraph(document.words["occasion_text"])
        if part == "resolution":
            made.add_paragraph(document.words["to_fill"])
            made.add_paragraph("")
        for name in names:
            section = document.section(name)
            if section is not None:
                _section(made, section)
    made.add_paragraph(document.source)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _opened(template: Path | None) -> Any:
    try:
        made = docx.Document(None if template is None else str(template))
    except Exception as error:  # noqa: BLE001  (whatever a damaged file makes python-docx raise)
        problem = Message("cannot be read as a document ({name})", name=type(error).__name__)
        raise InputError.of(str(template), "--template", problem, Message("a .docx file")) from None
    known = {style.name for style in made.styles}
    missing = [name for name in STYLES if name not in known]
    if missing:
        problem = Message("lacks the style {names}", names=", ".join(missing))
        allowed = Message("a document with {names}", names=", ".join(STYLES))
        raise InputError.of(str(template), "--template", problem, allowed)
    if template is None:
        _own(made)
    else:
        _emptied(made)
    return made


def _own(made: Any) -> None:
    """A4, the font of the report, room on the left for a file."""
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin, page.right_margin = Cm(2.5), Cm(2.0)
    page.top_margin = page.bottom_margin = Cm(2.0)
    sizes = {"Title": 20, "Heading 1": 13, "Normal": 11, "List Bullet": 11}
    for name, size in sizes.items():
        font = made.styles[name].font
        font.name, font.size = FONT, Pt(size)
        font.color.rgb = docx.shared.RGBColor(0x1A, 0x1F, 0x24)
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)


def _emptied(made: Any) -> None:
    """What a template holds as an example is left out; its page stays."""
    body = made.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _language(made: Any, tag: str) -> None:
    """The language of the text, for hyphens and for those who have it read to them."""
    for name in STYLES:
        properties = made.styles[name].element.get_or_add_rPr()
        found = properties.find(qn("w:lang"))
        if found is None:
            found = OxmlElement("w:lang")
            properties.append(found)
        found.set(qn("w:val"), tag)


def _section(made: Any, section: Section) -> None:
    end = "" if section.title.endswith(("?", ".")) else "."
    title = made.add_paragraph()
    title.add_run(section.title + end).bold = True
    lead = made.add_paragraph(section.lead) if section.lead else None
    table = section.table if section.name in WITH_TABLE else None
    more = bool(section.sentences) or table is not None or isinstance(section.figure, Picture)
    title.paragraph_format.keep_with_next = more or lead is not None  # with what it says
    if lead is not None:
        lead.paragraph_format.keep_with_next = more
    if isinstance(section.figure, Picture):
        _picture(made, section.figure)
    many = len(section.sentences) > 1
    for text in section.sentences:
        made.add_paragraph(text, style="List Bullet" if many else "Normal")
    if table is not None:
        _table(made, table)


def _picture(made: Any, figure: Picture) -> None:
    page = made.sections[0]
    width = page.page_width - page.left_margin - page.right_margin
    made.add_picture(io.BytesIO(figure.png), width=int(PICTURE * width))
    described = made.paragraphs[-1]._p.xpath(".//wp:docPr")[0]  # noqa: SLF001
    described.set("descr", figure.alt)
    described.set("title", figure.title)


def _table(made: Any, table: Table) -> None:
    grid = made.add_table(rows=1 + len(table.rows), cols=len(table.heads))
    page = made.sections[0]
    across = page.page_width - page.left_margin - page.right_margin
    grid.autofit = False
    for column, width in zip(grid.columns, column_widths(table, across / Cm(2.54), 9), strict=True):
        column.width = Cm(2.54 * width)
        for cell in column.cells:
            cell.width = Cm(2.54 * width)
    for row, cells in enumerate((table.heads, *table.rows)):
        bold = row == 0 or row - 1 in table.bold
        whole = bold and row > 0 and not any(cells[1:])
        if whole:
            grid.cell(row, 0).merge(grid.cell(row, len(cells) - 1))
        for column, text in enumerate(cells[:1] if whole else cells):
            paragraph = grid.cell(row, column).paragraphs[0]
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.keep_with_next = row < len(table.rows) <= SHORT
            run = paragraph.add_run(text)
            run.bold, run.font.size = bold, Pt(9)
            if column in table.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _ruled(grid.rows[row])
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    made.add_paragraph("")


def _ruled(row: Any) -> None:
    """A thin line below a row."""
    for cell in row.cells:
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
        if properties.find(qn("w:tcBorders")) is not None:
            continue
        borders = OxmlElement("w:tcBorders")
        line = OxmlElement("w:bottom")
        for key, value in (("val", "single"), ("sz", "4"), ("color", "C6CDD2")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
        properties.append(borders)
