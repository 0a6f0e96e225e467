"""The front of designs: what each brings in one goal against the other, over the better of both."""

import pandas as pd

from analysis.figures.notes import field, titled
from analysis.figures.style import (
    BASE_COLOUR,
    HIGH,
    SIGNS,
    TEXT,
    WIDE,
    Drawing,
    labelled,
    new_figure,
    widened,
)
from analysis.findings.design import name_of, sentences
from analysis.measures.headlines import HEADLINES_OF
from analysis.results.design import Designed
from analysis.sensitivity.advantage import GOALS, MATTERS, range_of
from analysis.sensitivity.candidates import PRESET, REPORT, SEARCH
from model.words import Language, Texts

_WORDS = Texts(
    {
        "axis": "advantage per 1,000 people: {goal}",
        "tried": "in the search ({count} sets of assumptions)",
        "preset": "shipped, in the search",
        "reported": "{name}, reported ({count} others)",
        "note": (
            "Advantage: the smaller of the differences to working side by side and to casework "
            "instead of coordination. Crosses: 95 of 100 sets of assumptions of this kind lie in "
            "them. Grey field: practically the same. {months} months, seed {seed}."
        ),
    },
    context="design",
)


def front_figure(done: Designed, language: Language) -> Drawing:
    """Designs of the search as small signs, those reported with their ranges and names."""
    words, data = _WORDS.spoken(language), advantages(done)
    figure, axes = new_figure()
    field(axes, MATTERS.tolist())
    tried = data[data["phase"] == SEARCH]
    shipped = tried["origin"] == PRESET
    count = done.request.draws
    for rows, marker, label in (
        (tried[~shipped], ".", words("tried", count=count)),
        (tried[shipped], "x", words("preset")),
    ):
        if len(rows):
            axes.scatter(rows["mean_0"], rows["mean_1"], s=36, marker=marker, color=BASE_COLOUR,
                         label=label, zorder=2)  # fmt: skip
    reported = data[data["phase"] == REPORT].reset_index(drop=True)
    for at, row in reported.iterrows():
        colour, _, marker = SIGNS[int(str(at)) % len(SIGNS)]
        name = name_of(done, str(row["design"]), language)
        axes.errorbar(
            row["mean_0"], row["mean_1"], xerr=row["mean_0"] - row["low_0"],
            yerr=row["mean_1"] - row["low_1"], fmt=marker, color=colour, ms=9, elinewidth=1.2,
            label=words("reported", name=name, count=done.request.report), zorder=3,
        )  # fmt: skip
    for at, (axis, goal) in enumerate(zip((axes.xaxis, axes.yaxis), GOALS, strict=True)):
        title = HEADLINES_OF[goal].title(language)
        labelled(axis, words("axis", goal=title), language, HIGH / 2.0 if at else WIDE)
        spans = [data[f"mean_{at}"], data[f"low_{at}"].dropna(), data[f"high_{at}"].dropna()]
        low, high = min(s.min() for s in spans), max(s.max() for s in spans)
        (axes.set_ylim if at else axes.set_xlim)(*widened(low, high, float(MATTERS[at])))
    axes.axhline(0.0, color=TEXT, lw=0.8, zorder=1)
    axes.axvline(0.0, color=TEXT, lw=0.8, zorder=1)
    title = sentences(done, language)[0]
    months, seed = done.request.months, done.request.seed
    note = words("note", months=months, seed=seed)
    described = f"{title} {note}"
    return titled("design", figure, data, title, note, done.record, language, described)


def advantages(done: Designed) -> pd.DataFrame:
    """phase, design, origin, then mean, low, high of the advantage in either goal.

    In the search the range is left out: its best are best by luck too.
    """
    rows: list[dict[str, object]] = []
    names = [str(name) for name in done.designs["design"]]
    for phase, chosen in ((SEARCH, names), (REPORT, done.finalists)):
        for name in chosen:
            if not done.has(name, phase):
                continue
            row: dict[str, object] = {"phase": phase, "design": name, "origin": done.origin(name)}
            for at, values in enumerate(done.standing(name, phase).advantage.T):
                found = range_of(values)
                row[f"mean_{at}"] = found.mean
                row[f"low_{at}"] = found.low if phase == REPORT else None
                row[f"high_{at}"] = found.high if phase == REPORT else None
            rows.append(row)
    return pd.DataFrame(rows).astype(
        {f"{key}_{at}": float for key in ("low", "high") for at in range(len(GOALS))}
    )
