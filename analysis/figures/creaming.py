"""Creaming: the share of people near the market beside their share of the starts of work."""

import textwrap
from collections.abc import Iterator

import pandas as pd
from matplotlib.lines import Line2D

from analysis.figures.style import (
    NORMAL,
    SIGN,
    SMALL,
    Drawing,
    arm_styles,
    decimal_comma,
    finish,
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
    data = _shares(comparison)
    if data[["people", "starts"]].isna().to_numpy().any() or not data["people"].max() > 0.0:
        return
    words, told, styles = (
        _WORDS.spoken(language),
        answer(comparison, language, titled=True),
        arm_styles(comparison),
    )
    figure, axes = new_figure()
    for row, (arm, people, starts) in enumerate(
        zip(data["arm"], data["people"], data["starts"], strict=True)
    ):
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
    axes.set_xlabel(words("axis"), fontsize=NORMAL)
    signs = [
        Line2D([], [], marker="o", ls="", ms=11, color=SIGN, mfc=fill) for fill in ("white", SIGN)
    ]
    # One below the other: beside each other they would squeeze a small panel.
    axes.legend(signs, [words("people"), words("starts")], loc="lower left",
                bbox_to_anchor=(0.0, 1.0), frameon=False, fontsize=SMALL)  # fmt: skip
    decimal_comma(axes.xaxis, language)
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
    finish(figure, title, comparison, language, words("note"))
    yield Drawing("creaming", figure, data, title, title)


def _shares(comparison: Comparison) -> pd.DataFrame:
    """arm, people, starts: shares in %."""
    rows = [(one.arm, one.people, one.starts) for one in creaming_shares(comparison)]
    return pd.DataFrame(rows, columns=["arm", "people", "starts"])
