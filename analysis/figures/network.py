"""Does the network come about? One line a set of assumptions, for every arm that means to be one.

A mean would hide that networks form or do not: the share of ties at the stage at which they count
is drawn for each set of assumptions.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.figures.fitting import wrapped
from analysis.figures.style import (
    NORMAL,
    SECOND,
    SIGN,
    SIGNS,
    SMALL,
    WIDE,
    Drawing,
    finish,
    labelled,
    new_figure,
    years_axis,
)
from analysis.findings.answer import answer
from analysis.measures.formulas import FORMS_SHARE, FORMS_STAGE
from analysis.results.comparison import Comparison
from model.words import Language, Texts

BESIDE = 1.1  # inches of the words beside the last panel
_TITLES = Texts(
    {
        "drawn": "The network comes about with {list} of {all} sets of assumptions.",
        "chance": "The network comes about with {list} of {all} matched pairs.",
    }
)
_WORDS = Texts(
    {
        "axis": "share of the members' ties at stage {stage} or above, in %",
        "half": "from here on it counts as formed",
        "forms": "{title}: forms in {formed} of {all}",
        "note": (
            "One line a set of assumptions (a matched pair where nothing is drawn), mean of all "
            "Sozialräume; black: formed in the last year, grey: not. Stage 2: agreed rules. The "
            "yearly dents are tenders."
        ),
        "described": (
            "{title}: half of the members' ties are at stage 2 in {formed} of {all} cases."
        ),
    }
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """A panel for every arm that means to be a network; nothing if there is none."""
    told = answer(comparison, language, titled=True)
    if not told.formed:
        return
    words, data = _WORDS.spoken(language), _by_draw(comparison)
    figure, panels = new_figure(ncols=len(told.formed), sharey=True, squeeze=False)
    for axes, one in zip(panels[0], told.formed, strict=True):
        mine = data[data["arm"] == one.arm]
        for _, line in mine.groupby("draw"):
            last = line[line["month"] > comparison.plan.months - 12]
            formed = float(last["share"].mean()) >= FORMS_SHARE
            colour, dash = (SIGNS[1][0], "solid") if formed else (SIGN, (0, (3, 2)))
            axes.plot(line["month"], line["share"], color=colour, lw=1.3, ls=dash)
        axes.axhline(FORMS_SHARE, color=SECOND, lw=1.2)
        title = words("forms", title=told.title(one.arm), formed=one.formed, all=one.draws)
        axes.set_title(wrapped(title, 0.9 * WIDE / len(told.formed), NORMAL), loc="left",
                       fontsize=NORMAL)  # fmt: skip
        axes.set_ylim(-2, 102)
        years_axis(axes, comparison.plan.months, language)
    # Beside the last panel, where it hides no line.
    half = wrapped(words("half"), BESIDE, SMALL)
    panels[0][-1].annotate(half, (1.0, FORMS_SHARE), xycoords=("axes fraction", "data"),
                           xytext=(8, 0), textcoords="offset points", fontsize=SMALL,
                           va="center")  # fmt: skip
    labelled(panels[0][0].yaxis, words("axis", stage=FORMS_STAGE), language)
    each = [told.say("forms", arm=told.named(one.arm), formed=one.formed) for one in told.formed]
    title = _TITLES.say(language, told.kind, list=", ".join(each), all=told.draws)
    described = " ".join(
        words("described", title=told.title(f.arm), formed=f.formed, all=f.draws)
        for f in told.formed
    )
    note = words("note")
    yield finish("network", figure, data, title, comparison, language, note, described)


def _by_draw(comparison: Comparison) -> pd.DataFrame:
    """arm, draw, month, share: of members' ties at the stage or above, in %, mean of its pairs."""
    monthly = comparison.monthly
    stages = [name for name in map(str, monthly.columns) if name.startswith("members_at_")]
    high = [name for name in stages if int(name.rpartition("_")[2]) >= FORMS_STAGE]
    numbers = [result.pair.number for result in comparison.finished]
    draws = np.array(numbers) if comparison.draws is None else comparison.draws
    frame = monthly[["arm", "month"]].assign(
        draw=monthly["pair"].map(dict(zip(numbers, draws, strict=True))),
        share=100.0 * monthly[high].sum(axis=1) / monthly[stages].sum(axis=1).clip(lower=1),
    )
    return frame.groupby(["arm", "draw", "month"], sort=False)["share"].mean().reset_index()
