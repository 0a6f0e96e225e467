"""Axes and colours of the figures of a report, the same on slides and pages."""

import math

from analysis.report.document import Panel

# By arm: told apart by their marker and by how dark they are, never by colour alone.
COLOURS = ("1A1F24", "7A3E8E", "0A4D92", "8A5A00")
SHADES = ("EEF1F2", "9FBEC2", "4F8C93", "084B51")  # stages 0 to 3
_AT_LEAST = 1.5  # times the zone: nobody zooms into what is practically none
_MOST_STEPS = 8
_DIGITS = 6  # of an end in ticks: what is beyond them comes from computing


def reach(panel: Panel) -> tuple[float, float]:
    """Where the axis of a panel begins and ends: at ticks, of which one is 0."""
    ends = [_AT_LEAST * panel.matters, -_AT_LEAST * panel.matters]
    for row in panel.rows:
        ends += [value for value in (row.mean, row.low, row.high) if value == value]
    low, high, step = min(ends), max(ends), 0.0
    while (wider := nice_steps(low, high)) > step:  # the ends move with the ticks, and so on
        step = wider
        low = step * math.floor(round(low / step, _DIGITS))
        high = step * math.ceil(round(high / step, _DIGITS))
    return low, high


def nice_steps(low: float, high: float) -> float:
    """The distance of ticks, as one reads it: 1, 2 or 5 times a power of ten."""
    rough = max(high - low, 1e-9) / _MOST_STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1.0, 2.0, 5.0, 10.0) if power * factor >= rough)
