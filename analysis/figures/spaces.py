"""The Sozialräume: difference in starts of work, and ties, in each of them."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.figures.notes import rows_axis
from analysis.figures.style import (
    ABOVE,
    SMALL,
    Drawing,
    arm_styles,
    few_ticks,
    finish,
    labelled,
    new_figure,
    widened,
    zone,
)
from analysis.findings.answer import Answer, answer
from analysis.findings.rules import CLEAR
from analysis.findings.spaces import space_findings
from analysis.measures.formulas import FORMS_STAGE
from analysis.measures.headlines import HEADLINES_OF, WORK
from analysis.measures.persons import SMALLEST_GROUP
from analysis.results.comparison import Comparison
from model.words import Language, Texts, number_in

_WORDS = Texts(
    {
        "alike": "In none of the {count} Sozialräume starts of work clearly differ.",
        "differ": "Starts of work: {list}.",
        "one": "{arm} clearly {side} in {names}",
        "more": "more",
        "less": "less",
        "work": "difference in starts of work per 1,000 people and year",
        "ties": "ties of the Jobcenter at stage {stage} or above, last year, in %",
        "space": "{name} (n = {count})",
        "note": (
            "n: people over the whole time; Sozialräume with fewer than {fewest} are left out."
        ),
        "together": (
            "Lines: ranges that hold for all Sozialräume together in 95 of 100 cases, so each is "
            "wider than that of a single one."
        ),
    }
)
SIDE = 4.2  # inches of the narrower panel


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """A row a Sozialraum; nothing where no year was counted or there is only one."""
    data = _shown(comparison)
    if data.empty or data["space"].nunique() < 2:
        return
    words, styles = _WORDS.spoken(language), arm_styles(comparison)
    told = answer(comparison, language)
    figure, (left, right) = new_figure(ncols=2, sharey=True, width_ratios=(3, 2))
    spaces = list(data["space"].unique())
    for number, arm in enumerate(told.arms):
        mine = data[data["arm"] == arm]
        at = [spaces.index(space) + 0.22 * (number - (len(told.arms) - 1) / 2)
              for space in mine["space"]]  # fmt: skip
        style: Any = {**styles[arm], "linestyle": "none"}
        left.hlines(at, mine["low"], mine["high"], color=style["color"], lw=2,
                    linestyles=styles[arm]["linestyle"])  # fmt: skip
        left.plot(mine["difference"], at, ms=9, mec="white", **style)
        label = f"{told.letters[arm]}  {told.title(arm)}"
        right.plot(mine["ties"], at, ms=9, mec="white", label=label, **style)
    people = data.groupby("space")["persons"].mean()
    names = [
        words("space", name=space, count=number_in(language, float(people[space]), 0))
        for space in spaces
    ]
    rows_axis(left, names, SMALL)
    matters = HEADLINES_OF[WORK].matters
    zone(left, matters, language)
    ends = data[["low", "high", "difference"]].to_numpy(dtype=float)
    known = ends[ends == ends]
    left.set_xlim(*widened(float(known.min()), float(known.max()), matters))
    right.set_xlim(-3.0, 103.0)
    right.legend(**ABOVE)
    right.grid(visible=False, axis="y")
    for axes, label in ((left, words("work")), (right, words("ties", stage=FORMS_STAGE))):
        labelled(axes.xaxis, label, language, SIDE)
        few_ticks(axes)
    title = _title(told, data, language)
    note = words("note", fewest=SMALLEST_GROUP)
    together = any(found.interval for found in told.findings.values())
    lines = words("together") if together else told.range()
    note = f"{note} {lines}"
    yield finish("sozialraeume", figure, data, title, comparison, language, note)


def _title(told: Answer, data: pd.DataFrame, language: Language) -> str:
    """Where an arm clearly differs; that nothing does is said too."""
    words, each = _WORDS.spoken(language), []
    for arm in told.arms:
        mine = data[data["arm"] == arm]
        sides = [CLEAR.get(judgement, "") for judgement in mine["judgement"]]
        for side in ("more", "less"):
            names = [s for s, own in zip(mine["space"], sides, strict=True) if own == side]
            if names:
                found = words("one", arm=told.named(arm), side=words(side), names=", ".join(names))
                each.append(found)
    if each:
        return words("differ", list="; ".join(each))
    return words("alike", count=data["space"].nunique())


def _shown(comparison: Comparison) -> pd.DataFrame:
    """arm, space, persons, difference, low, high, judgement, ties: a row per arm and Sozialraum."""
    found = [one for one in space_findings(comparison) if one.persons >= SMALLEST_GROUP]
    columns = ["arm", "space", "persons", "difference", "low", "high", "judgement", "ties"]
    return pd.DataFrame([{**vars(one.work), **vars(one)} for one in found], columns=columns)
