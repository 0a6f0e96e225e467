"""Who gains and who loses: by group, people of 1,000 and mean difference with its range."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.figures.style import (
    ABOVE,
    GAIN,
    LOSE,
    SMALL,
    TEXT,
    Drawing,
    few_ticks,
    finish,
    labelled,
    new_figure,
    widened,
    zone,
)
from analysis.findings.answer import Answer, answer
from analysis.findings.measured import of_pairs
from analysis.findings.rules import CLEAR
from analysis.measures.outcomes import OUTCOME
from analysis.measures.persons import DIMENSIONS, NOTICEABLE, SMALLEST_GROUP
from analysis.results.comparison import Comparison
from analysis.wording import group_in
from experiments.result_folder import file_name
from model.words import Language, Texts, number_in, short_in

MATTERS = OUTCOME["participation"].matters
SIDE = 4.2  # inches of the narrower panel
_WORDS = Texts(
    {
        "title": (
            "With {arm} {gain} of 1,000 people have noticeably more participation and {lose} "
            "noticeably less. {groups}"
        ),
        "none": "No group clearly gains or loses.",
        "clear": "Clearly gaining: {gain}; clearly losing: {lose}.",
        "nobody": "none",
        "nobody_at_all": "nobody has noticeably more or less participation",
        "shares": "of 1,000 people of the group",
        "mean": "mean difference of participation, in points (1 to 10)",
        "gain": "noticeably more participation (over {limit} points)",
        "lose": "noticeably less",
        "group": "{group} (n = {count})",
        "note": (
            "n: people over the whole time; groups under {fewest} are left out. Groups by profile "
            "or risk features are not shown: they are not known of people who came later. Sex is "
            "known as two values only. A single case is mostly chance."
        ),
        "together": "Ranges hold for all groups together in 95 of 100 cases.",
    }
)


def draw(comparison: Comparison, language: Language) -> Iterator[Drawing]:
    """One figure for each arm but the base, all on one scale."""
    told, shown = answer(comparison, language, titled=True), {}
    for arm in told.arms:
        data = _shown(comparison, arm)
        if not data.empty:
            shown[arm] = data
    if shown:
        every = pd.concat(shown.values())
        most = 10.5 * max(0.1, every["gain"].max(), every["lose"].max())
        ends = (every["low"].min(), every["high"].max())
        for arm, data in shown.items():
            yield _figure(told, language, arm, data, most, ends)


def _figure(
    told: Answer,
    language: Language,
    arm: str,
    data: pd.DataFrame,
    most: float,
    ends: tuple[float, float],
) -> Drawing:
    words = _WORDS.spoken(language)
    figure, (shares, means) = new_figure(ncols=2, sharey=True, width_ratios=(3, 2))
    # From top to bottom, with a gap before each new dimension.
    new = data["dimension"] != data["dimension"].shift()
    rows = np.where(new, 1.6, 1.0).cumsum()
    limit = number_in(language, NOTICEABLE, 1)
    shares.barh(rows, 10.0 * data["gain"], color=GAIN, label=words("gain", limit=limit))
    shares.barh(
        rows, -10.0 * data["lose"], color=LOSE, label=words("lose"), hatch="////", ec="white", lw=0
    )
    shares.legend(**ABOVE, ncols=2, borderaxespad=0.2)
    means.hlines(rows, data["low"], data["high"], color=TEXT, lw=1.6)
    means.plot(data["participation"], rows, "o", color=TEXT, ms=6)
    zone(means, MATTERS, language)
    low, high = (0.0 if end != end else float(end) for end in ends)
    means.set_xlim(*widened(low, high, MATTERS))
    for axes, key in ((shares, "shares"), (means, "mean")):
        axes.grid(visible=False, axis="y")
        labelled(axes.xaxis, words(key), language, SIDE)
        few_ticks(axes)
    if not data[["gain", "lose"]].to_numpy().any():
        shares.annotate(words("nobody_at_all"), (0.5, 0.5), xycoords="axes fraction", ha="center",
                        va="bottom", fontsize=SMALL, backgroundcolor="white")  # fmt: skip
    shares.axvline(0.0, color=TEXT, lw=1)
    shares.set_xlim(-most, most)
    shares.xaxis.set_major_formatter(lambda value, _: short_in(language, abs(value), 6))
    names = [
        words("group", group=group_in(language, group), count=number_in(language, persons, 0))
        for group, persons in zip(data["group"], data["persons"], strict=True)
    ]
    shares.set_yticks(rows, names, fontsize=SMALL)
    shares.set_ylim(rows[-1] + 0.8, rows[0] - 0.8)
    title = _title(told, arm, data, language)
    note = words("note", fewest=max(SMALLEST_GROUP, told.comparison.fewest_people))
    together = any(found.interval for found in told.findings.values())
    notes = [told.range(), note, *([words("together")] if together else [])]
    name = f"gains-{file_name(arm)}"
    return finish(name, figure, data, title, told.comparison, language, " ".join(notes))


def _title(told: Answer, arm: str, data: pd.DataFrame, language: Language) -> str:
    """Shares of everybody, and the groups that clearly gain or lose: those of the figure."""
    words, everybody = _WORDS.spoken(language), data.iloc[0]
    sides = data.iloc[1:].groupby(data["judgement"].map(CLEAR))["group"]
    clear = {side: ", ".join(group_in(language, one) for one in names) for side, names in sides}
    named = {"gain": clear.get("more"), "lose": clear.get("less")}
    said = {side: names or words("nobody") for side, names in named.items()}
    groups = words("clear", **said) if clear else words("none")
    gain, lose = (number_in(language, 10.0 * everybody[key], 0) for key in ("gain", "lose"))
    return words("title", arm=told.named(arm), gain=gain, lose=lose, groups=groups)


def _shown(comparison: Comparison, arm: str) -> pd.DataFrame:
    """A row per group that is large enough: means over pairs, range and judgement of the mean."""
    gains = comparison.gains
    mine = gains[(gains["arm"] == arm) & gains["dimension"].isin(("all", *DIMENSIONS))]
    groups = mine[mine["dimension"] != "all"].groupby(["dimension", "group"]).ngroups
    rows = []
    for (dimension, group), pairs in mine.groupby(["dimension", "group"], sort=False):
        people = float(pairs["persons"].mean())
        found = None
        if len(pairs) == comparison.pairs:
            own = pairs.sort_values("pair")["participation"].to_numpy(dtype=float)
            together = 1 if dimension == "all" else groups
            found = of_pairs(comparison, np.zeros_like(own), own, MATTERS, together)
        if found is None or (people < SMALLEST_GROUP and dimension != "all"):
            continue
        shares = {key: float(pairs[key].mean()) for key in ("gain", "lose")}
        rows.append({"dimension": dimension, "group": group, "persons": people, **shares,
                     "participation": found.difference, "low": found.low, "high": found.high,
                     "judgement": found.judgement})  # fmt: skip
    order = ("all", *DIMENSIONS)
    rows.sort(key=lambda row: order.index(str(row["dimension"])))
    return pd.DataFrame(rows)
