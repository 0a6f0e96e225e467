"""Creaming: the share of people near the market beside their share of the starts of work."""

import textwrap
from collections.abc import Iterator

import pandas as pd
from matplotlib.lines import Line2D

from analysis.figures.style import (
    ABOVE,
    NORMAL,
    SIGN,
    SMALL,
    Drawing,
    arm_styles,
    finish,
    labelled,
    new_figure,
)
from analysis.findings.answer import answer
from analysis.findings.creaming import creaming_shares
from analysis.findings.decided import JUDGED
from analysis.findings.measured import finding
from analysis.results.comparison import Comparison
from analysis.wording import percent_in
from model.words import Language, Texts, number_in

NAME = 22  # letters of a line of an arm's name
_WORDS = Texts(
    {
        "title": (
            "People near the labour market are {people}% of the recipients and make {starts}% of "
            "the starts of work with {base}. This preference: {list}."
        ),
        "told": "with {arm} {judgement}",
        "people": "share of the recipients",
        "starts": "share of the starts of work",
        "axis": "people near the labour market, in %",
        "note": (
            "Near the labour market: the first three profiles. Mean of all months and matched "
            "pairs. What of this is preference and what is nearness to work, this figure does not "
            "tell."
        ),
    }
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """Two shares an arm, joined by a line; nothing if nobody is near the market."""
    data = pd.DataFrame(creaming_shares(comparison))[["arm", "people", "starts"]]
    if data[["people", "starts"]].isna().to_numpy().any() or not data["people"].max() > 0.0:
        return
    words, styles = _WORDS.spoken(language), arm_styles(comparison)
    told = answer(comparison, language, titled=True)
    figure, axes = new_figure()
    for row, (arm, people, starts) in enumerate(data.itertuples(index=False)):
        style = styles[str(arm)]
        axes.plot([people, starts], [row, row], color=style["color"], lw=3, ls=style["linestyle"])
        axes.plot(people, row, "o", color="white", mec=style["color"], mew=2, ms=13)
        axes.plot(starts, row, "o", color=style["color"], ms=13)
        for at in (people, starts):
            axes.annotate(percent_in(language, at, 1), (at, row), xytext=(0, 13),
                          textcoords="offset points", ha="center", fontsize=SMALL)  # fmt: skip
    names = [textwrap.fill(told.title(str(arm)), NAME) for arm in data["arm"]]
    axes.set_yticks(range(len(data)), names, fontsize=NORMAL)
    axes.set_ylim(len(data) - 0.4, -0.9)
    most = max(10.0, 1.2 * float(data[["people", "starts"]].to_numpy().max()))
    axes.set_xlim(-0.06 * most, most)  # a number above a share near 0 stays off the frame
    axes.grid(visible=False, axis="y")
    labelled(axes.xaxis, words("axis"), language)
    signs = [
        Line2D([], [], marker="o", ls="", ms=11, color=SIGN, mfc=fill) for fill in ("white", SIGN)
    ]
    # One below the other: beside each other they would squeeze a small panel.
    axes.legend(signs, [words("people"), words("starts")], **ABOVE)
    base = data.iloc[0]
    each = []
    for arm in told.arms:
        judged = finding(comparison, "concentration", arm).judgement
        each.append(words("told", arm=told.named(arm), judgement=JUDGED.say(language, judged)))
    title = words(
        "title",
        people=number_in(language, base["people"], 1),
        starts=number_in(language, base["starts"], 1),
        base=told.base,
        list=", ".join(each),
    )
    yield finish("creaming", figure, data, title, comparison, language, words("note"))
