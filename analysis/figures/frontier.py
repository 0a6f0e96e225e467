"""The front of ways to share out posts: gain in one aim against gain in the other."""

import pandas as pd

from analysis.figures.notes import DARK, field, numbered, titled
from analysis.figures.style import COLOURS, HIGH, WIDE, Drawing, labelled, new_figure
from analysis.findings.frontier import sentences, way_in_words
from analysis.measures.outcomes import OUTCOME
from analysis.requests.points import arm_title
from analysis.results.frontier import Searched
from analysis.wording import unit_in
from model.words import Language, Texts, short_in

_WORDS = Texts(
    {
        "axis": "gain: {outcome}, {unit}",
        "grid": "other ways",
        "front": "none is better in both",
        "rule": "rules of thumb",
        "note": (
            "“{arm}” with and without {posts} posts, same seeds. Crosses: 95% interval. Grey "
            "field: practically the same."
        ),
    }
)


def front_figure(done: Searched, language: Language) -> Drawing:
    """All ways as points; the front with intervals and names, the rules of thumb as squares."""
    words, request = _WORDS.spoken(language), done.request
    data = done.ways[done.ways["rule"] != "nothing"]
    figure, axes = new_figure()
    front = data[data["front"]].sort_values("mean_0")
    rules = data[~data["rule"].isin(["grid"])]
    rest = data[~data["front"] & (data["rule"] == "grid")]
    axes.scatter(rest["mean_0"], rest["mean_1"], s=14, color="#BBBBBB", label=words("grid"))
    axes.errorbar(
        front["mean_0"], front["mean_1"], xerr=front["half_0"], yerr=front["half_1"], fmt="o-",
        color=COLOURS[0], ms=5, lw=1.2, elinewidth=0.8, label=words("front"),
    )  # fmt: skip
    axes.scatter(
        rules["mean_0"], rules["mean_1"], s=46, marker="s", color=COLOURS[1], label=words("rule"),
        zorder=3,
    )  # fmt: skip
    matters = [OUTCOME[aim].matters for aim in request.aims]
    field(axes, matters)
    named = pd.concat([front, rules[~rules["front"]]])
    points = list(zip(named["mean_0"], named["mean_1"], strict=True))
    names = [way_in_words(row, done.options, language) for _, row in named.iterrows()]
    numbered(axes, points, names)
    axes.axhline(0.0, color=DARK, lw=0.8)
    axes.axvline(0.0, color=DARK, lw=0.8)
    for axis, aim, room in zip(
        (axes.xaxis, axes.yaxis), request.aims, (WIDE / 2.0, HIGH / 2.0), strict=True
    ):
        found = OUTCOME[aim]
        label = words("axis", outcome=found.title(language), unit=unit_in(language, found.unit))
        labelled(axis, label, language, room)
    posts = short_in(language, request.posts, 6)
    note = words("note", arm=arm_title(request.arrangement, language), posts=posts)
    title = " ".join(sentences(done, language))
    return titled("front", figure, data, title, note, done.record, language)
