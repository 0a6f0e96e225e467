"""Two panels over time: the level of every arm, and its paired difference from the base."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.style import (
    NORMAL,
    Drawing,
    arm_styles,
    decimal_comma,
    finish,
    new_figure,
    years_axis,
)
from analysis.results.comparison import Comparison
from model.words import Language, Texts, say

LOWEST, HIGHEST = 0.05, 0.95  # the band of a level: the middle 90 % of the pairs

type Series = Callable[[pd.DataFrame], pd.Series]
"""From the months of one pair and arm (in order) to one value a month."""


@dataclass(frozen=True)
class Story:
    """What is shown over time, and in which words."""

    name: str
    series: Series
    words: Texts[str]  # title, label


def draw_story(comparison: Comparison, language: Language, story: Story) -> Drawing:
    """The two panels of one story."""
    wide = _by_arm(comparison, story.series)
    data = _shown(comparison, wide)
    figure, (levels, differences) = new_figure(11, 5.4, ncols=2)
    styles = arm_styles(comparison)
    for arm in wide:
        mine = data[data["arm"] == arm]
        label = comparison.title_of(arm, language)
        levels.plot(mine["month"], mine["mean"], label=label, lw=2, **styles[arm])
        _band(levels, mine, "band_low", "band_high", styles[arm]["color"])
        if arm != comparison.plan.base.name:
            differences.plot(mine["month"], mine["difference"], lw=2, **styles[arm])
            _band(differences, mine, "low", "high", styles[arm]["color"])
    differences.axhline(0.0, color=styles[comparison.plan.base.name]["color"], lw=1.2)
    versus = comparison.title_of(comparison.plan.base.name, language)
    difference = say(language, "difference from “{base}”", base=versus)
    levels.set_title(story.words.say(language, "label"), loc="left", fontsize=NORMAL)
    differences.set_title(difference, loc="left", fontsize=NORMAL)
    for axes in (levels, differences):
        years_axis(axes, comparison.plan.months, language)
        decimal_comma(axes.yaxis, language)
    bands = say(
        language,
        "Bands on the left: middle 90 % of the pairs; right: 95 % interval of the difference.",
    )
    finish(figure, story.words.say(language, "title"), comparison, language, bands)
    return Drawing(story.name, figure, data)


def _by_arm(comparison: Comparison, series: Series) -> dict[str, pd.DataFrame]:
    """Per arm: a row per pair, a column per month."""
    monthly = comparison.monthly
    arms: dict[str, pd.DataFrame] = {}
    for arm in comparison.plan.arms:
        mine = monthly[monthly["arm"] == arm.name]
        rows = {
            pair: pd.Series(series(months).to_numpy(), index=months["month"].to_numpy())
            for pair, months in mine.sort_values("month").groupby("pair")
        }
        arms[arm.name] = pd.DataFrame(rows).T
    return arms


def _shown(comparison: Comparison, wide: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The data of the figure: arm, month, mean, band, difference with interval."""
    base = wide[comparison.plan.base.name]
    frames = []
    for arm, values in wide.items():
        difference = values - base
        half = comparison.half_widths(difference.to_numpy())
        mean = difference.mean().to_numpy()
        frames.append(
            pd.DataFrame(
                {
                    "arm": arm,
                    "month": values.columns.to_numpy(),
                    "mean": values.mean().to_numpy(),
                    "band_low": values.quantile(LOWEST).to_numpy(),
                    "band_high": values.quantile(HIGHEST).to_numpy(),
                    "difference": mean,
                    "low": mean - half,
                    "high": mean + half,
                }
            )
        )
    return pd.concat(frames, ignore_index=True).dropna(subset=["mean"])


def _band(axes: Axes, data: pd.DataFrame, low: str, high: str, colour: str) -> None:
    axes.fill_between(data["month"], data[low], data[high], color=colour, alpha=0.18, lw=0)


def rolling_ratio(above: str, below: str, scale: float, window: int = 12) -> Series:
    """Sum of one measure over sum of another, over the last `window` months."""

    def series(months: pd.DataFrame) -> pd.Series:
        over = months[above].rolling(window, min_periods=window).sum()
        under = months[below].rolling(window, min_periods=window).sum()
        ratio: pd.Series = scale * over / under.where(under != 0)
        return ratio

    return series
