"""More pictures as SVG, made like those of `charts`: before and after, courses, swings."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from sozialraum.page.charts import AXIS, INK, QUIET, SIGN, ZONE, Scale, svg

THIN = 26  # height of a row
_COURSE, _LEFT = 150.0, 7.0  # height, and per cent of the width beside the axis
_YEAR = 12


def plain_scale(values: Sequence[float], least: float = 1.0) -> Scale:
    """From zero to the largest value, and some room."""
    most = max([least, *(value for value in values if value == value)])
    return Scale(0.0, 1.06 * most)


def change(scale: Scale, before: float, after: float, name: str) -> str:
    """A value before (open) and after (full), joined by a line."""
    middle = THIN / 2
    parts = [f'<line x1="0" x2="100%" y1="{middle}" y2="{middle}" stroke="#E1E5E7"/>']
    if before == before and after == after:
        parts.append(
            f'<line x1="{scale.at(before):.2f}%" x2="{scale.at(after):.2f}%" y1="{middle}" '
            f'y2="{middle}" stroke="{INK}" stroke-width="3" opacity=".5"/>'
        )
    if before == before:
        parts.append(
            f'<circle cx="{scale.at(before):.2f}%" cy="{middle}" r="5.5" fill="#fff" '
            f'stroke="{INK}" stroke-width="2"/>'
        )
    if after == after:
        parts.append(f'<circle cx="{scale.at(after):.2f}%" cy="{middle}" r="4" fill="{INK}"/>')
    return svg("".join(parts), THIN, name, "row")


def numbers_axis(scale: Scale, labels: Sequence[str], unit: str) -> str:
    """The axis below rows of `change`: a number per tick, and the unit below."""
    parts = ['<line x1="0" x2="100%" y1="4" y2="4" stroke="#C6CDD2"/>']
    for value, label in zip(scale.ticks(), labels, strict=True):
        x = scale.at(value)
        anchor = "start" if x < 4 else "end" if x > 96 else "middle"
        parts.append(f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="4" y2="9" stroke="{QUIET}"/>')
        parts.append(
            f'<text x="{x:.2f}%" y="22" text-anchor="{anchor}" fill="#3F4A54">'
            f"{escape(label)}</text>"
        )
    parts.append(f'<text x="100%" y="38" text-anchor="end" fill="#3F4A54">{escape(unit)}</text>')
    return svg("".join(parts), AXIS, "", "row")


def swing(scale: Scale, matters: float, low: float, high: float, name: str) -> str:
    """What a decision does at its ends: an open bar for the lower one, a full one for the upper."""
    zero, (left, right) = scale.at(0.0), (scale.at(-matters), scale.at(matters))
    parts = [
        f'<rect x="{left:.2f}%" width="{right - left:.2f}%" height="{THIN}" fill="{ZONE}"/>',
        *(
            f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{THIN}" stroke="{SIGN}"/>'
            for x in (left, right)
        ),
    ]
    open_bar, full = f'fill="#fff" stroke="{INK}" stroke-width="1.6"', f'fill="{INK}"'
    for value, y, look in ((low, 3, open_bar), (high, 14, full)):
        if value == value:
            at = scale.at(value)
            parts.append(
                f'<rect x="{min(at, zero):.2f}%" width="{abs(at - zero):.2f}%" y="{y}" height="9" '
                f"{look}/>"
            )
    parts.append(
        f'<line x1="{zero:.2f}%" x2="{zero:.2f}%" y1="0" y2="{THIN}" stroke="{QUIET}" '
        'stroke-width="1.8"/>'
    )
    return svg("".join(parts), THIN, name, "row")


def lives(base: Sequence[float], other: Sequence[float], parted: int | None, name: str) -> str:
    """Participation (1 to 10) month by month in two lives: dashed the base, full the option."""
    months = max(len(base), 1)

    def x(month: float) -> float:
        return _LEFT + (100.0 - _LEFT) * month / months

    def y(value: float) -> float:
        return 8.0 + (_COURSE - 34.0) * (10.0 - value) / 9.0

    parts = [
        f'<line x1="{_LEFT}%" x2="100%" y1="{y(value):.1f}" y2="{y(value):.1f}" '
        'stroke="#E1E5E7"/>'
        f'<text x="{_LEFT - 1}%" y="{y(value) + 4:.1f}" text-anchor="end" fill="#3F4A54">'
        f"{value}</text>"
        for value in (1, 5, 10)
    ]
    for month in range(0, months + 1, _YEAR):
        anchor = "end" if month == months else "middle"
        parts.append(
            f'<text x="{x(month):.2f}%" y="{_COURSE - 6}" text-anchor="{anchor}" fill="#3F4A54">'
            f"{month}</text>"
        )
    if parted is not None:
        parts.append(
            f'<line x1="{x(parted):.2f}%" x2="{x(parted):.2f}%" y1="4" y2="{y(1):.1f}" '
            f'stroke="{QUIET}" stroke-dasharray="2 3"/>'
        )
    parts += _path(other, x, y, f'stroke="{INK}" stroke-width="1.5"')
    parts += _path(base, x, y, f'stroke="{QUIET}" stroke-width="3.5"', every=2)
    return svg("".join(parts), int(_COURSE), name, "years")


def _path(  # type: ignore[no-untyped-def]
    values: Sequence[float], x, y, look: str, every: int = 1
) -> list[str]:
    """A line piece by piece: where somebody is not there yet, there is none.

    every: of so many pieces one is drawn. A piece may be shorter than a dash: it cannot be dashed.
    """
    return [
        f'<line x1="{x(at + 0.5):.2f}%" x2="{x(at + 1.5):.2f}%" y1="{y(one):.1f}" '
        f'y2="{y(two):.1f}" {look}/>'
        for at, (one, two) in enumerate(pairwise(values))
        if one == one and two == two and at % every == 0
    ]
