"""Native charts of a slide: they can be edited, and their numbers lie in a workbook behind them.

A range is a line of two points, so that it stands in the workbook too: error bars of given lengths
would not, and LibreOffice leaves them out along x. What python-pptx lacks is written as XML.
"""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from analysis.report.document import Panel, Stacks
from analysis.report.scale import COLOURS, SHADES, nice_steps, reach
from analysis.report.slide_shapes import Slide, decorative, describe
from analysis.report.words import word
from model.words import Language

_MARKS = (
    XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
)  # fmt: skip
ZONE, FILL, INK = "76818A", "DDE3E0", "1A1F24"
INSET = 0.03  # of the width of a chart, left and right of its plot
AXIS = 0.42  # inches for the labels of the axis below the plot


def intervals(
    slide: Slide, panel: Panel, box: tuple[float, float, float, float], alt: str, zone: str
) -> None:
    """Means with their ranges as points on lines; the zone of what is practically none.

    The rows share the height of the box (left, top, width, height) evenly; the axis is below it.
    """
    data = XyChartData()
    count = len(panel.rows)
    points = [(row, float(count - at)) for at, row in enumerate(panel.rows)]
    points += points[:1] if count == 1 else []  # LibreOffice leaves out a series of one point
    means = data.add_series(panel.title)
    for row, height in points:
        means.add_data_point(_known(row.mean), height)
    ranges = [(r, at) for r, at in points[:count] if r.low == r.low and r.high == r.high]
    for row, height in ranges:
        series = data.add_series(row.label)
        for value in (row.low, row.high):
            series.add_data_point(value, height)
    for edge in (-panel.matters, panel.matters):
        series = data.add_series(zone)
        for end in (0.5, count + 0.5):
            series.add_data_point(edge, end)
    left, top, width, height = box
    _shade(slide, panel, box)
    frame = slide.slide.shapes.add_chart(
        XL_CHART_TYPE.XY_SCATTER,
        *map(Inches, (left, top, width, height + AXIS)),
        data,
    )
    describe(frame, alt)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(12)
    first, *lines = chart.plots[0].series
    first.format.line.fill.background()
    for at in range(len(points)):
        _marked(first.points[at].marker, at if count > 1 and count <= len(_MARKS) else 0)
    for at, mine in enumerate(lines):
        edge = at >= len(ranges)
        _ruled(mine, ZONE if edge else INK, 1.25 if edge else 3.0)
        if not edge:
            mine.marker.style = XL_MARKER_STYLE.PLUS
    _axes(chart, panel, count, slide.language)
    _fill_frame(chart, height / (height + AXIS))


def _ruled(series: Any, colour: str, width: float) -> None:
    """A series as a line that ends where its points are. width: in points."""
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb = RGBColor.from_string(colour)
    series.format.line.width = Pt(width)
    series.format.line._get_or_add_ln().set("cap", "flat")  # noqa: SLF001


def _shade(slide: Slide, panel: Panel, box: tuple[float, float, float, float]) -> None:
    """The zone as an area behind the chart, which says the same in words and with its edges."""
    left, top, width, height = box
    low, high = reach(panel)
    ends = [
        left + width * (INSET + (1.0 - 2.0 * INSET) * (value - low) / (high - low))
        for value in (-panel.matters, panel.matters)
    ]
    area = (ends[0], top, ends[1] - ends[0], height)
    shape = slide.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, area))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(FILL)
    shape.line.fill.background()
    shape.shadow.inherit = False
    decorative(shape)


def _known(value: float) -> float:
    return 0.0 if value != value else value


def _marked(marker: Any, at: int) -> None:
    marker.style = _MARKS[at % len(_MARKS)]
    marker.size = 11
    colour = RGBColor.from_string(COLOURS[at % len(COLOURS)])
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour
    marker.format.line.color.rgb = colour


def _axes(chart: Any, panel: Panel, count: int, language: Language) -> None:
    low, high = reach(panel)
    across, up = chart.category_axis, chart.value_axis
    across.minimum_scale, across.maximum_scale = low, high
    across.major_unit = nice_steps(low, high)
    across.has_major_gridlines = False
    across.tick_labels.number_format = word(language, "axis_format")
    across.tick_labels.number_format_is_linked = False
    across.tick_labels.font.size = Pt(12)
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    across.format.line.color.rgb = RGBColor.from_string("C6CDD2")
    up.minimum_scale, up.maximum_scale = 0.5, count + 0.5
    up.has_major_gridlines = False
    up.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    up.major_tick_mark = XL_TICK_MARK.NONE
    up.format.line.color.rgb = RGBColor.from_string(INK)


def _fill_frame(chart: Any, height: float) -> None:
    """The plot takes the whole width and this share of the height, so that rows stand beside it."""
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001
    layout = area.find(qn("c:layout"))
    if layout is not None:
        area.remove(layout)
    area.insert(
        0,
        parse_xml(
            f"<c:layout {nsdecls('c')}><c:manualLayout><c:layoutTarget val='inner'/>"
            f"<c:xMode val='edge'/><c:yMode val='edge'/><c:x val='{INSET}'/><c:y val='0'/>"
            f"<c:w val='{1.0 - 2.0 * INSET:.2f}'/><c:h val='{height:.4f}'/>"
            "</c:manualLayout></c:layout>"
        ),
    )


def stacks(slide: Slide, figure: Stacks, box: tuple[float, float, float, float]) -> None:
    """A bar for every set of assumptions, its parts from bottom to top."""
    data = CategoryChartData(number_format="0")
    data.categories = [str(at) for at in range(1, len(figure.bars) + 1)]
    order: Sequence[int] = range(len(figure.names) - 1, -1, -1)
    for part in order:
        data.add_series(figure.names[part], [bar[part] for bar in figure.bars])
    frame = slide.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED_100, *map(Inches, box), data)
    describe(frame, figure.alt)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(12)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 20, 100
    for part, series in zip(order, plot.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(SHADES[part])
        series.format.line.color.rgb = RGBColor.from_string("8E999F")
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.tick_labels.font.size = Pt(12)
    chart.category_axis.tick_labels.font.size = Pt(12)
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
