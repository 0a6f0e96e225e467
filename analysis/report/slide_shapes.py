"""Shapes of a slide: text, tables, pictures; each with its language, and a name for who cannot see.

Lengths in inches, sizes of font in points. Shapes are added in the order in which they are read.
"""

import io
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from analysis.report.columns import PAD, POINTS, laid_out, row_heights
from analysis.report.document import Table
from analysis.report.fit import lines_of, size_for
from analysis.report.words import word
from model.words import Language

INK, GREY, RULE = "1A1F24", "3F4A54", "C6CDD2"
HEAD = "E9EFEE"
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
INDENT, AIR = 0.28, 0.97


class Slide:
    """A slide that shapes are put on."""

    def __init__(self, slide: Any, language: Language) -> None:
        self.slide, self.language = slide, language

    def text(
        self,
        box: tuple[float, float, float, float],
        paragraphs: Sequence[str],
        *,
        size: float,
        least: float = 12.0,
        bold: bool = False,
        colour: str = INK,
        bullets: bool = False,
        gap: float = 0.0,
        middle: bool = False,
        right: bool = False,
    ) -> Any:
        """Paragraphs in a box (left, top, width, height), as large as they fit, at most `size`."""
        left, top, width, height = box
        found = size_for(
            list(paragraphs), inner_width(width, bullets), height * POINTS, size, least, gap
        )
        shape = self.slide.shapes.add_textbox(*map(Inches, (left, top, width, height)))
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
        for at, text in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
            paragraph.space_after = Pt(gap * found)
            paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
            self.run(paragraph, text, found, bold=bold, colour=colour)
            if bullets:
                _bullet(paragraph)
        return shape

    def run(
        self, paragraph: Any, text: str, size: float | None, *, bold: bool = False, colour: str = ""
    ) -> None:
        """A run of text in the language of the slide."""
        run = paragraph.add_run()
        run.text = text
        run.font.bold = bold or None
        if size is not None:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
        run._r.get_or_add_rPr().set("lang", word(self.language, "locale"))  # noqa: SLF001

    def titled(self, text: str, width: float, most: float = 30.0) -> None:
        """The title in the placeholder of the layout, in at most three lines."""
        holder = self.slide.shapes.title
        frame = holder.text_frame
        frame.word_wrap = True
        size = most
        while size > 20.0 and lines_of(text, size, width * POINTS * 0.96, bold=True) > 2:
            size -= 1.0
        self.run(frame.paragraphs[0], text, size)

    def picture(self, png: bytes, box: tuple[float, float, float, float], alt: str) -> None:
        """A picture as large as the box allows, at its top."""
        left, top, width, height = box
        shape = self.slide.shapes.add_picture(io.BytesIO(png), Inches(left), Inches(top))
        ratio = min(Inches(width) / shape.width, Inches(height) / shape.height)
        shape.width, shape.height = int(shape.width * ratio), int(shape.height * ratio)
        describe(shape, alt)

    def table(
        self,
        table: Table,
        box: tuple[float, float, float, float],
        *,
        most: float = 18.0,
        least: float = 12.0,
    ) -> None:
        """A native table with a row of heads, as large as it fits into the box."""
        left, top, width, height = box
        size, widths = laid_out(table, width, height, most, least)
        heights = row_heights(table, widths, size)
        shape = self.slide.shapes.add_table(
            len(table.rows) + 1,
            len(table.heads),
            *map(Inches, (left, top, width, sum(heights))),
        )
        made = shape.table
        _plain(shape)
        for column, one in enumerate(widths):
            made.columns[column].width = Inches(one)
        for row, (cells, one) in enumerate(zip((table.heads, *table.rows), heights, strict=True)):
            made.rows[row].height = Inches(one)
            bold = row == 0 or row - 1 in table.bold
            for column, text in enumerate(cells):
                self._cell(
                    made.cell(row, column),
                    text,
                    size,
                    bold=bold,
                    right=column in table.numeric,
                    fill=HEAD if row == 0 else "",
                )
        describe(shape, table.caption or ", ".join(table.heads))

    def _cell(
        self, cell: Any, text: str, size: float, *, bold: bool, right: bool, fill: str
    ) -> None:
        cell.margin_left = cell.margin_right = Inches(PAD)
        cell.margin_top = cell.margin_bottom = Inches(PAD / 2)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.fill.background()
        if fill:
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(fill)
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        self.run(paragraph, text, size, bold=bold, colour=INK)
        _rule(cell)


def inner_width(width: float, bullets: bool = False) -> float:
    """Points that a line has in a box, with some air for programs that measure otherwise."""
    return (width - (INDENT if bullets else 0.0)) * POINTS * AIR


def describe(shape: Any, alt: str) -> None:
    """A text instead of a figure or table, for who cannot see it."""
    found = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001
    found.set("descr", alt)


def decorative(shape: Any) -> None:
    """Tell those who have a slide read to them that a shape says nothing of its own."""
    found = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001
    found.append(parse_xml(_DECORATIVE))


def _bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.set("marL", str(Inches(INDENT)))
    properties.set("indent", str(-Inches(INDENT)))
    mark = properties.makeelement(qn("a:buChar"), {"char": "•"})
    properties.append(mark)


def _plain(shape: Any) -> None:
    """A table without the colours of a style; its first row is marked as heads."""
    made = shape._element.graphic.graphicData.tbl  # noqa: SLF001
    made.tblPr.set("firstRow", "1")
    made.tblPr.set("bandRow", "0")
    style = made.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def _rule(cell: Any) -> None:
    """A thin line below a cell."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    line = properties.makeelement(qn("a:lnB"), {"w": "9525"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": RULE}))
    line.append(fill)
    properties.insert(0, line)
