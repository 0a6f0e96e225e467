"""Figures of a sensitivity study: indices as bars, Morris plane, tornado, shares of chance."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from analysis.figures.notes import DARK, GREY, numbered, rows_axis, titled
from analysis.figures.style import (
    COLOURS,
    GAIN,
    HIGH,
    LOSE,
    NORMAL,
    ZONE,
    Drawing,
    difference_axis,
    labelled,
    new_figure,
    save,
)
from analysis.findings.sensitivity import INDICES, of_outcome
from analysis.measures.outcomes import OUTCOME
from analysis.requests.points import arm_title
from analysis.results.sensitivity import MAIN, Sensitivity
from analysis.sensitivity.frames import DIFFERENCE, difference
from analysis.sensitivity.indices import independent_rows
from analysis.sensitivity.swings import swings
from analysis.sensitivity.topics import title_of
from analysis.wording import unit_in
from model.words import Language, Texts, number_in

PAIR = (COLOURS[4], COLOURS[2])  # of bars, so light that a dark line is seen on them
MOST = 15  # inputs shown
METHOD_NAMES = {  # proper names, the same in any language
    "sobol": "Sobol’", "morris": "Morris", "fast": "FAST", "pawn": "PAWN", "delta": "Delta",
}  # fmt: skip
NAMED = 6  # inputs named in the plane
WIDEST = 0.4  # of an axis of shares, beyond 0 and 1
_WORDS = Texts(
    {
        "share": "share of the variance of the difference",
        "size": "effect over the whole range, {unit}",
        "above": "index less what chance gives",
        "mu": "mean size of the effect, {unit}",
        "sigma": "spread of the effect (bends, interaction), {unit}",
        "low": "where the value is low (lowest fifth)",
        "high": "where it is high (highest fifth)",
        "mean": "mean difference {other} − {base}, {unit}",
        "parts": "Of the variance of the difference, assumptions make {list}.",
        "part": "{share}% ({of})",
        "parameters": "assumptions",
        "chance": "chance",
        "interaction": "both together",
        "of": "share of the variance of single runs, in %",
        "difference": "difference",
        "note": (
            "Difference “{other}” − “{base}”, {points} points × {seeds} seeds, method: {method}."
        ),
        "lines": "Lines: 95% interval.",
        "from": "Bars begin at the mean of all points.",
        "equal": "spread as large as the effect",
        "small": "cannot be told from chance",
    }
)


def draw_all(study: Sensitivity, folder: Path, language: Language) -> list[Path]:
    """Draw every figure of a study into a folder; returns the PNG files."""
    return [save(drawing, folder) for drawing in _drawings(study, language)]


def _drawings(study: Sensitivity, language: Language) -> Iterator[Drawing]:
    for outcome in study.request.outcomes:
        if (outcome, DIFFERENCE) in study.constant or study.ranked(outcome).empty:
            continue
        if not study.is_ranked(outcome):
            continue  # bars would be read as a ranking, which the runs do not give
        yield bars(study, outcome, language)
        if study.design.method.name == "morris" and not study.design.grouped:
            yield plane(study, outcome, language)
        yield tornado(study, outcome, language)
    if not study.shares.empty:
        yield shares_figure(study, language)


def _note(study: Sensitivity, language: Language) -> str:
    return _WORDS.say(
        language,
        "note",
        **study.request.titles,
        points=number_in(language, len(study.points), 0),
        seeds=study.request.seeds,
        method=METHOD_NAMES[study.design.method.name],
    )


def _unit(outcome: str, language: Language) -> str:
    return unit_in(language, OUTCOME[outcome].unit)


def bars(study: Sensitivity, outcome: str, language: Language) -> Drawing:
    """Indices of the strongest inputs with intervals."""
    words = _WORDS.spoken(language)
    names = list(study.ranked(outcome)["input"][:MOST])
    found = study.indices
    mine = found[(found.outcome == outcome) & (found.on == DIFFERENCE) & found.input.isin(names)]
    shown = MAIN[study.design.method.name]
    mine = mine[mine["index"].isin(shown)]
    figure, axes = new_figure(height=2.0 + 0.42 * len(names))
    height = 0.8 / len(shown)
    for number, index in enumerate(shown):
        rows = mine[mine["index"] == index].set_index("input").reindex(names)
        at = np.arange(len(names)) + (number - (len(shown) - 1) / 2) * height
        word = INDICES.say(language, index)
        axes.barh(at, rows["value"], height, color=PAIR[number], label=word)
        axes.hlines(at, rows["low"], rows["high"], color=DARK, lw=1.2)
    axes.axvline(0.0, color=DARK, lw=1)
    if study.design.method.name in ("sobol", "fast"):
        # Intervals of a study that is too small reach far beyond what an index can be.
        left, right = axes.get_xlim()
        axes.set_xlim(max(left, -WIDEST), min(right, 1.0 + WIDEST))
    rows_axis(axes, [title_of(name, language) for name in names])
    method = study.design.method.name
    label = {"morris": "size", "pawn": "above", "delta": "above"}.get(method, "share")
    labelled(axes.xaxis, words(label, unit=_unit(outcome, language)), language)
    title = of_outcome(study, outcome, language)
    note = f"{_note(study, language)} {words('lines')}"
    return titled(f"indices-{outcome}", figure, mine, title, note, study.record, language)


def plane(study: Sensitivity, outcome: str, language: Language) -> Drawing:
    """Morris plane: mean size against spread, the strongest inputs named."""
    words, unit = _WORDS.spoken(language), _unit(outcome, language)
    found = study.indices
    mine = found[(found.outcome == outcome) & (found.on == DIFFERENCE)]
    data = mine.pivot(index="input", columns="index", values="value").reset_index()
    low = mine[mine["index"] == "strength"].set_index("input")["low"]
    told = low.reindex(data["input"]).to_numpy() > 0.0
    data["told"] = told
    figure, axes = new_figure()
    axes.scatter(
        data["mu_star"][~told], data["sigma"][~told], s=18, color="#BBBBBB", label=words("small")
    )
    axes.scatter(data["mu_star"][told], data["sigma"][told], s=30, color=COLOURS[0])
    most = float(data["mu_star"].max())
    axes.plot([0, most], [0, most], color=GREY, lw=1, ls=(0, (4, 3)), label=words("equal"))
    largest = data[told].nlargest(NAMED, "mu_star")
    points = list(zip(largest["mu_star"], largest["sigma"], strict=True))
    numbered(axes, points, [title_of(str(name), language) for name in largest["input"]])
    labelled(axes.xaxis, words("mu", unit=unit), language)
    labelled(axes.yaxis, words("sigma", unit=unit), language, HIGH / 2.0)
    title, note = of_outcome(study, outcome, language), _note(study, language)
    return titled(f"morris-plane-{outcome}", figure, data, title, note, study.record, language)


def tornado(study: Sensitivity, outcome: str, language: Language) -> Drawing:
    """Mean difference where a factor is low and where it is high, widest swing on top."""
    words = _WORDS.spoken(language)
    arms = list(study.runs["arm"].unique())[:2]
    view = difference(study.runs, len(study.points), outcome, arms[0], arms[1])
    rows = independent_rows(study.design)
    y = view.mean[rows]
    data = swings(study.points.iloc[rows], study.design.space.names, y).head(MOST)
    middle = float(np.nanmean(y))
    figure, axes = new_figure(height=2.0 + 0.36 * len(data))
    places = np.arange(len(data))
    for column, colour in (("at_low", LOSE), ("at_high", GAIN)):
        label = words("low" if column == "at_low" else "high")
        axes.barh(places, data[column] - middle, 0.7, left=middle, color=colour, label=label,
                  hatch="////" if colour == LOSE else "", ec="white", lw=0)  # fmt: skip
    axes.axvline(middle, color=DARK, lw=1)
    difference_axis(axes, OUTCOME[outcome].matters, language)
    titles = [title_of(str(name), language) for name in data["input"]]
    names = [n if t else f"({n})" for n, t in zip(titles, data["told"], strict=True)]
    rows_axis(axes, names)
    text = words("mean", **study.request.titles, unit=_unit(outcome, language))
    labelled(axes.xaxis, text, language)
    title = of_outcome(study, outcome, language)
    note = f"{_note(study, language)} {words('from')} ( ): {words('small')}."
    return titled(f"tornado-{outcome}", figure, data, title, note, study.record, language)


def shares_figure(study: Sensitivity, language: Language) -> Drawing:
    """Assumptions, chance, and both together, as shares of the variance of single runs."""
    words = _WORDS.spoken(language)
    data = study.shares.copy()
    wide = data.pivot_table(index=["outcome", "on"], columns="part", values="share", sort=False)
    figure, axes = new_figure(height=2.2 + 0.4 * len(wide))
    left = np.zeros(len(wide))
    wide = wide.clip(lower=0.0)  # estimates may lie a little below 0
    wide = wide.div(wide.sum(axis=1), axis=0)
    for number, part in enumerate(("parameters", "chance", "interaction")):
        if part not in wide:
            continue
        width = 100.0 * wide[part].to_numpy(dtype=np.float64)
        colour = (COLOURS[0], COLOURS[2], ZONE)[number]  # told apart in a photocopy too
        axes.barh(range(len(wide)), width, 0.7, left=left, color=colour, label=words(part))
        left += width
    whats = [words("difference") if on == DIFFERENCE else arm_title(on, language)
             for _, on in wide.index]  # fmt: skip
    titles = [OUTCOME[outcome].title(language) for outcome, _ in wide.index]
    rows_axis(axes, [f"{title}: {what}" for title, what in zip(titles, whats, strict=True)])
    labelled(axes.xaxis, words("of"), language)
    axes.tick_params(axis="x", labelsize=NORMAL)
    each = [
        words("part", share=number_in(language, 100.0 * share, 0), of=OUTCOME[o].title(language))
        for (o, on), share in zip(wide.index, wide["parameters"], strict=True)
        if on == DIFFERENCE
    ]
    title = words("parts", list=", ".join(each))
    return titled("shares", figure, data, title, _note(study, language), study.record, language)
