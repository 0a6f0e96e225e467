"""One goal: the difference of every arm with the range of the answer, and its way over the years.

Left, a row an arm: the range that the sentence names, and a sign for every set of assumptions.
Right the mean difference year by year. The zone in which a difference is practically none is never
zoomed into.
"""

import textwrap
from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.fitting import inches
from analysis.figures.style import (
    NORMAL,
    SMALL,
    Drawing,
    arm_styles,
    few_ticks,
    finish,
    labelled,
    new_figure,
    widened,
    years_axis,
    zone,
)
from analysis.findings.answer import Answer, answer
from analysis.findings.measured import by_draw
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK, Headline
from analysis.results.comparison import Comparison
from model.words import Language, Texts, say

_AXES = Texts(
    {
        WORK: "difference from {base}, starts of work per 1,000 people and year",
        "participation": "difference from {base}, people per 1,000",
    },
    context="goal",
)
_WORDS = Texts(
    {
        "fewer": "← fewer",
        "more": "more →",
        "counts": "mean {mean}\n{more} more · {same} the same · {less} fewer",
        "ranged": ("mean {mean} ({low} to {high})\n{more} more · {same} the same · {less} fewer"),
        "drawn": "Small signs: one set of assumptions each.",
        "chance": "Small signs: one matched pair each.",
        "right": "On the right: the mean, year by year.",
        "described": "{arm}: {mean} per 1,000, range {low} to {high}.",
    }
)
MONTHS = 12
LONGEST = 16  # letters of the base in the label of an axis
LEFT, ALONE = 5.2, 10.0  # inches of the panel of ranges, beside the years and alone
EDGE = 0.15  # inches around a word at the end of an axis
NAME = 28  # letters of an arm in a line beside it


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """Both goals, a figure each."""
    yield draw_goal(comparison, language, WORK, "integration")
    yield draw_goal(comparison, language, PARTICIPATION, "participation")


def draw_goal(comparison: Comparison, language: Language, goal: str, name: str) -> Drawing:
    """The figure of one goal."""
    told, one = answer(comparison, language), HEADLINES_OF[goal]
    years = yearly(comparison, goal)
    wide = bool(len(years)) and comparison.plan.months >= 2 * MONTHS
    figure, panels = new_figure(ncols=2 if wide else 1, width_ratios=(4, 3)[: 1 + wide])
    left = panels[0] if wide else panels
    rows = _ranges(left, told, one, language, LEFT if wide else ALONE)
    if wide:
        _years(panels[1], told, years, one, language)
    title = told.sentences_of(goal)
    notes = [told.range(), _WORDS.say(language, told.kind)]
    notes += [_WORDS.say(language, "right")] if wide else []
    described = " ".join(
        _WORDS.say(
            language, "described", arm=told.title(arm), **told.findings[goal, arm].signed(language)
        )
        for arm in told.arms
    )
    data = pd.concat([rows, years], ignore_index=True)
    return finish(name, figure, data, title, comparison, language, " ".join(notes), described)


def draw_years(comparison: Comparison, language: Language, goal: str) -> Iterator[Drawing]:
    """The mean difference year by year alone: for where the ranges stand elsewhere."""
    told, one = answer(comparison, language), HEADLINES_OF[goal]
    years = yearly(comparison, goal)
    figure, axes = new_figure()
    _years(axes, told, years, one, language)
    title = told.sentences_of(goal)
    yield finish("years", figure, years, title, comparison, language)


def _ranges(
    axes: Axes, told: Answer, one: Headline, language: Language, wide: float
) -> pd.DataFrame:
    """A row an arm: range, mean, and a sign for each draw; on a panel of so many inches.

    A range is a whole line: the end of a dashed one could fall into a gap.
    """
    base, styles, rows = told.comparison.plan.base.name, arm_styles(told.comparison), []
    names: list[str] = []
    counts: list[str] = []
    for row, arm in enumerate(told.arms):
        found, style = told.findings[one.goal, arm], styles[arm]
        draws = one.factor * by_draw(told.comparison, one.name, arm, base)
        axes.plot(draws, np.full(len(draws), row + 0.2), "|", color=style["color"], ms=12, mew=1.3)
        if found.low == found.low:
            axes.plot([found.low, found.high], [row, row], color=style["color"], lw=4,
                      solid_capstyle="butt")  # fmt: skip
        axes.plot(found.difference, row, style["marker"], color=style["color"], ms=11, mec="white")
        names.append(textwrap.fill(f"{told.letters[arm]}  {told.title(arm)}", NAME))
        key = "ranged" if found.low == found.low else "counts"
        counts.append(_WORDS.say(language, key, **found.signed(language), more=found.more,
                                 same=found.same, less=found.less))  # fmt: skip
        rows.append({"arm": arm, **vars(found)})
    ends = pd.DataFrame(rows)[["arm", "difference", "low", "high", "more", "same", "less"]]
    least, most = np.nanmin(ends[["difference", "low"]]), np.nanmax(ends[["difference", "high"]])
    span = widened(float(least), float(most), one.matters)
    axes.set_xlim(*_sides(*span, one.matters, wide, language))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    few_ticks(axes)
    axes.yaxis.remove_overlapping_locs = False  # a name stands right above its counts
    axes.set_yticks(range(len(rows)), names, fontsize=SMALL, fontweight="bold", va="bottom")
    axes.set_yticks(range(len(rows)), counts, minor=True, fontsize=SMALL, va="top")
    axes.grid(visible=False, axis="y")
    zone(axes, one.matters, language)
    text = say(language, "the start") if len(told.base) > LONGEST else told.base
    labelled(axes.xaxis, _AXES.say(language, one.goal, base=text), language, wide)
    for key, at, side in (("fewer", 0.0, "left"), ("more", 1.0, "right")):
        axes.annotate(_WORDS.say(language, key), (at, 0.0), xycoords="axes fraction",
                      xytext=(4 if side == "left" else -4, 5), textcoords="offset points",
                      ha=side, fontsize=SMALL)  # fmt: skip
    return ends


