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

from analysis.figures.style import (
    NORMAL,
    SMALL,
    Drawing,
    arm_styles,
    decimal_comma,
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
from model.words import Language, Texts, say, signed_in

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
        "drawn": "Small signs: one set of assumptions each.",
        "chance": "Small signs: one matched pair each.",
        "right": "On the right: the mean, year by year.",
        "described": "{arm}: {mean} per 1,000, range {low} to {high}.",
    }
)
MONTHS = 12
LONGEST = 16  # letters of the base in the label of an axis
LEFT = 4.6  # inches of the panel of ranges
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
    rows = _ranges(left, told, one, language)
    if wide:
        _years(panels[1], told, years, one, language)
    title = told.sentences_of(goal)
    notes = [told.range(), _WORDS.say(language, told.kind)]
    notes += [_WORDS.say(language, "right")] if wide else []
    finish(figure, title, comparison, language, " ".join(notes))
    described = " ".join(
        _WORDS.say(
            language,
            "described",
            arm=told.title(arm),
            mean=signed_in(language, found.difference, 1),
            low=signed_in(language, found.low, 1),
            high=signed_in(language, found.high, 1),
        )
        for arm, found in ((arm, told.findings[goal, arm]) for arm in told.arms)
    )
    return Drawing(name, figure, pd.concat([rows, years], ignore_index=True), title, described)


def draw_years(comparison: Comparison, language: Language, goal: str, name: str) -> Drawing:
    """The mean difference year by year alone: for where the ranges stand elsewhere."""
    told, one = answer(comparison, language), HEADLINES_OF[goal]
    years = yearly(comparison, goal)
    figure, axes = new_figure()
    _years(axes, told, years, one, language)
    title = told.sentences_of(goal)
    finish(figure, title, comparison, language)
    return Drawing(name, figure, years, title, title)


def _ranges(axes: Axes, told: Answer, one: Headline, language: Language) -> pd.DataFrame:
    """A row an arm: range, mean, and a sign for each draw."""
    base, styles, rows = told.comparison.plan.base.name, arm_styles(told.comparison), []
    names: list[str] = []
    counts: list[str] = []
    for row, arm in enumerate(told.arms):
        found, style = told.findings[one.goal, arm], styles[arm]
        draws = one.factor * by_draw(told.comparison, one.name, arm, base)
        axes.plot(draws, np.full(len(draws), row + 0.2), "|", color=style["color"], ms=12, mew=1.3)
        if found.low == found.low:
            axes.plot([found.low, found.high], [row, row], color=style["color"], lw=4,
                      ls=style["linestyle"], solid_capstyle="butt")  # fmt: skip
        axes.plot(found.difference, row, style["marker"], color=style["color"], ms=11, mec="white")
        names.append(textwrap.fill(f"{told.letters[arm]}  {told.title(arm)}", NAME))
        counts.append(_WORDS.say(language, "counts", mean=signed_in(language, found.difference, 1),
                                 more=found.more, same=found.same, less=found.less))  # fmt: skip
        rows.append({"arm": arm, "difference": found.difference, "low": found.low,
                     "high": found.high, "more": found.more, "same": found.same,
                     "less": found.less})  # fmt: skip
    ends = pd.DataFrame(rows)
    low, high = np.nanmin(ends[["difference", "low"]]), np.nanmax(ends[["difference", "high"]])
    axes.set_xlim(*widened(float(low), float(high), one.matters))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    few_ticks(axes)
    axes.yaxis.remove_overlapping_locs = False  # a name stands right above its counts
    axes.set_yticks(range(len(rows)), names, fontsize=SMALL, fontweight="bold", va="bottom")
    axes.set_yticks(range(len(rows)), counts, minor=True, fontsize=SMALL, va="top")
    axes.grid(visible=False, axis="y")
    zone(axes, one.matters, language)
    text = say(language, "the start") if len(told.base) > LONGEST else told.base
    labelled(axes.xaxis, _AXES.say(language, one.goal, base=text), LEFT)
    decimal_comma(axes.xaxis, language)
    for key, at, side in (("fewer", 0.0, "left"), ("more", 1.0, "right")):
        axes.annotate(_WORDS.say(language, key), (at, 0.0), xycoords="axes fraction",
                      xytext=(4 if side == "left" else -4, 5), textcoords="offset points",
                      ha=side, fontsize=SMALL)  # fmt: skip
    return ends


def _years(
    axes: Axes, told: Answer, years: pd.DataFrame, one: Headline, language: Language
) -> None:
    """The mean difference of every year, each line named at its end."""
    styles, ends = arm_styles(told.comparison), []
    for arm in told.arms:
        mine = years[years["arm"] == arm]
        axes.plot(12 * mine["year"], mine["difference"], lw=2, ms=7, mec="white", **styles[arm])
        ends.append((float(mine["difference"].iloc[-1]), arm))
    values = years["difference"]
    low, high = widened(float(values.min()), float(values.max()), one.matters)
    axes.set_ylim(low, high)
    years_axis(axes, told.comparison.plan.months, language)
    gap, at = 0.06 * (high - low), low
    for value, arm in sorted(ends):
        at = max(value, at + gap) if at > low else value
        axes.annotate(told.letters[arm], (1.0, at), xycoords=("axes fraction", "data"),
                      xytext=(4, 0), textcoords="offset points", fontsize=NORMAL,
                      fontweight="bold", va="center")  # fmt: skip
    zone(axes, one.matters, language, across=False)
    decimal_comma(axes.yaxis, language)
    axes.set_ylabel(say(language, "difference per 1,000 people"), fontsize=NORMAL)


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
