"""Slides: one thought each, its finding as the title, the source at the foot, words for who speaks.

On a slide stand title, lead, then a figure or a table, then sentences; what a figure shows stands
beside it in words. The talk comes first, slides for likely questions after it.
"""

import io
from pathlib import Path

from pptx.util import Inches

from analysis.report.columns import POINTS, laid_out, row_heights
from analysis.report.document import Document, Intervals, Picture, Section, Stacks
from analysis.report.fit import LINE, lines_of, refuse_without_fonts, wrapped
from analysis.report.slide_charts import AXIS, intervals, stacks
from analysis.report.slide_master import MARGIN, opened
from analysis.report.slide_shapes import (
    GREY,
    Slide,
    inner_width,
)
from analysis.report.words import word

TOP, BOTTOM = 1.55, 6.75  # inches: what stands between title and source
SOURCE = (6.88, 0.42)
LABEL, VALUES = 2.9, 3.9  # columns left and right of a figure of differences
ROW, TALL, HEADING = 0.62, 0.44, 0.42
FEW_ROWS = 2  # of a figure of differences beside which there is room for sentences
LEAD, TEXT, FEW = 20.0, 20.0, 16.0  # points
GAP = 0.15
WORDY = 60  # letters of a cell beside a picture, from which on the table gets more room


def slides(document: Document, template: Path | None = None) -> bytes:
    """The slides as a file.

    Raises:
        InputError: the template lacks a layout, or cannot be read.
    """
    refuse_without_fonts()
    made, layout = opened(template)
    wide = made.slide_width / Inches(1)
    for number, section in enumerate((*document.sections, *document.backup), 1):
        page = Slide(made.slides.add_slide(layout), document.language)
        backup = number > len(document.sections)
        _fill(page, document, section, number, wide, backup=backup)
    properties = made.core_properties
    properties.title, properties.subject = document.title, document.subtitle
    properties.language, properties.author = word(document.language, "locale"), "Sozialraum"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _fill(
    page: Slide, document: Document, section: Section, number: int, wide: float, *, backup: bool
) -> None:
    width = wide - 2 * MARGIN
    page.titled(section.title, width)
    top = TOP
    if section.lead:
        lines = wrapped(section.lead, LEAD - 2, width * 72 * 0.97)
        high = 0.3 * len(lines) + 0.08
        page.text((MARGIN, top, width, high), [section.lead], size=LEAD - 2, colour=GREY)
        top += high + 0.05
    top = _figure(page, section, top, width)
    _sentences(page, section, top, width)
    _foot(page, document, section, number, width, backup=backup)
    notes = [section.title + ".", section.lead, *section.sentences, "", *section.notes]
    frame = page.slide.notes_slide.notes_text_frame
    frame.text = ""
    for at, text in enumerate(one for one in notes if one):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        page.run(paragraph, text, None)


def _shown(section: Section) -> tuple[str, ...]:
    """Sentences of a slide; beside many rows of a figure, which say the same, only the last.

    All of them stand in the notes.
    """
    figure = section.figure
    many = isinstance(figure, Intervals) and sum(len(one.rows) for one in figure.panels) > FEW_ROWS
    return section.sentences[-1:] if many else section.sentences


def _room_for_words(section: Section, width: float) -> float:
    """Inches that the sentences below a figure or table take."""
    texts = [*_shown(section), *section.code]
    if not texts:
        return 0.0
    lines = sum(lines_of(text, FEW, inner_width(width, bullets=True)) for text in texts)
    return 0.1 + FEW * (LINE * lines + GAP * len(texts)) / POINTS


def _figure(page: Slide, section: Section, top: float, width: float) -> float:
    """The figure or the table of a section; returns where the next begins."""
    figure, table = section.figure, section.table
    room = BOTTOM - top - _room_for_words(section, width)
    if isinstance(figure, Intervals):
        return _intervals(page, figure, top, width, room)
    if isinstance(figure, Stacks):
        page.text((MARGIN, top, width, 0.35), [figure.title], size=FEW, bold=True)
        stacks(page, figure, (MARGIN, top + 0.4, width, room - 0.45))
        return top + room
    if isinstance(figure, Picture):
        wordy = table is not None and max(len(c) for row in table.rows for c in row) > WORDY
        half = (0.44 if wordy else 0.52) * width
        page.picture(figure.png, (MARGIN, top, half, room), figure.alt)
        if table is not None:
            page.table(table, (MARGIN + half + 0.2, top, width - half - 0.2, room), most=14.0)
        return top + room
    if table is not None:
        page.table(table, (MARGIN, top, width, room))
        size, widths = laid_out(table, width, room, 18.0, 12.0)
        return top + sum(row_heights(table, widths, size)) + 0.2
    return top


def _intervals(page: Slide, figure: Intervals, top: float, width: float, room: float) -> float:
    """Panels below each other: labels on the left, the chart, what is said on the right."""
    rows = sum(len(panel.rows) for panel in figure.panels)
    each = min(ROW, (room - 0.3 - len(figure.panels) * (HEADING + AXIS)) / max(1, rows))
    left, right = MARGIN + LABEL, width - LABEL - VALUES
    tall = each >= TALL
    size = 16.0 if tall else 14.0
    for panel in figure.panels:
        heading = (MARGIN, top, width, HEADING - 0.08)
        page.text(heading, [panel.title], size=FEW, bold=True)
        top += HEADING
        high = each * len(panel.rows)
        alt = figure.alt if panel is figure.panels[0] else panel.title
        intervals(page, panel, (left, top, right, high), alt, figure.zone)
        for at, row in enumerate(panel.rows):
            y = top + at * each
            page.text((MARGIN, y, LABEL - 0.15, each), [row.label], size=size, middle=True)
            judged, _, counts = row.said.partition("; ")
            said = [f"{row.shown} ({row.span}) {judged}", *([counts] if counts else [])]
            if not tall:
                said = [f"{row.shown} ({row.span}) {row.said}"]
            box = (left + right + 0.1, y, VALUES - 0.1, each)
            page.text(box, said, size=14.0 if not tall else 12.5, middle=True)
        top += high + AXIS
    ends = f"◄ {figure.less}  ·  {figure.more} ►   {figure.zone}"
    page.text((left, top, right + VALUES, 0.26), [ends], size=12.0, colour=GREY)
    return top + 0.32


def _sentences(page: Slide, section: Section, top: float, width: float) -> None:
    room = BOTTOM - top
    texts = list(_shown(section))
    if section.code:
        page.text((MARGIN, BOTTOM - 0.45, width, 0.4), section.code, size=14.0)
        room -= 0.5
    if not texts or room < 0.25:
        return
    alone = section.figure is None and section.table is None
    most = TEXT if alone else FEW
    bullets = len(texts) > 1 or section.listed
    box = (MARGIN, top + 0.02, width, room)
    page.text(box, texts, size=most, bullets=bullets, gap=0.4 if alone else GAP)


def _foot(
    page: Slide, document: Document, section: Section, number: int, width: float, *, backup: bool
) -> None:
    where = f"{document.words['backup']} · {number}" if backup else str(number)
    top, high = SOURCE
    page.text((MARGIN, top, width - 1.9, high), [document.source], size=12.0, colour=GREY)
    box = (MARGIN + width - 1.8, top, 1.8, high)
    page.text(box, [where], size=12.0, colour=GREY, right=True)
