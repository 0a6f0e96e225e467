"""Small pictures as SVG, made on the server: x in per cent; pictures stretch, their text does not.

No colour alone: form, stroke or order carries the same meaning. Every picture has a name of its own
and a table beside it.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

INK, QUIET, SIGN, ZONE, RIVAL = "#1A1F24", "#56616B", "#76818A", "#DDE3E0", "#7A3E8E"
MORE, LESS = "#0A4D92", "#C2500A"
STAGES = ("#EEF1F2", "#9FBEC2", "#4F8C93", "#084B51", "#022B2F")
ROW, MARKS, AXIS = 40, 18, 41  # heights
STEPS = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True)
class Scale:
    """A linear axis from low to high, in the unit shown."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value stands, in per cent of the width."""
        return 100.0 * (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """A few round numbers, zero among them."""
        size = 10.0 ** math.floor(math.log10((self.high - self.low) / 5.0))
        step = next(
            size * s for s in (*STEPS, 10.0, 20.0) if (self.high - self.low) / (size * s) <= 6.0
        )
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [step * number for number in range(first, last + 1)]


def scale_for(values: Iterable[float], matters: float) -> Scale:
    """An axis that holds values, zero and one and a half times the zone: never zoomed into it."""
    known = [value for value in values if value == value]
    low, high = min(known, default=0.0), max(known, default=0.0)
    low, high = min(low, -1.5 * matters), max(high, 1.5 * matters)
    room = 0.06 * (high - low)
    return Scale(low - room, high + room)


def interval(
    scale: Scale, matters: float, mean: float, low: float, high: float, shape: str, name: str
) -> str:
    """One difference on its axis: zone, zero, range and mean. shape: mine, preset or rival."""
    at, middle = scale.at, ROW / 2
    parts = _zone(scale, matters, ROW)
    colour = RIVAL if shape == "rival" else INK
    if low == low and high == high:
        dash = ' stroke-dasharray="3 3"' if shape == "preset" else ' opacity=".42"'
        width = 2.5 if shape == "preset" else 6
        parts.append(
            f'<line x1="{at(low):.2f}%" x2="{at(high):.2f}%" y1="{middle}" y2="{middle}" '
            f'stroke="{colour}" stroke-width="{width}"{dash}/>'
        )
        parts += [
            f'<line x1="{at(end):.2f}%" x2="{at(end):.2f}%" y1="{middle - 6}" y2="{middle + 6}" '
            f'stroke="{colour}" stroke-width="1.8"/>'
            for end in (low, high)
        ]
    if mean == mean:
        parts.append(sign(shape, at(mean), middle))
    return svg("".join(parts), ROW, name, "row")


def sign(shape: str, x: float, y: float) -> str:
    """The sign of a role: a dot, an open dot, a diamond."""
    if shape == "rival":
        path = f'<path d="M0-7L7 0L0 7L-7 0Z" fill="{RIVAL}"/>'
        return f'<svg x="{x:.2f}%" y="{y}" overflow="visible">{path}</svg>'
    if shape == "preset":
        look = f'r="5.5" fill="#fff" stroke="{INK}" stroke-width="2"'
    else:
        look = f'r="6.5" fill="{INK}" stroke="#fff" stroke-width="1.5"'
    return f'<circle cx="{x:.2f}%" cy="{y}" {look}/>'


def axis(scale: Scale, matters: float, labels: Sequence[str], fewer: str, more: str) -> str:
    """The axis below rows: numbers of `Scale.ticks`, and what its ends mean."""
    at = scale.at
    parts = ['<line x1="0" x2="100%" y1="4" y2="4" stroke="#C6CDD2"/>']
    low, high = at(-matters), at(matters)
    parts.insert(0, f'<rect x="{low:.2f}%" width="{high - low:.2f}%" height="4" fill="{ZONE}"/>')
    for value, label in zip(scale.ticks(), labels, strict=True):
        x = at(value)
        anchor = "start" if x < 4 else "end" if x > 96 else "middle"
        parts.append(f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="4" y2="9" stroke="{QUIET}"/>')
        parts.append(
            f'<text x="{x:.2f}%" y="22" text-anchor="{anchor}" fill="#3F4A54">'
            f"{escape(label)}</text>"
        )
    parts.append(f'<text x="0" y="38" fill="#3F4A54">◂ {escape(fewer)}</text>')
    parts.append(f'<text x="100%" y="38" text-anchor="end" fill="#3F4A54">{escape(more)} ▸</text>')
    return svg("".join(parts), AXIS, "", "row")


def marks(sides: Sequence[int], name: str) -> str:
    """One sign per set of assumptions: +1 more, 0 practically the same, −1 fewer."""
    looks = {
        1: f'<path d="M-6 5H6L0-6Z" fill="{MORE}"/>',
        0: f'<rect x="-5" y="-2.6" width="10" height="5.2" fill="{SIGN}"/>',
        -1: f'<path d="M-6-5H6L0 6Z" fill="{LESS}"/>',
    }
    count = max(len(sides), 1)
    parts = [
        f'<svg x="{100.0 * (at + 0.5) / count:.2f}%" y="9" overflow="visible">{looks[side]}</svg>'
        for at, side in enumerate(sorted(sides))
    ]
    return svg("".join(parts), MARKS, name, "marks")


def stages(draws: Sequence[Sequence[float]], name: str) -> str:
    """One bar per set of assumptions: shares by stage (%), the highest stage at the bottom."""
    height, count, parts = 92.0, max(len(draws), 1), []
    for at, shares in enumerate(draws):
        x, width, top = 100.0 * (at + 0.1) / count, 80.0 / count, height
        for stage in range(len(shares) - 1, -1, -1):
            tall = height * shares[stage] / 100.0
            top -= tall
            parts.append(
                f'<rect x="{x:.2f}%" width="{width:.2f}%" y="{top:.1f}" height="{tall:.1f}" '
                f'fill="{STAGES[stage]}"/>'
            )
        parts.append(
            f'<rect x="{x:.2f}%" width="{width:.2f}%" y=".5" height="{height - 1}" fill="none" '
            'stroke="#8E999F" stroke-width=".8"/>'
        )
    return svg("".join(parts), int(height), name, "stages")


def years(
    points: Sequence[tuple[float, float, float]],
    matters: float,
    write: Callable[[float], str],
    name: str,
) -> str:
    """A difference by year, (mean, low, high) each, with the zone; a line through the means."""
    height, left = 170.0, 9.0
    values = [value for point in points for value in point]
    scale = scale_for(values, matters)

    def y(value: float) -> float:
        return height - 24 - (height - 34) * scale.at(value) / 100.0

    def x(at: int) -> float:
        return left + (100.0 - left) * (at + 0.5) / max(len(points), 1)

    top, bottom = y(matters), y(-matters)
    parts = [
        f'<rect x="{left}%" width="{100 - left}%" y="{top:.1f}" height="{bottom - top:.1f}" '
        f'fill="{ZONE}"/>',
        f'<line x1="{left}%" x2="100%" y1="{y(0):.1f}" y2="{y(0):.1f}" stroke="{QUIET}"/>',
    ]
    parts += [
        f'<text x="{left - 1}%" y="{y(value) + 4:.1f}" text-anchor="end" fill="#3F4A54">'
        f"{escape(write(value))}</text>"
        for value in scale.ticks()
    ]
    for at, (mean, low, high) in enumerate(points):
        if low == low:
            parts.append(
                f'<line x1="{x(at):.2f}%" x2="{x(at):.2f}%" y1="{y(low):.1f}" y2="{y(high):.1f}" '
                f'stroke="{INK}" stroke-width="5" opacity=".42"/>'
            )
        if at:
            parts.append(
                f'<line x1="{x(at - 1):.2f}%" x2="{x(at):.2f}%" y1="{y(points[at - 1][0]):.1f}" '
                f'y2="{y(mean):.1f}" stroke="{INK}" stroke-width="1.5"/>'
            )
    for at, (mean, _, _) in enumerate(points):
        parts.append(f'<circle cx="{x(at):.2f}%" cy="{y(mean):.1f}" r="4.5" fill="{INK}"/>')
        parts.append(
            f'<text x="{x(at):.2f}%" y="{height - 4}" text-anchor="middle" fill="#3F4A54">'
            f"{at + 1}.</text>"
        )
    return svg("".join(parts), int(height), name, "years")


def shares(more: float, less: float, widest: float, name: str) -> str:
    """Two bars from the middle: who has noticeably less (left, hatched) and more (right)."""
    height = 18
    right, left = 50.0 * more / widest, 50.0 * less / widest
    parts = [
        f'<rect x="50%" width="{right:.2f}%" y="3" height="12" fill="{MORE}"/>',
        f'<rect x="{50 - left:.2f}%" width="{left:.2f}%" y="3" height="12" fill="#fff" '
        f'stroke="{LESS}" stroke-width="2"/>',
        f'<line x1="50%" x2="50%" y1="0" y2="{height}" stroke="{QUIET}"/>',
    ]
    return svg("".join(parts), height, name, "row")


def _zone(scale: Scale, matters: float, height: float) -> list[str]:
    low, high, zero = scale.at(-matters), scale.at(matters), scale.at(0.0)
    edges = [
        f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{height}" stroke="{SIGN}"/>'
        for x in (low, high)
    ]
    return [
        f'<rect x="{low:.2f}%" width="{high - low:.2f}%" height="{height}" fill="{ZONE}"/>',
        *edges,
        f'<line x1="{zero:.2f}%" x2="{zero:.2f}%" y1="0" y2="{height}" stroke="{QUIET}" '
        'stroke-width="1.8"/>',
    ]


def svg(content: str, height: int, name: str, kind: str) -> str:
    """A picture with its name, or one that is passed over (no name)."""
    role = f'role="img" aria-label="{escape(name)}"' if name else 'aria-hidden="true"'
    return (
        f'<svg class="{kind}" width="100%" height="{height}" {role} focusable="false" '
        f'font-size="13">{content}</svg>'
    )
