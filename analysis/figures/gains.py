"""Who gains and who loses: by group, shares of the people and mean difference with interval."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.style import (
    GAIN,
    LOSE,
    NORMAL,
    SMALL,
    Drawing,
    decimal_comma,
    finish,
    new_figure,
    plain_number,
)
from analysis.measures.persons import NOTICEABLE
from analysis.paired.differences import half_width
from analysis.results.comparison import Comparison
from analysis.wording import dimension_in, group_in
from experiments.result_folder import file_name
from model.words import Language, Texts, number_in

_WORDS = Texts(
    {
        "title": "Who gains, who loses: “{arm}” instead of “{base}”",
        "shares": "share of people with noticeably different participation, in %",
        "mean": "mean difference of participation, in points",
        "gain": "noticeably more participation (over {limit} points)",
        "lose": "noticeably less",
        "bands": "Lines: 95 % interval of the mean. A single case holds much chance.",
    }
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """One figure for each arm but the base."""
    for arm in comparison.plan.others:
        data = _shown(comparison, arm.name)
        if not data.empty:
            yield _figure(comparison, language, arm.name, data)


def _figure(comparison: Comparison, language: Language, arm: str, data: pd.DataFrame) -> Drawing:
    words = _WORDS.spoken(language)
    figure, (shares, means) = new_figure(
        11, 2.6 + 0.26 * len(data), ncols=2, sharey=True, width_ratios=(3, 2)
    )
    rows = _positions(data)
    limit = number_in(language, NOTICEABLE, 1)
    shares.barh(rows, data["gain"], color=GAIN, label=words("gain", limit=limit))
    shares.barh(
        rows, -data["lose"], color=LOSE, label=words("lose"), hatch="////", ec="white", lw=0
    )
    errors = (data["high"] - data["participation"]).fillna(0.0)
    means.errorbar(data["participation"], rows, xerr=errors, fmt="o", color="#1A1A1A", ms=4, lw=1.4)
    for axes in (shares, means):
        axes.axvline(0.0, color="#1A1A1A", lw=1)
        axes.tick_params(labelsize=NORMAL)
        axes.grid(visible=False, axis="y")
    widest = 1.05 * max(1.0, data["gain"].max(), data["lose"].max())
    shares.set_xlim(-widest, widest)
    shares.xaxis.set_major_formatter(lambda value, _: plain_number(abs(value), language))
    decimal_comma(means.xaxis, language)
    shares.set_yticks(rows, [group_in(language, group) for group in data["group"]])
    shares.set_ylim(max(rows) + 0.8, min(rows) - 0.8)
    shares.set_title(words("shares"), loc="left", fontsize=NORMAL)
    means.set_title(words("mean"), loc="left", fontsize=NORMAL)
    _name_dimensions(means, data, rows, language)
    arms = {
        "arm": comparison.title_of(arm, language),
        "base": comparison.title_of(comparison.plan.base.name, language),
    }
    finish(figure, words("title", **arms), comparison, language, words("bands"))
    return Drawing(f"gains-{file_name(arm)}", figure, data)


def _positions(data: pd.DataFrame) -> list[float]:
    """Rows from top to bottom, with a gap before each new dimension."""
    position, positions, before = 0.0, [], None
    for dimension in data["dimension"]:
        position += 1.0 if dimension == before else 1.7
        positions.append(position)
        before = dimension
    return positions


def _name_dimensions(axes: Axes, data: pd.DataFrame, rows: list[float], language: Language) -> None:
    """What the groups are made by, at the right edge."""
    for dimension, members in data.reset_index().groupby("dimension", sort=False):
        if dimension == "all":
            continue
        axes.annotate(
            dimension_in(language, str(dimension)),
            (1.01, rows[int(members.index[0])]),
            xycoords=("axes fraction", "data"),
            fontsize=SMALL,
            va="center",
            color="#5A5A5A",
        )


def _half_width(comparison: Comparison, rows: pd.Series) -> float:
    """Of a group's mean; a group that some pairs do not have shows chance only."""
    if len(rows) == comparison.pairs and rows.notna().all():
        return float(comparison.half_widths(rows.to_numpy()[:, None])[0])
    return half_width(float(rows.std(ddof=1)), int(rows.count()))


def _shown(comparison: Comparison, arm: str) -> pd.DataFrame:
    """A row per group: mean over pairs, and the interval of the mean difference (low, high)."""
    gains = comparison.gains
    mine = gains[gains["arm"] == arm].drop(columns=["pair", "arm"])
    grouped = mine.groupby(["dimension", "group"], sort=False)
    data = grouped.mean(numeric_only=True)
    half = np.array([_half_width(comparison, rows) for _, rows in grouped["participation"]])
    data["low"] = data["participation"] - half
    data["high"] = data["participation"] + half
    return data.dropna(subset=["participation"]).reset_index()
