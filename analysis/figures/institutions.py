"""Institutions by pillar: the Jobcenter's tie with each, before the change and at the end.

One pair was looked into for it, so a row says what one run has; institutions of a kind are taken
together, and a kind in two pillars stands in both.
"""

import textwrap
from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.figures.style import (
    ABOVE,
    HIGH,
    NORMAL,
    SECOND,
    SIGN,
    SMALL,
    Drawing,
    arm_styles,
    finish,
    labelled,
    new_figure,
)
from analysis.findings.answer import Answer, answer
from analysis.measures.formulas import FORMS_STAGE
from analysis.results.comparison import Comparison
from analysis.wording import PILLAR_NAMES
from model.vocabulary import PILLARS, TIE_STAGES
from model.words import Language, Texts, from_file

_WORDS = Texts(
    {
        "title": (
            "With {arm} the Jobcenter's tie reaches stage {stage} with {after} of {all} kinds of "
            "institutions; before the change it does with {before}, with {base} at the end with "
            "{without}."
        ),
        "axis": "stage of the tie with the Jobcenter (0: none, 4: full alignment)",
        "before": "before the change",
        "after": "at the end: {title}",
        "several": "{count} × {kind}",
        "note": (
            "One run, of the matched pair that is nearest to all others (number {pair}): chance is "
            "not taken out. Mean over institutions of a kind and the Sozialräume that they work "
            "in. Stage 1: inform each other, 2: plan together, 3: binding joint work. A kind may "
            "stand in several pillars."
        ),
    },
    context="institutions",
)
ROW, OTHERS = 0.27, 2.6  # inches: of a row, of all else in the figure
NAME = 38  # letters of a kind in a line
HEADING = 1.3  # rows
SIDE = 3.4  # inches of a panel


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """A row a kind, by pillar; nothing if no run was looked into or nobody is tied."""
    data = _by_kind(comparison, language)
    if data.empty:
        return
    told, words = answer(comparison, language, titled=True), _WORDS.spoken(language)
    arm, halves = str(data["arm"].iloc[0]), _halves(data)
    deepest = max(float(half["at"].max()) for half in halves)
    figure, panels = new_figure(height=max(HIGH, OTHERS + ROW * deepest), ncols=len(halves),
                                squeeze=False)  # fmt: skip
    style = arm_styles(comparison)[arm]
    for axes, half in zip(panels[0], halves, strict=True):
        ends = half[["at", "before", "without", "after"]]
        for at, before, without, after in ends.itertuples(index=False):
            axes.plot([before, after], [at] * 2, color=style["color"], lw=2, ls=style["linestyle"])
            # Seen around the circle too.
            axes.plot(without, at, "|", color=SIGN, ms=19, mew=2.5)
            axes.plot(before, at, "o", color="white", mec=SECOND, mew=1.5, ms=9)
            axes.plot(after, at, style["marker"], color=style["color"], ms=7)
        _named(axes, half, language)
        axes.set_ylim(deepest + 0.7, -0.5)
    signs = [Line2D([], [], marker="o", ls="", ms=9, color="white", mec=SECOND, mew=1.5),
             Line2D([], [], marker="|", ls="", ms=13, mew=2.5, color=SIGN),
             Line2D([], [], marker=style["marker"], ls="", ms=8, color=style["color"])]  # fmt: skip
    names = [words("after", title=told.title(name)) for name in (comparison.plan.base.name, arm)]
    names = [words("before"), *names]
    legend = panels[0][0].legend(signs, names, **ABOVE, ncols=3, borderaxespad=0.2)
    legend.set_in_layout(False)  # it spans both panels; a line is kept free for it
    panels[0][0].set_title(" ", fontsize=NORMAL)
    title = _title(told, arm, data)
    note = words("note", pair=int(data["pair"].iloc[0]) + 1)
    yield finish("institutions", figure, data, title, comparison, language, note)


def _title(told: Answer, arm: str, data: pd.DataFrame) -> str:
    """With how many kinds the tie is at the stage at which networks count as formed."""
    kinds = data.drop_duplicates("kind")
    reached = {
        key: int((kinds[key] >= FORMS_STAGE).sum()) for key in ("before", "after", "without")
    }
    return _WORDS.say(told.language, "title", arm=told.named(arm), base=told.base,
                      stage=FORMS_STAGE, all=len(kinds), **reached)  # fmt: skip


def _named(axes: Axes, half: pd.DataFrame, language: Language) -> None:
    """Kinds beside the rows, pillars above theirs, stages below."""
    kinds = [textwrap.shorten(str(kind), NAME, placeholder="…") for kind in half["kind"]]
    axes.set_yticks(half["at"], kinds, fontsize=SMALL)
    for at, pillar in half.drop_duplicates("pillar")[["at", "pillar"]].itertuples(index=False):
        axes.text(0.0, at - 1.0, pillar, fontsize=SMALL, fontweight="bold",
                  va="center").set_in_layout(False)  # fmt: skip
    highest = len(TIE_STAGES) - 1
    axes.set_xlim(-0.1, highest + 0.1)
    axes.set_xticks(range(highest + 1))
    labelled(axes.xaxis, _WORDS.say(language, "axis"), language, SIDE)
    axes.grid(visible=False, axis="y")


def _halves(data: pd.DataFrame) -> list[pd.DataFrame]:
    """The pillars on two panels of about the same height, in their order.

    A new column, at: where a row stands from the top, with room for the name of each pillar.
    """
    counts = data.groupby("pillar", sort=False).size().cumsum()
    first = counts.index[counts - counts.iloc[-1] / 2.0 < counts.iloc[0] / 2.0]
    on_left = data["pillar"].isin(first)
    halves = []
    for half in (data[on_left], data[~on_left]):
        new = half["pillar"] != half["pillar"].shift()
        halves.append(half.assign(at=np.where(new, 1.0 + HEADING, 1.0).cumsum() - 1.0))
    return [half for half in halves if not half.empty]


def _by_kind(comparison: Comparison, language: Language) -> pd.DataFrame:
    """arm, pair, pillar, kind, before, without, after: a row per pillar and kind that is tied."""
    known = comparison.institutions
    if known.empty:
        return known
    tied = known[known["before"].notna()]
    own = tied[tied["arm"] != comparison.plan.base.name]
    base = tied[tied["arm"] == comparison.plan.base.name].groupby("kind")["after"].mean()
    rows = []
    for bit, pillar in enumerate(PILLARS):
        for kind, mine in own[own["pillars"].to_numpy() >> bit & 1 == 1].groupby(
            "kind", sort=False
        ):
            first = mine.iloc[0]
            name = str(from_file(language, de=first["kind_de"], en=first["kind_en"]))
            if len(mine) > 1:
                name = _WORDS.say(language, "several", kind=name, count=len(mine))
            rows.append({"arm": first["arm"], "pair": first["pair"],
                         "pillar": PILLAR_NAMES.say(language, pillar), "kind": name,
                         "before": float(mine["before"].mean()), "without": float(base[kind]),
                         "after": float(mine["after"].mean())})  # fmt: skip
    return pd.DataFrame(rows)
