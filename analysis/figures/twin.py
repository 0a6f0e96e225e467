"""Twin lives: participation month by month, a panel for each person, two lines each."""

import textwrap
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.figures.style import (
    NORMAL,
    SMALL,
    Drawing,
    arm_styles,
    finish,
    labelled,
    new_figure,
    years_axis,
)
from analysis.findings.twin import Told
from analysis.results.twin import Twins
from model.words import Language, Texts

NAME = 16  # letters of a line of what a panel shows
_WORDS = Texts(
    {
        "axis": "participation, 1 to 10",
        "median": "the usual case",
        "gains": "somebody who gains",
        "loses": "somebody who loses",
        "": "the person asked for",
        "note": "Dotted: where the lives part. Single cases: chance is not taken out.",
    },
    context="twin figure",
)


def draw(twins: Twins, language: Language) -> Iterator[Drawing]:
    """A panel for each person."""
    told, words = Told(twins, language), _WORDS.spoken(language)
    figure, panels = new_figure(ncols=len(twins.people), sharey=True, squeeze=False)
    styles, rows = arm_styles(twins.comparison), []
    months = twins.comparison.plan.months
    for axes, one in zip(panels[0], twins.people, strict=True):
        for arm, lives in told.lives():
            values = lives.participation[:, one.place]
            style = {key: styles[arm][key] for key in ("color", "linestyle")}
            label = told.answer.title(arm)
            axes.plot(np.arange(1, months + 1), values, lw=2, label=label, **style)
            rows += [
                {"person": one.person, "arm": arm, "month": at, "participation": value}
                for at, value in enumerate(values, 1)
            ]
        if one.parting is not None:
            axes.axvline(one.parting.month + 1, color="#1A1F24", lw=1, ls=(0, (1, 2)))
        axes.set_title(textwrap.fill(words(one.rule), NAME), loc="left", fontsize=NORMAL)
        axes.set_ylim(1.0, 10.0)
        years_axis(axes, months, language)
    labelled(panels[0][0].yaxis, words("axis"), language)
    for at, axes in enumerate(panels[0]):
        if at != len(panels[0]) // 2:
            axes.set_xlabel("")  # the middle panel names the axis for all
    panels[0][0].legend(loc="upper left", bbox_to_anchor=(0.0, -0.1), frameon=False, fontsize=SMALL)
    described = " ".join(
        text for one in twins.people for text in (told.case(one), told.parts(one), told.change(one))
    )
    drawing = finish("twins", figure, pd.DataFrame(rows), f"{told.title()}.", twins.comparison,
                     language, words("note"), described)  # fmt: skip
    yield replace(drawing, title=told.title())
