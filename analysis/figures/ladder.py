"""Exits into work by number of risk features, beside the published curve."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.figures.style import (
    ABOVE,
    NORMAL,
    SECOND,
    ZONE,
    Drawing,
    arm_styles,
    finish,
    labelled,
    new_figure,
)
from analysis.findings.answer import answer
from analysis.results.comparison import Comparison
from experiments.patterns import load_patterns
from model.errors import InputError
from model.words import Language, Texts, number_in

STEPS = 4
LEGEND = 3  # names in a line of the legend
_WORDS = Texts(
    {
        "title": (
            "With every further risk feature fewer people leave for work that covers their need: "
            "{first}% without one, {last}% with three or more ({base})."
        ),
        "not_falling": (
            "Exits into work that covers the need do not fall with every further risk feature "
            "({base})."
        ),
        "published": "published curve",
        "axis": "people who leave within a year, in %",
        "features": "number of risk features",
        "most": "3 or more",
        "note": (
            "Grey: published values with the band fixed before fitting; the last one is assumed. "
            "People of 15 to 64, no pupils, at most a mini-job at the start of the year."
        ),
    }
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """A line an arm, and the published curve; nothing if no year was counted."""
    data = _shares(comparison)
    if data["share"].isna().any():
        return
    words, styles = _WORDS.spoken(language), arm_styles(comparison)
    told = answer(comparison, language)
    figure, axes = new_figure()
    known = _published(comparison)
    if not known.empty:
        axes.fill_between(known["features"], known["low"], known["high"], color=ZONE, lw=0)
        axes.plot(known["features"], known["target"], color=SECOND, lw=1.5, marker="_", ms=22,
                  label=words("published"))  # fmt: skip
    arms = list(data["arm"].unique())
    for number, arm in enumerate(arms):
        mine = data[data["arm"] == arm]
        shift = 0.04 * (number - (len(arms) - 1) / 2)
        axes.plot(mine["features"] + shift, mine["share"], lw=2, ms=9, **styles[str(arm)],
                  label=told.title(arm))  # fmt: skip
    # Above the panel, in lines, where it lies on no curve.
    axes.legend(**ABOVE, ncols=LEGEND, handlelength=4.0, borderaxespad=0.2)
    axes.set_xticks(range(STEPS), [*map(str, range(STEPS - 1)), words("most")], fontsize=NORMAL)
    axes.set_ylim(0.0, None)
    axes.set_xlabel(words("features"), fontsize=NORMAL)
    labelled(axes.yaxis, words("axis"), language)
    mine = data[data["arm"] == comparison.plan.base.name]["share"].to_numpy()
    falls = bool((mine[1:] < mine[:-1]).all())
    first, last = (number_in(language, share, 0) for share in (mine[0], mine[-1]))
    title = words("title" if falls else "not_falling", first=first, last=last, base=told.base)
    data = pd.concat([data, known])
    yield finish("exits-by-features", figure, data, title, comparison, language, words("note"))


def _shares(comparison: Comparison) -> pd.DataFrame:
    """arm, features, share: people who leave within the year, in %, all years and pairs."""
    names = [f"ladder_{step}" for step in range(STEPS)]
    columns = names + [f"{name}_hit" for name in names]
    sums = comparison.monthly.groupby("arm")[columns].sum()
    rows = []
    for arm in comparison.plan.arms:
        people, hits = np.split(sums.loc[arm.name].to_numpy(dtype=float), 2)
        for step in range(STEPS):
            share = 100.0 * hits[step] / people[step] if people[step] else float("nan")
            rows.append({"arm": arm.name, "features": step, "share": share})
    return pd.DataFrame(rows)


def _published(comparison: Comparison) -> pd.DataFrame:
    """features, target, low, high in %: what the place's patterns say; empty if nothing."""
    rows = []
    try:
        known = load_patterns(comparison.plan.base.scenario.place_folder)
    except InputError:
        return pd.DataFrame()
    for _, _, value in known.values():
        step = value.measure.removeprefix("ladder_")
        if value.measure.startswith("ladder_") and step.isdigit() and value.target is not None:
            ends = (value.target, value.low, value.high)
            target, low, high = (100.0 * float(end) for end in ends if end is not None)
            rows.append({"features": int(step), "target": target, "low": low, "high": high})
    return pd.DataFrame(rows)
