"""Axes and colours of the figures of a report, the same on slides and pages."""

import math

from analysis.report.document import Panel

# By arm: told apart by their marker and by how dark they are, never by colour alone.
COLOURS = ("1A1F24", "7A3E8E", "0A4D92", "8A5A00")
SHADES = ("EEF1F2", "9FBEC2", "4F8C93", "084B51")  # stages 0 to 3
_AT_LEAST = 1.5  # times the zone: nobody zooms into what is practically none
_MOST_STEPS = 8


def reach(panel: Panel) -> tuple[float, float]:
    """Where the axis of a panel begins and ends."""
    ends = [_AT_LEAST * panel.matters, -_AT_LEAST * panel.matters]
    for row in panel.rows:
        ends += [value for value in (row.mean, row.low, row.high) if value == value]
    step = nice_steps(min(ends), max(ends))
    return step * math.floor(min(ends) / step), step * math.ceil(max(ends) / step)


def nice_steps(low: float, high: float) -> float:
    """The distance of ticks, as one reads it: 1, 2 or 5 times a power of ten."""
    rough = max(high - low, 1e-9) / _MOST_STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1.0, 2.0, 5.0, 10.0) if power * factor >= rough)
