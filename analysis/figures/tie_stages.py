"""Stages of cooperation over time: share of the Jobcenter's ties that have reached each stage."""

from collections.abc import Iterator

import pandas as pd

from analysis.figures.over_time import HIGHEST, LOWEST
from analysis.figures.style import (
    NORMAL,
    Drawing,
    arm_styles,
    finish,
    new_figure,
    years_axis,
)
from analysis.results.comparison import Comparison
from model.words import Language, Texts

STAGES = Texts(
    {1: "at least Kooperation", 2: "at least Koordination", 3: "at least Zusammenarbeit"}
)
_WORDS = Texts(
    {
        "title": "Ties of the Jobcenter to its partners",
        "label": "share of the ties, in %",
        "bands": "Bands: middle 90 % of the pairs; mean over all Sozialräume.",
    }
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """A panel per stage, a line per arm."""
    data = _shown(comparison)
    figure, panels = new_figure(11, 4.6, ncols=len(STAGES.texts), sharey=True)
    styles = arm_styles(comparison)
    for axes, stage in zip(panels, STAGES.texts, strict=True):
        for arm in styles:
            mine = data[(data["arm"] == arm) & (data["stage"] == stage)]
            label = comparison.title_of(arm, language)
            axes.plot(mine["month"], mine["mean"], label=label, lw=2, **styles[arm])
            colour = styles[arm]["color"]
            axes.fill_between(
                mine["month"], mine["band_low"], mine["band_high"], color=colour, alpha=0.18, lw=0
            )
        axes.set_title(STAGES.say(language, stage), loc="left", fontsize=NORMAL)
        axes.set_ylim(-2, 102)
        years_axis(axes, comparison.plan.months, language)
    words = _WORDS.spoken(language)
    panels[0].set_ylabel(words("label"), fontsize=NORMAL)
    finish(figure, words("title"), comparison, language, words("bands"))
    yield Drawing("tie-stages", figure, data)


def _shown(comparison: Comparison) -> pd.DataFrame:
    """arm, stage, month, mean, band_low, band_high: share of ties at the stage or above, in %."""
    monthly = comparison.monthly
    prefix = "ties_at_"
    names = [name for name in map(str, monthly.columns) if name.startswith(prefix)]
    stages = sorted(int(name.removeprefix(prefix)) for name in names)
    frames = []
    for lowest in STAGES.texts:
        columns = [f"ties_at_{stage}" for stage in stages if stage >= lowest]
        share = 100.0 * monthly[columns].sum(axis=1)
        grouped = share.groupby([monthly["arm"], monthly["month"]], sort=False)
        frame = pd.DataFrame(
            {
                "mean": grouped.mean(),
                "band_low": grouped.quantile(LOWEST),
                "band_high": grouped.quantile(HIGHEST),
            }
        ).reset_index()
        frame.insert(1, "stage", lowest)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)
