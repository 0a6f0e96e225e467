"""Figures of a report as SVG, for pages: text stays text, and the whole has a name and a text.

Lengths are in the units of the picture, 1,000 across.
"""

from collections.abc import Iterator
from html import escape

from analysis.report.document import Figure, Intervals, Panel, Picture, Row, Stacks
from analysis.report.fit import wrapped
from analysis.report.scale import COLOURS, SHADES, nice_steps, reach
from model.words import Language, signed_in

WIDE = 1000
FONT = "Liberation Sans, Arial, sans-serif"
SIZE, SMALL = 22, 18
LEFT, RIGHT = 300, 300  # columns beside the plot of differences
ROW, HEAD, AXIS = 62, 44, 50
ZONE, EDGE, INK, GREY, RULE = "#DDE3E0", "#76818A", "#1A1F24", "#3F4A54", "#C6CDD2"


def svg(figure: Figure, language: Language, name: str) -> str:
    """A figure as SVG. name: unique on the page, for its title and description."""
    if isinstance(figure, Picture):
        text = figure.svg.decode("utf-8")
        return _named(text[text.index("<svg") :], figure.alt, name)
    drawn, high = _intervals(figure, language) if isinstance(figure, Intervals) else _stacks(figure)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" role="img" '
        f'aria-labelledby="{name}-t" font-family="{FONT}" font-size="{SIZE}" fill="{INK}">'
        f'<title id="{name}-t">{escape(figure.alt)}</title>{drawn}</svg>'
    )


def _named(text: str, alt: str, name: str) -> str:
    """A picture of Matplotlib with its own names, and a text for who cannot see it."""
    head, rest = text.split(">", 1)
    for mark in ('id="', "url(#", 'xlink:href="#'):
        rest = rest.replace(mark, f"{mark}{name}-")
    return (
        f'{head} role="img" aria-labelledby="{name}-t"><title id="{name}-t">{escape(alt)}</title>'
        f"{rest}"
    )


def _text(
    x: float, y: float, text: str, *, size: int = SIZE, anchor: str = "start", bold: bool = False,
    colour: str = INK,
) -> str:  # fmt: skip
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{colour}"{weight}>{escape(text)}</text>'
    )


def _intervals(figure: Intervals, language: Language) -> tuple[str, float]:
    parts: list[str] = []
    top = 0.0
    many = sum(len(panel.rows) for panel in figure.panels) > 6
    for panel in figure.panels:
        for line in wrapped(panel.title, SIZE, WIDE, bold=True):
            parts.append(_text(0, top + 26, line, bold=True))
            top += 30
        top += HEAD - 30
        each = ROW * (0.62 if many else 1.0)
        parts += _panel(panel, top, each, language, many=many)
        top += each * len(panel.rows) + AXIS
    top += 6
    parts.append(_text(LEFT, top + 14, f"◄ {figure.less}", size=SMALL, colour=GREY))
    parts.append(
        _text(WIDE - RIGHT, top + 14, f"{figure.more} ►", size=SMALL, anchor="end", colour=GREY)
    )
    parts.append(_text(0, top + 40, figure.zone, size=SMALL, colour=GREY))
    return "".join(parts), top + 54


def _panel(
    panel: Panel, top: float, each: float, language: Language, *, many: bool
) -> Iterator[str]:
    low, high = reach(panel)
    wide = WIDE - LEFT - RIGHT - 20

    def x(value: float) -> float:
        return LEFT + wide * (value - low) / (high - low)

    deep = each * len(panel.rows)
    yield (
        f'<rect x="{x(-panel.matters):.1f}" y="{top:.1f}" '
        f'width="{x(panel.matters) - x(-panel.matters):.1f}" height="{deep:.1f}" fill="{ZONE}" '
        f'stroke="{EDGE}" stroke-width="1"/>'
    )
    yield _line(x(0.0), top, x(0.0), top + deep, INK, 2)
    yield _line(LEFT, top + deep, LEFT + wide, top + deep, RULE, 2)
    step = nice_steps(low, high)
    for at in range(round((high - low) / step) + 1):
        value = low + at * step
        digits = 0 if step >= 1 else 1
        yield _line(x(value), top + deep, x(value), top + deep + 6, GREY, 2)
        label = signed_in(language, value, digits)
        yield _text(x(value), top + deep + 27, label, size=SMALL, anchor="middle", colour=GREY)
    for at, row in enumerate(panel.rows):
        middle = top + each * (at + 0.5)
        yield from _row(row, middle, x, 0 if many else at, one_line=many)


def _row(row: Row, y: float, x, at: int, *, one_line: bool) -> Iterator[str]:  # type: ignore[no-untyped-def]
    colour = f"#{COLOURS[at % len(COLOURS)]}"
    label = wrapped(row.label, SIZE, LEFT - 30)
    first = y + 7 - 13 * (len(label) - 1)
    for line, text in enumerate(label):
        yield _text(0, first + 26 * line, text)
    if row.low == row.low and row.high == row.high:
        yield _line(x(row.low), y, x(row.high), y, colour, 5)
        for end in (row.low, row.high):
            yield _line(x(end), y - 8, x(end), y + 8, colour, 3)
    if row.mean == row.mean:
        yield _mark(x(row.mean), y, at, colour)
    right = WIDE - RIGHT + 4
    if one_line:
        yield _text(right, y + 7, f"{row.shown} ({row.span})", size=SMALL)
        return
    yield _text(right, y - 4, f"{row.shown} ({row.span})", bold=True, size=20)
    yield _text(right, y + 19, row.said.split(";")[0], size=SMALL, colour=GREY)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"/>'
    )


def _mark(x: float, y: float, at: int, colour: str) -> str:
    """Round, diamond, square, triangle: the form tells arms apart, not the colour."""
    edge = f'fill="{colour}" stroke="#FFFFFF" stroke-width="2"'
    if at % 4 == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="10" {edge}/>'
    corners = {
        1: ((0, -12), (12, 0), (0, 12), (-12, 0)),
        2: ((-9, -9), (9, -9), (9, 9), (-9, 9)),
        3: ((0, -12), (11, 9), (-11, 9)),
    }[at % 4]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{points}" {edge}/>'


def _stacks(figure: Stacks) -> tuple[str, float]:
    high, left, gap = 300.0, 60.0, 0.16
    each = (WIDE - left) / max(1, len(figure.bars))
    parts = [_text(0, 22, figure.title, size=20, bold=True)]
    top = 44.0
    for tick in (0, 50, 100):
        y = top + high * (1 - tick / 100)
        parts.append(_text(left - 8, y + 6, str(tick), size=SMALL, anchor="end", colour=GREY))
    for at, bar in enumerate(figure.bars):
        y = top
        for part, share in enumerate(bar):
            deep = high * share / 100.0
            parts.append(
                f'<rect x="{left + each * (at + gap / 2):.1f}" y="{y:.1f}" '
                f'width="{each * (1 - gap):.1f}" height="{deep:.1f}" fill="#{SHADES[part]}" '
                'stroke="#8E999F" stroke-width="1"/>'
            )
            y += deep
    y = top + high + 34
    for at, name in enumerate(reversed(figure.names)):
        x, row = 500.0 * (at % 2), y + 30.0 * (at // 2)
        shade = SHADES[len(figure.names) - 1 - at]
        parts.append(
            f'<rect x="{x:.0f}" y="{row - 16:.0f}" width="18" height="18" fill="#{shade}" '
            'stroke="#8E999F"/>'
        )
        parts.append(_text(x + 26, row, name, size=SMALL))
    return "".join(parts), y + 30.0 * ((len(figure.names) - 1) // 2) + 14