def _sides(
    low: float, high: float, matters: float, wide: float, language: Language
) -> tuple[float, float]:
    """Limits that leave room for the words at both ends of the axis beside the zone."""
    fewer, more = (
        (inches(_WORDS.say(language, key), SMALL) + EDGE) / wide for key in ("fewer", "more")
    )
    low = min(low, -(matters + fewer * high) / (1.0 - fewer))
    high = max(high, (matters - more * low) / (1.0 - more))
    return low, high


def _years(
    axes: Axes, told: Answer, years: pd.DataFrame, one: Headline, language: Language
) -> None:
    """The mean difference of every year, each line named at its end."""
    styles, ends = arm_styles(told.comparison), []
    for arm in told.arms:
        mine = years[years["arm"] == arm]
        axes.plot(12 * mine["year"], mine["difference"], lw=2, ms=7, mec="white", clip_on=False,
                  zorder=3, **styles[arm])  # fmt: skip
        ends.append((float(mine["difference"].iloc[-1]), arm))
    values = years["difference"]
    low, high = widened(float(values.min()), float(values.max()), one.matters)
    axes.set_ylim(low, high)
    years_axis(axes, told.comparison.plan.months, language)
    ends.sort()
    for at, (_, arm) in zip(_apart([value for value, _ in ends], low, high), ends, strict=True):
        axes.annotate(told.letters[arm], (1.0, at), xycoords=("axes fraction", "data"),
                      xytext=(8, 0), textcoords="offset points", fontsize=NORMAL,
                      fontweight="bold", va="center")  # fmt: skip
    zone(axes, one.matters, language, across=False)
    labelled(axes.yaxis, say(language, "difference per 1,000 people"), language)


def _apart(values: list[float], low: float, high: float) -> list[float]:
    """Where letters stand beside ends of lines, from the lowest: apart, and inside the panel."""
    gap, places = 0.06 * (high - low), list[float]()
    for value in values:
        places.append(max([value, *(at + gap for at in places[-1:])]))
    for at in reversed(range(len(places))):
        over = places[at + 1] - gap if at + 1 < len(places) else high - gap / 2.0
        places[at] = min(places[at], over)
    return places


def yearly(comparison: Comparison, goal: str) -> pd.DataFrame:
    """arm, year, difference: the mean over pairs of every whole year, in the unit of the goal."""
    monthly = comparison.monthly[["pair", "arm", "month", "cohort", "cohort_low"]]
    monthly = monthly.assign(year=(monthly["month"] - 1) // MONTHS + 1)
    sums = monthly.groupby(["arm", "pair", "year"])[["cohort", "cohort_low"]].sum()
    if goal == WORK:
        groups = comparison.groups
        everybody = groups[groups["group"] == "all"]
        counts = everybody.set_index(["arm", "pair", "year"])["integrations"].sort_index()
        starts = counts.groupby(level=[0, 1]).diff().fillna(counts)
        level = 1000.0 * MONTHS * starts / sums["cohort"]
    else:
        level = 1000.0 * (1.0 - sums["cohort_low"] / sums["cohort"])
    whole = level[level.index.get_level_values("year") <= comparison.plan.months // MONTHS]
    means = whole.dropna().groupby(level=["arm", "year"]).mean()
    base = comparison.plan.base.name
    frames = [
        (means[arm.name] - means[base]).rename("difference").reset_index().assign(arm=arm.name)
        for arm in comparison.plan.others
        if arm.name in means.index.get_level_values("arm")
    ]
    columns = ["arm", "year", "difference"]
    return pd.concat(frames)[columns] if frames else pd.DataFrame(columns=columns)
